import { describe, expect, test } from 'vitest'
import { ApiProblem } from '#lib/api.ts'
import type { WantedTurn } from '../roleplays.api.ts'
import { makeOutbox, type OutboxTools } from './outbox.ts'

const turn = (text: string, more: Partial<WantedTurn> = {}): WantedTurn => ({
  turnId: '11111111-1111-4111-8111-111111111111',
  number: 2,
  text,
  source: 'typed',
  talkMs: 0,
  ...more,
})
const refusal = (status: number, code: string): ApiProblem => new ApiProblem({ status, code, detail: code })

/** A house that answers as told, and a page that may be closed and opened again. */
function desk(answers: (() => unknown)[], seen: { id: string }[] = []) {
  const kept: { text: string | null } = { text: null }
  const sent: WantedTurn[] = []
  const timers: (() => void)[] = []
  const tools: OutboxTools = {
    read: () => kept.text,
    write: (text) => {
      kept.text = text
    },
    send: async (wanted) => {
      sent.push(wanted)
      return answers.shift()?.()
    },
    look: async () => seen as never,
    later: (work) => {
      timers.push(work)
      return () => undefined
    },
  }
  return { kept, sent, timers, tools, open: () => makeOutbox(tools) }
}
const fails = (reason: unknown) => () => {
  throw reason
}
const settled = () => new Promise((resolve) => setTimeout(resolve))

describe('a turn on its way', () => {
  test('is kept until the house has it, and forgotten then', async () => {
    const { open, kept, sent } = desk([() => ({})])
    const outbox = open()
    outbox.type('Hello')
    expect(kept.text).toContain('Hello')
    expect(outbox.say(turn('Hello'))).toBe(true)
    expect(outbox.store.get()).toMatchObject({ draft: '', pending: { text: 'Hello' } })
    await settled()
    expect(outbox.store.get()).toMatchObject({ pending: null, sending: false })
    expect([sent.length, kept.text]).toEqual([1, null])
  })

  test('is said once however often the button is pressed', async () => {
    const { open, sent } = desk([() => ({})])
    const outbox = open()
    expect([outbox.say(turn('Hello')), outbox.say(turn('Hello'))]).toEqual([true, false])
    await settled()
    expect(sent).toHaveLength(1)
  })

  test('is sent again under the same id when the house cannot be reached', async () => {
    const { open, sent, timers } = desk([fails(refusal(0, 'network.offline')), fails(refusal(503, 'x')), () => ({})])
    const outbox = open()
    outbox.say(turn('Hello'))
    await settled()
    expect(outbox.store.get()).toMatchObject({ offline: true, pending: { text: 'Hello' } })
    timers.shift()?.()
    await settled()
    timers.shift()?.()
    await settled()
    expect(outbox.store.get()).toMatchObject({ offline: false, pending: null })
    expect(new Set(sent.map(({ turnId }) => turnId)).size).toBe(1)
    expect(sent).toHaveLength(3)
  })

  test('goes on after the page was closed in between', async () => {
    const { open, sent, kept } = desk([fails(refusal(0, 'network.offline')), () => ({})])
    const first = open()
    first.say(turn('Hello'))
    await settled()
    first.end()
    const second = open()
    expect(second.store.get().pending?.text).toBe('Hello')
    second.resume()
    await settled()
    expect(sent.map(({ turnId }) => turnId)).toEqual([sent[0]?.turnId, sent[0]?.turnId])
    expect(kept.text).toBe(null)
  })
})

describe('a turn that was refused', () => {
  test('goes back into the field, before what was typed meanwhile', async () => {
    const { open } = desk([fails(refusal(409, 'roleplays.call_ended'))])
    const outbox = open()
    outbox.say(turn('Hello'))
    outbox.type('and more')
    await settled()
    expect(outbox.store.get()).toMatchObject({ draft: 'Hello\nand more', pending: null })
    expect(outbox.store.get().problem).toMatchObject({ code: 'roleplays.call_ended' })
  })

  test('says that another window went on, and keeps the words', async () => {
    const { open } = desk([fails(refusal(409, 'roleplays.turn_taken'))], [{ id: 'somebody else’s' }])
    const outbox = open()
    outbox.say(turn('Hello'))
    await settled()
    expect(outbox.store.get()).toMatchObject({ draft: 'Hello', pending: null, elsewhere: true, problem: null })
    outbox.noticed()
    expect(outbox.store.get().elsewhere).toBe(false)
  })

  test('is no refusal when its own words are there already', async () => {
    const said = turn('Hello')
    const { open } = desk([fails(refusal(409, 'roleplays.turn_taken'))], [{ id: said.turnId }])
    const outbox = open()
    outbox.say(said)
    await settled()
    expect(outbox.store.get()).toMatchObject({ draft: '', pending: null, elsewhere: false })
  })

  test('leaves the field alone when it was spoken', async () => {
    const { open } = desk([fails(refusal(409, 'roleplays.call_ended'))])
    const outbox = open()
    outbox.type('something else')
    outbox.say(turn('Heard by the microphone', { source: 'browser' }))
    await settled()
    expect(outbox.store.get().draft).toBe('something else')
  })
})

test('what another program left behind is no draft', () => {
  const { tools } = desk([])
  expect(makeOutbox({ ...tools, read: () => '{"draft":7}' }).store.get().draft).toBe('')
  expect(makeOutbox({ ...tools, read: () => 'not json' }).store.get().pending).toBe(null)
})
