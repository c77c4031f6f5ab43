import type { SpokenLanguage } from '@greenroom/contract/techniques.ts'
import type { Answered, CallContext } from './paid-call.ts'

/**
 * The promise of a voice for the customer: it reads one line out and gives the sound of it. What is given is the line and
 * nothing else; a voice that may say other words compares them and refuses what differs, because the engine decides what a
 * customer says. No key and no secret ever leaves the house.
 */
export interface Voice {
  readonly id: 'openai'
  /** For the ledger; may become another one while the house runs. */
  readonly model: string
  /** People must know that nobody is speaking, e.g. "Computer voice: OpenAI gpt-4o-mini-tts". */
  readonly disclosure: string
  readonly limits: {
    /** Of one line. */
    characters: number
    callsPerMinute: number
  }
  /** Whether the sound can be heard while it is being made. */
  readonly streams: boolean
  /** The most a line of so many characters is expected to cost, in micro-dollars. */
  estimateMicroUsd(characters: number): number
  /**
   * `heard` is given the sound on its way (16 bit, 24 kHz, mono, little-endian), and never more of it than whose words were
   * compared by then. What is answered in the end decides: a line may still be refused after half of it was heard.
   */
  speak(line: SpokenLine, context: CallContext, heard?: (sound: Buffer) => void): Promise<Answered<SpokenSound>>
}

export interface SpokenLine {
  text: string
  language: SpokenLanguage
  /** Any stable name, such as the customer's: the same one always has the same voice. */
  speaker: string
}

export interface SpokenSound {
  audio: Buffer
  /** Every browser plays it. */
  mime: 'audio/mpeg' | 'audio/wav'
  voice: string
}
