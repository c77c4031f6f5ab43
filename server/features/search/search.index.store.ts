import { sql } from 'kysely'
import type { SearchKind } from '@greenroom/contract/search.ts'
import type { Scenario } from '@greenroom/contract/scenarios.ts'
import type { Bilingual, SpokenLanguage } from '@greenroom/contract/techniques.ts'
import type { Transaction } from '#kernel/db/acting.ts'
import { reals } from '#kernel/db/reals.ts'
import type { FindableText } from './search.rules.ts'

// All of it as the house: jobs write down what is found.

export interface FinishedCall {
  userId: string
  language: SpokenLanguage
  scenarioTitle: Bilingual
  lines: string[]
}
/** A call whose words may be found: finished, there, and its words as well. */
export const selectFinishedCall = (transaction: Transaction, sessionId: string): Promise<FinishedCall | undefined> =>
  transaction.first(sql<FinishedCall>`
    select s.user_id as "userId", s.language, c.title as "scenarioTitle",
           array(select t.text from public.session_turns t where t.session_id = s.id order by t.number) as lines
      from public.sessions s join public.scenarios c on c.id = s.scenario_id
     where s.id = ${sessionId} and s.status = 'completed' and s.transcript_gone_at is null`)

export interface ShelvedScenario {
  workspaceId: string | null
  title: Bilingual
  description: Bilingual
  brief: Scenario['brief']
}
/** What is published of a scenario that is on the shelf. */
export const selectShelved = (transaction: Transaction, scenarioId: string): Promise<ShelvedScenario | undefined> =>
  transaction.first(sql<ShelvedScenario>`
    select workspace_id as "workspaceId", title, description, brief from public.scenarios
     where id = ${scenarioId} and version > 0 and deleted_at is null and brief is not null`)

/** Keeps a text. Answers whether its words are new: the same ones keep their vector. */
export const keepText = async (
  transaction: Transaction,
  of: { kind: SearchKind; rowId: string; ownerId: string | null; workspaceId: string | null },
  text: FindableText,
): Promise<boolean> => {
  const { changed } = await transaction.one(sql<{ changed: boolean }>`
    with before as (
      select content_hash from public.search_texts where kind = ${of.kind} and row_id = ${of.rowId} and language = ${text.language}
    )
    insert into public.search_texts as t (kind, row_id, owner_id, workspace_id, language, title, body, content_hash)
    values (${of.kind}, ${of.rowId}, ${of.ownerId}, ${of.workspaceId}, ${text.language}, ${text.title}, ${text.body}, ${text.hash})
    on conflict (kind, row_id, language) do update
       set owner_id = excluded.owner_id, workspace_id = excluded.workspace_id, title = excluded.title, body = excluded.body,
           content_hash = excluded.content_hash,
           claimed_at = case when t.content_hash = excluded.content_hash then t.claimed_at end,
           refused_by = case when t.content_hash = excluded.content_hash then t.refused_by end
    returning content_hash is distinct from (select content_hash from before) as changed`)
  return changed
}

/** Takes away what a thing is found by, in all languages but these. */
export const dropTexts = (
  transaction: Transaction,
  kind: SearchKind,
  rowId: string,
  but: readonly SpokenLanguage[],
): Promise<number> =>
  transaction.run(sql`
    delete from public.search_texts where kind = ${kind} and row_id = ${rowId} and language <> all (${[...but]}::text[])`)

export interface WaitingText {
  kind: SearchKind
  rowId: string
  language: SpokenLanguage
  title: string
  body: string
  hash: string
}
/**
 * Claims texts without a vector of this model, the longest waiting first. Two workers never get the same one; one whose
 * worker died is free again after ten minutes. A call is not sent out of the house unless its owner agrees to that.
 */
export const claimWaiting = (
  transaction: Transaction,
  wish: { model: string; languages: readonly SpokenLanguage[]; leavesHouse: boolean; most: number },
): Promise<WaitingText[]> =>
  transaction.rows(sql<WaitingText>`
    update public.search_texts t set claimed_at = now()
      from (select w.kind, w.row_id, w.language from public.search_texts w
             where w.language = any(${[...wish.languages]}::text[]) and w.refused_by is distinct from ${wish.model}
               and (w.claimed_at is null or w.claimed_at < now() - interval '10 minutes')
               and not exists (select from public.embeddings e where e.kind = w.kind and e.row_id = w.row_id and e.language = w.language
                     and e.model_id = ${wish.model} and e.content_hash = w.content_hash)
               and (not ${wish.leavesHouse}::boolean or w.owner_id is null or exists (select from public.recording_consents c
                     where c.user_id = w.owner_id and c.purpose = 'provider' and c.withdrawn_at is null))
             order by w.created_at, w.row_id limit ${wish.most} for update skip locked) taken
     where t.kind = taken.kind and t.row_id = taken.row_id and t.language = taken.language
    returning t.kind, t.row_id as "rowId", t.language, t.title, t.body, t.content_hash as hash`)

/** Ends a claim, with what became of it kept, or for others to try. */
export const giveBack = (transaction: Transaction, texts: readonly WaitingText[]): Promise<number> =>
  transaction.run(sql`
    update public.search_texts t set claimed_at = null
      from jsonb_to_recordset(${JSON.stringify(texts.map(({ kind, rowId, language }) => ({ kind, rowId, language })))}::jsonb)
           as w (kind text, "rowId" uuid, language text)
     where t.kind = w.kind and t.row_id = w."rowId" and t.language = w.language`)

export const markRefused = (transaction: Transaction, text: WaitingText, model: string): Promise<number> =>
  transaction.run(sql`
    update public.search_texts set refused_by = ${model}, claimed_at = null
     where kind = ${text.kind} and row_id = ${text.rowId} and language = ${text.language} and content_hash = ${text.hash}`)

/** Keeps a vector with the words it was made from; when those have changed since, the new ones wait for theirs. */
export const keepVector = async (
  transaction: Transaction,
  text: WaitingText,
  model: string,
  vector: readonly number[],
): Promise<void> => {
  await transaction.rows(sql`
    select private.keep_vector(${text.kind}, ${text.rowId}::uuid, ${text.language}, ${model}, ${text.hash}, ${reals(vector)}::real[])`)
  await giveBack(transaction, [text])
}

/** Things that should be found and are not, or in old words: what a job was never added for. */
export const selectMissing = (transaction: Transaction): Promise<{ kind: SearchKind; rowId: string }[]> =>
  transaction.rows(sql<{ kind: SearchKind; rowId: string }>`
    select 'scenario' as kind, s.id as "rowId" from public.scenarios s
     where s.version > 0 and s.deleted_at is null and s.brief is not null
       and not exists (select from public.search_texts t where t.kind = 'scenario' and t.row_id = s.id and t.updated_at >= s.published_at)
    union all
    (select 'session', s.id from public.sessions s
      where s.status = 'completed' and s.score_state in ('scored', 'not_scored') and s.transcript_gone_at is null and s.deleted_at is null
        and not exists (select from public.search_texts t where t.kind = 'session' and t.row_id = s.id)
      order by s.created_at desc limit 200)`)

/** Whether vectors can be kept, with an index for this model; as the connection, since it may change the schema. */
export const prepareMeaning = async (transaction: Transaction, model: string): Promise<boolean> =>
  (await transaction.one(sql<{ ready: boolean }>`select private.prepare_meaning(array[${model}]) as ready`)).ready
