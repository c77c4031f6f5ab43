import * as z from 'zod'
import { endpoint } from './endpoint.ts'
import { instant, uuid } from './shapes.ts'
import { bilingual, handle } from './techniques.ts'

// What leaders of a workspace see: what was shared with it, and nothing else.

const inWorkspace = z.strictObject({ workspace: uuid })

export const teamPerson = z.strictObject({
  userId: uuid,
  name: z.string(),
  role: z.enum(['owner', 'admin', 'member']),
  sharedCalls: z.number().int(),
  lastAt: instant.nullable(),
  /** Middle of the last five shared scores, and of the five before: what a trend is read from. */
  lately: z.number().nullable(),
  before: z.number().nullable(),
  /** Of how many scores these are made. */
  scores: z.number().int(),
  trend: z.array(z.strictObject({ sessionId: uuid, at: instant, score: z.number() })),
  openAssignments: z.number().int(),
  overdueAssignments: z.number().int(),
  doneAssignments: z.number().int(),
})
export type TeamPerson = z.infer<typeof teamPerson>

export const readTeam = endpoint({
  method: 'GET',
  path: '/api/team',
  summary: 'People of a workspace with what they shared: scores over time and techniques. For its leaders',
  access: 'approved',
  query: inWorkspace,
  reply: z.strictObject({
    people: z.array(teamPerson),
    techniques: z.array(z.strictObject({ id: handle, names: bilingual, phase: z.number().int() })),
    cells: z.array(
      z.strictObject({ userId: uuid, techniqueId: handle, used: z.number().int(), missed: z.number().int() }),
    ),
  }),
})

export const waitingReview = z.strictObject({
  sessionId: uuid,
  userId: uuid,
  userName: z.string(),
  title: bilingual,
  checkId: handle,
  question: bilingual,
  /** The judge was unsure, or the trainee says that it is wrong. */
  why: z.enum(['unsure', 'disputed']),
  /** What the trainee wrote. */
  reason: z.string(),
  at: instant,
})
export type WaitingReview = z.infer<typeof waitingReview>

export const readReviewQueue = endpoint({
  method: 'GET',
  path: '/api/team/reviews',
  summary: 'Checks of shared calls that wait for a leader: disputed ones first, then those the judge was unsure of',
  access: 'approved',
  query: inWorkspace,
  reply: z.strictObject({ waiting: z.array(waitingReview) }),
})

export const checkAgreement = z.strictObject({
  scenarioId: uuid,
  title: bilingual,
  checkId: handle,
  /** As it was worded; a check that is worded anew begins anew. */
  question: bilingual,
  /** Whether it is asked like this now. */
  current: z.boolean(),
  /** Reviewed checks with a clear word of both. */
  pairs: z.number().int(),
  same: z.number().int(),
  /** Cohen’s kappa, -1 to 1; null for fewer than two pairs. */
  kappa: z.number().nullable(),
  /** Thirty pairs or more, and too little agreement: write this check anew. */
  rewrite: z.boolean(),
  /** Monday of each week in which something was reviewed, oldest first. */
  weeks: z.array(z.strictObject({ week: z.iso.date(), pairs: z.number().int(), kappa: z.number().nullable() })),
})
export type CheckAgreement = z.infer<typeof checkAgreement>

export const readAgreement = endpoint({
  method: 'GET',
  path: '/api/team/agreement',
  summary: 'How far judge and people agree beyond chance, for each check and week. For leaders of the workspace',
  access: 'approved',
  query: inWorkspace,
  reply: z.strictObject({
    checks: z.array(checkAgreement),
    /** After so many pairs, and under which kappa, a check should be written anew. */
    pairsNeeded: z.number().int(),
    kappaNeeded: z.number(),
  }),
})
