import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { callContext, doneOf, makeClip } from '#testing/paid-calls.ts'
import type { Transcriber } from './transcriber.ts'

/** What a transcriber hands to the suite to be tried against its promise. */
export interface TranscriberDriver {
  transcriber: Transcriber
  /** How many paid requests the vendor has taken so far; 0 for transcribers that take none. */
  taken(): number
  close(): Promise<void>
}

/** The promise of transcriber.ts as tests; every transcriber runs it. */
export const transcriberSuite = (name: string, makeDriver: () => Promise<TranscriberDriver>): void => {
  describe(`${name} keeps the promise of a transcriber`, () => {
    let driver: TranscriberDriver
    beforeAll(async () => {
      driver = await makeDriver()
    })
    afterAll(() => driver.close())
    const closed = (): Promise<Buffer> => Promise.reject(new Error('This file is none of its business.'))

    it('says what it is and what it takes', () => {
      const { disclosure, limits, quality, leavesHouse, id } = driver.transcriber
      expect(disclosure.length).toBeGreaterThan(3)
      expect(limits.types).toContain('audio/webm')
      expect(limits.bytes).toBeLessThanOrEqual(26_214_400)
      expect(Object.keys(quality).toSorted()).toEqual(['en', 'nl'])
      expect(leavesHouse).toBe(id !== 'local')
    })

    it('hears a clip with one request, for no more than it said before', async () => {
      const before = driver.taken()
      const clip = makeClip({ language: 'nl' })
      const { value, usage } = doneOf(await driver.transcriber.transcribe(clip, callContext()))
      expect(value.text).toBe(value.text.trim())
      for (const { startMs, endMs } of value.words ?? []) expect(endMs).toBeGreaterThanOrEqual(startMs)
      expect(driver.taken() - before).toBeLessThanOrEqual(1)
      expect(usage?.costMicroUsd ?? 0).toBeLessThanOrEqual(driver.transcriber.estimateMicroUsd(clip))
    })

    it('estimates more for more, in whole micro-dollars', () => {
      const [short = 0, long = 0] = [2, 120].map((seconds) => driver.transcriber.estimateMicroUsd({ seconds }))
      expect([short, long].every(Number.isInteger)).toBe(true)
      expect(long).toBeGreaterThanOrEqual(short)
    })

    it('refuses what it cannot take without opening it', async () => {
      const { limits } = driver.transcriber
      const before = driver.taken()
      for (const wrong of [{ mime: 'video/mp4' }, { bytes: limits.bytes + 1 }, { seconds: limits.seconds + 1 }]) {
        const answer = await driver.transcriber.transcribe(makeClip({ ...wrong, audio: closed }), callContext())
        expect(answer).toMatchObject({ kind: 'refused', charged: 'no', retry: false })
      }
      expect(driver.taken()).toBe(before)
    })

    it('gives a value for a file that is empty or gone', async () => {
      for (const audio of [closed, () => Promise.resolve(Buffer.alloc(0))])
        expect(await driver.transcriber.transcribe(makeClip({ audio }), callContext())).toMatchObject({
          kind: 'refused',
          charged: 'no',
        })
    })

    it('gives a value when it is called off before it has begun', async () => {
      const answer = await driver.transcriber.transcribe(makeClip(), callContext({ signal: AbortSignal.abort() }))
      expect(answer).toMatchObject({ kind: 'refused', charged: 'no' })
    })
  })
}
