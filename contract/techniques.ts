import * as z from 'zod'

/** The languages in which people practise. */
export const spokenLanguage = z.enum(['en', 'nl'])
export type SpokenLanguage = z.infer<typeof spokenLanguage>

/** One sentence in both languages. May be empty while a draft is being written; the validator asks for it. */
export const bilingual = z.strictObject({ en: z.string().max(2000), nl: z.string().max(2000) })
export type Bilingual = z.infer<typeof bilingual>

const phrases = z.array(z.string().trim().min(1).max(400)).max(60)
/** Several sentences, cues or lines in both languages. */
export const bilingualList = z.strictObject({ en: phrases, nl: phrases })
export type BilingualList = z.infer<typeof bilingualList>

/** A name that data refers to: `spin_problem`, `too-early`. */
export const handle = z.string().regex(/^[a-z0-9][a-z0-9_-]{0,59}$/)

/** The four parts of a call that are scored. */
export const scorePhase = z.enum(['preparation', 'discovery', 'proposal', 'closing'])
export type ScorePhase = z.infer<typeof scorePhase>

/** A row of the table of phases: -1 before the call, 1 opening, 2 discovery, 3 proposal, 4 decision. */
export const techniquePhase = z.strictObject({
  key: z.number().int().min(-9).max(9),
  names: bilingual,
  /** In which part of the scorecard its techniques count. */
  scoredAs: scorePhase,
})
export type TechniquePhase = z.infer<typeof techniquePhase>

/**
 * A cue is a row of words, written without patterns of a programming language so that anyone can edit it:
 * `word`, `this|that`, `begin*` (any ending), `...` (up to eight words between), `^` (begins a sentence), a last `?` (in a
 * question only). Dutch u, je, jij and jullie are one word.
 */
export const cues = z.strictObject({ en: phrases, nl: phrases })

/** What no list of words can see: order, repetition, silence, who spoke before. */
export const structure = z.enum([
  'open_question',
  'closed_question',
  'follow_up',
  'repetition',
  'known_facts',
  'measured_question',
  'said_before',
  'price_after_impact',
  'pause_before_reply',
  'after_objection',
  'conditional_offer',
  'dated_action',
  'silence_after_ask',
])
export type Structure = z.infer<typeof structure>

export const technique = z.strictObject({
  id: handle,
  phase: z.number().int().min(-9).max(9),
  names: bilingual,
  /** What it is, in one sentence. */
  summary: bilingual,
  cues,
  /** Words that tell that it is something else after all. */
  antiCues: cues,
  /** When set, the words alone are not enough, or not needed. */
  structure: structure.nullable(),
  /** A line one could say. Feedback offers it. */
  examples: bilingualList,
})
export type Technique = z.infer<typeof technique>

/** A workspace's own copy of a technique takes the place of the one it was copied from. */
export const ownTechnique = technique.extend({ copyOf: handle.nullable() })
export type OwnTechnique = z.infer<typeof ownTechnique>

export const faultId = z.enum([
  'pitch_too_early',
  'leading_question',
  'question_stacking',
  'interrupting',
  'arguing',
  'unprompted_discount',
  'feature_dump',
  'no_next_step',
  'disparaging_competitor',
  'false_claim',
  'rude',
])
export type FaultId = z.infer<typeof faultId>

/** What one should not do. */
export const antiPattern = z.strictObject({ id: faultId, names: bilingual, summary: bilingual, cues, antiCues: cues })
export type AntiPattern = z.infer<typeof antiPattern>

/** How a claim about a turn was reached. */
export const method = z.enum(['cue', 'structure', 'embedding', 'judge'])

/** A technique found in a turn. */
export const sighting = z.strictObject({
  techniqueId: handle,
  /** Word for word from the turn. */
  quote: z.string().max(2000),
  method,
  /** 0 to 1. Between 0.35 and 0.65 a person should look. */
  confidence: z.number().min(0).max(1),
})
export type Sighting = z.infer<typeof sighting>

export const faultSighting = z.strictObject({
  faultId,
  quote: z.string().max(2000),
  method,
  confidence: z.number().min(0).max(1),
})
export type FaultSighting = z.infer<typeof faultSighting>

/** Everything that was found in one turn of the trainee. The engine acts on it and knows no words itself. */
export const evidence = z.strictObject({
  techniques: z.array(sighting).max(100),
  faults: z.array(faultSighting).max(40),
})
export type Evidence = z.infer<typeof evidence>
