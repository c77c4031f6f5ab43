import type { CheckAgreement } from '@greenroom/contract/team.ts'
import type { Verdict } from '@greenroom/contract/roleplays.ts'
import type { RubricCheck } from '@greenroom/contract/scenarios.ts'
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
/** One check in one week, as it was worded: how often both said met, only the judge, only the person, neither. */
export interface KeptWeek extends Omit<JudgedPair, 'judged' | 'verdict'> {
  bothMet: number
  judgeMet: number
  personMet: number
  bothNot: number
}

/** A check as it was worded, in both languages. */
const wordingOf = ({
  scenarioId,
  checkId,
  question,
}: Pick<JudgedPair, 'scenarioId' | 'checkId' | 'question'>): string =>
  JSON.stringify([scenarioId, checkId, question.en, question.nl])

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
  grouped(reviewed, (pair) => `${pair.week} ${wordingOf(pair)}`).flatMap(([, group]) => {
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
const byWording = (weeks: readonly KeptWeek[]): [string, KeptWeek[]][] => grouped(weeks, wordingOf)

/** Scenarios by id, with what their rubrics ask now. */
export type AskedNow = ReadonlyMap<
  string,
  { title: Bilingual; rubric: { checks: readonly Pick<RubricCheck, 'id' | 'question'>[] } | null }
>

/** Of the wordings of each check the one that is asked now; of a check that is not asked any more, the newest. */
const wordingsNow = (weeks: readonly KeptWeek[], asked: AskedNow): ReadonlySet<string> =>
  new Set(
    grouped(weeks, ({ scenarioId, checkId }) => `${scenarioId} ${checkId}`).flatMap(([, group]) => {
      const newest = newestOf(group)
      if (newest === undefined) return []
      const { scenarioId, checkId } = newest
      const check = asked.get(scenarioId)?.rubric?.checks.find(({ id }) => id === checkId)
      return [wordingOf({ ...newest, question: check?.question ?? newest.question })]
    }),
  )
const newestOf = (weeks: readonly KeptWeek[]): KeptWeek | undefined =>
  weeks.toSorted((one, two) => one.week.localeCompare(two.week)).at(-1)

/**
 * How far judge and people agree about each check, each wording by itself: what was disputed of an old one says nothing about the
 * new one. Those to be written anew come first, then those that are asked now, then by how often they were reviewed.
 */
export const agreementsOf = (weeks: readonly KeptWeek[], asked: AskedNow): CheckAgreement[] => {
  const now = wordingsNow(weeks, asked)
  return byWording(weeks)
    .flatMap(([wording, group]): CheckAgreement[] => {
      const inOrder = group.toSorted((one, two) => one.week.localeCompare(two.week))
      const newest = inOrder.at(-1)
      if (newest === undefined) return []
      const pairs = inOrder.flatMap(pairsOf)
      return [
        {
          scenarioId: newest.scenarioId,
          title: asked.get(newest.scenarioId)?.title ?? { en: '', nl: '' },
          checkId: newest.checkId,
          question: newest.question,
          current: now.has(wording),
          pairs: pairs.length,
          same: pairs.filter(({ judge, person }) => judge === person).length,
          kappa: rounded(agreement(pairs)),
          rewrite: now.has(wording) && shouldRewrite(pairs),
          weeks: inOrder.map((one) => {
            const some = pairsOf(one)
            return { week: one.week, pairs: some.length, kappa: rounded(agreement(some)) }
          }),
        },
      ]
    })
    .toSorted(
      (a, b) => Number(b.rewrite) - Number(a.rewrite) || Number(b.current) - Number(a.current) || b.pairs - a.pairs,
    )
}

/** Checks, as they are worded now, that are to be written anew since the new weeks came to the ones before. */
export const fallenBy = (before: readonly KeptWeek[], added: readonly KeptWeek[], asked: AskedNow): KeptWeek[] => {
  const was = new Map(byWording(before))
  const now = wordingsNow([...before, ...added], asked)
  return byWording(added).flatMap(([wording, group]) => {
    const earlier = (was.get(wording) ?? []).flatMap(pairsOf)
    const newest = newestOf(group)
    return newest !== undefined &&
      now.has(wording) &&
      !shouldRewrite(earlier) &&
      shouldRewrite([...earlier, ...group.flatMap(pairsOf)])
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
