import type { CheckResult, FeedbackItem } from '@greenroom/contract/roleplays.ts'
import type { RubricCheck, Scenario } from '@greenroom/contract/scenarios.ts'
import type { SpokenLanguage, Technique } from '@greenroom/contract/techniques.ts'
import type { Call } from './roleplays.judgement.rules.ts'

export interface Ground {
  results: readonly CheckResult[]
  scenario: Scenario
  call: Pick<Call, 'turns'>
  language: SpokenLanguage
  techniques: readonly Technique[]
}

/** The technique that would have met a check. */
function techniqueFor({ rule }: RubricCheck, { flow }: Scenario): string | null {
  switch (rule.kind) {
    case 'technique':
      return rule.anyOf[0] ?? null
    case 'order':
      return rule.techniques.at(-1) ?? null
    case 'fact':
      return flow.facts.find(({ id }) => id === rule.factId)?.reveal.by[0] ?? null
    case 'objection':
      return flow.objections.find(({ id }) => id === rule.objectionId)?.steps.at(-1)?.by[0] ?? null
    case 'outcome':
      return 'assumptive_next'
    case 'without':
      return rule.faults.includes('unprompted_discount') ? 'trade_not_discount' : 'laer_explore'
    case 'talk_share':
      return 'open_question'
    case 'judgement':
      return null
  }
}

/**
 * At most three things: one to keep and one or two to improve, the weightiest first. More than that helps nobody, and those
 * who need it most the least.
 */
export function feedbackOn({ results, scenario, call, language, techniques }: Ground): FeedbackItem[] {
  const decided = ({ verdict, override }: CheckResult) => override?.verdict ?? verdict
  const item = (kind: FeedbackItem['kind'], { check, quotes }: CheckResult): FeedbackItem => {
    const techniqueId = techniqueFor(check, scenario)
    const quote = quotes[0] ?? null
    return {
      kind,
      checkId: check.id,
      techniqueId,
      quote,
      atMs: call.turns.find(({ id }) => id === quote?.turnId)?.startMs ?? null,
      betterLine: kind === 'keep' ? '' : (techniques.find(({ id }) => id === techniqueId)?.examples[language][0] ?? ''),
    }
  }
  const heaviest = (one: CheckResult, other: CheckResult) =>
    Number(other.check.blocker) - Number(one.check.blocker) || other.check.weight - one.check.weight
  const required = ({ check }: CheckResult) =>
    check.rule.kind === 'technique' && check.rule.anyOf.some((id) => scenario.required.includes(id))
  const kept = results
    .filter((result) => decided(result) === 'met' && result.quotes.length > 0)
    .toSorted((one, other) => Number(required(other)) - Number(required(one)) || heaviest(one, other))[0]
  const seen = new Set<string | null>()
  const missed = results
    .filter((result) => decided(result) === 'not_met')
    .toSorted(heaviest)
    // Twice the same advice is once too often.
    .filter(({ check }) => {
      const id = techniqueFor(check, scenario)
      const fresh = !seen.has(id)
      seen.add(id)
      return fresh
    })
    .slice(0, 2)
  return [...(kept === undefined ? [] : [item('keep', kept)]), ...missed.map((result) => item('improve', result))]
}
