import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { makePasses } from './passes.ts'

const key = randomBytes(32)
let time = Date.parse('2026-11-21T12:00:00.900Z')
const passes = makePasses(key, 'door', () => time)

test('a pass says what it was given for until its time is over', () => {
  const { value, until } = passes.give(['anna', 'one'], 120)
  expect(until.toISOString()).toBe('2026-11-21T12:02:00.000Z')
  expect(passes.read(value)).toEqual(['anna', 'one'])
  time = until.getTime() - 1
  expect(passes.read(value)).toEqual(['anna', 'one'])
  time = until.getTime()
  expect(passes.read(value)).toBe('expired')
})

test('a pass is refused when any letter of it is another one, is missing or is one too many', () => {
  const { value } = passes.give(['anna', 'one'], 120)
  for (let place = 0; place < value.length; place += 1)
    for (const letter of ['', 'A', 'B', '1', '.', `${value[place]}9`]) {
      const changed = value.slice(0, place) + letter + value.slice(place + 1)
      if (changed !== value) expect.soft(passes.read(changed), changed).toBe('refused')
    }
  for (const odd of ['', '.', '..', 'anna', 'é.é']) expect.soft(passes.read(odd), odd).toBe('refused')
})

test('a pass of another purpose or of another key is refused', () => {
  for (const other of [makePasses(key, 'gate', () => time), makePasses(randomBytes(32), 'door', () => time)])
    expect(passes.read(other.give(['anna', 'one'], 120).value)).toBe('refused')
})
