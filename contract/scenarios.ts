import * as z from 'zod'
import { bilingual, bilingualList, cues, faultId, handle, scorePhase } from './techniques.ts'

const points = z.number().int().min(0).max(100)
const count = z.number().int().min(0).max(100)
const handles = z.array(handle).max(60)

export const scenarioCategory = z.enum(['discovery', 'objections', 'closing', 'custom'])
export const scenarioDifficulty = z.enum(['easy', 'medium', 'hard'])

/** Conditions; all that are given must hold. */
export interface Guard {
  /** Any of these techniques in this turn. */
  used?: string[] | undefined
  /** All of these techniques so far in the call. */
  seen?: string[] | undefined
  /** Any of these mistakes in this turn. */
  faults?: z.infer<typeof faultId>[] | undefined
  /** Any of these words in this turn. */
  about?: { en: string[]; nl: string[] } | undefined
  /** All of these facts told. */
  facts?: string[] | undefined
  factsAtLeast?: number | undefined
  /** All of these objections settled; none of them raised or given up; all given up. */
  settled?: string[] | undefined
  unraised?: string[] | undefined
  stuck?: string[] | undefined
  trustAtLeast?: number | undefined
  trustBelow?: number | undefined
  patienceBelow?: number | undefined
  turnsAtLeast?: number | undefined
  /** At least one of these guards; none of these guards. */
  any?: Guard[] | undefined
  none?: Guard[] | undefined
}
export const guard: z.ZodType<Guard> = z.strictObject({
  used: handles.optional(),
  seen: handles.optional(),
  faults: z.array(faultId).max(20).optional(),
  about: cues.optional(),
  facts: handles.optional(),
  factsAtLeast: count.optional(),
  settled: handles.optional(),
  unraised: handles.optional(),
  stuck: handles.optional(),
  trustAtLeast: points.optional(),
  trustBelow: points.optional(),
  patienceBelow: points.optional(),
  turnsAtLeast: count.optional(),
  get any() {
    return z.array(guard).max(10).optional()
  },
  get none() {
    return z.array(guard).max(10).optional()
  },
})
// It refers to itself, so descriptions of the API need a name for it.
z.globalRegistry.add(guard, { id: 'ScenarioGuard' })

/** Something the customer knows and tells only after the right question. */
export const scenarioFact = z.strictObject({
  id: handle,
  /** What is true, in one sentence: shown to authors and managers, and to the model only when it may be told. */
  truth: bilingual,
  /** Words that give it away. No line and no phrasing holds them before the fact is told. */
  keys: cues,
  reveal: z.strictObject({
    /** Any of these techniques, in the turn that asks. */
    by: handles,
    /** Any of these words in the question; none means that the technique is enough. */
    about: cues,
    /** Facts that must have been told before. */
    after: handles,
    trust: points,
    /** How many such questions it takes. One means: the first. */
    probes: z.number().int().min(1).max(5),
  }),
  /** How the customer tells it. */
  tells: bilingualList,
  /** What the customer says while it takes more trust or another question. */
  hints: bilingualList,
})
export type ScenarioFact = z.infer<typeof scenarioFact>

export const objectionStage = z.enum(['open', 'heard', 'explored', 'answered', 'settled', 'stuck'])
export type ObjectionStage = z.infer<typeof objectionStage>

export const objectionStep = z.strictObject({
  /** What has become of the objection when this step is done. */
  stage: z.enum(['heard', 'explored', 'answered', 'settled']),
  /** Any of these techniques. */
  by: handles,
  /** May be passed over, at the cost of some trust. */
  skippable: z.boolean(),
  /** A fact that comes out with it, whatever the fact's own rule says. */
  tells: handle.nullable(),
  lines: bilingualList,
})
export const scenarioObjection = z.strictObject({
  id: handle,
  names: bilingual,
  /** Not what is really in the way. */
  smokescreen: z.boolean(),
  /** In order. The last one settles it. */
  steps: z.array(objectionStep).max(6),
  raise: bilingualList,
  /** When an answer brings it no further. */
  insist: bilingualList,
  /** After so many of those it is given up: the customer stops listening to it. */
  tries: z.number().int().min(1).max(10),
})
export type ScenarioObjection = z.infer<typeof scenarioObjection>

const place = { id: handle, /** Where the builder draws it. */ x: z.number(), y: z.number() }
const inPhase = { ...place, phase: scorePhase }
export const callOutcome = z.enum(['won', 'next_step', 'lost', 'hang_up', 'time_up'])
export type CallOutcome = z.infer<typeof callOutcome>

export const scenarioNode = z.discriminatedUnion('kind', [
  /** The only beginning: the trainee writes down goal and guesses. The customer does not hear it. */
  z.strictObject({ kind: z.literal('prepare'), ...place }),
  /** The customer listens; the call stays here until an edge opens. */
  z.strictObject({ kind: z.literal('talk'), ...inPhase }),
  z.strictObject({ kind: z.literal('say'), ...inPhase, lines: bilingualList }),
  z.strictObject({ kind: z.literal('reveal'), ...inPhase, factId: handle }),
  /** Stays until the objection is settled or given up. */
  z.strictObject({ kind: z.literal('objection'), ...inPhase, objectionId: handle }),
  z.strictObject({
    kind: z.literal('mood'),
    ...inPhase,
    trust: z.number().int().min(-100).max(100),
    patience: z.number().int().min(-100).max(100),
  }),
  z.strictObject({ kind: z.literal('end'), ...place, outcome: callOutcome, names: bilingual, lines: bilingualList }),
])
export type ScenarioNode = z.infer<typeof scenarioNode>

/** The first edge of a node, in the order of the list, whose condition holds is taken. */
export const scenarioEdge = z.strictObject({ from: handle, to: handle, when: guard.nullable() })
export type ScenarioEdge = z.infer<typeof scenarioEdge>

/** What the customer says when nothing of the story happens. */
export const manners = z.strictObject({
  /** Nothing, or nothing intelligible, was said. */
  silence: bilingualList,
  offended: bilingualList,
  putOff: bilingualList,
  /** Something that has no place in this call. */
  puzzled: bilingualList,
  /** A good question about something the customer has nothing to say on. */
  vague: bilingualList,
  /** A yes-or-no question. */
  curt: bilingualList,
  asSaid: bilingualList,
  confirms: bilingualList,
  /** When asked whether anything else is in the way. */
  nothingElse: bilingualList,
  goAhead: bilingualList,
  notYet: bilingualList,
  listens: bilingualList,
  /** Said before anything else when patience runs low. */
  impatient: bilingualList,
})
export type Manners = z.infer<typeof manners>

export const persona = z.strictObject({
  name: z.string().trim().min(1).max(80),
  role: bilingual,
  /** How this person talks, and what nobody but authors reads. */
  style: bilingual,
  secret: bilingual,
  trust: points,
  patience: points,
  /** Patience that every turn costs. */
  decay: z.number().int().min(0).max(20),
  /** How often, in a hundred, a good question is brushed off the first time. */
  brushOff: points,
})

export const scenarioFlow = z.strictObject({
  persona,
  facts: z.array(scenarioFact).max(30),
  objections: z.array(scenarioObjection).max(20),
  nodes: z.array(scenarioNode).max(200),
  edges: z.array(scenarioEdge).max(600),
  manners,
  /** After so many turns of the trainee the customer has to go. */
  maxTurns: z.number().int().min(4).max(80),
  /** How many questions must have been answered before talk of one's own product is welcome. */
  questionsBeforePitch: z.number().int().min(0).max(10),
})
export type ScenarioFlow = z.infer<typeof scenarioFlow>

/** What code can decide by itself. */
export const checkRule = z.discriminatedUnion('kind', [
  /** Any of these techniques, so many times in all. */
  z.strictObject({ kind: z.literal('technique'), anyOf: handles.min(1), times: z.number().int().min(1).max(20) }),
  /** These techniques in this order, each in the same turn as the one before or later. */
  z.strictObject({ kind: z.literal('order'), techniques: handles.min(2) }),
  z.strictObject({ kind: z.literal('without'), faults: z.array(faultId).min(1) }),
  z.strictObject({ kind: z.literal('fact'), factId: handle }),
  z.strictObject({ kind: z.literal('objection'), objectionId: handle, stage: objectionStage }),
  z.strictObject({ kind: z.literal('outcome'), anyOf: z.array(callOutcome).min(1) }),
  z.strictObject({ kind: z.literal('talk_share'), atMost: points }),
  /** Only a person or a model can. */
  z.strictObject({ kind: z.literal('judgement') }),
])
export type CheckRule = z.infer<typeof checkRule>

export const rubricCheck = z.strictObject({
  id: handle,
  phase: scorePhase,
  /** A question with one defensible answer, yes or no. */
  question: bilingual,
  rule: checkRule,
  weight: z.number().int().min(1).max(10),
  /** When not met the call fails, whatever the score. */
  blocker: z.boolean(),
})
export type RubricCheck = z.infer<typeof rubricCheck>

export const rubric = z.strictObject({
  checks: z.array(rubricCheck).max(40),
  phaseWeights: z.strictObject({ preparation: points, discovery: points, proposal: points, closing: points }),
  passMark: points,
})
export type Rubric = z.infer<typeof rubric>

/** What the trainee reads before the call. */
export const scenarioBrief = z.strictObject({
  you: bilingual,
  customer: bilingual,
  goal: bilingual,
  /** True things that may be said about the product. */
  factSheet: bilingualList,
  limits: bilingualList,
})
export type ScenarioBrief = z.infer<typeof scenarioBrief>

/** Everything about a scenario that travels: what a file holds, and what a published version freezes. */
export const scenario = z.strictObject({
  slug: handle,
  title: bilingual,
  description: bilingual,
  category: scenarioCategory,
  difficulty: scenarioDifficulty,
  required: handles,
  brief: scenarioBrief,
  flow: scenarioFlow,
  rubric,
})
export type Scenario = z.infer<typeof scenario>

export const scenarioFile = z.strictObject({
  greenroom: z.literal('scenario'),
  version: z.literal(1),
  scenario,
})
export type ScenarioFile = z.infer<typeof scenarioFile>

export const flowFinding = z.strictObject({
  code: handle,
  severity: z.enum(['error', 'warning']),
  /** The id of the node, fact, objection or check it is about; empty when it is about the whole. */
  at: z.string(),
  /** In English; other languages put `values` into a sentence of their own for the code. */
  sentence: z.string(),
  values: z.record(z.string(), z.string()),
})
export type FlowFinding = z.infer<typeof flowFinding>
