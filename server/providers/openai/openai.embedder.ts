import type { Embedder } from '../embedder.ts'
import { refusedBy } from '../paid-refusal.ts'
import { readJson } from '../vendor-reply.ts'
import { postTo, unreadable, type OpenAiAccess } from './openai.client.ts'
import { costMicroUsd, inputPriceOf } from './openai.models.ts'
import { embeddings } from './openai.wire.ts'

export interface OpenAiEmbedderOptions extends OpenAiAccess {
  model: string
  timeoutMs?: number
}

const who = 'the search by meaning'
const dimensions = 1536
/**
 * At most 8192 tokens a text, 300,000 tokens and 2048 texts a request (embeddings guide). Two bytes a token is more than any
 * script takes, so so many bytes are never too many tokens, whatever the language.
 */
const mostBytes = 16_000
const mostTexts = 32

/** Vectors of texts, through OpenAI's embeddings API. */
export const makeOpenAiEmbedder = (options: OpenAiEmbedderOptions): Embedder => {
  const { model, callsPerMinute, timeoutMs = 30_000 } = options
  const price = inputPriceOf(model)

  return {
    id: 'openai',
    modelId: model,
    dimensions,
    disclosure: `OpenAI ${model}`,
    leavesHouse: true,
    languages: ['en', 'nl'],
    limits: { texts: mostTexts, characters: mostBytes, callsPerMinute },
    estimateMicroUsd: (texts) =>
      costMicroUsd(price, Math.ceil(texts.reduce((sum, text) => sum + Buffer.byteLength(shortened(text)), 0) / 2), 0),

    async embed(texts, context) {
      if (texts.length === 0 || texts.length > mostTexts)
        return refusedBy(who, 'invalid_input', `${texts.length} texts`)
      if (texts.some((text) => text.trim() === '')) return refusedBy(who, 'invalid_input', 'an empty text')
      const body = {
        model,
        input: texts.map(shortened),
        encoding_format: 'base64',
        // The older model has one length and knows no such field.
        ...(model.startsWith('text-embedding-3') ? { dimensions } : {}),
      }
      const taken = await postTo(
        options,
        { who, path: 'embeddings', body, timeoutMs, maxBytes: 8 * 1024 * 1024 },
        context,
      )
      if (taken.kind !== 'taken') return taken
      const parsed = embeddings.safeParse(readJson(taken.body.toString('utf8')))
      if (!parsed.success) return unreadable('embeddings')
      const used = parsed.data.usage
      const usage = used
        ? { costMicroUsd: costMicroUsd(price, used.prompt_tokens, 0), counts: { inputTokens: used.prompt_tokens } }
        : null
      const vectors = texts.map((_, at) => vectorOf(parsed.data.data.find(({ index }) => index === at)?.embedding))
      const value = vectors.filter((vector) => vector !== null)
      return value.length < texts.length
        ? refusedBy(who, 'unreadable', 'a vector is missing', { retry: true, charged: 'yes', usage })
        : { kind: 'done', value, usage, requestId: taken.requestId }
    },
    close: () => Promise.resolve(),
  }
}

/** Cut at a whole character. */
const shortened = (text: string): string => {
  const whole = text.toWellFormed()
  const bytes = Buffer.from(whole)
  return bytes.length <= mostBytes
    ? whole
    : bytes
        .subarray(0, mostBytes)
        .toString('utf8')
        .replace(/\ufffd+$/, '')
}

/** Little-endian 32-bit floats, brought to length 1. Null for anything else. */
const vectorOf = (encoded: string | undefined): Float32Array | null => {
  const bytes = Buffer.from(encoded ?? '', 'base64')
  if (bytes.length !== dimensions * 4) return null
  const vector = Float32Array.from({ length: dimensions }, (_, at) => bytes.readFloatLE(at * 4))
  const length = Math.hypot(...vector)
  return Number.isFinite(length) && length > 0 ? vector.map((value) => value / length) : null
}
