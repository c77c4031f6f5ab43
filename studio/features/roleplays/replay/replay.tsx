import type { Rehearsal } from '@greenroom/contract/rehearsals.ts'
import type { FoundInTurn } from '@greenroom/contract/roleplays.ts'
export function Replay(_props: { rehearsal: Rehearsal; found: readonly FoundInTurn[]; mine: boolean }) {
  return null
}
