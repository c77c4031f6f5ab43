import { sql } from 'kysely'
import type { Evidence, ScorePhase, SpokenLanguage } from '@greenroom/contract/techniques.ts'
import type { CustomerAct, EngineState, FrozenRubric } from '@greenroom/contract/roleplays.ts'
import type { Roleplay } from '@greenroom/contract/rehearsals.ts'
import type { Transaction } from '#kernel/db/acting.ts'

/** A call as its room reads it. Times of the database, so that no clock of a page counts. */
export interface RoleplayRow {
  id: string
  user_id: string
  workspace_id: string | null
  scenario_id: string
  scenario_version: number
  language: SpokenLanguage
  mode: Roleplay['mode']
  status: Roleplay['status']
  phase: ScorePhase
  next_turn: number
  state: EngineState
  rubric: FrozenRubric
  seed: number
  retry_of: string | null
  retry_turn: number | null
  started_at: Date
  talk_ms: number
  paused_at: Date | null
  /** Milliseconds since something happened in it. */
  idle_ms: number
  call_ended_at: Date | null
  outcome: Roleplay['outcome']
  duration_seconds: number | null
  score_state: Roleplay['scoreState']
  score: number | null
  reviewed_score: number | null
  passed: boolean | null
  judged_by: Roleplay['judgedBy']
  techniques: string[]
  shared_with_team: boolean
  audio_gone_at: Date | null
  transcript_gone_at: Date | null
  completed_at: Date | null
  /** To the microsecond, for the place in a list. */
  created: string
}
/** What somebody must be more than half sure of to be named. */
const sureFrom = 0.65
const roleplaySelect = sql`
  select s.id, s.user_id, s.workspace_id, s.scenario_id, s.scenario_version, s.language, s.mode, s.status, s.phase, s.next_turn,
         s.state, s.rubric, s.seed::float8 as seed, s.retry_of, s.retry_turn, s.started_at, s.talk_ms, s.paused_at,
         (extract(epoch from now() - s.last_activity_at) * 1000)::float8 as idle_ms, s.call_ended_at, s.outcome, s.duration_seconds,
         s.score_state, s.score::float8 as score, s.reviewed_score::float8 as reviewed_score, s.passed,
         s.scorecard ->> 'judgedBy' as judged_by, s.shared_with_team, s.audio_gone_at, s.transcript_gone_at, s.completed_at,
         s.created_at::text as created,
         array(select distinct t ->> 'techniqueId' from jsonb_array_elements(s.techniques_detected) f,
                 jsonb_array_elements(f -> 'techniques') t where (t ->> 'confidence')::float8 > ${sureFrom} order by 1) as techniques
    from public.sessions s`

/** A living call that the caller may see. */
export const selectRoleplay = (transaction: Transaction, id: string): Promise<RoleplayRow | undefined> =>
  transaction.first(sql<RoleplayRow>`${roleplaySelect} where s.id = ${id} and s.deleted_at is null`)

export interface ListWish {
  userId: string
  workspace?: string | undefined
  user?: string | undefined
  scenario?: string | undefined
  status?: string | undefined
  after: { created: string; id: string } | null
  limit: number
}
/** One's own; with a workspace what was shared there, as far as the caller may see it. One more than asked tells of a next page. */
export const listRoleplays = (transaction: Transaction, wish: ListWish): Promise<RoleplayRow[]> =>
  transaction.rows(sql<RoleplayRow>`${roleplaySelect}
     where s.deleted_at is null
       and case when ${wish.workspace ?? null}::uuid is null then s.user_id = ${wish.userId}
                else s.workspace_id = ${wish.workspace ?? null}::uuid and s.shared_with_team end
       and (${wish.user ?? null}::uuid is null or s.user_id = ${wish.user ?? null}::uuid)
       and (${wish.scenario ?? null}::uuid is null or s.scenario_id = ${wish.scenario ?? null}::uuid)
       and (${wish.status ?? null}::public.session_status is null or s.status = ${wish.status ?? null}::public.session_status)
       and (${wish.after?.created ?? null}::timestamptz is null
            or (s.created_at, s.id) < (${wish.after?.created ?? null}::timestamptz, ${wish.after?.id ?? null}::uuid))
     order by s.created_at desc, s.id desc limit ${wish.limit + 1}`)

export interface TurnRow {
  id: string
  number: number
  speaker: 'trainee' | 'customer'
  text: string
  first_text: string | null
  source: string
  start_ms: number | null
  end_ms: number | null
  clip_id: string | null
  audio_key: string | null
  aside: boolean
  state: EngineState | null
  act: CustomerAct | null
  evidence: Evidence | null
}
const turnColumns = sql`id, number, speaker, text, first_text, source, start_ms, end_ms, clip_id, audio_key, aside, state, act, evidence`
export const selectTurns = (transaction: Transaction, sessionId: string): Promise<TurnRow[]> =>
  transaction.rows(
    sql<TurnRow>`select ${turnColumns} from public.session_turns where session_id = ${sessionId} order by number`,
  )
/** The words of anybody's call: the database says who may, and writes down that they did. */
export const readTurns = (transaction: Transaction, sessionId: string, reason: string | null): Promise<TurnRow[]> =>
  transaction.rows(
    sql<TurnRow>`select ${turnColumns} from private.read_turns(${sessionId}::uuid, ${reason}) order by number`,
  )

/** What is published of a scenario that the caller sees; its version is 0 while it is a draft. */
export const selectShelved = (transaction: Transaction, id: string): Promise<{ version: number } | undefined> =>
  transaction.first(sql<{ version: number }>`select version from public.scenarios where id = ${id}`)
export const isFellow = async (transaction: Transaction, workspaceId: string): Promise<boolean> => {
  const { role } = await transaction.one(
    sql<{ role: string | null }>`select private.workspace_role(${workspaceId}::uuid) as role`,
  )
  return role !== null
}

export interface NewRoleplay {
  id: string
  userId: string
  workspaceId: string | null
  scenarioId: string
  scenarioVersion: number
  language: SpokenLanguage
  mode: Roleplay['mode']
  state: EngineState
  rubric: FrozenRubric
  seed: number
  retryOf: { sessionId: string; turn: number } | null
}
export const insertRoleplay = (transaction: Transaction, one: NewRoleplay): Promise<number> =>
  transaction.run(sql`
    insert into public.sessions (id, user_id, workspace_id, scenario_id, scenario_version, language, mode, state, rubric, rubric_hash, seed,
                                 phase, retry_of, retry_turn)
    values (${one.id}, ${one.userId}, ${one.workspaceId}, ${one.scenarioId}, ${one.scenarioVersion}, ${one.language}, ${one.mode},
            ${JSON.stringify(one.state)}::jsonb, ${JSON.stringify(one.rubric)}::jsonb, ${one.rubric.hash}, ${one.seed},
            ${one.state.phase}::public.session_phase, ${one.retryOf?.sessionId ?? null}, ${one.retryOf?.turn ?? null})`)

export type NewTurn = Omit<TurnRow, 'number' | 'first_text'>
export interface Spoken {
  sessionId: string
  /** The number that the first of these turns gets: nobody else may have taken it. */
  expected: number
  turns: readonly NewTurn[]
  state: EngineState
  talkMs: number
}
/** All of it or nothing; answers the number of the next turn. */
export const addTurns = async (transaction: Transaction, spoken: Spoken): Promise<number> => {
  const { next } = await transaction.one(sql<{ next: number }>`
    select private.add_turns(${spoken.sessionId}::uuid, ${spoken.expected}, ${JSON.stringify(spoken.turns)}::jsonb,
      ${JSON.stringify(spoken.state)}::jsonb, ${spoken.state.phase}::public.session_phase, ${spoken.talkMs},
      ${spoken.state.ended?.outcome ?? null}) as next`)
  return next
}
/** When an answer of the customer was really heard; once told it stays. */
export const timeAnswer = (
  transaction: Transaction,
  sessionId: string,
  heard: { number: number; startMs: number; endMs: number },
): Promise<unknown> =>
  transaction.rows(
    sql`select private.time_answer(${sessionId}::uuid, ${heard.number}, ${heard.startMs}, ${heard.endMs})`,
  )

export const pause = (transaction: Transaction, id: string, paused: boolean, talkMs: number): Promise<number> =>
  transaction.run(sql`
    update public.sessions set paused_at = case when ${paused} then coalesce(paused_at, now()) end, last_activity_at = now(),
           talk_ms = greatest(talk_ms, ${talkMs}) where id = ${id} and status = 'in_progress' and call_ended_at is null`)
export const endCall = (transaction: Transaction, id: string): Promise<unknown> =>
  transaction.rows(sql`select private.end_call(${id}::uuid, 'hung_up')`)
export const editTurn = (transaction: Transaction, sessionId: string, turnId: string, text: string): Promise<unknown> =>
  transaction.rows(sql`select private.edit_turn(${turnId}::uuid, ${sessionId}::uuid, ${text})`)
/** False when its score was asked for before. */
export const processSession = async (transaction: Transaction, id: string): Promise<boolean> => {
  const { asked } = await transaction.one(sql<{ asked: boolean }>`select private.process_session(${id}::uuid) as asked`)
  return asked
}
export const shareSession = (transaction: Transaction, id: string, shared: boolean): Promise<unknown> =>
  transaction.rows(sql`select private.share_session(${id}::uuid, ${shared})`)
export const setDeleted = async (
  transaction: Transaction,
  ids: readonly string[],
  gone: boolean,
): Promise<string[]> => {
  const { touched } = await transaction.one(
    sql<{ touched: string[] }>`select private.set_deleted('roleplays', ${[...ids]}::uuid[], ${gone}) as touched`,
  )
  return touched
}

// ── The house's own reading: what is shown beside a call to whoever may see the call.

export const selectNames = (
  transaction: Transaction,
  userIds: readonly string[],
): Promise<{ id: string; name: string }[]> =>
  transaction.rows(sql<{ id: string; name: string }>`
    select id, btrim(first_name || ' ' || last_name) as name from public.profiles where id = any(${[...userIds]}::uuid[])`)
export const keepVoice = (transaction: Transaction, turnId: string, key: string): Promise<number> =>
  transaction.run(sql`
    update public.session_turns t set audio_key = ${key} from public.sessions s
     where t.id = ${turnId} and s.id = t.session_id and s.audio_gone_at is null and t.text <> ''`)
