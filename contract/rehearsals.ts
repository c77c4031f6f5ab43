import * as z from 'zod'
import { faceId, listenerId, speakerId } from './models.ts'
import { callTurn } from './roleplays.ts'
import { callOutcome, rubric, scenarioBrief } from './scenarios.ts'
import { instant, uuid } from './shapes.ts'
import { bilingual, handle, scorePhase, spokenLanguage } from './techniques.ts'

// A call that somebody rehearses, from its first word to its score and what others said of it.

const milliseconds = z.number().int().nonnegative()
/** Six hours: the clock of a call is told by the page. */
export const onCallClock = milliseconds.max(21_600_000)

export const consentPurpose = z.enum(['audio', 'transcript', 'provider'])
/** The words people agree to are in the studio's messages under this name; other words get another name. */
export const consentText = '2026-11'

export const callMode = z.enum(['typed', 'spoken'])
export const callStatus = z.enum(['in_progress', 'completed', 'abandoned'])
export const scoreState = z.enum(['none', 'queued', 'judging', 'scored', 'not_scored', 'failed'])

/** A call in a list. */
export const roleplay = z.strictObject({
  id: uuid,
  scenarioId: uuid,
  scenarioVersion: z.number().int(),
  scenarioTitle: bilingual,
  customerName: z.string(),
  /** Whose call it is: always said, since leaders see calls of others. */
  userId: uuid,
  userName: z.string(),
  workspaceId: uuid.nullable(),
  language: spokenLanguage,
  mode: callMode,
  status: callStatus,
  phase: scorePhase,
  turns: z.number().int(),
  paused: z.boolean(),
  /** The conversation is over; it may still be put right before it is scored. */
  callEnded: z.boolean(),
  outcome: z.union([callOutcome, z.literal('hung_up')]).nullable(),
  durationSeconds: z.number().int().nullable(),
  scoreState,
  /** What counts: with what people decided when somebody did. */
  score: z.number().nullable(),
  /** As judged, before people. */
  judgedScore: z.number().nullable(),
  passed: z.boolean().nullable(),
  judgedBy: z.enum(['rules', 'model']).nullable(),
  techniques: z.array(handle),
  shared: z.boolean(),
  retryOf: z.strictObject({ sessionId: uuid, turn: z.number().int() }).nullable(),
  audioGone: z.boolean(),
  wordsGone: z.boolean(),
  startedAt: instant,
  completedAt: instant.nullable(),
})
export type Roleplay = z.infer<typeof roleplay>

export const spokenTurn = callTurn.extend({
  number: z.number().int().nonnegative(),
  /** What was heard or typed at first, when it was put right afterwards. */
  firstText: z.string().nullable(),
  source: z.string(),
  /** Signed, for an hour. The recording of a trainee's turn or the voice of the customer. */
  audioUrl: z.string().nullable(),
  /** From here the call can be tried again. */
  canRetry: z.boolean(),
})
export type SpokenTurn = z.infer<typeof spokenTurn>

export const clip = z.strictObject({
  id: uuid,
  turnNumber: z.number().int(),
  startMs: milliseconds,
  endMs: milliseconds,
  bytes: z.number().int(),
  state: z.enum(['none', 'waiting', 'running', 'ready', 'failed', 'unknown']),
  text: z.string().nullable(),
  transcriber: z.string().nullable(),
  /** A code the studio has a sentence for. */
  failure: z.string().nullable(),
  /** Signed, for an hour; null once the recording is gone. */
  audioUrl: z.string().nullable(),
})
export type Clip = z.infer<typeof clip>

/** What can speak, listen and judge in this house at the moment, and how one may say so. */
export const coachAbilities = z.strictObject({
  transcriber: z.enum([...listenerId.options, 'none']),
  voice: z.enum([...speakerId.options, 'browser']),
  /** Whether the house's voice can be heard while it is being made. */
  voiceIsLive: z.boolean(),
  face: z.enum([...faceId.options, 'drawn']),
  judge: z.enum(['model', 'rules']),
  phrasing: z.enum(['model', 'templates']),
  /** The sandbox of a vendor is told as such. */
  faceIsSandbox: z.boolean(),
  /** Days after which recordings and words go when no workspace says otherwise. */
  audioDays: z.number().int(),
  transcriptDays: z.number().int(),
  /** An open call without a word is closed after so many hours. */
  abandonedAfterHours: z.number().int(),
})
export type CoachAbilities = z.infer<typeof coachAbilities>

/** Everything that the page of a running or finished call needs. */
export const rehearsal = z.strictObject({
  roleplay,
  brief: scenarioBrief,
  rubric,
  turns: z.array(spokenTurn),
  /** Recordings that have not become turns yet. */
  openClips: z.array(clip),
  /** The number that the next turn must carry. */
  nextTurn: z.number().int(),
  talkMs: milliseconds,
})
export type Rehearsal = z.infer<typeof rehearsal>
