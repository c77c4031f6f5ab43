import type { Manners } from '@greenroom/contract/scenarios.ts'
import { isStray, sentencesOf } from '../techniques/techniques.words.rules.ts'
import { asksFor, factsAt, tell } from './scenarios.facts.rules.ts'
import { speak, type Draft } from './scenarios.lines.rules.ts'
import { saysNothing } from './scenarios.mood.rules.ts'

const closing = ['trial_close', 'direct_ask', 'assumptive_next', 'choice_close']
const opening = ['permission_opener', 'agenda_contract']
const hearing = ['label', 'paraphrase', 'summary', 'mirror', 'laer_acknowledge']
const asking = [
  'open_question',
  'spin_situation',
  'spin_problem',
  'spin_implication',
  'spin_payoff',
  'funnel_probe',
  'impact_quant',
  'decision_map',
  'budget_frame',
]

/** In the middle of an objection: who listens, or asks what else there is, brings it no further and does no harm. */
export function acceptsAnyway(draft: Draft): boolean {
  const { flow, heard } = draft
  if (heard.evidence.faults.some(({ confidence }) => confidence > 0.65)) return false
  const manner = heard.used.has('isolate')
    ? 'nothingElse'
    : ['label', 'paraphrase', 'summary', 'mirror'].some((id) => heard.used.has(id))
      ? 'confirms'
      : null
  if (manner === null) return false
  speak(draft, 'manner', manner, flow.manners[manner])
  return true
}

/** What the customer says where nothing of the story happens. Always says something. */
export function reply(draft: Draft, nodeId: string): void {
  const { flow, state, heard } = draft
  const { used, utterance, evidence } = heard
  const say = (manner: keyof Manners) => speak(draft, 'manner', manner, flow.manners[manner])
  const any = (ids: readonly string[]) => ids.some((id) => used.has(id))
  const annoyed = evidence.faults.filter(({ confidence }) => confidence > 0.65).map(({ faultId }) => faultId)
  if (saysNothing(utterance)) return say('silence')
  if (annoyed.includes('rude')) return say('offended')
  if (sentencesOf(utterance).some(isStray)) return say('puzzled')
  if (annoyed.some((id) => id !== 'unprompted_discount' && id !== 'false_claim')) return say('putOff')
  const asked = factsAt(flow, nodeId).filter((fact) => asksFor(fact, heard))
  const untold = asked.find(({ id }) => !(id in state.revealed))
  if (untold !== undefined) return speak(draft, 'hint', untold.id, untold.hints)
  if (any(closing)) return say('notYet')
  if (any(opening)) return say('goAhead')
  if (used.has('isolate')) return say('nothingElse')
  if (any(hearing)) return say('confirms')
  const told = asked[0]
  if (told !== undefined) {
    state.patience = Math.max(0, state.patience - 2)
    say('asSaid')
    return tell(draft, told.id)
  }
  if (any(asking)) {
    say('vague')
    const next = factsAt(flow, nodeId).find(
      ({ id, reveal }) => !(id in state.revealed) && reveal.after.every((other) => other in state.revealed),
    )
    // A person who was asked something else still drops what is on the mind.
    if (next !== undefined) speak(draft, 'hint', next.id, next.hints)
    return undefined
  }
  return say(used.has('closed_question') ? 'curt' : 'listens')
}
