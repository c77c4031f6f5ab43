import { sql, type RawBuilder } from 'kysely'
import type { SearchKind } from '@greenroom/contract/search.ts'
import type { Bilingual, SpokenLanguage } from '@greenroom/contract/techniques.ts'
import type { Transaction } from '#kernel/db/acting.ts'
import { reals } from '#kernel/db/reals.ts'

const instantOf = (moment: RawBuilder<unknown>) =>
  sql`to_char(${moment} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
const asked = (vector: readonly number[] | null) => sql`${vector === null ? null : reals(vector)}::real[]`

export interface HitRow {
  kind: SearchKind
  id: string
  language: SpokenLanguage
  title: string
  snippet: string
  byWords: boolean
  byLikeness: boolean
  byMeaning: boolean
  at: string | null
  score: number | null
}

export interface Wanted {
  asked: string
  vector: readonly number[] | null
  model: string
  kinds: readonly SearchKind[]
  language: SpokenLanguage | null
  most: number
}

export const selectHits = (transaction: Transaction, wanted: Wanted): Promise<HitRow[]> =>
  transaction.rows(sql<HitRow>`
    select h.kind, h.row_id as id, h.language, h.title, h.snippet, h.by_words as "byWords", h.by_likeness as "byLikeness",
           h.by_meaning as "byMeaning", coalesce(s.reviewed_score, s.score)::float8 as score,
           ${instantOf(sql`coalesce(s.completed_at, s.started_at)`)} as at
      from public.search_everything(${wanted.asked}, ${asked(wanted.vector)}, ${wanted.model}, ${[...wanted.kinds]}::text[],
        ${wanted.language}::text, ${wanted.most}) h
      left join public.sessions s on h.kind = 'session' and s.id = h.row_id
     order by h.score desc, h.row_id`)

export const selectVector = async (
  transaction: Transaction,
  kind: SearchKind,
  rowId: string,
  model: string,
): Promise<number[] | null> =>
  (
    await transaction.one(
      sql<{ vector: number[] | null }>`select private.vector_of(${kind}, ${rowId}::uuid, ${model}) as vector`,
    )
  ).vector

export interface CallRow {
  id: string
  scenarioId: string
  language: SpokenLanguage
  score: number | null
  at: string
  techniques: string[]
}

/** What somebody must be more than half sure of to count. */
const sureFrom = 0.65
const callSelect = sql`
  select s.id, s.scenario_id as "scenarioId", s.language, coalesce(s.reviewed_score, s.score)::float8 as score,
         ${instantOf(sql`coalesce(s.completed_at, s.started_at)`)} as at,
         array(select distinct f ->> 'techniqueId' from jsonb_array_elements(s.techniques_detected) turn,
                 jsonb_array_elements(turn -> 'techniques') f where (f ->> 'confidence')::float8 > ${sureFrom} order by 1) as techniques
    from public.sessions s`

/** Finished calls of one's own, the newest first. */
export const selectOwnCalls = (transaction: Transaction, userId: string, most: number): Promise<CallRow[]> =>
  transaction.rows(
    sql<CallRow>`${callSelect} where s.user_id = ${userId} and s.status = 'completed' and s.deleted_at is null
       order by s.created_at desc, s.id limit ${most}`,
  )

/** These of one's own calls; undefined rows are not there. */
export const selectCalls = (transaction: Transaction, userId: string, ids: readonly string[]): Promise<CallRow[]> =>
  transaction.rows(
    sql<CallRow>`${callSelect} where s.id = any(${[...ids]}::uuid[]) and s.user_id = ${userId} and s.deleted_at is null`,
  )

export const selectSimilar = (
  transaction: Transaction,
  vector: readonly number[],
  model: string,
  skip: string,
  most: number,
): Promise<{ id: string; likeness: number }[]> =>
  transaction.rows(sql<{ id: string; likeness: number }>`
    select session_id as id, similarity as likeness
      from public.search_similar_sessions(${asked(vector)}, ${model}, 0.35, ${most}, ${skip}::uuid)
     order by similarity desc, session_id`)

/** Titles of scenarios, also of those that are gone from the shelf: for calls that were made with them. As the house. */
export const selectTitles = (
  transaction: Transaction,
  ids: readonly string[],
): Promise<{ id: string; title: Bilingual }[]> =>
  transaction.rows(
    sql<{ id: string; title: Bilingual }>`select id, title from public.scenarios where id = any(${[...ids]}::uuid[])`,
  )
