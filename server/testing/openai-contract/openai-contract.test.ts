import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import OpenAI from 'openai'
import { zodTextFormat } from 'openai/helpers/zod'
import type { ResponseCreateParamsNonStreaming } from 'openai/resources/responses/responses'
import { fetch, WebSocket } from 'undici'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { slidePicture } from '#testing/slides.ts'
import { startOpenAiContract } from './openai-contract.ts'
import { tone, wav } from './sounds.ts'
import { schemaProblem } from './strict-schema.ts'

const folder = await mkdtemp(join(tmpdir(), 'openai-contract-'))
const logFile = join(folder, 'posts.jsonl')
const server = await startOpenAiContract({ logFile })
afterAll(async () => {
  await server.close()
  await rm(folder, { recursive: true })
})
beforeEach(() => server.reset())

const client = (apiKey = 'sk-test') => new OpenAI({ apiKey, baseURL: server.baseUrl, maxRetries: 0 })
const model = 'gpt-5.4-mini'
const blue = `data:image/jpeg;base64,${(await slidePicture('#1030d0')()).toString('base64')}`
const look = z.object({ s1: z.object({ alt_text: z.string(), sure: z.number(), tags: z.array(z.string()) }) })
const withPicture = (image_url: string, more: Partial<ResponseCreateParamsNonStreaming> = {}) => ({
  model,
  store: false,
  input: [
    {
      role: 'user' as const,
      content: [
        { type: 'input_text' as const, text: 's1' },
        { type: 'input_image' as const, image_url, detail: 'low' as const },
      ],
    },
  ],
  ...more,
})
/** The error the SDK throws, in short. */
const errorOf = async (work: Promise<unknown>) => {
  const error: unknown = await work.then(
    () => null,
    (reason: unknown) => reason,
  )
  if (!(error instanceof OpenAI.APIError)) throw new Error(`No API error: ${String(error)}`)
  return {
    status: error.status as number | undefined,
    code: error.code,
    param: error.param,
    name: error.constructor.name,
  }
}

describe('the OpenAI contract server', () => {
  it('answers the real SDK in the schema it asked for, from the picture it sent', async () => {
    const body = { ...withPicture(blue), text: { format: zodTextFormat(look, 'look') } }
    const answer = await client().responses.parse(body)
    expect(look.parse(answer.output_parsed).s1.alt_text).toMatch(/^Mostly blue, 288 by 512/)
    expect(answer.usage?.total_tokens).toBeGreaterThan(170)
    expect(answer._request_id).toMatch(/^req_/)
    // The same question brings the same answer, and is paid for again.
    expect((await client().responses.parse(body)).output_text).toBe(answer.output_text)
    expect(server.log.paid().map(({ pictures }) => pictures[0]?.colour)).toEqual(['blue', 'blue'])
  })

  it('lists its models with their last days', async () => {
    const { data } = await client().models.list()
    expect(data.find(({ id }) => id === 'gpt-5')?.shutdown_date).toBe('2026-12-11')
    expect(data.find(({ id }) => id === model)?.shutdown_date).toBeNull()
  })

  it('refuses what OpenAI refuses, in its own words, and charges nothing', async () => {
    const png = blue.replace('image/jpeg', 'image/png')
    const broken = `data:image/jpeg;base64,${Buffer.from('no picture').toString('base64')}`
    const format = { type: 'json_schema' as const, name: 'x', strict: true, schema: { type: 'object', properties: {} } }
    const refused: [work: () => Promise<unknown>, expected: object][] = [
      [() => client('nonsense').responses.create({ model, input: 'x' }), { status: 401, code: 'invalid_api_key' }],
      [
        () => client('sk-abroad').responses.create({ model, input: 'x' }),
        { status: 403, name: 'PermissionDeniedError' },
      ],
      [() => client('sk-broke').responses.create({ model, input: 'x' }), { status: 429, code: 'insufficient_quota' }],
      [
        () => client().responses.create({ model: 'gpt-0', input: 'x' }),
        { status: 400, code: 'model_not_found', param: 'model' },
      ],
      [
        () => client().responses.create({ model, input: 'x', text: { format } }),
        { status: 400, code: 'invalid_json_schema' },
      ],
      [
        () => client().responses.create({ model, input: 'x', text: { format: { ...format, name: 'a b' } } }),
        { status: 400 },
      ],
      [() => client().responses.create({ model, input: 'x', max_output_tokens: 1 }), { param: 'max_output_tokens' }],
      [() => client().responses.create(withPicture(png)), { code: 'unsupported_image_media_type' }],
      [() => client().responses.create(withPicture(broken)), { code: 'image_parse_error' }],
      [() => client().responses.create(withPicture('data:image/tiff;base64,AAAA')), { code: 'invalid_image_url' }],
      [() => client().responses.create(withPicture(blue, { store: true })), { param: 'store' }],
      [() => client().images.generate({ model: 'gpt-image-1', prompt: 'x' }), { status: 404, code: 'unknown_url' }],
    ]
    for (const [work, expected] of refused) expect(await errorOf(work())).toMatchObject(expected)
    expect(server.log.paid()).toEqual([])
  })

  it('hears what the real SDK sends it, and tells neither times nor speakers', async () => {
    const file = new File([new Uint8Array(wav(tone(1, 16_000), 16_000))], 'turn.wav')
    const heard = await client().audio.transcriptions.create({ file, model: 'gpt-transcribe', languages: ['nl'] })
    expect(heard.text).not.toBe('')
    expect(heard.languages).toEqual([{ code: 'nl' }])
    const again = await client().audio.transcriptions.create({ file, model: 'gpt-transcribe', languages: ['nl'] })
    expect(again.text).toBe(heard.text)
    const create = client().audio.transcriptions.create.bind(client().audio.transcriptions)
    const renamed = new File([file], 'turn.mp3')
    const short = new File([new Uint8Array(wav(tone(0.05, 16_000), 16_000))], 'turn.wav')
    const refused: [work: () => Promise<unknown>, expected: object][] = [
      [() => create({ file, model: 'gpt-transcribe', response_format: 'verbose_json' }), { param: 'response_format' }],
      [
        () => create({ file, model: 'gpt-transcribe', timestamp_granularities: ['word'] }),
        { param: 'timestamp_granularities[]' },
      ],
      [() => create({ file, model: 'whisper-1', keywords: ['x'] }), { param: 'keywords[]' }],
      [() => create({ file: renamed, model: 'gpt-transcribe' }), { status: 400, param: 'file' }],
      [() => create({ file: short, model: 'gpt-transcribe' }), { code: 'audio_too_short' }],
      [() => create({ file, model: 'gpt-5.4-mini' }), { status: 404, code: 'model_not_found' }],
    ]
    for (const [work, expected] of refused) expect(await errorOf(work())).toMatchObject(expected)
  })

  it('decides, embeds and speaks to the real SDK', async () => {
    const { answers } = await client().decisions.create({
      model: 'gpt-6-luna',
      input: '[1] TRAINEE: What made you look into this?',
      questions: [
        { type: 'predicate', name: 'open', instructions: 'Is it an open question?' },
        { type: 'choice', instructions: 'Which one?', choices: [{ value: 'a' }, { value: 'b' }] },
      ],
    })
    expect(answers.map(({ type, name }) => [type, name])).toEqual([
      ['predicate', 'open'],
      ['choice', null],
    ])
    const embedding = { model: 'text-embedding-3-small', input: ['price', 'price'] }
    const encoded = await client().embeddings.create(embedding)
    const plain = await client().embeddings.create({ ...embedding, encoding_format: 'float' })
    expect(encoded.data[0]?.embedding).toHaveLength(1536)
    expect(encoded.data[0]?.embedding[0]).toBeCloseTo(plain.data[0]?.embedding[0] ?? NaN, 6)
    const speech = { model: 'gpt-4o-mini-tts', input: 'Good morning.', voice: 'marin' }
    const mp3 = Buffer.from(await (await client().audio.speech.create(speech)).arrayBuffer())
    expect(mp3.readUInt16BE(0) & 0xffe0).toBe(0xffe0)
    const refused: [work: () => Promise<unknown>, expected: object][] = [
      [() => client().embeddings.create({ ...embedding, input: '' }), { status: 400, param: 'input' }],
      [
        () => client().embeddings.create({ ...embedding, model: 'text-embedding-ada-002', dimensions: 512 }),
        { param: 'dimensions' },
      ],
      [() => client().audio.speech.create({ ...speech, input: 'x'.repeat(4097) }), { param: 'input' }],
      [() => client().decisions.create({ model: 'gpt-6-luna', input: 'x', questions: [] }), { param: 'questions' }],
    ]
    for (const [work, expected] of refused) expect(await errorOf(work())).toMatchObject(expected)
  })

  it('speaks in a live session, and tells there what is wrong with what it is asked', async () => {
    const events: { type: string; error?: { code: string }; delta?: string }[] = []
    const socket = new WebSocket(`${server.baseUrl}/realtime?model=gpt-realtime-2.1-mini`, {
      headers: { authorization: 'Bearer sk-test' },
    })
    socket.addEventListener('message', ({ data }) => events.push(JSON.parse(String(data))))
    const told = (type: string) => expect.poll(() => events.map((event) => event.type)).toContain(type)
    await told('session.created')
    const input = [{ type: 'message', role: 'user', content: [{ type: 'input_text', text: 'Good morning.' }] }]
    const wrong = [
      { type: 'response.create', response: { input, modalities: ['audio'] } },
      { type: 'response.create', response: { input, audio: { output: { voice: 'nova' } } } },
      { type: 'response.cancel' },
      { type: 'session.close' },
    ]
    for (const event of wrong) socket.send(JSON.stringify(event))
    await expect.poll(() => events.filter(({ type }) => type === 'error')).toHaveLength(wrong.length)
    expect(server.log.paid()).toEqual([])
    socket.send(JSON.stringify({ type: 'response.create', response: { input } }))
    await told('response.done')
    const words = events.filter(({ type }) => type === 'response.output_audio_transcript.delta')
    expect(words.map(({ delta }) => delta).join('')).toBe('Good morning.')
    expect(server.log.paid()).toMatchObject([{ path: 'realtime', model: 'gpt-realtime-2.1-mini' }])
    socket.close()
  })

  it('counts the requests of a minute and says how long to wait', async () => {
    server.settings.requestsPerMinute = 1
    const first = await client().responses.create({ model, input: 'x' }).withResponse()
    expect(first.response.headers.get('x-ratelimit-remaining-requests')).toBe('0')
    const error: unknown = await client()
      .responses.create({ model, input: 'x' })
      .catch((reason: unknown) => reason)
    if (!(error instanceof OpenAI.RateLimitError)) throw new Error('It was let through.')
    expect(Number(error.headers.get('retry-after-ms'))).toBeGreaterThan(50_000)
  })

  it('stops where the request says it has to', async () => {
    const answer = await client().responses.create(
      withPicture(blue, { text: { format: zodTextFormat(look, 'look') }, max_output_tokens: 16 }),
    )
    expect(answer).toMatchObject({ status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' } })
    expect(answer.usage?.output_tokens).toBe(16)
  })

  it('goes wrong on demand, over HTTP and by a word in the text', async () => {
    const control = (order: object) =>
      fetch(`${server.origin}/_control`, { method: 'POST', body: JSON.stringify(order) }).then(({ status }) => status)
    expect(await control({ inject: [{ kind: 'refusal' }, { kind: 'error', status: 409 }] })).toBe(200)
    expect(await control({ inject: [{ kind: 'nonsense' }] })).toBe(422)
    const { output } = await client().responses.create({ model, input: 'x' })
    expect(output.at(-1)).toMatchObject({ content: [{ type: 'refusal' }] })
    expect((await errorOf(client().responses.create({ model, input: 'x' }))).status).toBe(409)
    const spelled = await client().responses.create({ model, input: 'a hall [fault:content_filter]' })
    expect(spelled.incomplete_details?.reason).toBe('content_filter')
  })

  it('has its log on disk before it answers, and tells it over HTTP', async () => {
    server.inject({ kind: 'cut_after_accept' })
    await expect(client().responses.create(withPicture(blue))).rejects.toThrow('Connection error')
    const lines = (await readFile(logFile, 'utf8')).trim().split('\n')
    const [post] = server.log.paid()
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ kind: 'paid', id: post?.id })
    const told = (await (await fetch(`${server.origin}/_log`)).json()) as { paidPosts: number; costMicroUsd: number }
    expect(told).toMatchObject({ paidPosts: 1, costMicroUsd: post?.priceMicroUsd })
    expect(JSON.stringify(told)).not.toContain('base64')
  })
})

describe('the strict subset of JSON schema', () => {
  const object = (properties: Record<string, object>, more: object = {}) => ({
    type: 'object',
    properties,
    required: Object.keys(properties),
    additionalProperties: false,
    ...more,
  })
  const text = { type: 'string' }
  const nested = (levels: number): object => (levels === 1 ? text : object({ deeper: nested(levels - 1) }))

  it.each([
    ['an optional property', object({ a: text }, { required: [] })],
    ['additional properties', { ...object({ a: text }), additionalProperties: true }],
    ['nothing said about additional properties', { type: 'object', properties: {}, required: [] }],
    ['a list at the root', { type: 'array', items: text }],
    ['alternatives at the root', object({}, { anyOf: [text] })],
    ['a length', object({ a: { type: 'string', maxLength: 90 } })],
    ['a standard value', object({ a: { type: 'string', default: 'x' } })],
    ['a reference to nothing', object({ a: { $ref: '#/$defs/b' } })],
    ['a property without a type', object({ a: {} })],
    ['a list without items', object({ a: { type: 'array' } })],
    ['a loose definition', object({ a: text }, { $defs: { b: object({ c: text }, { required: [] }) } })],
    ['eleven levels', nested(11)],
  ])('does not take %s', (_rule, schema) => {
    expect(schemaProblem(schema)).toEqual(expect.any(String))
  })

  it('takes what keeps to it', () => {
    for (const schema of [
      object({}),
      nested(10),
      object({ a: { $ref: '#/$defs/b' } }, { $defs: { b: object({ c: { type: ['string', 'null'] } }) } }),
      object({ a: { type: 'array', items: { anyOf: [text, { type: 'null' }] }, minItems: 1 } }),
    ])
      expect(schemaProblem(schema)).toBeNull()
  })
})
