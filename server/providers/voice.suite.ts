import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { callContext, doneOf } from '#testing/paid-calls.ts'
import type { SpokenLine, Voice } from './voice.ts'

/** What a voice hands to the suite to be tried against its promise. */
export interface VoiceDriver {
  voice: Voice
  /** How many paid requests the vendor has taken so far. */
  taken(): number
  close(): Promise<void>
}

/** The promise of voice.ts as tests; every voice runs it. */
export const voiceSuite = (name: string, makeDriver: () => Promise<VoiceDriver>): void => {
  describe(`${name} keeps the promise of a voice`, () => {
    let driver: VoiceDriver
    beforeAll(async () => {
      driver = await makeDriver()
    })
    afterAll(() => driver.close())
    const line = (change: Partial<SpokenLine> = {}): SpokenLine => ({
      text: 'We lose two days a week on planning.',
      language: 'en',
      speaker: 'Robin',
      ...change,
    })

    it('reads a line out with one request, for no more than it said before, as every browser plays it', async () => {
      const before = driver.taken()
      const said = doneOf(await driver.voice.speak(line(), callContext()))
      expect(driver.taken() - before).toBe(1)
      const { audio, mime } = said.value
      const begins = { 'audio/wav': 'RIFF', 'audio/mpeg': '\xff\xfb' }[mime]
      expect(audio.toString('latin1', 0, begins.length)).toBe(begins)
      expect(audio.length).toBeGreaterThan(100)
      const estimate = driver.voice.estimateMicroUsd(line().text.length)
      expect(estimate).toBeGreaterThan(0)
      expect(said.usage?.costMicroUsd ?? 0).toBeLessThanOrEqual(estimate)
    })

    it('reads out the longest line it takes, for no more than it said before', async () => {
      const text = 'We lose two days a week on planning. '.repeat(200).slice(0, driver.voice.limits.characters).trim()
      const said = doneOf(await driver.voice.speak(line({ text }), callContext()))
      expect(said.usage?.costMicroUsd ?? 0).toBeLessThanOrEqual(driver.voice.estimateMicroUsd(text.length))
    })

    it('has one voice for one customer', async () => {
      const voiceOf = async (change: Partial<SpokenLine>) =>
        doneOf(await driver.voice.speak(line(change), callContext())).value.voice
      expect(await voiceOf({ text: 'Something else.' })).toBe(await voiceOf({ language: 'nl' }))
      const others = ['Anna', 'Bram', 'Chris', 'Daan', 'Eva', 'Fleur'].map((speaker) => voiceOf({ speaker }))
      expect(new Set(await Promise.all(others)).size).toBeGreaterThan(1)
    })

    it('says that nobody is speaking', () => {
      expect(driver.voice.disclosure).toMatch(/computer voice/i)
    })

    it('refuses nothing to say and too much, without sending it', async () => {
      const before = driver.taken()
      for (const text of [' ', '…', 'x'.repeat(driver.voice.limits.characters + 1)])
        expect(await driver.voice.speak(line({ text }), callContext())).toMatchObject({ code: 'invalid_input' })
      expect(driver.taken()).toBe(before)
    })

    it('gives a value when it is called off before it has begun', async () => {
      const answer = await driver.voice.speak(line(), callContext({ signal: AbortSignal.abort() }))
      expect(answer).toMatchObject({ kind: 'refused', charged: 'no' })
    })
  })
}
