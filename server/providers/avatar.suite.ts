import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { callContext, doneOf } from '#testing/paid-calls.ts'
import type { Avatar } from './avatar.ts'

/** What an avatar hands to the suite to be tried against its promise. */
export interface AvatarDriver {
  avatar: Avatar
  /** The key that must never leave the house. */
  key: string
  /** Begins the session as a browser does. */
  begin(session: { token: string; apiUrl: string }): Promise<void>
  /** Why a session has ended; null while it runs. */
  endedBecause(sessionId: string): string | null
  close(): Promise<void>
}

/** The promise of avatar.ts as tests; every avatar runs it. */
export const avatarSuite = (name: string, makeDriver: () => Promise<AvatarDriver>): void => {
  describe(`${name} keeps the promise of an avatar`, () => {
    let driver: AvatarDriver
    beforeAll(async () => {
      driver = await makeDriver()
    })
    afterAll(() => driver.close())

    it('says that nobody is there, and whether it is only for trying out', () => {
      const { disclosure, sandbox, limits } = driver.avatar
      expect(disclosure).toMatch(/computer-made/i)
      expect(disclosure.includes('sandbox')).toBe(sandbox)
      expect(limits.keepAliveSeconds).toBeLessThan(limits.idleSeconds)
    })

    it('lets a browser begin one session without the key', async () => {
      const session = doneOf(await driver.avatar.openSession({ seconds: 300 }, callContext())).value
      expect(JSON.stringify(session)).not.toContain(driver.key)
      expect(session.seconds).toBeLessThanOrEqual(driver.avatar.limits.sessionSeconds)
      await driver.begin(session)
      expect(driver.endedBecause(session.sessionId)).toBeNull()
      doneOf(await driver.avatar.keepAlive(session.sessionId, callContext()))
      doneOf(await driver.avatar.endSession(session.sessionId, callContext()))
      expect(driver.endedBecause(session.sessionId)).not.toBeNull()
      // Ending it twice is ending it once.
      doneOf(await driver.avatar.endSession(session.sessionId, callContext()))
    })

    it('estimates by the minute, and nothing for trying out', () => {
      const [short = 0, long = 0] = [50, 600].map((seconds) => driver.avatar.estimateMicroUsd(seconds))
      expect([short, long].every(Number.isInteger)).toBe(true)
      if (driver.avatar.sandbox) expect(long).toBe(0)
      else expect(long).toBe(short * 10)
    })

    it('gives a value when it is called off before it has begun', async () => {
      const context = callContext({ signal: AbortSignal.abort() })
      expect(await driver.avatar.openSession({ seconds: 60 }, context)).toMatchObject({
        kind: 'refused',
        charged: 'no',
      })
    })
  })
}
