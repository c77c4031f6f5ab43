import type { Scorecard } from '@greenroom/contract/roleplays.ts'
import type { RoleplayRow, TurnRow } from './roleplays.store.ts'
import { callTurnOf } from './roleplays.view.rules.ts'

/** What lies in `session-transcripts`, and in the file that one takes away: the words, and how they were counted. */
export const transcriptOf = (row: RoleplayRow, turns: readonly TurnRow[], card: Scorecard | null, now: Date) => ({
  greenroom: 'transcript' as const,
  version: 1 as const,
  sessionId: row.id,
  scenarioId: row.scenario_id,
  scenarioVersion: row.scenario_version,
  language: row.language,
  startedAt: row.started_at.toISOString(),
  writtenAt: now.toISOString(),
  /** The customer is played by a program. */
  customer: 'computer' as const,
  turns: turns.map((turn) => ({
    ...callTurnOf(turn),
    number: turn.number,
    firstText: turn.first_text,
    source: turn.source,
    found: turn.speaker === 'trainee' ? turn.evidence : null,
  })),
  metrics: card?.metrics ?? null,
})
