import { sql } from 'kysely'
import type { Scenario } from '@greenroom/contract/scenarios.ts'
import type { Transaction } from '#kernel/db/acting.ts'

/** True when something else was brought in last, or nothing yet. Of two processes that start together one finds it true. */
export const claimSeed = async (transaction: Transaction, hash: string): Promise<boolean> => {
  const claimed = await transaction.run(sql`
    insert into private.house_settings (key, value) values ('practice_seed', to_jsonb(${hash}::text))
    on conflict (key) do update set value = excluded.value where house_settings.value is distinct from excluded.value`)
  return claimed > 0
}

export interface Starter {
  id: string
  hash: string
  featured: boolean
  body: Scenario
}

const wantedRows = (starters: readonly Starter[]) => sql`
  select (w ->> 'id')::uuid as id, w ->> 'hash' as hash, (w ->> 'featured')::boolean as featured, w -> 'body' as body
    from jsonb_array_elements(${JSON.stringify(starters)}::jsonb) w`

/** Adds those that were never there: one that somebody deleted does not come back. */
export const addStarters = (transaction: Transaction, starters: readonly Starter[]): Promise<number> =>
  transaction.run(sql`
    with wanted as (${wantedRows(starters)}), added as (
      insert into public.scenarios (id, slug, title, description, category, difficulty, techniques_required, is_featured,
        version, brief, rubric, flow_data, published_at, draft_changed_at, seed_hash)
      select id, body ->> 'slug', body -> 'title', body -> 'description', (body ->> 'category')::public.scenario_category,
             (body ->> 'difficulty')::public.scenario_difficulty, array(select jsonb_array_elements_text(body -> 'required')), featured,
             1, body -> 'brief', body -> 'rubric', body, now(), now(), hash
        from wanted
      on conflict do nothing
      returning id)
    insert into public.scenario_versions (scenario_id, version, body, sha256)
    select w.id, 1, w.body, w.hash from wanted w join added on added.id = w.id`)

/** A better text of the house becomes the next version of those that nobody has changed since. */
export const renewStarters = (transaction: Transaction, starters: readonly Starter[]): Promise<number> =>
  transaction.run(sql`
    with wanted as (${wantedRows(starters)}), renewed as (
      update public.scenarios s
         set title = w.body -> 'title', description = w.body -> 'description',
             category = (w.body ->> 'category')::public.scenario_category,
             difficulty = (w.body ->> 'difficulty')::public.scenario_difficulty,
             techniques_required = array(select jsonb_array_elements_text(w.body -> 'required')),
             brief = w.body -> 'brief', rubric = w.body -> 'rubric', flow_data = w.body, seed_hash = w.hash,
             version = s.version + 1, draft_revision = s.draft_revision + 1, published_at = now(), draft_changed_at = now()
        from wanted w
       where s.id = w.id and s.workspace_id is null and s.seed_hash <> w.hash
      returning s.id, s.version)
    insert into public.scenario_versions (scenario_id, version, body, sha256)
    select w.id, renewed.version, w.body, w.hash from wanted w join renewed on renewed.id = w.id`)
