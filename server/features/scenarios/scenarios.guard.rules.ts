import type { EngineState } from '@greenroom/contract/roleplays.ts'
import type { Guard } from '@greenroom/contract/scenarios.ts'
import type { Evidence } from '@greenroom/contract/techniques.ts'
import { mentions } from '../techniques/techniques.words.rules.ts'

/** One turn of the trainee as the engine looks at it. */
export interface Heard {
  utterance: string
  evidence: Evidence
  /** Techniques that are sure enough to act on. */
  used: ReadonlySet<string>
}

/** True when all conditions of the guard hold. An empty guard always holds. */
export function allows(guard: Guard | null, state: EngineState, { utterance, evidence, used }: Heard): boolean {
  if (guard === null) return true
  const heard = { utterance, evidence, used }
  const stage = (id: string) => state.objections[id]?.stage
  const conditions: [unknown, () => boolean | undefined][] = [
    [guard.used, () => guard.used?.some((id) => used.has(id))],
    [guard.seen, () => guard.seen?.every((id) => (state.techniquesSeen[id] ?? 0) > 0)],
    [guard.faults, () => guard.faults?.some((id) => evidence.faults.some(({ faultId }) => faultId === id))],
    [guard.about, () => guard.about && mentions(utterance, guard.about)],
    [guard.facts, () => guard.facts?.every((id) => id in state.revealed)],
    [guard.factsAtLeast, () => Object.keys(state.revealed).length >= (guard.factsAtLeast ?? 0)],
    [guard.settled, () => guard.settled?.every((id) => stage(id) === 'settled')],
    [guard.unraised, () => guard.unraised?.every((id) => stage(id) === undefined)],
    [guard.stuck, () => guard.stuck?.every((id) => stage(id) === 'stuck')],
    [guard.trustAtLeast, () => state.trust >= (guard.trustAtLeast ?? 0)],
    [guard.trustBelow, () => state.trust < (guard.trustBelow ?? 0)],
    [guard.patienceBelow, () => state.patience < (guard.patienceBelow ?? 0)],
    [guard.turnsAtLeast, () => state.turn >= (guard.turnsAtLeast ?? 0)],
    [guard.any, () => guard.any?.some((one) => allows(one, state, heard))],
    [guard.none, () => guard.none?.every((one) => !allows(one, state, heard))],
  ]
  return conditions.every(([given, holds]) => given === undefined || holds() === true)
}
