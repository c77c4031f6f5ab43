import { randomUUID } from 'node:crypto'
import { Hono } from 'hono'
import * as z from 'zod'
import { paidRoute, readBody, refuse } from './paid-route.ts'
import { isRefusal, offered, refusal, type ContractEnv, type World } from './world.ts'

const detection = z.union([
  z.strictObject({
    type: z.literal('semantic_vad'),
    eagerness: z.enum(['low', 'medium', 'high', 'auto']).optional(),
    create_response: z.boolean().optional(),
    interrupt_response: z.boolean().optional(),
  }),
  z.strictObject({
    type: z.literal('server_vad'),
    threshold: z.number().optional(),
    prefix_padding_ms: z.int().optional(),
    silence_duration_ms: z.int().optional(),
    create_response: z.boolean().optional(),
    interrupt_response: z.boolean().optional(),
  }),
])
/** POST /v1/realtime/client_secrets (openai SDK 7.55.0, client-secrets.d.ts), as much of it as Greenroom speaks. */
const request = z.strictObject({
  expires_after: z
    .strictObject({ anchor: z.literal('created_at').optional(), seconds: z.int().min(10).max(7200).default(600) })
    .default({ seconds: 600 }),
  session: z.strictObject({
    type: z.literal('realtime'),
    model: z.string(),
    instructions: z.string().optional(),
    output_modalities: z
      .array(z.enum(['text', 'audio']))
      .length(1)
      .optional(),
    audio: z
      .strictObject({
        input: z
          .strictObject({
            noise_reduction: z.strictObject({ type: z.enum(['near_field', 'far_field']) }).optional(),
            transcription: z
              .strictObject({
                model: z.string(),
                language: z.string().length(2).optional(),
                languages: z.array(z.string().length(2)).optional(),
                keywords: z.array(z.string()).optional(),
              })
              .optional(),
            turn_detection: detection.nullable().optional(),
          })
          .optional(),
        output: z
          .strictObject({ voice: z.string().optional(), speed: z.number().min(0.25).max(1.5).optional() })
          .optional(),
      })
      .optional(),
    tracing: z.union([z.literal('auto'), z.null()]).optional(),
  }),
})

/** Secrets for browsers and calls that are begun with them. Nobody speaks here: an answer refuses the sound it is offered. */
export const realtimeApp = (world: World): Hono<ContractEnv> => {
  const app = new Hono<ContractEnv>()
  app.post(
    '/client_secrets',
    paidRoute(world, 'realtime/client_secrets', (raw) => {
      const body = readBody(raw, request)
      if (isRefusal(body)) return body
      const model = offered(world, body.session.model, 'realtime')
      if (isRefusal(model)) return model
      const listening = body.session.audio?.input?.transcription
      const listener = listening === undefined ? model : offered(world, listening.model, 'transcription')
      if (isRefusal(listener)) return listener
      const value = `ek_${randomUUID().replaceAll('-', '')}`
      const expiresAt = Math.floor(Date.now() / 1000) + body.expires_after.seconds
      world.secrets.set(value, { expiresAt, model: model.id })
      const id = `sess_${randomUUID().replaceAll('-', '')}`
      return {
        id,
        model: model.id,
        inputTokens: 0,
        outputTokens: 0,
        // Nothing is billed before somebody speaks.
        priceMicroUsd: 0,
        request: body,
        pictures: [],
        answer: { value, expires_at: expiresAt, session: { ...body.session, id, object: 'realtime.session' } },
      }
    }),
  )
  app.post('/calls', async (exchange) => {
    const secret = /^Bearer (ek_\S+)$/.exec(exchange.req.header('Authorization') ?? '')?.[1] ?? ''
    const given = world.secrets.get(secret)
    if (given === undefined || given.expiresAt * 1000 < Date.now())
      return refuse(exchange, refusal(401, 'invalid_client_secret', 'Client secret is invalid or has expired.'))
    if (exchange.req.header('Content-Type') !== 'application/sdp')
      return refuse(exchange, refusal(400, null, 'Expected application/sdp.'))
    const offer = await exchange.req.text()
    if (!offer.startsWith('v=0')) return refuse(exchange, refusal(400, 'invalid_offer', 'The SDP offer is invalid.'))
    return exchange.body(refusing(offer), 201, {
      'Content-Type': 'application/sdp',
      Location: `/v1/realtime/calls/rtc_${randomUUID().replaceAll('-', '')}`,
    })
  })
  return app
}

/** A well-formed answer in which every offered stream is refused (port 0, RFC 3264). */
const refusing = (offer: string): string => {
  const streams = offer.split(/\r?\n/).filter((line) => line.startsWith('m='))
  return ['v=0', 'o=- 0 0 IN IP4 127.0.0.1', 's=-', 't=0 0', ...streams.map((line) => line.replace(/ \d+ /, ' 0 '))]
    .map((line) => `${line}\r\n`)
    .join('')
}
