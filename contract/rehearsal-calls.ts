import * as z from 'zod'
import { endpoint } from './endpoint.ts'
import { listenerId } from './models.ts'
import {
  clip,
  callMode,
  callStatus,
  coachAbilities,
  consentPurpose,
  consentText,
  onCallClock,
  rehearsal,
  roleplay,
  spokenTurn,
} from './rehearsals.ts'
import { instant, uuid } from './shapes.ts'
import { bilingual, handle, spokenLanguage } from './techniques.ts'

export const sessionParams = z.strictObject({ sessionId: uuid })
const clipParams = z.strictObject({ sessionId: uuid, clipId: uuid })
const turnParams = z.strictObject({ sessionId: uuid, turnId: uuid })

export const readAbilities = endpoint({
  method: 'GET',
  path: '/api/coach',
  summary: 'What can listen, speak and judge here, and what the caller has agreed to',
  access: 'approved',
  reply: z.strictObject({
    abilities: coachAbilities,
    consents: z.array(z.strictObject({ purpose: consentPurpose, textVersion: z.string(), givenAt: instant })),
  }),
})
export const giveConsent = endpoint({
  method: 'POST',
  path: '/api/coach/consents',
  summary: 'Agree to recording, to keeping words, or to sending them to a provider',
  access: 'approved',
  body: z.strictObject({ purposes: z.array(consentPurpose).min(1).max(3), textVersion: z.literal(consentText) }),
  reply: z.strictObject({ given: z.number().int() }),
})
export const withdrawConsent = endpoint({
  method: 'POST',
  path: '/api/coach/consents/withdraw',
  summary:
    'Take an agreement back. Without `audio` every recording of the caller is removed; without `transcript` every word',
  access: 'approved',
  body: z.strictObject({ purpose: consentPurpose }),
  reply: z.strictObject({ withdrawn: z.boolean() }),
})

/** A kept name: the brief's own. */
export const startSession = endpoint({
  method: 'POST',
  path: '/api/sessions/start',
  summary: 'Begin a call with a scenario; the same key begins it once',
  access: 'approved',
  body: z.strictObject({
    idempotencyKey: z.string().min(8).max(100),
    scenarioId: uuid,
    workspaceId: uuid.nullable().default(null),
    language: spokenLanguage,
    mode: callMode,
  }),
  reply: rehearsal,
  status: 201,
})
export const listRoleplays = endpoint({
  method: 'GET',
  path: '/api/sessions',
  summary: 'Calls of the caller, newest first; with `workspace`, what was shared there (for its leaders)',
  access: 'approved',
  query: z.strictObject({
    workspace: uuid.optional(),
    user: uuid.optional(),
    scenario: uuid.optional(),
    status: callStatus.optional(),
    cursor: z.string().max(200).optional(),
    limit: z.coerce.number().int().min(1).max(100).default(30),
  }),
  reply: z.strictObject({ sessions: z.array(roleplay), nextCursor: z.string().nullable() }),
})
export const getRoleplay = endpoint({
  method: 'GET',
  path: '/api/sessions/:sessionId',
  summary:
    'A call with its words. Words of somebody else’s call are read under a name: the reading is written down, and admins say why',
  access: 'approved',
  params: sessionParams,
  query: z.strictObject({ reason: z.string().max(300).optional() }),
  reply: rehearsal,
})
export const sayTurn = endpoint({
  method: 'POST',
  path: '/api/sessions/:sessionId/turns',
  summary:
    'Say the next turn and hear what the customer answers; 409 roleplays.turn_taken when another window was first',
  access: 'approved',
  params: sessionParams,
  body: z.strictObject({
    /** Given by the page: the same turn sent twice is said once. */
    turnId: uuid,
    number: z.number().int().nonnegative(),
    text: z.string().max(20_000),
    source: z.enum(['typed', 'browser', ...listenerId.options]),
    /** The recording that was uploaded before. */
    clipId: uuid.nullable().default(null),
    startMs: onCallClock.nullable().default(null),
    endMs: onCallClock.nullable().default(null),
    /** When the last answer of the customer was heard; without it nothing is said of pauses and interruptions. */
    heard: z.strictObject({ startMs: onCallClock, endMs: onCallClock }).nullable().default(null),
    /** Milliseconds of talk so far. */
    talkMs: onCallClock,
  }),
  reply: z.strictObject({
    said: spokenTurn,
    /** `null` after a turn that the customer does not hear. */
    answer: spokenTurn.nullable(),
    roleplay,
    nextTurn: z.number().int(),
  }),
})
export const uploadClip = endpoint({
  method: 'PUT',
  path: '/api/sessions/:sessionId/clips/:clipId',
  summary: 'Send the recording of one turn; sending it again is the same clip. Transcription begins by itself',
  access: 'approved',
  params: clipParams,
  query: z.strictObject({
    turn: z.coerce.number().int().nonnegative(),
    start: z.coerce.number().pipe(onCallClock),
    end: z.coerce.number().pipe(onCallClock),
  }),
  file: { types: ['audio/webm', 'audio/mp4', 'audio/ogg', 'audio/wav', 'audio/mpeg'], maxBytes: 25_000_000 },
  reply: clip,
})
export const getClip = endpoint({
  method: 'GET',
  path: '/api/sessions/:sessionId/clips/:clipId',
  summary: 'A recording and what was heard in it',
  access: 'approved',
  params: clipParams,
  reply: clip,
})
export const transcribeAgain = endpoint({
  method: 'POST',
  path: '/api/sessions/:sessionId/clips/:clipId/transcribe',
  summary:
    'Listen to a recording once more after that failed or nobody knows how it ended (it may be paid a second time)',
  access: 'approved',
  params: clipParams,
  reply: clip,
})
export const dropClip = endpoint({
  method: 'POST',
  path: '/api/sessions/:sessionId/clips/:clipId/drop',
  summary: 'Leave a recording out that was not said yet',
  access: 'approved',
  params: clipParams,
  reply: clip,
})
export const pauseCall = endpoint({
  method: 'POST',
  path: '/api/sessions/:sessionId/pause',
  summary: 'Pause a call, or go on with it; nothing is lost in between',
  access: 'approved',
  params: sessionParams,
  body: z.strictObject({ paused: z.boolean(), talkMs: onCallClock }),
  reply: roleplay,
})
export const askHint = endpoint({
  method: 'GET',
  path: '/api/sessions/:sessionId/hint',
  summary: 'What could bring the call on from here: techniques with an example, the nearest first',
  access: 'approved',
  params: sessionParams,
  reply: z.strictObject({
    hints: z
      .array(z.strictObject({ techniqueId: handle, names: bilingual, summary: bilingual, example: z.string() }))
      .max(3),
  }),
})
export const hangUp = endpoint({
  method: 'POST',
  path: '/api/sessions/:sessionId/end',
  summary: 'End the conversation; its words may still be put right before it is scored',
  access: 'approved',
  params: sessionParams,
  reply: roleplay,
})
export const editTurn = endpoint({
  method: 'PATCH',
  path: '/api/sessions/:sessionId/turns/:turnId',
  summary: 'Put right what was heard wrong, until the call is scored; what was heard at first is kept beside it',
  access: 'approved',
  params: turnParams,
  body: z.strictObject({ text: z.string().max(20_000) }),
  reply: spokenTurn,
})
