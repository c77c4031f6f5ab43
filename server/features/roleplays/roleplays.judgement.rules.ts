import type {
  CallMetrics,
  CallTurn,
  EngineState,
  FoundInTurn,
  Judgement,
  Quoted,
} from '@greenroom/contract/roleplays.ts'
import type { ObjectionStage, RubricCheck } from '@greenroom/contract/scenarios.ts'
import type { Sighting } from '@greenroom/contract/techniques.ts'

/** Everything the rules look at. `state` is null for a call that no engine led (a recording of a real one). */
export interface Call {
  turns: readonly CallTurn[]
  found: readonly FoundInTurn[]
  state: EngineState | null
}

type Answer = Pick<Judgement, 'probability' | 'quotes' | 'counted' | 'reason'>
const answer = (probability: number | null, reason: string, quotes: Quoted[] = [], counted = false): Answer => ({
  probability,
  quotes: quotes.slice(0, 10),
  counted,
  reason,
})
const cannotTell = (reason: string): Answer => answer(null, reason)
/** Too few words to say that something was not done wrong. */
const fewestWords = 30
const stages: ObjectionStage[] = ['open', 'heard', 'explored', 'answered', 'settled']

/** What the rules say about every check. The same call gives the same answers. */
export const judgeByRules = (checks: readonly RubricCheck[], call: Call, metrics: CallMetrics): Judgement[] =>
  checks.map((check) => ({ checkId: check.id, method: 'cue', ...answerTo(check, call, metrics) }))

function answerTo({ rule }: RubricCheck, call: Call, metrics: CallMetrics): Answer {
  switch (rule.kind) {
    case 'technique':
      return used(rule.anyOf, rule.times, call, metrics)
    case 'order':
      return inOrder(rule.techniques, call)
    case 'without':
      return without(rule.faults, call, metrics)
    case 'fact':
      return told(call, rule.factId)
    case 'objection':
      return cameTo(call, rule.objectionId, rule.stage)
    case 'outcome':
      return ended(call, rule.anyOf)
    case 'talk_share':
      return metrics.talkShare === null
        ? cannotTell('The call is too short to count shares.')
        : answer(
            metrics.talkShare <= rule.atMost ? 1 : 0,
            `Talked ${metrics.talkShare} per cent of the call.`,
            [],
            true,
          )
    case 'judgement':
      return cannotTell('Rules cannot judge this; a person or a model can.')
  }
}

interface Seen extends Sighting {
  turnId: string
}
const sightings = ({ found }: Call, ids: readonly string[]): Seen[] =>
  found.flatMap(({ turnId, techniques }) =>
    techniques.filter(({ techniqueId }) => ids.includes(techniqueId)).map((seen) => ({ ...seen, turnId })),
  )
const quoteOf = ({ turnId, quote }: Seen): Quoted => ({ turnId, quote })

function used(ids: readonly string[], times: number, call: Call, metrics: CallMetrics): Answer {
  if (ids.every((id) => id === 'goal_setting') && !call.turns.some(({ aside }) => aside))
    return cannotTell('There was no moment before this call to write down a goal.')
  if (ids.every((id) => id === 'laer_listen') && metrics.talkShareOf !== 'time')
    return cannotTell('Nobody measured the pauses of this call.')
  const best = new Map<string, Seen>()
  for (const seen of sightings(call, ids)) {
    const known = best.get(seen.turnId)
    if (known === undefined || seen.confidence > known.confidence) best.set(seen.turnId, seen)
  }
  const ranked = [...best.values()].toSorted((one, other) => other.confidence - one.confidence)
  const last = ranked[times - 1]
  const chosen = ranked.slice(0, times).map(quoteOf)
  return last === undefined
    ? answer(0, `Found ${ranked.length} of ${times}.`, chosen)
    : answer(last.confidence, `Found ${ranked.length}, ${times} needed.`, chosen)
}

/** Each technique in the turn of the one before, or later: the earliest place of each is enough. */
function inOrder(ids: readonly string[], call: Call): Answer {
  let from = 0
  const chosen: Seen[] = []
  for (const id of ids) {
    const at = call.found.findIndex(
      ({ techniques }, index) =>
        index >= from && techniques.some((one) => one.techniqueId === id && one.confidence > 0.35),
    )
    const turn = call.found[at]
    const seen = turn?.techniques.find(({ techniqueId }) => techniqueId === id)
    if (turn === undefined || seen === undefined)
      return answer(0, `"${id}" is missing after the ones before it.`, chosen.map(quoteOf))
    chosen.push({ ...seen, turnId: turn.turnId })
    from = at
  }
  return answer(Math.min(...chosen.map(({ confidence }) => confidence)), 'Found in this order.', chosen.map(quoteOf))
}

function without(ids: readonly string[], { found }: Call, metrics: CallMetrics): Answer {
  if (metrics.traineeWords < fewestWords) return cannotTell('Too little was said to tell.')
  const seen = found.flatMap(({ turnId, faults }) =>
    faults.filter(({ faultId }) => ids.includes(faultId)).map((fault) => ({ ...fault, turnId })),
  )
  const surest = Math.max(0, ...seen.map(({ confidence }) => confidence))
  const quotes = seen.map(({ turnId, quote }) => ({ turnId, quote }))
  return seen.length === 0
    ? answer(1, 'Not seen in any turn.', [], true)
    : answer(Math.round((1 - surest) * 100) / 100, `Seen ${seen.length} times.`, quotes)
}

/** The turn of the trainee with this number of the engine, whole, as proof that it was asked. */
const turnOf = ({ turns }: Call, number: number): Quoted[] => {
  const turn = turns.filter(({ speaker, aside }) => speaker === 'trainee' && !aside)[number - 1]
  return turn === undefined ? [] : [{ turnId: turn.id, quote: turn.text.slice(0, 2000) }]
}

function told(call: Call, factId: string): Answer {
  if (call.state === null) return cannotTell('Nobody knows what this customer kept back.')
  const at = call.state.revealed[factId]
  return at === undefined
    ? answer(0, 'The customer never told it.', [], true)
    : answer(1, 'The customer told it.', turnOf(call, at), true)
}

function cameTo(call: Call, objectionId: string, stage: ObjectionStage): Answer {
  if (call.state === null) return cannotTell('No engine followed the objections of this call.')
  const objection = call.state.objections[objectionId]
  if (objection === undefined) return cannotTell('The objection was never raised.')
  const reached = objection.stage !== 'stuck' && stages.indexOf(objection.stage) >= stages.indexOf(stage)
  const at = objection.reachedAt[stage]
  return answer(reached ? 1 : 0, `It came to "${objection.stage}".`, at === undefined ? [] : turnOf(call, at), true)
}

function ended({ state }: Call, outcomes: readonly string[]): Answer {
  if (state === null) return cannotTell('No engine led this call to an end.')
  const outcome = state.ended?.outcome ?? 'no end'
  return answer(outcomes.includes(outcome) ? 1 : 0, `The call ended as "${outcome}".`, [], true)
}

/** Two passes of a judge. Where they disagree a person decides: the answer falls into the uncertain band. */
export const reconciled = (one: Judgement, other: Judgement): Judgement => {
  if (one.probability === null || other.probability === null) return one.probability === null ? other : one
  const disagree = one.probability > 0.5 !== other.probability > 0.5
  return {
    ...one,
    probability: disagree ? 0.5 : (one.probability + other.probability) / 2,
    quotes: [
      ...one.quotes,
      ...other.quotes.filter(({ quote }) => !one.quotes.some((known) => known.quote === quote)),
    ].slice(0, 10),
    reason: disagree ? `Two passes disagree: ${one.reason} / ${other.reason}` : one.reason,
  }
}
