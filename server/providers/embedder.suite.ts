import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { callContext, doneOf } from '#testing/paid-calls.ts'
import type { Embedder } from './embedder.ts'

/** What an embedder hands to the suite to be tried against its promise. */
export interface EmbedderDriver {
  embedder: Embedder
  /** How many paid requests the vendor has taken so far; 0 for embedders that take none. */
  taken(): number
  close(): Promise<void>
}

const likeness = (one: Float32Array, other: Float32Array): number =>
  one.reduce((sum, value, at) => sum + value * (other[at] ?? 0), 0)

/** The promise of embedder.ts as tests; every embedder runs it. */
export const embedderSuite = (name: string, makeDriver: () => Promise<EmbedderDriver>): void => {
  describe(`${name} keeps the promise of an embedder`, () => {
    let driver: EmbedderDriver
    beforeAll(async () => {
      driver = await makeDriver()
    })
    afterAll(() => driver.close())
    const embed = async (texts: string[]) => doneOf(await driver.embedder.embed(texts, callContext()))

    it('says what it is, and which languages it understands', () => {
      const { disclosure, languages, dimensions, modelId } = driver.embedder
      expect(disclosure.length).toBeGreaterThan(3)
      expect(languages).toContain('en')
      expect(dimensions).toBeLessThanOrEqual(1536)
      expect(modelId).toMatch(/^[a-z0-9.-]{3,80}$/)
    })

    it('gives one vector of length 1 for each text, in their order, with one request', async () => {
      const before = driver.taken()
      const texts = [
        'How to handle a price objection',
        'The weather is nice in spring',
        'Handling objections to the price',
      ]
      const { value, usage } = await embed(texts)
      for (const vector of value) {
        expect(vector).toHaveLength(driver.embedder.dimensions)
        expect(Math.hypot(...vector)).toBeCloseTo(1, 4)
      }
      const [price, weather, again] = value
      if (price === undefined || weather === undefined || again === undefined) throw new Error('One is missing.')
      expect(likeness(price, again)).toBeGreaterThan(likeness(price, weather))
      expect(driver.taken() - before).toBeLessThanOrEqual(1)
      expect(usage?.costMicroUsd).toBeLessThanOrEqual(driver.embedder.estimateMicroUsd(texts))
    })

    it('gives the same text the same vector', async () => {
      const [one] = (await embed(['a price objection'])).value
      const [, other] = (await embed(['something else', 'a price objection'])).value
      if (one === undefined || other === undefined) throw new Error('One is missing.')
      expect(likeness(one, other)).toBeGreaterThan(0.9999)
    })

    it('takes texts that are too long, broken or in any script', async () => {
      const { characters, texts } = driver.embedder.limits
      const odd = ['price '.repeat(characters), '漢字'.repeat(characters), '\ud800 half a pair', '👩‍👩‍👧‍👦']
      expect((await embed(odd.slice(0, texts))).value).toHaveLength(Math.min(texts, 4))
    })

    it('refuses no text, an empty text and too many, without sending them', async () => {
      const before = driver.taken()
      const many = Array.from({ length: driver.embedder.limits.texts + 1 }, () => 'x')
      for (const wrong of [[], ['a', ' '], many])
        expect(await driver.embedder.embed(wrong, callContext())).toMatchObject({
          code: 'invalid_input',
          charged: 'no',
        })
      expect(driver.taken()).toBe(before)
    })

    it('gives a value when it is called off before it has begun', async () => {
      const answer = await driver.embedder.embed(['x'], callContext({ signal: AbortSignal.abort() }))
      expect(answer).toMatchObject({ kind: 'refused', charged: 'no' })
    })
  })
}
