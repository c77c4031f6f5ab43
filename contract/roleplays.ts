import * as z from 'zod'
import { callOutcome, objectionStage, rubric, rubricCheck } from './scenarios.ts'
import { evidence, faultId, handle, method, scorePhase, spokenLanguage } from './techniques.ts'

const milliseconds = z.number().int().nonnegative()
const share = z.number().min(0).max(100)
const turnNumber = z.number().int().nonnegative()

export const speaker = z.enum(['trainee', 'customer'])
export type Speaker = z.infer<typeof speaker>

/** One turn of a call. Times are of the recording; typed turns have none. */
export const callTurn = z.strictObject({
  id: z.string().min(1).max(80),
  speaker,
  text: z.string().max(20_000),
  startMs: milliseconds.nullable(),
  endMs: milliseconds.nullable(),
  /** Notes before the call: the customer does not hear them, and they are no talk. */
  aside: z.boolean(),
})
export type CallTurn = z.infer<typeof callTurn>

export const objectionState = z.strictObject({
  stage: objectionStage,
  raisedAt: turnNumber,
  /** How many of its steps are done, and how often an answer was of no use. */
  step: turnNumber,
  misses: turnNumber,
  /** The turn of each stage that was reached, so that a report can show the way it went. */
  reachedAt: z.partialRecord(objectionStage, turnNumber),
})
export type ObjectionState = z.infer<typeof objectionState>

/** Everything the engine knows of a running call. Stored with every turn: from any of them the call can go on again. */
export const engineState = z.strictObject({
  seed: z.number().int().min(0).max(4_294_967_295),
  /** Turns of the trainee so far; the notes before the call are turn 0. */
  turn: turnNumber,
  nodeId: handle,
  /** The place to which told facts and settled objections return. */
  homeId: handle,
  phase: scorePhase,
  trust: share,
  patience: share,
  /** Fact → the turn in which it was told. */
  revealed: z.record(handle, turnNumber),
  /** Fact → how many good questions were asked about it. */
  probes: z.record(handle, turnNumber),
  objections: z.record(handle, objectionState),
  techniquesSeen: z.record(handle, turnNumber),
  faultsSeen: z.partialRecord(faultId, turnNumber),
  /** What was said already, so that nobody repeats himself: act → the number of the line. */
  said: z.record(z.string(), turnNumber),
  ended: z.strictObject({ nodeId: handle, outcome: callOutcome }).nullable(),
})
export type EngineState = z.infer<typeof engineState>

export const actKind = z.enum([
  'opening',
  'reveal',
  'hint',
  'objection',
  'objection_step',
  'insist',
  'manner',
  'say',
  'end',
  'over',
])

/** What the customer does next. The engine chooses it; a model may only put it into other words. */
export const customerAct = z.strictObject({
  kind: actKind,
  nodeId: handle,
  /** One line for each thing that happens, in order; joined they are what the customer says without a model. */
  parts: z.array(z.strictObject({ kind: actKind, of: z.string(), line: z.string() })).max(8),
  text: z.string(),
  /** Facts that this act may tell: those told before, and those told now. */
  mayTell: z.array(handle),
  /** Facts that are told now. */
  tells: z.array(handle),
  /** True when the customer agrees to something, which only an end may do. */
  agrees: z.boolean(),
  ended: callOutcome.nullable(),
})
export type CustomerAct = z.infer<typeof customerAct>

/** Why a model's words were not used. */
export const phrasingFault = z.enum([
  'empty',
  'too_long',
  'leaks',
  'contradicts',
  'agrees',
  'out_of_role',
  'coaches',
  'wrong_language',
  'untold',
])
export type PhrasingFault = z.infer<typeof phrasingFault>

/** Counted from the turns, never judged. `null` where the call gives too little to count. */
export const callMetrics = z.strictObject({
  traineeTurns: turnNumber,
  customerTurns: turnNumber,
  traineeWords: turnNumber,
  customerWords: turnNumber,
  /** Per cent of what was said: of the time when it is known, else of the words. */
  talkShare: share.nullable(),
  talkShareOf: z.enum(['time', 'words']),
  /** Length of the call in seconds, and whether it is measured or estimated at 150 words a minute. */
  seconds: z.number().nonnegative(),
  timed: z.boolean(),
  wordsPerMinute: z.number().nonnegative().nullable(),
  longestMonologueSeconds: z.number().nonnegative(),
  questions: turnNumber,
  openQuestions: turnNumber,
  questionsPerTenMinutes: z.number().nonnegative().nullable(),
  fillers: turnNumber,
  fillersPerHundredWords: z.number().nonnegative().nullable(),
  fillerWords: z.array(z.strictObject({ word: z.string(), count: turnNumber })),
  interruptions: turnNumber,
  /** Middle of the pauses before the trainee answers, in milliseconds. */
  replyPauseMs: z.number().nonnegative().nullable(),
  silenceAfterPriceMs: z.number().nonnegative().nullable(),
  /** Seconds until the first concrete next step was asked for. */
  firstNextStepSeconds: z.number().nonnegative().nullable(),
})
export type CallMetrics = z.infer<typeof callMetrics>

export const verdict = z.enum(['met', 'not_met', 'not_applicable', 'unverified', 'needs_review'])
export type Verdict = z.infer<typeof verdict>

export const quoted = z.strictObject({ turnId: z.string(), quote: z.string().max(2000) })
export type Quoted = z.infer<typeof quoted>

/** What a judge, rules or a model, says about one check. Nothing of it counts before code has looked the quotes up. */
export const judgement = z.strictObject({
  checkId: handle,
  /** That the check is met. `null`: this judge cannot tell. */
  probability: z.number().min(0).max(1).nullable(),
  quotes: z.array(quoted).max(10),
  /** True when it was counted from the call or its state and therefore needs no quote. */
  counted: z.boolean(),
  reason: z.string().max(1000),
  method,
})
export type Judgement = z.infer<typeof judgement>

export const checkResult = z.strictObject({
  check: rubricCheck,
  verdict,
  quotes: z.array(quoted),
  reason: z.string(),
  method,
  /** Set when a person has decided; the judge's own verdict is kept beside it. */
  override: z.strictObject({ verdict, by: z.string(), note: z.string() }).nullable(),
})
export type CheckResult = z.infer<typeof checkResult>

export const feedbackItem = z.strictObject({
  kind: z.enum(['keep', 'improve']),
  checkId: handle,
  techniqueId: handle.nullable(),
  quote: quoted.nullable(),
  /** Where to listen, in milliseconds of the recording. */
  atMs: milliseconds.nullable(),
  /** A line that would have done it. Empty when there is nothing to improve. */
  betterLine: z.string(),
})
export type FeedbackItem = z.infer<typeof feedbackItem>

/** The rubric as it was when the call began; `hash` tells whether two calls were measured alike. */
export const frozenRubric = z.strictObject({
  rubric,
  scenarioSlug: handle,
  scenarioVersion: z.number().int().positive(),
  hash: z.string(),
})
export type FrozenRubric = z.infer<typeof frozenRubric>

export const scorecard = z.strictObject({
  status: z.enum(['scored', 'not_scored']),
  /** Why there is no score: `too_few_turns`, `too_short`, `nothing_to_judge`. */
  notScoredBecause: z.enum(['too_few_turns', 'too_short', 'nothing_to_judge']).nullable(),
  overall: share.nullable(),
  passed: z.boolean().nullable(),
  phases: z.partialRecord(scorePhase, share),
  /** Checks that failed the call by themselves. */
  blockedBy: z.array(handle),
  results: z.array(checkResult),
  /** How much of the rubric was counted, in weights. */
  countedWeight: z.number().nonnegative(),
  totalWeight: z.number().nonnegative(),
  feedback: z.array(feedbackItem).max(3),
  metrics: callMetrics,
  /** `rules` when no model took part. */
  judgedBy: z.enum(['rules', 'model']),
  rubricHash: z.string(),
})
export type Scorecard = z.infer<typeof scorecard>

/** What was found in each turn of the trainee, in order of the call. */
export const foundInTurn = evidence.extend({ turnId: z.string() })
export type FoundInTurn = z.infer<typeof foundInTurn>

/** A scripted call with what it is expected to give, for tests of the scoring. */
export const callScript = z.strictObject({ language: spokenLanguage, turns: z.array(callTurn).max(400) })
export type CallScript = z.infer<typeof callScript>
