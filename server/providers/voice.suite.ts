import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { callContext, doneOf } from '#testing/paid-calls.ts'
import type { SpokenLine, Voice } from './voice.ts'

/** What a voice hands to the suite to be tried against its promise. */
export interface VoiceDriver {
  voice: Voice
  /** The key that must never leave the house. */
  key: string
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
      format: 'mp3',
      ...change,
    })

    it('reads a line out with one request, for no more than it said before', async () => {
      const before = driver.taken()
      const said = doneOf(await driver.voice.speak(line({ format: 'pcm' }), callContext()))
      expect(said.value.mime).toBe('audio/pcm;rate=24000')
      expect(said.value.audio.length % 2).toBe(0)
      expect(driver.taken() - before).toBe(1)
      const estimate = driver.voice.estimateMicroUsd({ characters: line().text.length })
      expect(said.usage?.costMicroUsd).toBeLessThanOrEqual(estimate)
      const heard = doneOf(await driver.voice.speak(line(), callContext())).value
      expect(heard.mime).toBe('audio/mpeg')
      expect(heard.audio.length).toBeGreaterThan(100)
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

    it('lets a browser in for a short while, without the key', async () => {
      const wish = { language: 'nl' as const, speaker: 'Robin', terms: ['Northwind'] }
      const { value } = doneOf(await driver.voice.openSession(wish, callContext()))
      const seconds = (Date.parse(value.expiresAt) - Date.now()) / 1000
      expect(seconds).toBeGreaterThan(5)
      expect(seconds).toBeLessThanOrEqual(driver.voice.limits.secretSeconds)
      expect(driver.voice.limits.secretSeconds).toBeLessThanOrEqual(120)
      expect(JSON.stringify(value)).not.toContain(driver.key)
      expect(value.secret).not.toBe('')
    })

    it('refuses nothing to say and too much, without sending it', async () => {
      const before = driver.taken()
      for (const text of [' ', 'x'.repeat(driver.voice.limits.characters + 1)])
        expect(await driver.voice.speak(line({ text }), callContext())).toMatchObject({ code: 'invalid_input' })
      expect(driver.taken()).toBe(before)
    })

    it('gives a value when it is called off before it has begun', async () => {
      const answer = await driver.voice.speak(line(), callContext({ signal: AbortSignal.abort() }))
      expect(answer).toMatchObject({ kind: 'refused', charged: 'no' })
    })
  })
}
