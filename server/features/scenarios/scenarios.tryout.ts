import type { CallTurn, CustomerAct, EngineState, FoundInTurn } from '@greenroom/contract/roleplays.ts'
import type { Scenario } from '@greenroom/contract/scenarios.ts'
import type { SpokenLanguage } from '@greenroom/contract/techniques.ts'
import { actingAs, type PersonActor } from '#kernel/db/acting.ts'
import type { Tools } from '#kernel/tools.ts'
import { detectorFor, roleIn } from '../techniques/techniques.ts'
import { begin, step } from './scenarios.engine.rules.ts'

export interface Trial {
  workspaceId: string | null
  draft: Scenario
  language: SpokenLanguage
  /** `null` begins a call: `text` are then the notes from before it. */
  state: EngineState | null
  turns: readonly CallTurn[]
  text: string
  seed: number
}

/** One step with a draft that nobody keeps, by the engine and the rules of a real call. Throws `workspaces.not_found`. */
export const tryDraft = async (
  tools: Tools,
  actor: PersonActor,
  { workspaceId, draft, language, state, turns, text, seed }: Trial,
): Promise<{ state: EngineState; act: CustomerAct; found: FoundInTurn }> => {
  await actingAs(tools.db, actor, async (transaction) => {
    if (workspaceId !== null) await roleIn(transaction, workspaceId)
  })
  const detect = await detectorFor(tools, workspaceId)
  const turn: CallTurn = {
    id: `try-${turns.length}`,
    speaker: 'trainee',
    text,
    startMs: null,
    endMs: null,
    aside: state === null,
  }
  const { factSheet } = draft.brief
  const evidence = detect([...turns, turn], turns.length, {
    questionsBeforePitch: draft.flow.questionsBeforePitch,
    facts: [...factSheet.en, ...factSheet.nl],
  })
  const done = step(draft.flow, state ?? begin(draft.flow, seed), { language, utterance: text, evidence })
  return { ...done, found: { turnId: turn.id, ...evidence } }
}
