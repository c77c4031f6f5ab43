import { expect, test } from 'vitest'
import { makeVoiceToken } from './voice-token.ts'

const second = 1000
/** A house that gives tokens a, b, c, each when it is told to. */
function makeDesk() {
  const waiting: { give: () => void; fail: () => void }[] = []
  const desk = { time: 0, asked: 0 }
  const token = makeVoiceToken(
    () =>
      new Promise((resolve, reject) => {
        const name = 'abc'[desk.asked] ?? '?'
        desk.asked += 1
        waiting.push({ give: () => resolve(name), fail: () => reject(new Error('Too often.')) })
      }),
    () => desk.time,
  )
  const next = () => waiting.shift()
  return { desk, token, give: () => next()?.give(), fail: () => next()?.fail() }
}

test('a token that was asked for ahead is there for every line, and is asked for once', async () => {
  const { desk, token, give } = makeDesk()
  token.ahead()
  token.ahead()
  const first = token.now()
  give()
  expect(await first).toBe('a')
  desk.time = 79 * second
  token.ahead()
  expect([await token.now(), desk.asked]).toEqual(['a', 1])
})

test('it is renewed after two thirds of its life, and no line waits for that', async () => {
  const { desk, token, give } = makeDesk()
  token.ahead()
  give()
  expect(await token.now()).toBe('a')
  desk.time = 80 * second
  token.ahead()
  expect([await token.now(), desk.asked]).toEqual(['a', 2])
  give()
  await expect.poll(() => token.now()).toBe('b')
  // The life of the second one begins when it was asked for.
  desk.time = 159 * second
  token.ahead()
  expect([await token.now(), desk.asked]).toEqual(['b', 2])
})

test('one that is about to end is not sent any more', async () => {
  const { desk, token, give } = makeDesk()
  token.ahead()
  give()
  expect(await token.now()).toBe('a')
  desk.time = 116 * second
  const line = token.now()
  give()
  expect(await line).toBe('b')
})

test('in place of one that was refused there is another one, which two lines share', async () => {
  const { desk, token, give } = makeDesk()
  token.ahead()
  give()
  const refused = await token.now()
  const [one, other] = [token.insteadOf(refused), token.insteadOf(refused)]
  give()
  expect([await one, await other, desk.asked]).toEqual(['b', 'b', 2])
  expect([await token.insteadOf(refused), desk.asked]).toEqual(['b', 2])
})

test('when the house gives none, the line is told, and the next one asks again', async () => {
  const { token, give, fail } = makeDesk()
  token.ahead()
  const line = token.now()
  fail()
  await expect(line).rejects.toThrow('Too often.')
  const next = token.now()
  give()
  expect(await next).toBe('b')
})
