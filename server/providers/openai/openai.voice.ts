import { createHash } from 'node:crypto'
import { refusedBy } from '../paid-refusal.ts'
import type { Voice } from '../voice.ts'
import type { OpenAiAccess } from './openai.client.ts'
import { makeLive } from './openai.live.ts'
import { knownEnds, type ModelListing } from './openai.models.ts'
import { who, type LineSpeaker } from './openai.speaker.ts'
import { makeSpeech } from './openai.speech.ts'

export interface OpenAiVoiceOptions extends OpenAiAccess {
  /** `auto`: the speech model as long as it lives, then the live session. */
  way: 'auto' | 'speech' | 'live'
  model: string
  liveModel: string
  /** Whom a customer may sound like. */
  voices: readonly string[]
  timeoutMs?: number
  now?: () => Date
}

export interface OpenAiVoice extends Voice {
  /** Hears which models OpenAI offers and until when. */
  heed(listing: ModelListing): void
}

/** Voices of the speech models that live sessions do not have (realtime.d.ts). */
const notLive = ['fable', 'nova', 'onyx']
const standardVoice = 'marin'

/** A customer's voice through OpenAI, by whichever way there is. */
export const makeOpenAiVoice = (options: OpenAiVoiceOptions): OpenAiVoice => {
  const { way, voices, callsPerMinute, now = () => new Date() } = options
  const speech = makeSpeech(options)
  const live = makeLive({ ...options, model: options.liveModel })
  let end: Date | null = knownEnds(options.model)
  let gone = false

  const present = (): LineSpeaker => {
    if (way !== 'auto') return way === 'live' ? live : speech
    return gone || (end !== null && end <= now()) ? live : speech
  }

  return {
    id: 'openai',
    get model() {
      return present().model
    },
    get disclosure() {
      return `Computer voice: OpenAI ${present().model}`
    },
    get limits() {
      return { characters: present().characters, callsPerMinute }
    },
    get streams() {
      return present().streams
    },
    estimateMicroUsd: (characters) => present().estimateMicroUsd(characters),

    async speak(line, context, heard) {
      const speaker = present()
      // Of dots alone nothing can be said, and a model would make something up.
      if (!/[\p{L}\p{N}]/u.test(line.text) || line.text.length > speaker.characters)
        return refusedBy(who, 'invalid_input', `${line.text.length} characters`)
      const known = speaker === live ? voices.filter((voice) => !notLive.includes(voice)) : voices
      const answer = await speaker.speak(line, voiceOf(known, line.speaker), context, heard)
      // Nobody had to know beforehand: the next line is spoken the other way.
      if (speaker === speech && answer.kind === 'refused' && answer.code === 'model_unavailable') gone = true
      return answer
    },

    heed({ data }) {
      const found = data.find(({ id }) => id === options.model)
      gone = found === undefined
      const told = Date.parse(found?.shutdown_date ?? '')
      if (!Number.isNaN(told)) end = new Date(told)
    },
  }
}

/** The same customer always sounds the same. */
const voiceOf = (voices: readonly string[], speaker: string): string =>
  voices[createHash('sha256').update(speaker).digest().readUInt32BE() % voices.length] ?? standardVoice
