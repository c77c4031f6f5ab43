import type { Coverage, MeasuredCall, MeasureName, Standing } from '@greenroom/contract/practice.ts'
import { measureName } from '@greenroom/contract/practice.ts'
import type { CheckRule } from '@greenroom/contract/scenarios.ts'
import type { Verdict } from '@greenroom/contract/roleplays.ts'
import type { Technique } from '@greenroom/contract/techniques.ts'

/** What one scored call tells about techniques. */
export interface CallEvidence {
  scenarioId: string
  userId: string
  at: Date
  /** Heard for sure. */
  heard: readonly string[]
  /** Asked for by the scenario as a whole. */
  required: readonly string[]
  /** Checks that ask for techniques, with what was decided. */
  checks: readonly { rule: CheckRule; verdict: Verdict }[]
}

export interface Tries {
  used: string[]
  missed: string[]
}

/**
 * In one call a technique was used when it was heard, and missed when something asked for it in vain. What nobody asked
 * for and nobody heard says nothing.
 */
export const triesOf = ({ heard, required, checks }: CallEvidence): Tries => {
  const used = new Set(heard)
  const asked = new Set(required)
  for (const { rule, verdict } of checks) {
    const named = rule.kind === 'technique' ? rule.anyOf : rule.kind === 'order' ? rule.techniques : []
    if (verdict === 'not_met') for (const id of named) asked.add(id)
    // A person decided that it was there, although nothing heard it: that counts when only one can be meant.
    const [only] = named
    if (verdict === 'met' && named.length === 1 && only !== undefined) used.add(only)
  }
  return { used: [...used], missed: [...asked].filter((id) => !used.has(id)) }
}

const dayMs = 86_400_000
/** Days until it should be practised again, by how often it was heard in a row. */
const intervals = [0, 1, 3, 7, 14, 30] as const
const remembered = 5

type Known = Pick<Technique, 'id' | 'names' | 'phase'>

/** How each technique stands that was heard or missed at least once, in the order of the catalogue. */
export const standingsOf = (calls: readonly CallEvidence[], techniques: readonly Known[]): Standing[] => {
  const tries = new Map<string, { used: boolean; at: Date }[]>()
  const note = (id: string, used: boolean, at: Date): void =>
    void tries.set(id, [...(tries.get(id) ?? []), { used, at }])
  for (const call of calls.toSorted((a, b) => a.at.getTime() - b.at.getTime())) {
    const { used, missed } = triesOf(call)
    for (const id of used) note(id, true, call.at)
    for (const id of missed) note(id, false, call.at)
  }
  return techniques.flatMap(({ id, names, phase }) => {
    const all = tries.get(id) ?? []
    const last = all.at(-1)
    if (last === undefined) return []
    const row = all.length - 1 - all.findLastIndex((one) => !one.used)
    const lately = all.slice(-remembered)
    const days = intervals[Math.min(row, intervals.length - 1)] ?? 0
    return [
      {
        techniqueId: id,
        names,
        phase,
        used: all.filter((one) => one.used).length,
        missed: all.filter((one) => !one.used).length,
        strength: lately.filter((one) => one.used).length / lately.length,
        lastAt: last.at.toISOString(),
        dueAt: new Date(last.at.getTime() + days * dayMs).toISOString(),
      },
    ]
  })
}

/** What is due and weakest; of equally weak ones the one that waits longest. */
export const nextDrill = (
  standings: readonly Standing[],
  now: Date,
): { standing: Standing; because: 'missed' | 'due' } | null => {
  const [first] = standings
    .filter(({ dueAt }) => Date.parse(dueAt) <= now.getTime())
    .toSorted(
      (a, b) => a.strength - b.strength || a.dueAt.localeCompare(b.dueAt) || a.techniqueId.localeCompare(b.techniqueId),
    )
  if (first === undefined) return null
  return { standing: first, because: first.dueAt === first.lastAt ? 'missed' : 'due' }
}

/** The days of these instants in a time zone, `2026-11-21`, each once, in order. */
const daysOf = (instants: readonly Date[], zone: string): string[] => {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' })
  return [...new Set(instants.map((at) => format.format(at)))].toSorted()
}

/** Days in a row with a finished call, up to today or, as long as today is not over, yesterday. */
export const streakOf = (
  finished: readonly Date[],
  now: Date,
  zone: string,
): { days: number; today: boolean; longest: number } => {
  const numbers = daysOf(finished, zone).map((day) => Date.parse(`${day}T00:00:00Z`) / dayMs)
  const [current] = daysOf([now], zone).map((day) => Date.parse(`${day}T00:00:00Z`) / dayMs)
  let run = 0
  let longest = 0
  let before = Number.NaN
  for (const day of numbers) {
    run = day === before + 1 ? run + 1 : 1
    before = day
    longest = Math.max(longest, run)
  }
  const today = before === current
  return { days: today || before === (current ?? 0) - 1 ? run : 0, today, longest }
}

/** Techniques by scenario, from what was heard and missed. Only scenarios that were practised, and every technique. */
export const coverageOf = (
  calls: readonly CallEvidence[],
  techniques: readonly Known[],
  titles: ReadonlyMap<string, Coverage['scenarios'][number]['title']>,
): Coverage => {
  const cells = new Map<string, Coverage['cells'][number]>()
  const counts = new Map<string, number>()
  const known = new Set(techniques.map(({ id }) => id))
  for (const call of calls) {
    counts.set(call.scenarioId, (counts.get(call.scenarioId) ?? 0) + 1)
    const { used, missed } = triesOf(call)
    for (const [ids, field] of [
      [used, 'used'],
      [missed, 'missed'],
    ] as const)
      for (const techniqueId of ids.filter((id) => known.has(id))) {
        const key = `${techniqueId} ${call.scenarioId}`
        const cell = cells.get(key) ?? { techniqueId, scenarioId: call.scenarioId, used: 0, missed: 0 }
        cells.set(key, { ...cell, [field]: cell[field] + 1 })
      }
  }
  return {
    techniques: techniques.map(({ id, names, phase }) => ({ id, names, phase })),
    scenarios: [...counts].map(([id, amount]) => ({ id, title: titles.get(id) ?? { en: '', nl: '' }, calls: amount })),
    cells: [...cells.values()],
  }
}

export const middleOf = (numbers: readonly number[]): number | null => {
  const sorted = numbers.toSorted((a, b) => a - b)
  const half = Math.floor(sorted.length / 2)
  const upper = sorted[half]
  if (upper === undefined) return null
  const middle = sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? upper) + upper) / 2
  return Math.round(middle * 10) / 10
}

/** Shorter than this, a call says nothing about a way of speaking. */
const shortestSeconds = 60

export const measuresOf = (
  calls: readonly MeasuredCall[],
): Record<MeasureName, { middle: number | null; calls: number }> => {
  const entries = measureName.options.map((name) => {
    const numbers = calls
      .filter((call) => name === 'score' || (call.seconds ?? 0) >= shortestSeconds)
      .flatMap((call) => (call[name] === null ? [] : [call[name]]))
    return [name, { middle: middleOf(numbers), calls: numbers.length }] as const
  })
  return Object.fromEntries(entries) as Record<MeasureName, { middle: number | null; calls: number }>
}

/** Things by a key, in the order in which the keys came. */
export const grouped = <T>(things: readonly T[], keyOf: (thing: T) => string): [string, T[]][] => {
  const groups = new Map<string, T[]>()
  for (const thing of things) groups.set(keyOf(thing), [...(groups.get(keyOf(thing)) ?? []), thing])
  return [...groups]
}
