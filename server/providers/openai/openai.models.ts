import * as z from 'zod'
import type { Outbound } from '#kernel/http/outbound.ts'
import { readJson } from '../vendor-reply.ts'

/** US dollars for a million tokens. */
export interface TokenPrice {
  input: number
  output: number
}

/** Standard prices as published by November 2026; dated snapshots cost what their family costs. */
const prices: Record<string, TokenPrice> = {
  'gpt-5.4-nano': { input: 0.2, output: 1.25 },
  'gpt-5.4-mini': { input: 0.75, output: 4.5 },
  'gpt-5.4': { input: 2.5, output: 15 },
  'gpt-5.5': { input: 5, output: 30 },
  'gpt-5.6-luna': { input: 1, output: 6 },
  'gpt-5.6-terra': { input: 2.5, output: 15 },
  'gpt-5.6-sol': { input: 5, output: 30 },
}
/** US dollars for a minute of sound that is listened to or spoken. */
const minutePrices: Record<string, number> = {
  'gpt-transcribe': 0.0045,
  'gpt-4o-transcribe': 0.006,
  'gpt-4o-mini-transcribe': 0.003,
  'whisper-1': 0.006,
  'gpt-4o-mini-tts': 0.015,
}
/** US dollars for a million tokens of input, where nothing else costs. */
const inputPrices: Record<string, number> = {
  'gpt-6-luna': 0.1,
  'text-embedding-3-small': 0.02,
  'text-embedding-3-large': 0.13,
  'text-embedding-ada-002': 0.1,
}
const familyOf = (model: string): string => model.replace(/-\d{4}-\d{2}-\d{2}$/, '')

export const minutePriceOf = (model: string): number => minutePrices[familyOf(model)] ?? 0.03
export const inputPriceOf = (model: string): TokenPrice => ({ input: inputPrices[familyOf(model)] ?? 1, output: 0 })
/** US dollars for a million tokens of sound: what a live session hears and says. */
export const soundPriceOf = (model: string): TokenPrice =>
  /^gpt-realtime.*-mini/.test(model) ? { input: 10, output: 20 } : { input: 32, output: 64 }

/** A model whose price we do not know is counted as a dear one: a budget that is kept beats one that is not. */
const dear: TokenPrice = { input: 5, output: 30 }

export const priceOf = (model: string): TokenPrice => prices[familyOf(model)] ?? dear

/** Rounded up to a whole micro-dollar: a dollar for a million tokens is a micro-dollar for one. */
export const costMicroUsd = (price: TokenPrice, inputTokens: number, outputTokens: number): number =>
  Math.ceil(inputTokens * price.input + outputTokens * price.output)

const listing = z.object({ data: z.array(z.object({ id: z.string(), shutdown_date: z.string().nullish() })) })
export type ModelListing = z.infer<typeof listing>

/** Announced in speech.d.ts of openai SDK 7.55.0, for when OpenAI cannot be asked. */
const ends: Record<string, string> = {
  'tts-1': '2027-01-06',
  'tts-1-hd': '2027-01-06',
  'gpt-4o-mini-tts': '2027-01-06',
}
export const knownEnds = (model: string): Date | null => {
  const end = ends[familyOf(model)]
  return end === undefined ? null : new Date(end)
}

/** A model and the setting it comes from. */
export interface ConfiguredModel {
  setting: string
  model: string
  /** What becomes of it, in a sentence, when it is gone and nobody does anything. */
  successor?: string
}

/**
 * What an operator should know about a configured model, in a sentence; null when all is well.
 * `shutdown_date` is a field of GET /v1/models (openai SDK 7.55.0, models.d.ts).
 */
export const modelNote = (
  { setting, model, successor }: ConfiguredModel,
  { data }: ModelListing,
  today: Date,
): string | null => {
  const found = data.find(({ id }) => id === model)
  const mend = successor ?? `Set ${setting} to another one.`
  if (found === undefined) return `OpenAI does not offer the model "${model}" to this key. ${mend}`
  const end = Date.parse(found.shutdown_date ?? '')
  if (Number.isNaN(end)) return null
  const days = Math.ceil((end - today.getTime()) / 86_400_000)
  if (days > 90) return null
  const date = new Date(end).toISOString().slice(0, 10)
  return days <= 0
    ? `OpenAI shut the model "${model}" down on ${date}. ${mend}`
    : `OpenAI shuts the model "${model}" down on ${date}, in ${days} ${days === 1 ? 'day' : 'days'}. ${mend}`
}

/** Asks once which models the key has. Null when nobody answered: that says nothing about the models. Never throws. */
export const lookUpModels = async (options: {
  apiKey: string
  baseUrl: string
  outbound: Outbound
}): Promise<ModelListing | 'key_refused' | null> => {
  const reply = await options.outbound
    .request(`${options.baseUrl.replace(/\/+$/, '')}/models`, {
      headers: { authorization: `Bearer ${options.apiKey}`, accept: 'application/json' },
      timeoutMs: 15_000,
      maxBytes: 4 * 1024 * 1024,
    })
    .catch(() => null)
  if (reply?.status === 401) return 'key_refused'
  if (reply?.status !== 200) return null
  const parsed = listing.safeParse(readJson(reply.body.toString('utf8')))
  return parsed.success ? parsed.data : null
}

/** What an operator should know of these models, a sentence each. */
export const modelNotes = (
  models: readonly ConfiguredModel[],
  found: Awaited<ReturnType<typeof lookUpModels>>,
  today: Date,
): string[] => {
  if (found === 'key_refused') return ['OpenAI refuses the key in OPENAI_API_KEY; nothing can be asked with it.']
  return found === null ? [] : models.flatMap((one) => modelNote(one, found, today) ?? [])
}
