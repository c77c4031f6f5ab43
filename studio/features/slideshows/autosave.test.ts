import { describe, expect, test } from 'vitest'
import { makeAutosave } from './autosave.ts'

interface Patch {
  name?: string
  size?: number
}

/** A house that answers when it is told to, and a clock that stands still until then. */
function setUp() {
  const sent: { key: string; patch: Patch; answer: (reason?: Error) => void }[] = []
  const waiting = new Map<number, () => void>()
  let turn = 0
  const autosave = makeAutosave<Patch>(
    (key, patch) =>
      new Promise<void>((resolve, reject) => {
        sent.push({ key, patch, answer: (reason) => (reason === undefined ? resolve() : reject(reason)) })
      }),
    {
      later: (work) => {
        turn += 1
        waiting.set(turn, work)
        return turn
      },
      never: (timer) => void waiting.delete(timer as number),
    },
  )
  const pass = async (): Promise<void> => {
    for (const [timer, work] of waiting) {
      waiting.delete(timer)
      work()
    }
    await new Promise((resolve) => setImmediate(resolve))
  }
  return { autosave, sent, pass, pendingOf: (key: string) => autosave.store.get().pending.get(key) }
}

describe('autosave', () => {
  test('gathers changes of one thing into one request', async () => {
    const { autosave, sent, pass } = setUp()
    autosave.change('a', { name: 'o' })
    autosave.change('a', { name: 'one' })
    autosave.change('a', { size: 3 })
    autosave.change('b', { name: 'two' })
    await pass()
    expect(sent.map(({ key, patch }) => [key, patch])).toEqual([
      ['a', { name: 'one', size: 3 }],
      ['b', { name: 'two' }],
    ])
  })

  test('forgets what was kept and sends later what was typed meanwhile', async () => {
    const { autosave, sent, pass, pendingOf } = setUp()
    autosave.change('a', { name: 'one', size: 1 })
    await pass()
    autosave.change('a', { name: 'one more' })
    await pass()
    expect(sent).toHaveLength(1)
    sent[0]?.answer()
    await pass()
    expect(sent[1]?.patch).toEqual({ name: 'one more' })
    sent[1]?.answer()
    await pass()
    expect(pendingOf('a')).toBeUndefined()
    expect(autosave.store.get().saving).toBe(false)
  })

  test('what was refused stays, with the reason, until it is kept or given up', async () => {
    const { autosave, sent, pass, pendingOf } = setUp()
    const refusal = new Error('too long')
    autosave.change('a', { name: 'x' })
    await pass()
    sent[0]?.answer(refusal)
    await pass()
    expect(autosave.store.get().problem).toEqual({ key: 'a', reason: refusal })
    expect(pendingOf('a')).toEqual({ name: 'x' })
    autosave.change('a', { name: 'y' })
    await pass()
    sent[1]?.answer()
    await pass()
    expect(autosave.store.get().problem).toBeNull()
    autosave.change('a', { name: 'z' })
    autosave.forget('a')
    await pass()
    expect(sent).toHaveLength(2)
  })

  test('what waits is sent at once when somebody leaves', async () => {
    const { autosave, sent } = setUp()
    autosave.change('a', { name: 'last word' })
    const left = autosave.flush()
    await new Promise((resolve) => setImmediate(resolve))
    sent[0]?.answer()
    await left
    expect(sent[0]?.patch).toEqual({ name: 'last word' })
  })
})
