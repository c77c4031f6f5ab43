import * as z from 'zod'
import { endpoint } from './endpoint.ts'
import { sessionParams } from './rehearsal-calls.ts'
import { instant, uuid } from './shapes.ts'

// A face for the customer of a running call, drawn by a vendor to our sound; and the customer's voice while it is made.

export const openFace = endpoint({
  method: 'POST',
  path: '/api/sessions/:sessionId/face',
  summary: 'Open a session of the face for one’s own running call: a token that begins it once, and where',
  access: 'approved',
  params: sessionParams,
  reply: z.strictObject({
    /** Names it when it ends. */
    faceId: uuid,
    token: z.string(),
    apiUrl: z.string(),
    /** After so long it ends by itself. */
    seconds: z.number().int(),
    sandbox: z.boolean(),
    /** Says that nobody is there. */
    disclosure: z.string(),
  }),
  status: 201,
})
export const endFace = endpoint({
  method: 'POST',
  path: '/api/sessions/:sessionId/face/end',
  summary: 'End the session of a face; ending it twice is ending it once',
  access: 'approved',
  params: sessionParams,
  body: z.strictObject({ faceId: uuid }),
  reply: z.strictObject({ ended: z.boolean() }),
})
/** So long a token to hear the customer is good. */
export const voiceTokenSeconds = 120
export const openVoice = endpoint({
  method: 'POST',
  path: '/api/sessions/:sessionId/voice-token',
  summary:
    'A token to hear the customer of one’s own spoken call while the voice is made: for two minutes, in the header X-Voice-Token of GET /api/sessions/{sessionId}/turns/{turnId}/voice',
  access: 'approved',
  params: sessionParams,
  reply: z.strictObject({ token: z.string(), expiresAt: instant }),
  status: 201,
})
/** Where the token travels: no link, no picture and no page that is fetched ahead can send it. */
export const voiceTokenHeader = 'x-voice-token'
/** The voice of a customer's line while it is made: PCM, 16 bit, 24 kHz, mono. With the media cookie too, never without a token. */
export const voicePath = (sessionId: string, turnId: string): string =>
  `/api/sessions/${sessionId}/turns/${turnId}/voice`
