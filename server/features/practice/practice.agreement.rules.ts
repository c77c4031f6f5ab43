import type { CheckAgreement } from '@greenroom/contract/team.ts'
import type { Verdict } from '@greenroom/contract/roleplays.ts'
import type { Bilingual } from '@greenroom/contract/techniques.ts'
import { agreement, shouldRewrite } from '../roleplays/roleplays.judge.rules.ts'
import { grouped } from './practice.rules.ts'

export interface JudgedPair {
  scenarioId: string
  checkId: string
  question: Bilingual
  judged: Verdict
  verdict: Verdict
  week: string
}
/** One check in one week: how often both said met, only the judge, only the person, neither. */
export interface KeptWeek extends Omit<JudgedPair, 'judged' | 'verdict'> {
  bothMet: number
  judgeMet: number
  personMet: number
  bothNot: number
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

/** What is kept of these pairs: counts, without those that neither decided. */
export const countsOf = (reviewed: readonly JudgedPair[]): KeptWeek[] =>
  grouped(reviewed, ({ scenarioId, checkId, week }) => `${week} ${scenarioId} ${checkId}`).flatMap(([, group]) => {
    const [first] = group
    const pairs = group.flatMap(clear)
    if (first === undefined || pairs.length === 0) return []
    const count = (judge: boolean, person: boolean): number =>
      pairs.filter((pair) => pair.judge === judge && pair.person === person).length
    return [
      {
        scenarioId: first.scenarioId,
        checkId: first.checkId,
        question: first.question,
        week: first.week,
        bothMet: count(true, true),
        judgeMet: count(true, false),
        personMet: count(false, true),
        bothNot: count(false, false),
      },
    ]
  })

const times = (count: number, pair: Pair): Pair[] => Array.from({ length: count }, () => pair)
const pairsOf = ({ bothMet, judgeMet, personMet, bothNot }: KeptWeek): Pair[] => [
  ...times(bothMet, { judge: true, person: true }),
  ...times(judgeMet, { judge: true, person: false }),
  ...times(personMet, { judge: false, person: true }),
  ...times(bothNot, { judge: false, person: false }),
]
const rounded = (kappa: number | null): number | null => (kappa === null ? null : Math.round(kappa * 100) / 100)
const byCheck = (weeks: readonly KeptWeek[]): [string, KeptWeek[]][] =>
  grouped(weeks, ({ scenarioId, checkId }) => `${scenarioId} ${checkId}`)

/** How far judge and people agree about each check; those to be written anew first, then by how often they were reviewed. */
export const agreementsOf = (weeks: readonly KeptWeek[], titles: ReadonlyMap<string, Bilingual>): CheckAgreement[] =>
  byCheck(weeks)
    .flatMap(([, group]): CheckAgreement[] => {
      const inOrder = group.toSorted((one, two) => one.week.localeCompare(two.week))
      const newest = inOrder.at(-1)
      if (newest === undefined) return []
      const pairs = inOrder.flatMap(pairsOf)
      return [
        {
          scenarioId: newest.scenarioId,
          title: titles.get(newest.scenarioId) ?? { en: '', nl: '' },
          checkId: newest.checkId,
          question: newest.question,
          pairs: pairs.length,
          same: pairs.filter(({ judge, person }) => judge === person).length,
          kappa: rounded(agreement(pairs)),
          rewrite: shouldRewrite(pairs),
          weeks: inOrder.map((one) => {
            const some = pairsOf(one)
            return { week: one.week, pairs: some.length, kappa: rounded(agreement(some)) }
          }),
        },
      ]
    })
    .toSorted((a, b) => Number(b.rewrite) - Number(a.rewrite) || b.pairs - a.pairs)

/** Checks that are to be written anew since the new weeks came to the ones before, with the newest wording. */
export const fallenBy = (before: readonly KeptWeek[], added: readonly KeptWeek[]): KeptWeek[] => {
  const was = new Map(byCheck(before))
  return byCheck(added).flatMap(([key, group]) => {
    const earlier = (was.get(key) ?? []).flatMap(pairsOf)
    const newest = group.toSorted((one, two) => one.week.localeCompare(two.week)).at(-1)
    return newest !== undefined && !shouldRewrite(earlier) && shouldRewrite([...earlier, ...group.flatMap(pairsOf)])
      ? [newest]
      : []
  })
}

/** The Monday that a moment's week began with, in UTC: `2026-11-16`. */
export const mondayOf = (at: Date): string => {
  const day = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate()))
  day.setUTCDate(day.getUTCDate() - ((day.getUTCDay() + 6) % 7))
  return day.toISOString().slice(0, 10)
}
