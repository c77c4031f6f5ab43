import { createHash, randomUUID } from 'node:crypto'
import { Hono } from 'hono'
import * as z from 'zod'
import type { FaultPlan } from './fault-plans.ts'
import { paidRoute, readBody, tokensIn, type Served } from './paid-route.ts'
import { secondsOf, silentMp3, soundProblem, tone, wav } from './sounds.ts'
import { isRefusal, offered, refusal, type ContractEnv, type Refusal, type World } from './world.ts'

/** Above this a file is refused with 413. */
const mostBytes = 26_214_400
/** What each family answers in, and the fields it does not know (transcriptions.d.ts). */
const families: { test: RegExp; formats: string[]; unknown: string[] }[] = [
  {
    test: /^gpt-transcribe/,
    formats: ['json'],
    unknown: ['include[]', 'timestamp_granularities[]', 'known_speaker_names[]', 'known_speaker_references[]'],
  },
  {
    test: /diarize/,
    formats: ['json', 'text', 'diarized_json'],
    unknown: ['prompt', 'include[]', 'timestamp_granularities[]', 'keywords[]', 'languages[]'],
  },
  { test: /^gpt-4o/, formats: ['json'], unknown: ['timestamp_granularities[]', 'keywords[]', 'languages[]'] },
  {
    test: /^whisper/,
    formats: ['json', 'text', 'srt', 'verbose_json', 'vtt'],
    unknown: ['include[]', 'keywords[]', 'languages[]'],
  },
]
const fields = [
  ...['file', 'model', 'language', 'languages[]', 'keywords[]', 'prompt', 'response_format', 'temperature', 'stream'],
  ...['timestamp_granularities[]', 'include[]', 'chunking_strategy', 'known_speaker_names[]'],
  'known_speaker_references[]',
]

/** What people are heard to say when nothing else was ordered: the same file always says the same. */
const lines = {
  en: [
    'Good morning, thank you for taking the time. What made you look into this right now?',
    'How do you do that at the moment, and what does it cost you when it goes wrong?',
    'That makes sense. What would have to be true for you to call this a success?',
    'So if I understand you well, the time your people lose is the real problem. Is that right?',
    'Shall we put thirty minutes in the diary next Tuesday to look at it with your colleague?',
  ],
  nl: [
    'Goedemorgen, fijn dat u tijd hebt. Waarom kijkt u hier juist nu naar?',
    'Hoe doet u dat nu, en wat kost het u als het misgaat?',
    'Dat begrijp ik. Wat moet er gebeuren om dit een succes te noemen?',
    'Dus als ik u goed begrijp is de tijd die uw mensen kwijt zijn het echte probleem. Klopt dat?',
    'Zullen we dinsdag een half uur plannen om er met uw collega naar te kijken?',
  ],
}

/** POST /v1/audio/transcriptions and /v1/audio/speech. */
export const soundApp = (world: World): Hono<ContractEnv> => {
  const app = new Hono<ContractEnv>()
  app.post(
    '/transcriptions',
    paidRoute(world, 'audio/transcriptions', async (raw, plan, exchange) => {
      const type = exchange.req.header('Content-Type') ?? ''
      if (!type.startsWith('multipart/form-data')) return refusal(400, null, 'Expected multipart/form-data.')
      const form = await new Response(new Uint8Array(raw), { headers: { 'Content-Type': type } })
        .formData()
        .catch(() => null)
      return form === null ? refusal(400, null, 'The form could not be parsed.') : listen(world, form, plan)
    }),
  )
  app.post(
    '/speech',
    paidRoute(world, 'audio/speech', (raw) => speak(world, raw)),
  )
  return app
}

const listen = async (world: World, form: FormData, plan: FaultPlan | null): Promise<Served | Refusal> => {
  const odd = [...form.keys()].find((name) => !fields.includes(name))
  if (odd !== undefined) return refusal(400, 'unknown_parameter', `Unknown parameter: '${odd}'.`, odd)
  const word = (name: string): string | null => {
    const value = form.get(name)
    return typeof value === 'string' ? value : null
  }
  const model = offered(world, word('model') ?? '', 'transcription')
  if (isRefusal(model)) return model
  const family = families.find(({ test }) => test.test(model.id))
  const unfit = family?.unknown.find((name) => form.has(name))
  if (unfit !== undefined)
    return refusal(400, 'unsupported_parameter', `'${unfit}' is not supported with ${model.id}.`, unfit)
  const format = word('response_format') ?? 'json'
  if (family?.formats.includes(format) !== true)
    return refusal(
      400,
      'unsupported_value',
      `response_format '${format}' is not compatible with model '${model.id}'.`,
      'response_format',
    )
  const file = form.get('file')
  if (!(file instanceof File)) return refusal(400, null, 'file: field required', 'file')
  if (file.size > mostBytes)
    return refusal(413, null, `Maximum content size limit (${mostBytes}) exceeded (${file.size} bytes read)`)
  const bytes = Buffer.from(await file.arrayBuffer())
  const problem = soundProblem(file.name, bytes)
  if (problem !== null) return refusal(400, 'invalid_value', problem, 'file')
  const seconds = secondsOf(bytes)
  if (seconds < 0.1)
    return refusal(400, 'audio_too_short', 'Audio file is too short. Minimum audio length is 0.1 seconds.', 'file')

  const hint = word('languages[]') ?? word('language') ?? 'en'
  const spoken = lines[hint === 'nl' ? 'nl' : 'en']
  const text =
    plan?.kind === 'says' ? plan.text : (spoken[createHash('sha256').update(bytes).digest().readUInt32BE() % 5] ?? '')
  const counted = model.id.startsWith('gpt-4o')
    ? { type: 'tokens', input_tokens: Math.ceil(seconds * 10), output_tokens: tokensIn(text), total_tokens: 0 }
    : { type: 'duration', seconds: Math.ceil(seconds) }
  return {
    id: `trsc_${randomUUID()}`,
    model: model.id,
    inputTokens: Math.ceil(seconds * 10),
    outputTokens: tokensIn(text),
    priceMicroUsd: Math.ceil((Math.ceil(seconds) / 60) * model.input * 1e6),
    request: Object.fromEntries(
      [...new Set(form.keys())].map((name) => [
        name,
        name === 'file' ? { name: file.name, type: file.type, bytes: file.size } : form.getAll(name),
      ]),
    ),
    pictures: [],
    // No times and no speakers: the current model tells neither.
    answer: {
      text,
      ...(model.id.startsWith('gpt-transcribe') ? { languages: text === '' ? [] : [{ code: hint }] } : {}),
      usage: counted,
    },
  }
}

const voices = [
  'alloy',
  'ash',
  'ballad',
  'coral',
  'echo',
  'fable',
  'onyx',
  'nova',
  'sage',
  'shimmer',
  'verse',
  'marin',
  'cedar',
] as const
const speech = z.strictObject({
  model: z.string(),
  input: z.string().min(1).max(4096),
  voice: z.enum(voices),
  instructions: z.string().max(4096).optional(),
  response_format: z.enum(['mp3', 'opus', 'aac', 'flac', 'wav', 'pcm']).default('mp3'),
  speed: z.number().min(0.25).max(4).optional(),
  stream_format: z.enum(['sse', 'audio']).optional(),
})

const speak = (world: World, raw: Buffer): Served | Refusal => {
  const body = readBody(raw, speech)
  if (isRefusal(body)) return body
  const model = offered(world, body.model, 'speech')
  if (isRefusal(model)) return model
  const seconds = body.input.length / 15
  const sound = {
    pcm: { bytes: tone(seconds, 24_000), type: 'audio/pcm' },
    wav: { bytes: wav(tone(seconds, 24_000), 24_000), type: 'audio/wav' },
    mp3: { bytes: silentMp3(seconds), type: 'audio/mpeg' },
  }
  const format = body.response_format
  if (format !== 'pcm' && format !== 'wav' && format !== 'mp3')
    return refusal(400, 'unsupported_value', 'Contract server: mp3, wav or pcm.', 'response_format')
  return {
    id: `spch_${randomUUID()}`,
    model: model.id,
    inputTokens: tokensIn(body.input),
    outputTokens: 0,
    priceMicroUsd: Math.ceil((seconds / 60) * model.output * 1e6),
    request: body,
    pictures: [],
    answer: sound[format],
  }
}
