import { createHash } from 'node:crypto'
import type { CheckResult, FrozenRubric, Judgement, Scorecard, Verdict } from '@greenroom/contract/roleplays.ts'
import type { Rubric, Scenario } from '@greenroom/contract/scenarios.ts'
import { scorePhase, type ScorePhase, type SpokenLanguage, type Technique } from '@greenroom/contract/techniques.ts'
import { feedbackOn, type Ground } from './roleplays.feedback.rules.ts'
import { judgeByRules, reconciled, type Call } from './roleplays.judgement.rules.ts'
import { measure } from './roleplays.metrics.rules.ts'
import { verified } from './roleplays.quotes.rules.ts'

const fewestTurns = 6
const fewestSeconds = 60
/** Between these a person should look. */
const uncertain = { from: 0.35, to: 0.65 }

/** The rubric of this call, as it is at this moment. Stored with the call; what is published later changes nothing. */
export const freezeRubric = ({ slug, rubric }: Scenario, version: number): FrozenRubric => ({
  rubric: structuredClone(rubric),
  scenarioSlug: slug,
  scenarioVersion: version,
  hash: createHash('sha256').update(sorted(rubric)).digest('hex').slice(0, 16),
})
/** JSON with the names of every object in order, so that equal rubrics have equal hashes. */
const sorted = (value: unknown): string =>
  JSON.stringify(value, (_, one: unknown) =>
    typeof one === 'object' && one !== null && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : one,
  )

/** A verdict needs proof: without a quote that stands in a turn of the trainee, nothing that was said is met. */
export function verdictOf({ probability, quotes, counted }: Judgement, call: Pick<Call, 'turns'>): Verdict {
  if (probability === null) return 'not_applicable'
  if (probability >= uncertain.from && probability <= uncertain.to) return 'needs_review'
  if (probability < uncertain.from) return 'not_met'
  return counted || verified(quotes, call.turns).length > 0 ? 'met' : 'unverified'
}

export interface Scoring {
  frozen: FrozenRubric
  scenario: Scenario
  call: Call
  language: SpokenLanguage
  techniques: readonly Technique[]
  /** What models said, one list for each pass. Checks they answered are theirs; the rules answer the rest. */
  passes?: readonly (readonly Judgement[])[]
  overrides?: readonly Override[]
}
export interface Override {
  checkId: string
  verdict: Verdict
  by: string
  note: string
}

/** The scorecard of a call. Pure: the same call and the same judgements give the same card. */
export function scoreCall({
  frozen,
  scenario,
  call,
  language,
  techniques,
  passes = [],
  overrides = [],
}: Scoring): Scorecard {
  const metrics = measure(call.turns, call.found)
  const { checks } = frozen.rubric
  const byRules = judgeByRules(checks, call, metrics)
  const results = checks.flatMap((check): CheckResult[] => {
    const rules = byRules.find(({ checkId }) => checkId === check.id)
    const asked = passes.flatMap((pass) => pass.filter(({ checkId }) => checkId === check.id))
    // What can be counted is counted: no model is asked how often somebody spoke.
    const judged = rules?.counted === true ? rules : asked.length > 0 ? asked.reduce(reconciled) : rules
    if (judged === undefined) return []
    const person = overrides.findLast(({ checkId }) => checkId === check.id)
    return [
      {
        check,
        verdict: verdictOf(judged, call),
        quotes: verified(judged.quotes, call.turns),
        reason: judged.reason,
        method: judged.method,
        override: person === undefined ? null : { verdict: person.verdict, by: person.by, note: person.note },
      },
    ]
  })
  const because =
    metrics.traineeTurns < fewestTurns ? 'too_few_turns' : metrics.seconds < fewestSeconds ? 'too_short' : null
  const judgedBy = passes.length > 0 ? 'model' : 'rules'
  return cardOf({ frozen, results, because, metrics, judgedBy }, { scenario, call, language, techniques })
}

/** The card of a scored call with what people decided; nothing is judged anew. Pure. */
export const withOverrides = (
  { results, metrics, judgedBy, notScoredBecause }: Scorecard,
  frozen: FrozenRubric,
  overrides: readonly Override[],
  ground: Omit<Ground, 'results'>,
): Scorecard =>
  cardOf(
    {
      frozen,
      metrics,
      judgedBy,
      because: notScoredBecause === 'nothing_to_judge' ? null : notScoredBecause,
      results: results.map((result) => {
        const person = overrides.findLast(({ checkId }) => checkId === result.check.id)
        return {
          ...result,
          override: person === undefined ? null : { verdict: person.verdict, by: person.by, note: person.note },
        }
      }),
    },
    ground,
  )

interface Counted extends Pick<Scorecard, 'results' | 'metrics' | 'judgedBy'> {
  frozen: FrozenRubric
  /** Why there is too little of the call to score. */
  because: 'too_few_turns' | 'too_short' | null
}
function cardOf({ frozen, results, because, metrics, judgedBy }: Counted, ground: Omit<Ground, 'results'>): Scorecard {
  const { checks, passMark } = frozen.rubric
  const counted = results.filter((result) => ['met', 'not_met'].includes(decided(result)))
  const { phases, overall } = totals(frozen.rubric, results)
  const blockedBy = results
    .filter((result) => result.check.blocker && decided(result) === 'not_met')
    .map(({ check }) => check.id)
  const scored = because === null && overall !== null
  return {
    status: scored ? 'scored' : 'not_scored',
    notScoredBecause: because ?? (overall === null ? 'nothing_to_judge' : null),
    overall: scored ? overall : null,
    passed: scored ? overall >= passMark && blockedBy.length === 0 : null,
    phases: scored ? phases : {},
    blockedBy: scored ? blockedBy : [],
    results,
    countedWeight: counted.reduce((sum, { check }) => sum + check.weight, 0),
    totalWeight: checks.reduce((sum, { weight }) => sum + weight, 0),
    feedback: scored ? feedbackOn({ ...ground, results }) : [],
    metrics,
    judgedBy,
    rubricHash: frozen.hash,
  }
}

/** A person's verdict stands above the judge's. */
export const decided = ({ verdict, override }: CheckResult): Verdict => override?.verdict ?? verdict

/** Per cent for each part of the call that had something to count, and for the whole by the weights of those parts. */
export function totals(
  { phaseWeights }: Rubric,
  results: readonly CheckResult[],
): { phases: Scorecard['phases']; overall: number | null } {
  const phases: Partial<Record<ScorePhase, number>> = {}
  let exact = 0
  let weights = 0
  for (const phase of scorePhase.options) {
    const mine = results.filter(
      (result) => result.check.phase === phase && ['met', 'not_met'].includes(decided(result)),
    )
    const whole = mine.reduce((sum, { check }) => sum + check.weight, 0)
    if (whole === 0) continue
    const met = mine.reduce((sum, result) => sum + (decided(result) === 'met' ? result.check.weight : 0), 0)
    phases[phase] = Math.round((1000 * met) / whole) / 10
    exact += (phaseWeights[phase] * met) / whole
    weights += phaseWeights[phase]
  }
  return { phases, overall: weights === 0 ? null : Math.round((1000 * exact) / weights) / 10 }
}
