import type { SpokenLanguage } from '@greenroom/contract/techniques.ts'
import type { Answered, CallContext } from '../paid-call.ts'
import type { SpokenLine, SpokenSound } from '../voice.ts'

/** One way of having a line read out by OpenAI. */
export interface LineSpeaker {
  model: string
  /** Of one line, at most. */
  characters: number
  estimateMicroUsd(characters: number): number
  streams: boolean
  speak(
    line: SpokenLine,
    voice: string,
    context: CallContext,
    heard?: (sound: Buffer) => void,
  ): Promise<Answered<SpokenSound>>
}

/** For the sentence of a refusal. */
export const who = 'the voice'

const spoken: Record<SpokenLanguage, string> = { en: 'English', nl: 'Dutch as spoken in the Netherlands' }
export const manner = (language: SpokenLanguage): string =>
  `${spoken[language]}, as somebody on a business call: natural, unhurried, not cheerful`

/** Slow speech: about ten characters a second. */
export const secondsOf = (characters: number): number => characters / 10
