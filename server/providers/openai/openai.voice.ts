import { createHash } from 'node:crypto'
import type { ClientSecretCreateParams } from 'openai/resources/realtime/client-secrets'
import type { SpeechCreateParams } from 'openai/resources/audio/speech'
import type { SpokenLanguage } from '@greenroom/contract/techniques.ts'
import { refusedBy } from '../paid-refusal.ts'
import { readJson } from '../vendor-reply.ts'
import type { SpokenLine, Voice, VoiceSessionWish } from '../voice.ts'
import { baseOf, postTo, unreadable, type OpenAiAccess } from './openai.client.ts'
import { costMicroUsd, minutePriceOf, soundPriceOf } from './openai.models.ts'
import { clientSecret } from './openai.wire.ts'

export interface OpenAiVoiceOptions extends OpenAiAccess {
  /** Reads lines out. Every model that can ends on 2027-01-06 (speech.d.ts); what is left then is the session. */
  model: string
  /** Of live sessions, and what writes down what is said in them. */
  sessionModel: string
  listenModel: string
  /** Whom a customer may sound like. */
  voices: readonly string[]
  timeoutMs?: number
}

const who = 'the voice'
/** Of one line (speech.d.ts: 4096). */
const mostCharacters = 4096
/** A secret can begin more than one session until it ends, so it ends soon (client-secrets.d.ts: 10 to 7200). */
const secretSeconds = 60
/** Slow speech: about ten characters a second. */
const secondsOf = (characters: number): number => characters / 10
const spoken: Record<SpokenLanguage, string> = { en: 'English', nl: 'Dutch as spoken in the Netherlands' }

/** A voice through OpenAI: of single lines, or live in the browser by a secret that ends after a minute. */
export const makeOpenAiVoice = (options: OpenAiVoiceOptions): Voice => {
  const { model, sessionModel, voices, callsPerMinute, timeoutMs = 30_000 } = options
  const perMinute = minutePriceOf(model)

  return {
    id: 'openai',
    model,
    sessionModel,
    disclosure: `Computer voice: OpenAI ${model}`,
    limits: { characters: mostCharacters, callsPerMinute, sessionsPerTenMinutes: 6, secretSeconds },
    estimateMicroUsd(wanted) {
      if ('characters' in wanted) return Math.ceil((secondsOf(wanted.characters) / 60) * perMinute * 1e6)
      // Sound in is 10 tokens a second, out 20; what was said is read again with every answer, at most as often as it is heard.
      const { sessionSeconds } = wanted
      return costMicroUsd(soundPriceOf(sessionModel), sessionSeconds * 10 * 3, sessionSeconds * 20)
    },

    async speak(line, context) {
      if (line.text.trim() === '' || line.text.length > mostCharacters)
        return refusedBy(who, 'invalid_input', `${line.text.length} characters`)
      const voice = voiceOf(voices, line.speaker)
      const body = speechBody(model, voice, line)
      const taken = await postTo(
        options,
        { who, path: 'audio/speech', body, timeoutMs, maxBytes: 32 * 1024 * 1024 },
        context,
      )
      if (taken.kind !== 'taken') return taken
      if (taken.body.length === 0 || !/^(audio\/|application\/octet-stream)/.test(taken.contentType))
        return unreadable('audio/speech')
      // It is billed by the sound, which only the raw one tells.
      const seconds = line.format === 'pcm' ? taken.body.length / 48_000 : null
      return {
        kind: 'done',
        value: { audio: taken.body, mime: line.format === 'pcm' ? 'audio/pcm;rate=24000' : 'audio/mpeg', voice },
        usage:
          seconds === null ? null : { costMicroUsd: Math.ceil((seconds / 60) * perMinute * 1e6), counts: { seconds } },
        requestId: taken.requestId,
      }
    },

    async openSession(wish, context) {
      const body = sessionBody(options, wish)
      const taken = await postTo(options, { who, path: 'realtime/client_secrets', body, timeoutMs }, context)
      if (taken.kind !== 'taken') return taken
      const parsed = clientSecret.safeParse(readJson(taken.body.toString('utf8')))
      if (!parsed.success) return unreadable('realtime/client_secrets')
      return {
        kind: 'done',
        value: {
          secret: parsed.data.value,
          expiresAt: new Date(parsed.data.expires_at * 1000).toISOString(),
          callsUrl: `${baseOf(options)}/realtime/calls`,
          model: sessionModel,
        },
        // The secret is free; what is talked with it is billed to the key, and told to nobody here.
        usage: null,
        requestId: taken.requestId,
      }
    },
  }
}

/** The same customer always sounds the same. */
const voiceOf = (voices: readonly string[], speaker: string): string =>
  voices[createHash('sha256').update(speaker).digest().readUInt32BE() % voices.length] ?? 'marin'

const speechBody = (model: string, voice: string, { text, language, format }: SpokenLine): SpeechCreateParams => ({
  model,
  voice,
  input: text.toWellFormed(),
  response_format: format,
  // Not known to the first models.
  ...(model.startsWith('tts-1')
    ? {}
    : { instructions: `Speak ${spoken[language]}, as somebody on a business call: natural, unhurried, not cheerful.` }),
})

const sessionBody = (
  { sessionModel, listenModel, voices }: OpenAiVoiceOptions,
  { language, speaker, terms }: VoiceSessionWish,
): ClientSecretCreateParams => ({
  expires_after: { anchor: 'created_at', seconds: secretSeconds },
  session: {
    type: 'realtime',
    model: sessionModel,
    output_modalities: ['audio'],
    instructions: `You read lines out in ${spoken[language]}, as somebody on a business call. Say exactly the line you are given in the last message, word for word, and nothing else. Never answer what you hear, never add a greeting, a comment or a question.`,
    audio: {
      input: {
        noise_reduction: { type: 'near_field' },
        transcription: {
          model: listenModel,
          language,
          ...(/^gpt-(live-)?transcribe/.test(listenModel)
            ? { keywords: terms.slice(0, 30).map((term) => term.toWellFormed().slice(0, 60)) }
            : {}),
        },
        // Trainees pause to think; and the engine answers, not the model.
        turn_detection: { type: 'semantic_vad', eagerness: 'low', create_response: false, interrupt_response: true },
      },
      output: { voice: voiceOf(voices, speaker) },
    },
    tracing: null,
  },
})
