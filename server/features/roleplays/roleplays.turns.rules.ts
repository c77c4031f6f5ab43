import type { EngineState } from '@greenroom/contract/roleplays.ts'
import type { Scenario } from '@greenroom/contract/scenarios.ts'
import type { TurnRow } from './roleplays.store.ts'

/** What a detector must know of a call beside its words. */
export const sheetOf = ({ brief, flow }: Scenario): { questionsBeforePitch: number; facts: string[] } => ({
  questionsBeforePitch: flow.questionsBeforePitch,
  facts: [...brief.factSheet.en, ...brief.factSheet.nl, ...brief.limits.en, ...brief.limits.nl],
})

/** A page may be a little ahead of what the house has seen, never hours. */
const slackMs = 5000
const longestCallMs = 21_600_000

/** The talk that a page tells, by no more than the time that has really passed, and never backwards. */
export const talkWithin = (told: number, { talk_ms, idle_ms }: { talk_ms: number; idle_ms: number }): number =>
  Math.round(Math.max(talk_ms, Math.min(told, talk_ms + Math.max(0, idle_ms) + slackMs, longestCallMs)))

/** Times of a turn on the clock of the call: in order, and not in the future of the talk. Null without both ends. */
export const timesWithin = (
  { startMs, endMs }: { startMs: number | null; endMs: number | null },
  talkMs: number,
): { start_ms: number | null; end_ms: number | null } => {
  if (startMs === null || endMs === null) return { start_ms: null, end_ms: null }
  const end_ms = Math.min(Math.max(startMs, endMs), talkMs)
  return { start_ms: Math.min(startMs, end_ms), end_ms }
}

/** Where the call stood before the turn with this number was said; null when that was not kept. `first`: before any word. */
export const stateBefore = (turns: readonly TurnRow[], number: number, first: EngineState): EngineState | null =>
  number === 0 ? first : (turns.find((turn) => turn.number === number - 1)?.state ?? null)

/** The place in a list after which the next page begins. */
export const cursorOf = ({ created, id }: { created: string; id: string }): string =>
  Buffer.from(`${created}|${id}`).toString('base64url')
/** Undefined for a cursor that is none. */
export const placeOf = (cursor: string): { created: string; id: string } | undefined => {
  const [, created, id] =
    /^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)?[+-]\d\d(?::\d\d)?)\|([0-9a-f-]{36})$/.exec(
      Buffer.from(cursor, 'base64url').toString(),
    ) ?? []
  return created === undefined || id === undefined ? undefined : { created, id }
}
