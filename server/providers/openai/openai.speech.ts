import type { SpeechCreateParams } from 'openai/resources/audio/speech'
import type { SpokenLine } from '../voice.ts'
import { postTo, unreadable, type OpenAiAccess } from './openai.client.ts'
import { minutePriceOf } from './openai.models.ts'
import { manner, secondsOf, who, type LineSpeaker } from './openai.speaker.ts'

export interface OpenAiSpeechOptions extends OpenAiAccess {
  /** Reads lines out. Every model that can ends on 2027-01-06 (speech.d.ts). */
  model: string
  timeoutMs?: number
}

/** Of one line (speech.d.ts: 4096). */
const mostCharacters = 4096

/** Lines through OpenAI's speech endpoint: one request, one file. */
export const makeSpeech = (options: OpenAiSpeechOptions): LineSpeaker => {
  const { model, timeoutMs = 30_000 } = options
  return {
    model,
    characters: mostCharacters,
    streams: false,
    estimateMicroUsd: (characters) => Math.ceil((secondsOf(characters) / 60) * minutePriceOf(model) * 1e6),

    async speak(line, voice, context) {
      const body = speechBody(model, voice, line)
      const taken = await postTo(
        options,
        { who, path: 'audio/speech', body, timeoutMs, maxBytes: 32 * 1024 * 1024 },
        context,
      )
      if (taken.kind !== 'taken') return taken
      if (taken.body.length === 0 || !/^(audio\/|application\/octet-stream)/.test(taken.contentType))
        return unreadable('audio/speech')
      return {
        kind: 'done',
        value: { audio: taken.body, mime: 'audio/mpeg', voice },
        // It is billed by the sound, whose length an MP3 does not tell.
        usage: null,
        requestId: taken.requestId,
      }
    },
  }
}

const speechBody = (model: string, voice: string, { text, language }: SpokenLine): SpeechCreateParams => ({
  model,
  voice,
  input: text.toWellFormed(),
  response_format: 'mp3',
  // Not known to the first models.
  ...(model.startsWith('tts-1') ? {} : { instructions: `Speak ${manner(language)}.` }),
})
