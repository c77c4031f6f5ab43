import type { CallTurn, CustomerAct, EngineState } from '@greenroom/contract/roleplays.ts'
import type { Scenario } from '@greenroom/contract/scenarios.ts'
import type { Transaction } from '#kernel/db/acting.ts'
import type { RehearsalTools } from './roleplays.ts'
import type { NewTurn, RoleplayRow } from './roleplays.store.ts'

export interface Moment {
  row: RoleplayRow
  scenario: Scenario
  state: EngineState
  act: CustomerAct
  /** With the turn that is answered. */
  before: readonly CallTurn[]
  turnId: string
}
/** What the customer says. */
export const wordsFor = (_tools: RehearsalTools, { act }: Moment): Promise<{ text: string; source: string }> =>
  Promise.resolve({ text: act.text, source: 'engine' })

export const giveVoice = (
  _tools: RehearsalTools,
  _transaction: Transaction,
  _row: RoleplayRow,
  _answer: NewTurn | null,
): Promise<void> => Promise.resolve()
