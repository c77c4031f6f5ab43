import * as z from 'zod'
import { endpoint } from './endpoint.ts'
import { callMode, onCallClock, rehearsal, roleplay } from './rehearsals.ts'
import { sessionParams } from './rehearsal-calls.ts'
import { feedbackItem, foundInTurn, scorecard, verdict } from './roleplays.ts'
import { changed, ids, instant, uuid } from './shapes.ts'
import { bilingual, handle } from './techniques.ts'

const milliseconds = z.number().int().nonnegative()

/** A kept name: the brief's own. */
export const processSession = endpoint({
  method: 'POST',
  path: '/api/sessions/:sessionId/process',
  summary: 'Finish a call and have it scored; asking twice is asking once',
  access: 'approved',
  params: sessionParams,
  reply: roleplay,
  status: 202,
})
export const readScore = endpoint({
  method: 'GET',
  path: '/api/sessions/:sessionId/score',
  summary: 'The scorecard with what was found in each turn, reviews and disputes',
  access: 'approved',
  params: sessionParams,
  reply: z.strictObject({
    roleplay,
    /** What counts; `judged` is the card before people decided, the same when nobody did. */
    card: scorecard.nullable(),
    judged: scorecard.nullable(),
    /** Why the rules judged although a model was to, or why scoring failed: a code the studio has a sentence for. */
    trouble: z.string().nullable(),
    found: z.array(foundInTurn),
    feedback: z.array(
      feedbackItem.extend({
        techniqueNames: bilingual.nullable(),
        articleSlug: z.string().nullable(),
        lessonId: uuid.nullable(),
      }),
    ),
    reviews: z.array(
      z.strictObject({
        id: uuid,
        checkId: handle,
        judged: verdict,
        verdict: z.enum(['met', 'not_met', 'not_applicable']),
        reason: z.string(),
        reviewer: z.string(),
        at: instant,
      }),
    ),
    disputes: z.array(
      z.strictObject({ id: uuid, checkId: handle, reason: z.string(), settled: z.boolean(), at: instant }),
    ),
    readers: z.array(
      z.strictObject({
        at: instant,
        reader: z.string(),
        as: z.enum(['leader', 'admin']),
        reason: z.string().nullable(),
      }),
    ),
  }),
})
/** Everything of a call as a ZIP: words, score and recordings. A plain download, with the media cookie too. */
export const sessionFilePath = (sessionId: string): string => `/api/sessions/${sessionId}/file`
export const retryMoment = endpoint({
  method: 'POST',
  path: '/api/sessions/:sessionId/retry',
  summary: 'A new call that goes on from a turn of this one, with everything as it stood then',
  access: 'approved',
  params: sessionParams,
  body: z.strictObject({
    idempotencyKey: z.string().min(8).max(100),
    /** Number of a turn of the trainee: it is this one that is said anew. */
    turn: z.number().int().nonnegative(),
    mode: callMode,
  }),
  reply: rehearsal,
  status: 201,
})
export const shareRoleplay = endpoint({
  method: 'POST',
  path: '/api/sessions/:sessionId/share',
  summary: 'Show a finished call to the leaders of its workspace, or no longer',
  access: 'approved',
  params: sessionParams,
  body: z.strictObject({ shared: z.boolean() }),
  reply: roleplay,
})
export const deleteRoleplays = endpoint({
  method: 'POST',
  path: '/api/sessions/delete',
  summary: 'Delete calls with recordings and words; can be undone for 10 s',
  access: 'approved',
  body: ids,
  reply: changed,
})
export const restoreRoleplays = endpoint({
  method: 'POST',
  path: '/api/sessions/restore',
  summary: 'Undo the deletion of calls',
  access: 'approved',
  body: ids,
  reply: changed,
})
export const deleteRecordings = endpoint({
  method: 'POST',
  path: '/api/sessions/:sessionId/recordings/delete',
  summary: 'Remove the recordings of a call and keep its words and score',
  access: 'approved',
  params: sessionParams,
  reply: roleplay,
})

export const sessionNote = z.strictObject({
  id: uuid,
  authorId: uuid,
  author: z.string(),
  turnId: uuid.nullable(),
  atMs: milliseconds.nullable(),
  body: z.string(),
  at: instant,
  mine: z.boolean(),
})
export type SessionNote = z.infer<typeof sessionNote>
const noteBody = z.string().trim().min(1).max(4000)
export const listNotes = endpoint({
  method: 'GET',
  path: '/api/sessions/:sessionId/notes',
  summary: 'Notes on a call, of the trainee and of leaders it was shared with',
  access: 'approved',
  params: sessionParams,
  reply: z.strictObject({ notes: z.array(sessionNote) }),
})
export const addNote = endpoint({
  method: 'POST',
  path: '/api/sessions/:sessionId/notes',
  summary: 'Write a note at a time of the call, or about the whole',
  access: 'approved',
  params: sessionParams,
  body: z.strictObject({ turnId: uuid.nullable(), atMs: onCallClock.nullable(), body: noteBody }),
  reply: sessionNote,
  status: 201,
})
export const changeNote = endpoint({
  method: 'PATCH',
  path: '/api/sessions/:sessionId/notes/:noteId',
  summary: 'Change one’s own note',
  access: 'approved',
  params: z.strictObject({ sessionId: uuid, noteId: uuid }),
  body: z.strictObject({ body: noteBody }),
  reply: sessionNote,
})
export const deleteNote = endpoint({
  method: 'DELETE',
  path: '/api/sessions/:sessionId/notes/:noteId',
  summary: 'Delete one’s own note',
  access: 'approved',
  params: z.strictObject({ sessionId: uuid, noteId: uuid }),
  reply: changed,
})

export const reviewCheck = endpoint({
  method: 'POST',
  path: '/api/sessions/:sessionId/reviews',
  summary: 'As a leader, confirm a check or decide it otherwise with a reason; the judged verdict is kept beside it',
  access: 'approved',
  params: sessionParams,
  body: z.strictObject({
    checkId: handle,
    verdict: z.enum(['met', 'not_met', 'not_applicable']),
    reason: z.string().trim().max(1000).default(''),
  }),
  reply: roleplay,
})
export const disputeCheck = endpoint({
  method: 'POST',
  path: '/api/sessions/:sessionId/disputes',
  summary: 'Say that a check is wrong about one’s call; waits for a leader',
  access: 'approved',
  params: sessionParams,
  body: z.strictObject({ checkId: handle, reason: z.string().trim().min(1).max(1000) }),
  reply: z.strictObject({ id: uuid }),
  status: 201,
})
