import type { Scorecard } from '@greenroom/contract/roleplays.ts'
import type { Scenario } from '@greenroom/contract/scenarios.ts'
import type { NoteRow, ReviewRow } from './roleplays.reviews.store.ts'
import type { RoleplayRow, TurnRow } from './roleplays.store.ts'

/** Everything of a call but its words and recordings, for who takes it away. The customer's secrets stay. */
export const callFile = (
  row: RoleplayRow,
  { title }: Scenario,
  more: { card: Scorecard | null; judged: Scorecard | null; notes: readonly NoteRow[]; reviews: readonly ReviewRow[] },
) => ({
  greenroom: 'call' as const,
  version: 1 as const,
  sessionId: row.id,
  scenario: { id: row.scenario_id, version: row.scenario_version, title },
  language: row.language,
  mode: row.mode,
  status: row.status,
  outcome: row.outcome,
  startedAt: row.started_at.toISOString(),
  completedAt: row.completed_at?.toISOString() ?? null,
  durationSeconds: row.duration_seconds,
  rubric: row.rubric,
  score: row.reviewed_score ?? row.score,
  passed: row.passed,
  card: more.card,
  judged: more.judged,
  reviews: more.reviews.map(({ check_id, judged, verdict, reason, created_at }) => ({
    checkId: check_id,
    judged,
    verdict,
    reason,
    at: created_at.toISOString(),
  })),
  notes: more.notes.map(({ turn_id, at_ms, body, created_at }) => ({
    turnId: turn_id,
    atMs: at_ms,
    body,
    at: created_at.toISOString(),
  })),
})

/** `02-trainee.weba`: in the order of the call, with the ending that its type has. */
export const audioName = (turn: Pick<TurnRow, 'number' | 'speaker'>, key: string): string =>
  `audio/${String(turn.number).padStart(3, '0')}-${turn.speaker}.${(key.split('.').at(-1) ?? 'bin').replace('weba', 'webm')}`

/** Safe on every file system. */
export const archiveName = (title: string, startedAt: Date): string =>
  `${
    title
      .replace(/[^\p{L}\p{N}]+/gu, '-')
      .replace(/^-|-$/g, '')
      .slice(0, 60) || 'call'
  }-${startedAt.toISOString().slice(0, 10)}.zip`
