import { beforeEach, expect, test } from 'vitest'
import { knownFacts } from './posts.facts.ts'

const facts = {
  kind: 'video',
  mime: 'video/mp4',
  codec: 'h264',
  width: 1080,
  height: 1920,
  framesPerSecond: 30,
  seconds: 12,
  bytes: 9_000_000,
} as const

let house: object
let looks: string[]
beforeEach(() => {
  house = {}
  looks = []
})
const ask = (sha256: string, most?: number) =>
  knownFacts(
    house,
    sha256,
    () => {
      looks.push(sha256)
      return Promise.resolve(facts)
    },
    most,
  )

test('a film is looked into once, however often it is asked for, and a changed one anew', async () => {
  expect(await Promise.all([ask('one'), ask('one')])).toEqual([facts, facts])
  expect(await ask('one')).toEqual(facts)
  expect(looks).toEqual(['one'])
  await ask('another')
  expect(looks).toEqual(['one', 'another'])
})

test('only so many are kept: the one that nobody asked for the longest is forgotten', async () => {
  for (const sha256 of ['one', 'two', 'one', 'three', 'one', 'two']) await ask(sha256, 2)
  expect(looks).toEqual(['one', 'two', 'three', 'two'])
})

test('a look that failed is tried anew', async () => {
  const broken = () => Promise.reject(new Error('The disk is away'))
  await expect(knownFacts(house, 'one', broken)).rejects.toThrow('away')
  expect(await ask('one')).toEqual(facts)
})

test('another house knows nothing of it', async () => {
  await ask('one')
  house = {}
  await ask('one')
  expect(looks).toEqual(['one', 'one'])
})
