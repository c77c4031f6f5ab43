import type { EngineState } from '@greenroom/contract/roleplays.ts'
import type { Evidence, FaultId } from '@greenroom/contract/techniques.ts'
import { wordsOf } from '../techniques/techniques.words.rules.ts'

interface Effect {
  trust: number
  patience: number
}
const effect = (trust: number, patience: number): Effect => ({ trust, patience })

/** What a technique does to a person, the first time. */
const pleases: Record<string, Effect> = {
  account_research: effect(6, 3),
  persona_hypothesis: effect(2, 1),
  permission_opener: effect(5, 5),
  agenda_contract: effect(6, 5),
  rapport_relevant: effect(3, 1),
  value_hook: effect(2, 0),
  open_question: effect(3, 1),
  spin_situation: effect(2, 0),
  spin_problem: effect(3, 1),
  spin_implication: effect(4, 1),
  spin_payoff: effect(4, 2),
  funnel_probe: effect(3, 1),
  mirror: effect(2, 1),
  label: effect(6, 3),
  paraphrase: effect(5, 2),
  summary: effect(7, 4),
  impact_quant: effect(2, 0),
  decision_map: effect(2, 0),
  reframe_insight: effect(5, 3),
  benefit_link: effect(4, 2),
  proof_story: effect(5, 2),
  laer_listen: effect(2, 1),
  laer_acknowledge: effect(5, 3),
  laer_explore: effect(3, 1),
  isolate: effect(2, 0),
  laer_respond: effect(4, 2),
  feel_felt_found: effect(2, 0),
  pre_empt: effect(3, 1),
  trade_not_discount: effect(3, 0),
  recap_commit: effect(4, 2),
  graceful_no: effect(5, 5),
}
const annoys: Record<FaultId, Effect> = {
  pitch_too_early: effect(-6, -9),
  leading_question: effect(-5, -4),
  question_stacking: effect(-2, -5),
  interrupting: effect(-6, -8),
  arguing: effect(-8, -12),
  unprompted_discount: effect(-5, 0),
  feature_dump: effect(-4, -12),
  no_next_step: effect(0, 0),
  disparaging_competitor: effect(-10, -10),
  false_claim: effect(-4, -2),
  rude: effect(-25, -35),
}
const most: Effect = effect(12, 8)
const within = (points: number): number => Math.max(0, Math.min(100, points))

/** Nothing said, or nothing that holds a word. */
export const saysNothing = (utterance: string): boolean => wordsOf(utterance).length === 0

/**
 * Trust and patience after a turn. What pleased once pleases less each time, so that nobody gets through a call on one
 * trick; what annoys annoys as much every time. Turns cost `decay` of patience, silence costs five more.
 */
export function moodAfter(
  state: EngineState,
  utterance: string,
  used: ReadonlySet<string>,
  faults: Evidence['faults'],
  decay: number,
): Effect {
  const good = [...used].reduce(
    (sum, id) => {
      const { trust, patience } = pleases[id] ?? effect(0, 0)
      const worn = 1 + (state.techniquesSeen[id] ?? 0)
      return effect(sum.trust + Math.floor(trust / worn), sum.patience + Math.floor(patience / worn))
    },
    effect(0, 0),
  )
  const bad = faults.reduce(
    (sum, { faultId, confidence }) => {
      // What a person would have to look at twice does not upset a customer.
      const { trust, patience } = confidence > 0.65 ? annoys[faultId] : effect(0, 0)
      return effect(sum.trust + trust, sum.patience + patience)
    },
    effect(0, saysNothing(utterance) ? -5 : 0),
  )
  return {
    trust: within(state.trust + Math.min(good.trust, most.trust) + bad.trust),
    patience: within(state.patience + Math.min(good.patience, most.patience) + bad.patience - decay),
  }
}
