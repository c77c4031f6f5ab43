import type { TeamPerson } from '@greenroom/contract/team.ts'
import { grouped, middleOf, triesOf, type CallEvidence } from './practice.rules.ts'

const five = 5

/** How somebody's shared scores go: oldest first. */
export const trendOf = (
  scores: readonly { sessionId: string; at: string; score: number }[],
): Pick<TeamPerson, 'lately' | 'before' | 'scores' | 'trend'> => {
  const numbers = scores.map(({ score }) => score)
  return {
    lately: middleOf(numbers.slice(-five)),
    before: middleOf(numbers.slice(-2 * five, -five)),
    scores: numbers.length,
    trend: scores.slice(-20),
  }
}

/** Techniques by person. */
export const peopleCells = (
  calls: readonly CallEvidence[],
): { userId: string; techniqueId: string; used: number; missed: number }[] =>
  grouped(calls, ({ userId }) => userId).flatMap(([userId, mine]) => {
    const counts = new Map<string, { used: number; missed: number }>()
    for (const call of mine) {
      const { used, missed } = triesOf(call)
      for (const id of used)
        counts.set(id, { used: (counts.get(id)?.used ?? 0) + 1, missed: counts.get(id)?.missed ?? 0 })
      for (const id of missed)
        counts.set(id, { used: counts.get(id)?.used ?? 0, missed: (counts.get(id)?.missed ?? 0) + 1 })
    }
    return [...counts].map(([techniqueId, count]) => ({ userId, techniqueId, ...count }))
  })
