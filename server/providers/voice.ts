import type { SpokenLanguage } from '@greenroom/contract/techniques.ts'
import type { Answered, CallContext } from './paid-call.ts'

/**
 * The promise of a voice for the customer. `speak` reads one line out and gives the sound of it; `openSession` lets a browser
 * talk to the vendor by itself for a short while. No key ever leaves the house: what a browser gets is a secret for one
 * session that soon ends.
 */
export interface Voice {
  readonly id: 'openai'
  /** For the ledger: of `speak`, and of sessions. */
  readonly model: string
  readonly sessionModel: string
  /** People must know that nobody is speaking, e.g. "Computer voice: OpenAI gpt-4o-mini-tts". */
  readonly disclosure: string
  readonly limits: {
    /** Of one line. */
    characters: number
    callsPerMinute: number
    /** Secrets a person may be given in ten minutes: one secret can open more than one session until it ends. */
    sessionsPerTenMinutes: number
    /** How long a secret can be used to begin a session. */
    secretSeconds: number
  }
  /** The most it is expected to cost, in micro-dollars. Pure. A session: for so many seconds of talk, told by the caller. */
  estimateMicroUsd(wanted: { characters: number } | { sessionSeconds: number }): number
  speak(line: SpokenLine, context: CallContext): Promise<Answered<SpokenSound>>
  openSession(wish: VoiceSessionWish, context: CallContext): Promise<Answered<VoiceSession>>
}

export interface SpokenLine {
  text: string
  language: SpokenLanguage
  /** Any stable name, such as the customer's: the same one always has the same voice. */
  speaker: string
  /** `mp3` for ears, `pcm` (16 bit, 24 kHz, mono, little-endian) for an avatar. */
  format: 'mp3' | 'pcm'
}

export interface SpokenSound {
  audio: Buffer
  /** `audio/mpeg`, or `audio/pcm;rate=24000`. */
  mime: string
  voice: string
}

export interface VoiceSessionWish {
  language: SpokenLanguage
  speaker: string
  /** Names and terms that are likely to be said. */
  terms: readonly string[]
}

/**
 * What a browser may know. The session listens and reads out what it is told to; it never answers by itself, because the
 * engine decides what the customer says.
 */
export interface VoiceSession {
  secret: string
  /** ISO time after which the secret begins nothing any more. */
  expiresAt: string
  /** Where the browser sends its offer (POST, `application/sdp`, with the secret as bearer). */
  callsUrl: string
  model: string
}
