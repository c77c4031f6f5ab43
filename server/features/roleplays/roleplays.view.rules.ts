import type { Clip, Roleplay, SpokenTurn } from '@greenroom/contract/rehearsals.ts'
import type { CallTurn } from '@greenroom/contract/roleplays.ts'
import type { Scenario } from '@greenroom/contract/scenarios.ts'
import type { ClipRow } from './roleplays.clips.store.ts'
import type { RoleplayRow, TurnRow } from './roleplays.store.ts'

/** A call as the studio reads it. */
export const roleplayView = (row: RoleplayRow, { title, flow }: Scenario, userName: string): Roleplay => ({
  id: row.id,
  scenarioId: row.scenario_id,
  scenarioVersion: row.scenario_version,
  scenarioTitle: title,
  customerName: flow.persona.name,
  userId: row.user_id,
  userName,
  workspaceId: row.workspace_id,
  language: row.language,
  mode: row.mode,
  status: row.status,
  phase: row.phase,
  turns: row.next_turn,
  paused: row.paused_at !== null,
  callEnded: row.call_ended_at !== null,
  outcome: row.outcome,
  durationSeconds: row.duration_seconds,
  scoreState: row.score_state,
  score: row.reviewed_score ?? row.score,
  judgedScore: row.score,
  passed: row.passed,
  judgedBy: row.judged_by,
  techniques: row.techniques,
  shared: row.shared_with_team,
  retryOf: row.retry_of === null ? null : { sessionId: row.retry_of, turn: row.retry_turn ?? 0 },
  audioGone: row.audio_gone_at !== null,
  wordsGone: row.transcript_gone_at !== null,
  startedAt: row.started_at.toISOString(),
  completedAt: row.completed_at?.toISOString() ?? null,
})

/** `audio`: links to recordings, by the id of their turn. */
export const turnView = (row: TurnRow, audio: ReadonlyMap<string, string>, mayRetry: boolean): SpokenTurn => ({
  ...callTurnOf(row),
  number: row.number,
  firstText: row.first_text,
  source: row.source,
  audioUrl: audio.get(row.id) ?? null,
  canRetry: mayRetry && row.speaker === 'trainee',
})

export const callTurnOf = ({ id, speaker, text, start_ms, end_ms, aside }: TurnRow): CallTurn => ({
  id,
  speaker,
  text,
  startMs: start_ms,
  endMs: end_ms,
  aside,
})

export const clipView = (row: ClipRow, audioUrl: string | null): Clip => ({
  id: row.id,
  turnNumber: row.turn_number,
  startMs: row.start_ms,
  endMs: row.end_ms,
  bytes: row.bytes,
  state: row.state,
  text: row.text,
  transcriber: row.transcriber,
  failure: row.failure?.code ?? null,
  audioUrl,
})
