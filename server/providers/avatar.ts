import type { Answered, CallContext } from './paid-call.ts'

/**
 * The promise of a face that moves its lips to sound we give it; who decides the words is never the vendor. The key stays
 * here: a browser gets a token for one session. Minting a token is free, a session costs by the minute once it is started,
 * and only the holder of its token can start it.
 */
export interface Avatar {
  readonly id: 'liveavatar'
  /** For the ledger: which face. */
  readonly model: string
  /** People must know that nobody is there, e.g. "Computer-made face: LiveAvatar". */
  readonly disclosure: string
  /** A free, short session with the vendor's own face for trying out; the studio says so. */
  readonly sandbox: boolean
  /** Addresses that a browser talks to in a session, as a content policy writes them, e.g. `wss://*.example.com`. */
  readonly browserOrigins: readonly string[]
  readonly limits: {
    /** After so long the vendor ends a session. */
    sessionSeconds: number
    /** After so long without a sign of life too; how often to give one. */
    idleSeconds: number
    keepAliveSeconds: number
    /** Sessions a person may open in ten minutes. */
    sessionsPerTenMinutes: number
    /** Of one message of sound, and which sound: 16 bit, 24 kHz, mono, little-endian. */
    soundBytes: number
  }
  /** The most a session of this length is expected to cost, in micro-dollars. Pure. */
  estimateMicroUsd(seconds: number): number
  /** Mints the token; the browser starts the session with it. */
  openSession(wish: { seconds: number }, context: CallContext): Promise<Answered<AvatarSession>>
  /** Signs of life and the end, for sessions whose browser has gone. Free of charge, so they may be sent again. */
  keepAlive(sessionId: string, context: CallContext): Promise<Answered<null>>
  endSession(sessionId: string, context: CallContext): Promise<Answered<null>>
}

/** What a browser may know. */
export interface AvatarSession {
  sessionId: string
  token: string
  /** Where the vendor answers, for its own browser library. */
  apiUrl: string
  /** The length that was asked for, or the vendor's shorter one. */
  seconds: number
}
