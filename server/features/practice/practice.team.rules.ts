import type { CheckAgreement, TeamPerson } from '@greenroom/contract/team.ts'
import type { Verdict } from '@greenroom/contract/roleplays.ts'
import type { Bilingual } from '@greenroom/contract/techniques.ts'
import { agreement, shouldRewrite } from '../roleplays/roleplays.judge.rules.ts'
import { middleOf, triesOf, type CallEvidence } from './practice.rules.ts'

export interface JudgedPair {
  scenarioId: string
  checkId: string
  question: Bilingual
  judged: Verdict
  verdict: Verdict
  week: string
}

interface Pair {
  judge: boolean
  person: boolean
}
/** Only where both said yes or no: a check that the judge left open is no disagreement. */
const clear = ({ judged, verdict }: JudgedPair): Pair[] =>
  ['met', 'not_met'].includes(judged) && ['met', 'not_met'].includes(verdict)
    ? [{ judge: judged === 'met', person: verdict === 'met' }]
    : []

const grouped = <T>(things: readonly T[], keyOf: (thing: T) => string): [string, T[]][] => {
  const groups = new Map<string, T[]>()
  for (const thing of things) groups.set(keyOf(thing), [...(groups.get(keyOf(thing)) ?? []), thing])
  return [...groups]
}
const rounded = (kappa: number | null): number | null => (kappa === null ? null : Math.round(kappa * 100) / 100)

/** How far judge and people agree about each check; those to be written anew first, then by how often they were reviewed. */
export const agreementsOf = (
  reviewed: readonly JudgedPair[],
  titles: ReadonlyMap<string, Bilingual>,
): CheckAgreement[] =>
  grouped(reviewed, ({ scenarioId, checkId }) => `${scenarioId} ${checkId}`)
    .flatMap(([, group]): CheckAgreement[] => {
      const [first] = group
      const pairs = group.flatMap(clear)
      if (first === undefined || pairs.length === 0) return []
      return [
        {
          scenarioId: first.scenarioId,
          title: titles.get(first.scenarioId) ?? { en: '', nl: '' },
          checkId: first.checkId,
          question: first.question,
          pairs: pairs.length,
          same: pairs.filter(({ judge, person }) => judge === person).length,
          kappa: rounded(agreement(pairs)),
          rewrite: shouldRewrite(pairs),
          weeks: grouped(group, ({ week }) => week)
            .toSorted(([one], [two]) => one.localeCompare(two))
            .flatMap(([week, ofWeek]) => {
              const some = ofWeek.flatMap(clear)
              return some.length === 0 ? [] : [{ week, pairs: some.length, kappa: rounded(agreement(some)) }]
            }),
        },
      ]
    })
    .toSorted((a, b) => Number(b.rewrite) - Number(a.rewrite) || b.pairs - a.pairs)

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
