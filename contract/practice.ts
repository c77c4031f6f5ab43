import * as z from 'zod'
import { endpoint } from './endpoint.ts'
import { assignment } from './assignments.ts'
import { refusal } from './fields.ts'
import { callMode, callStatus } from './rehearsals.ts'
import { callMetrics, scorecard } from './roleplays.ts'
import { scenarioDifficulty } from './scenarios.ts'
import { instant, uuid } from './shapes.ts'
import { bilingual, handle, spokenLanguage } from './techniques.ts'

// What somebody's practice comes to: only from calls that were really made.

/** An IANA name; days of a streak begin at midnight there. */
export const zoneName = z
  .string()
  .min(1)
  .max(60)
  .refine(
    (name) => {
      try {
        return new Intl.DateTimeFormat('en', { timeZone: name }).format(0) !== ''
      } catch {
        return false
      }
    },
    refusal('There is no such time zone.', { code: 'shape.time_zone' }),
  )

/** How a technique stands by what was heard of it. */
export const standing = z.strictObject({
  techniqueId: handle,
  names: bilingual,
  phase: z.number().int(),
  /** Calls in which it was heard, and calls that asked for it without hearing it. */
  used: z.number().int(),
  missed: z.number().int(),
  /** Of the last five of them, the share in which it was heard: 0 to 1. */
  strength: z.number().min(0).max(1),
  lastAt: instant,
  /** When it should be practised again: soon after it was missed, later each time it was heard. */
  dueAt: instant,
})
export type Standing = z.infer<typeof standing>

export const drill = z.strictObject({
  techniqueId: handle,
  names: bilingual,
  summary: bilingual,
  example: bilingual,
  /** `missed`: weakest of what is due · `due`: strong, but long ago · `first`: nobody knows yet. */
  because: z.enum(['missed', 'due', 'first']),
  used: z.number().int(),
  missed: z.number().int(),
  lastAt: instant.nullable(),
  /** Where it can be practised; null when no scenario asks for it. */
  scenario: z.strictObject({ id: uuid, title: bilingual, difficulty: scenarioDifficulty }).nullable(),
})
export type Drill = z.infer<typeof drill>

export const practisedCall = z.strictObject({
  id: uuid,
  scenarioId: uuid,
  title: bilingual,
  language: spokenLanguage,
  mode: callMode,
  status: callStatus,
  turns: z.number().int(),
  at: instant,
  score: z.number().nullable(),
  passed: z.boolean().nullable(),
  shared: z.boolean(),
})
export type PractisedCall = z.infer<typeof practisedCall>

export const readPractice = endpoint({
  method: 'GET',
  path: '/api/practice',
  summary: 'Calls that wait, assignments, what to practise next and why, days in a row',
  access: 'approved',
  query: z.strictObject({ zone: zoneName.default('UTC') }),
  reply: z.strictObject({
    open: z.array(practisedCall),
    recent: z.array(practisedCall),
    assignments: z.array(assignment),
    drill: drill.nullable(),
    /** When nothing is due: when something is. */
    nextDueAt: instant.nullable(),
    streak: z.strictObject({ days: z.number().int(), today: z.boolean(), longest: z.number().int() }),
    finished: z.number().int(),
  }),
})

/** What was counted in one call; null where it gives too little to count. */
export const measuredCall = practisedCall.extend({
  judgedScore: z.number().nullable(),
  judgedBy: scorecard.shape.judgedBy.nullable(),
  seconds: z.number().nullable(),
  timed: z.boolean(),
  words: z.number().int(),
  talkShare: callMetrics.shape.talkShare,
  talkShareOf: callMetrics.shape.talkShareOf.nullable(),
  wordsPerMinute: z.number().nullable(),
  fillersPerHundredWords: z.number().nullable(),
  fillers: z.number().int(),
  questionsPerTenMinutes: z.number().nullable(),
  openShare: z.number().nullable(),
  questions: z.number().int(),
  longestMonologueSeconds: z.number().nullable(),
})
export type MeasuredCall = z.infer<typeof measuredCall>

export const measureName = z.enum([
  'score',
  'talkShare',
  'wordsPerMinute',
  'fillersPerHundredWords',
  'questionsPerTenMinutes',
  'openShare',
  'longestMonologueSeconds',
])
export type MeasureName = z.infer<typeof measureName>

/** The middle of what was measured, and in how many calls. */
export const measured = z.strictObject({ middle: z.number().nullable(), calls: z.number().int() })

export const coverage = z.strictObject({
  techniques: z.array(z.strictObject({ id: handle, names: bilingual, phase: z.number().int() })),
  scenarios: z.array(z.strictObject({ id: uuid, title: bilingual, calls: z.number().int() })),
  /** What was heard or missed at least once; the rest of the matrix is empty. */
  cells: z.array(
    z.strictObject({ techniqueId: handle, scenarioId: uuid, used: z.number().int(), missed: z.number().int() }),
  ),
})
export type Coverage = z.infer<typeof coverage>

export const readAnalytics = endpoint({
  method: 'GET',
  path: '/api/practice/analytics',
  summary:
    'Scores, ways of speaking and techniques of one’s finished calls; with `workspace` and `user`, of what that person shared there (for its leaders)',
  access: 'approved',
  query: z.strictObject({ workspace: uuid.optional(), user: uuid.optional() }),
  reply: z.strictObject({
    /** Oldest first, the last two hundred. */
    calls: z.array(measuredCall),
    /** How many there are in all. */
    total: z.number().int(),
    measures: z.record(measureName, measured),
    standings: z.array(standing),
    coverage,
  }),
})

/** Finished calls as a table; a download with the media cookie. */
export const practiceFilePath = '/api/practice/calls.csv'
