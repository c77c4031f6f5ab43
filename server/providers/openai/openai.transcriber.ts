import { FormData } from 'undici'
import type * as z from 'zod'
import type { Answered, CallUsage } from '../paid-call.ts'
import { refusedBy } from '../paid-refusal.ts'
import type { Clip, Heard, Transcriber } from '../transcriber.ts'
import { readJson } from '../vendor-reply.ts'
import { postTo, unreadable, type OpenAiAccess } from './openai.client.ts'
import { minutePriceOf } from './openai.models.ts'
import { transcription } from './openai.wire.ts'

export interface OpenAiTranscriberOptions extends OpenAiAccess {
  model: string
  /** How long to wait before the outcome counts as unknown. Default 120 s. */
  timeoutMs?: number
}

const who = 'the transcriber'
/** A file of more is refused with 413 (speech-to-text guide: 25 MB). */
const mostBytes = 25 * 1024 * 1024
/** One clip is one turn; longer than this nobody talks in one go, and older models take no more in one request. */
const mostSeconds = 1400
/** Which ending tells the vendor what a file is: the name counts as much as the type. */
const endings: Record<string, string> = {
  'audio/webm': 'webm',
  'audio/mp4': 'm4a',
  'audio/x-m4a': 'm4a',
  'audio/ogg': 'ogg',
  'audio/wav': 'wav',
  'audio/x-wav': 'wav',
  'audio/mpeg': 'mp3',
  'audio/flac': 'flac',
}

/** Words of one clip, through OpenAI's audio API. The current model tells neither speakers nor times, and none are needed. */
export const makeOpenAiTranscriber = (options: OpenAiTranscriberOptions): Transcriber => {
  const { model, callsPerMinute, timeoutMs = 120_000 } = options
  const priced = (seconds: number): number => Math.ceil((Math.max(1, seconds) / 60) * minutePriceOf(model) * 1e6)

  const usageFor =
    (clip: Clip) =>
    (usage: NonNullable<z.infer<typeof transcription>['usage']>): CallUsage =>
      usage.type === 'duration'
        ? { costMicroUsd: priced(usage.seconds), counts: { seconds: usage.seconds } }
        : // Its tokens have no published price of their own, its minutes have.
          {
            costMicroUsd: priced(clip.seconds),
            counts: { inputTokens: usage.input_tokens, outputTokens: usage.output_tokens },
          }

  return {
    id: 'openai',
    model,
    disclosure: `OpenAI ${model}`,
    leavesHouse: true,
    quality: { en: 'good', nl: 'good' },
    limits: { bytes: mostBytes, seconds: mostSeconds, types: Object.keys(endings), callsPerMinute, atOnce: 4 },
    // A second more than was measured: what is counted is what the file holds.
    estimateMicroUsd: ({ seconds }) => priced(seconds + 1),

    async transcribe(clip, context) {
      const ending = endings[typeOf(clip.mime)]
      if (ending === undefined) return refusedBy(who, 'invalid_input', `the type ${clip.mime}`)
      if (clip.bytes > mostBytes) return refusedBy(who, 'too_large', `${clip.bytes} bytes`)
      if (clip.seconds > mostSeconds) return refusedBy(who, 'too_large', `${Math.round(clip.seconds)} seconds`)
      const read = await opened(clip)
      if (!Buffer.isBuffer(read)) return read
      const body = formOf(model, clip, read, ending)
      const taken = await postTo(options, { who, path: 'audio/transcriptions', body, timeoutMs }, context)
      if (taken.kind !== 'taken') return taken
      const parsed = transcription.safeParse(readJson(taken.body.toString('utf8')))
      if (!parsed.success) return unreadable('audio/transcriptions')
      const { text, languages = [], usage } = parsed.data
      return {
        kind: 'done',
        value: { text: text.trim(), language: languages[0]?.code ?? null, words: null },
        usage: usage === undefined ? null : usageFor(clip)(usage),
        requestId: taken.requestId,
      }
    },
    close: () => Promise.resolve(),
  }
}

const typeOf = (mime: string): string => mime.split(';', 1)[0]?.trim().toLowerCase() ?? ''

const opened = async (clip: Clip): Promise<Buffer | Answered<Heard>> => {
  try {
    const audio = await clip.audio()
    if (audio.byteLength > mostBytes) return refusedBy(who, 'too_large', `${audio.byteLength} bytes`)
    return audio.byteLength === 0 ? refusedBy(who, 'invalid_input', 'an empty file') : audio
  } catch (error) {
    // Ours, not the vendor's: the file may be there in a moment.
    const words = error instanceof Error ? error.message : String(error)
    return refusedBy(who, 'invalid_input', `the file: ${words}`, { retryAfterSeconds: 30 })
  }
}

/** The fields as the official SDK sends them; `languages[]` and `keywords[]` are for gpt-transcribe only (transcriptions.d.ts). */
const formOf = (model: string, { mime, language, terms }: Clip, audio: Buffer, ending: string): FormData => {
  const form = new FormData()
  // The name of the file is not the person's: nothing of ours leaves with it.
  form.set('file', new Blob([new Uint8Array(audio)], { type: typeOf(mime) }), `turn.${ending}`)
  form.set('model', model)
  form.set('response_format', 'json')
  const words = terms.map((term) => term.toWellFormed().replace(/\s+/g, ' ').trim().slice(0, 60)).filter(Boolean)
  if (model.startsWith('gpt-transcribe')) {
    form.append('languages[]', language)
    for (const word of words.slice(0, 30)) form.append('keywords[]', word)
  } else {
    form.set('language', language)
    if (words.length > 0) form.set('prompt', words.slice(0, 30).join(', '))
  }
  return form
}
