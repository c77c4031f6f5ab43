import { expect } from 'vitest'
import type { Rehearsal, Roleplay, SpokenTurn } from '@greenroom/contract/rehearsals.ts'
import { consentText } from '@greenroom/contract/rehearsals.ts'
import { newId } from '#kernel/id.ts'
import { starterId } from '../features/scenarios/scenarios.hash.rules.ts'
import type { TestPerson } from './people.ts'

/** A scenario that ships. */
export const starter = (slug = 'first-five-minutes'): string => starterId(slug)

export const agree = async (
  person: TestPerson,
  ...purposes: ('audio' | 'transcript' | 'provider')[]
): Promise<void> => {
  const { status } = await person.call('POST', '/api/coach/consents', { purposes, textVersion: consentText })
  expect(status).toBe(200)
}

/** A call that has begun; settings replace the standard ones. */
export const startCall = async (person: TestPerson, settings: object = {}): Promise<Rehearsal> => {
  const { status, body } = await person.call('POST', '/api/sessions/start', {
    idempotencyKey: newId(),
    scenarioId: starter(),
    language: 'en',
    mode: 'typed',
    ...settings,
  })
  expect([status, body?.code]).toEqual([201, undefined])
  return body as Rehearsal
}

export interface Said {
  said: SpokenTurn
  answer: SpokenTurn | null
  roleplay: Roleplay
  nextTurn: number
}
export const sayRaw = (person: TestPerson, sessionId: string, number: number, text: string, more: object = {}) =>
  person.call('POST', `/api/sessions/${sessionId}/turns`, {
    turnId: newId(),
    number,
    text,
    source: 'typed',
    talkMs: 0,
    ...more,
  })
export const say = async (
  person: TestPerson,
  sessionId: string,
  number: number,
  text: string,
  more: object = {},
): Promise<Said> => {
  const { status, body } = await sayRaw(person, sessionId, number, text, more)
  expect([status, body?.code]).toEqual([200, undefined])
  return body as Said
}
/** Says lines one after the other, until they or the call have ended; the first one is the notes when nothing was said yet. */
export const sayAll = async (person: TestPerson, sessionId: string, lines: readonly string[]): Promise<Said | null> => {
  let last: Said | null = null
  let number = ((await person.call('GET', `/api/sessions/${sessionId}`)).body as Rehearsal).nextTurn
  for (const line of lines) {
    last = await say(person, sessionId, number, line)
    number = last.nextTurn
    if (last.roleplay.callEnded) break
  }
  return last
}

export const readCall = async (person: TestPerson, sessionId: string, query = ''): Promise<Rehearsal> => {
  const { status, body } = await person.call('GET', `/api/sessions/${sessionId}${query}`)
  expect(status).toBe(200)
  return body as Rehearsal
}

/** Has a call scored and waits for the end of that. */
export const scoreIt = async (person: TestPerson, sessionId: string): Promise<Roleplay> => {
  const { status } = await person.call('POST', `/api/sessions/${sessionId}/process`)
  expect(status).toBe(202)
  let roleplay: Roleplay | undefined
  await expect
    .poll(
      async () => {
        roleplay = (await person.call('GET', `/api/sessions/${sessionId}/score`)).body.roleplay as Roleplay
        return roleplay.scoreState
      },
      { timeout: 30_000, interval: 50 },
    )
    .toMatch(/^(scored|not_scored|failed)$/)
  if (roleplay === undefined) throw new Error('The call was never read')
  return roleplay
}
