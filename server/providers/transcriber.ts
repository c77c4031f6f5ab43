import type { SpokenLanguage } from '@greenroom/contract/techniques.ts'
import type { Answered, CallContext } from './paid-call.ts'

/**
 * The promise of everything that hears words in a recording: one clip is what one person said in one turn, so nobody has to
 * guess who speaks. `transcribe` may cost money and is called at most once for each row of the ledger.
 */
export interface Transcriber {
  readonly id: 'openai' | 'local'
  /** For the ledger, e.g. `gpt-transcribe`. */
  readonly model: string
  /** Shown beside everything it heard, e.g. "OpenAI gpt-transcribe" or "Whisper tiny on this machine". */
  readonly disclosure: string
  /** Whether the recording goes to somebody else: then it takes the consent `provider`. */
  readonly leavesHouse: boolean
  /** `draft`: the words should be looked over before they are scored, and the studio says so. */
  readonly quality: Record<SpokenLanguage, 'good' | 'draft'>
  readonly limits: {
    /** Of one clip. */
    bytes: number
    seconds: number
    /** Media types without parameters. */
    types: readonly string[]
    callsPerMinute: number
    /** How many at a time make sense. */
    atOnce: number
  }
  /** The most this clip is expected to cost, in micro-dollars; 0 on this machine. Pure. */
  estimateMicroUsd(clip: Pick<Clip, 'seconds'>): number
  transcribe(clip: Clip, context: CallContext): Promise<Answered<Heard>>
  /** Ends what it has started. */
  close(): Promise<void>
}

export interface Clip {
  /** The file as it was recorded; opened only when nothing speaks against sending it. */
  audio: () => Promise<Buffer>
  bytes: number
  /** With or without parameters, e.g. `audio/webm;codecs=opus`. */
  mime: string
  seconds: number
  /** What the call is held in: a hint. */
  language: SpokenLanguage
  /** Names and terms that are likely to be said, e.g. of the customer and the product. */
  terms: readonly string[]
}

export interface Heard {
  /** Empty when nobody spoke. */
  text: string
  /** As the transcriber found it, `en`; null when it does not tell. */
  language: string | null
  /** From the beginning of the clip; null when the transcriber tells no times. */
  words: { word: string; startMs: number; endMs: number }[] | null
}
