import { expect } from 'vitest'
import type { Clip, Rehearsal, Roleplay, SpokenTurn } from '@greenroom/contract/rehearsals.ts'
import { consentText } from '@greenroom/contract/rehearsals.ts'
import { newId } from '#kernel/id.ts'
import { starterId } from '../features/scenarios/scenarios.hash.rules.ts'
import { tone, wav } from './openai-contract/sounds.ts'
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
      { timeout: 90_000, interval: 50 },
    )
    .toMatch(/^(scored|not_scored|failed)$/)
  if (roleplay === undefined) throw new Error('The call was never read')
  return roleplay
}

/** A recording of so many seconds, unlike every other one with another `pitch`. */
export const recording = (seconds = 3, pitch = 1): Buffer => {
  const bytes = wav(tone(seconds, 8000), 8000)
  bytes.writeInt16LE(pitch, 44)
  return bytes
}
export const upload = async (
  person: TestPerson,
  sessionId: string,
  clipId: string,
  {
    turn,
    bytes = recording(),
    type = 'audio/wav',
    start = 0,
    end = 3000,
  }: { turn: number; bytes?: Buffer; type?: string; start?: number; end?: number },
): Promise<{ status: number; body: Clip & { code?: string } }> => {
  const answer = await person.fetch(
    `/api/sessions/${sessionId}/clips/${clipId}?turn=${turn}&start=${start}&end=${end}`,
    {
      method: 'PUT',
      body: new Uint8Array(bytes),
      headers: { 'content-type': type },
    },
  )
  return { status: answer.status, body: (await answer.json()) as Clip & { code?: string } }
}
/** Waits until somebody has listened to a recording, or could not. */
export const heard = async (person: TestPerson, sessionId: string, clipId: string): Promise<Clip> => {
  let clip: Clip | undefined
  await expect
    .poll(
      async () => {
        clip = (await person.call('GET', `/api/sessions/${sessionId}/clips/${clipId}`)).body as Clip
        return clip.state
      },
      { timeout: 90_000, interval: 50 },
    )
    .toMatch(/^(none|ready|failed|unknown)$/)
  if (clip === undefined) throw new Error('The recording was never read')
  return clip
}
