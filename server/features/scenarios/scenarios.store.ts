import { sql } from 'kysely'
import type { ScenarioCard } from '@greenroom/contract/scenario-shelf.ts'
import type { Rubric, Scenario, ScenarioBrief } from '@greenroom/contract/scenarios.ts'
import type { PersonActor, Transaction } from '#kernel/db/acting.ts'

export interface CardRow extends Omit<ScenarioCard, 'publishedAt'> {
  publishedAt: Date | null
}

const cardColumns = (actor: PersonActor) => sql`
  s.id, s.workspace_id as "workspaceId",
  jsonb_build_object('name', coalesce(s.customer_name, ''), 'role', coalesce(s.customer_role, '{"en":"","nl":""}')) as customer,
  s.slug, s.title, s.description, s.category, s.difficulty, s.techniques_required as required,
  s.is_featured as featured, s.version, s.draft_revision as "draftRevision", s.published_at as "publishedAt", e."mayEdit",
  e."mayEdit" and (s.published_at is null or s.draft_changed_at > s.published_at) as "draftChanged",
  (select count(*)::integer from public.sessions c
    where c.scenario_id = s.id and c.user_id = ${actor.userId} and c.status = 'completed' and c.deleted_at is null) as attempts,
  (select max(coalesce(c.reviewed_score, c.score))::float8 from public.sessions c
    where c.scenario_id = s.id and c.user_id = ${actor.userId} and c.score_state = 'scored' and c.deleted_at is null) as "bestScore"`
const shelf = sql`public.scenarios s cross join lateral (select private.edits_scenarios(s.workspace_id) as "mayEdit") e`

export interface ShelfFilter {
  workspace?: string | undefined
  category?: string | undefined
  difficulty?: string | undefined
  technique?: string | undefined
  q?: string | undefined
}

/** Featured first, then the house's before those of workspaces, easy before hard. Every word of `q` must be there. */
export const selectCards = (transaction: Transaction, actor: PersonActor, filter: ShelfFilter): Promise<CardRow[]> => {
  const words = (filter.q ?? '')
    .split(/\s+/)
    .filter((word) => word !== '')
    .map((word) => `%${word.replace(/[\\%_]/g, '\\$&')}%`)
  return transaction.rows(sql<CardRow>`
    select ${cardColumns(actor)} from ${shelf}
     where (${filter.workspace ?? null}::uuid is null or s.workspace_id = ${filter.workspace ?? null}::uuid)
       and (${filter.category ?? null}::text is null or s.category::text = ${filter.category ?? null}::text)
       and (${filter.difficulty ?? null}::text is null or s.difficulty::text = ${filter.difficulty ?? null}::text)
       and (${filter.technique ?? null}::text is null or ${filter.technique ?? null}::text = any (s.techniques_required))
       and concat_ws(' ', s.title ->> 'en', s.title ->> 'nl', s.description ->> 'en', s.description ->> 'nl') ilike all (${words}::text[])
     order by s.is_featured desc, s.workspace_id is not null, s.category, s.difficulty, s.created_at, s.id`)
}

export const selectCard = (
  transaction: Transaction,
  actor: PersonActor,
  scenarioId: string,
): Promise<CardRow | undefined> =>
  transaction.first(sql<CardRow>`select ${cardColumns(actor)} from ${shelf} where s.id = ${scenarioId}`)

export const selectSheet = (
  transaction: Transaction,
  scenarioId: string,
): Promise<{ brief: ScenarioBrief | null; rubric: Rubric | null } | undefined> =>
  transaction.first(sql`select brief, rubric from public.scenarios where id = ${scenarioId}`)

export interface PublishedRow {
  body: Scenario
  version: number
  workspaceId: string | null
}

/** A published version whole; without `version` the newest. Only for the house: no trainee reads it. */
export const selectPublished = (
  transaction: Transaction,
  scenarioId: string,
  version: number | null,
): Promise<PublishedRow | undefined> =>
  transaction.first(sql<PublishedRow>`
    select v.body, v.version, s.workspace_id as "workspaceId"
      from public.scenario_versions v join public.scenarios s on s.id = v.scenario_id
     where v.scenario_id = ${scenarioId} and v.version = coalesce(${version}::integer, s.version)`)

export const selectVersions = (
  transaction: Transaction,
  scenarioId: string,
): Promise<{ version: number; note: string; publishedAt: Date }[]> =>
  transaction.rows(sql`
    select version, note, created_at as "publishedAt" from public.scenario_versions
     where scenario_id = ${scenarioId} order by version desc`)

/** For those who may change the scenario; the row policy finds nothing for others. */
export const selectVersionBody = (
  transaction: Transaction,
  scenarioId: string,
  version: number,
): Promise<{ body: Scenario } | undefined> =>
  transaction.first(
    sql`select body from public.scenario_versions where scenario_id = ${scenarioId} and version = ${version}`,
  )

export const selectDraft = (
  transaction: Transaction,
  scenarioId: string,
): Promise<{ body: Scenario; revision: number }> =>
  transaction.one(sql`select body, revision from private.scenario_draft(${scenarioId})`)

export const selectNames = (
  transaction: Transaction,
  workspaceId: string | null,
): Promise<{ slug: string; title: Scenario['title'] }[]> =>
  transaction.rows(
    sql`select slug, title from public.scenarios where workspace_id is not distinct from ${workspaceId}::uuid`,
  )

export const addScenario = async (
  transaction: Transaction,
  workspaceId: string | null,
  body: Scenario,
): Promise<string> => {
  const { id } = await transaction.one(sql<{ id: string }>`
    select private.add_scenario(${workspaceId}::uuid, ${JSON.stringify(body)}::jsonb) as id`)
  return id
}

/** Answers the new revision. */
export const saveScenario = async (
  transaction: Transaction,
  scenarioId: string,
  revision: number,
  body: Scenario,
): Promise<number> => {
  const saved = await transaction.one(sql<{ revision: number }>`
    select private.save_scenario_draft(${scenarioId}, ${revision}, ${JSON.stringify(body)}::jsonb) as revision`)
  return saved.revision
}

export const publishRow = async (
  transaction: Transaction,
  scenarioId: string,
  { revision, hash, note }: { revision: number; hash: string; note: string },
): Promise<void> => {
  await transaction.rows(sql`select private.publish_scenario(${scenarioId}, ${revision}, ${hash}, ${note})`)
}

export const featureRow = async (transaction: Transaction, scenarioId: string, featured: boolean): Promise<void> => {
  await transaction.rows(sql`select private.feature_scenario(${scenarioId}, ${featured})`)
}

/** Answers whether something changed: a deletion can be taken back for 10 seconds only. */
export const setDeleted = async (transaction: Transaction, scenarioId: string, gone: boolean): Promise<boolean> => {
  const { changed } = await transaction.one(
    sql<{ changed: boolean }>`select private.set_scenario_deleted(${scenarioId}, ${gone}) as changed`,
  )
  return changed
}

/** With `editorsOnly` nobody hears of it but those who may change the scenario. */
export const tellOfScenario = async (
  transaction: Transaction,
  scenarioId: string,
  editorsOnly: boolean,
): Promise<void> => {
  await transaction.rows(sql`select private.tell_of_scenario(${scenarioId}, ${editorsOnly})`)
}
