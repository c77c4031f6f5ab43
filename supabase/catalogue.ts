import type { Database } from '../server/kernel/db/db.ts'

/**
 * Every right that the API roles have, by name; what is not here must not exist. In brackets: only these columns.
 * `public` means everybody.
 */
// prettier-ignore
export const tableGrants: Record<string, string> = {
  'private.house_settings service_role': 'delete insert select update',
  'private.loose_avatars service_role': 'delete insert select update',
  'private.mails service_role': 'delete insert select',
  'private.tiktok_auth service_role': 'delete insert select update',
  'private.tiktok_notes service_role': 'delete insert select',
  'private.tiktok_trips service_role': 'delete insert select',
  'public.admin_approvals service_role': 'delete insert select update',
  'public.audit_events authenticated': 'select',
  'public.audit_events service_role': 'insert select',
  'public.audit_events_id_seq service_role': 'usage',
  'public.caption_runs authenticated': 'select ' +
    'insert(id user_id session_id slide_group_id writer model request_hash item_ids overwrite price_estimate)',
  'public.caption_runs service_role': 'delete insert select update',
  'public.error_events authenticated': 'select',
  'public.error_events service_role': 'delete insert select',
  'public.error_events_id_seq service_role': 'usage',
  'public.events authenticated': 'select',
  'public.events service_role': 'delete select',
  'public.events_id_seq service_role': 'usage',
  'public.exports authenticated': 'insert select',
  'public.exports service_role': 'delete insert select',
  'public.generations service_role': 'delete insert select update',
  'public.generations authenticated': 'insert(id scene_version_id user_id provider model request_hash price_estimate) ' +
    'select(id scene_version_id user_id provider model request_hash state provider_job_id price_estimate price_charged attempts progress ' +
    'failure reason submitted_at accepted_at finished_at created_at updated_at)',
  'public.media_sessions authenticated': 'select ' +
    'insert(id user_id name is_active frequency max_per_day time_zone posting_hours lead_minutes style posting) ' +
    'update(name started_at is_active frequency max_per_day time_zone posting_hours lead_minutes style posting project_id)',
  'public.media_sessions service_role': 'delete insert select update',
  'public.music_tracks authenticated': 'select',
  'public.music_tracks service_role': 'delete insert select update',
  'public.profiles authenticated': 'select update(first_name last_name company bio avatar_url)',
  'public.profiles service_role': 'delete select update',
  'public.projects authenticated': 'select insert(id owner_id name name_key description) update(name name_key description)',
  'public.projects service_role': 'delete insert select update',
  'public.publications authenticated': 'delete ' +
    'insert(id user_id slide_group_id scene_version_id account_id mode form options content_hash publish_at retry_of) ' +
    'select(id user_id slide_group_id scene_version_id account_id mode form options content_hash consent_by consent_at consent_hash consent_text ' +
    'state publish_at automatic source publish_id sent_bytes total_bytes fail_reason failure post_id metrics metrics_at attempts submitted_at ' +
    'accepted_at checked_at finished_at retry_of created_at updated_at) ' +
    'update(account_id mode form options content_hash publish_at)',
  'public.publications service_role': 'delete insert select update',
  'public.request_keys authenticated': 'insert select',
  'public.request_keys service_role': 'delete select',
  'public.scene_jobs authenticated': 'select',
  'public.scene_jobs service_role': 'select',
  'public.scene_versions authenticated': 'select insert(id scene_id user_id version render_meta)',
  'public.scene_versions service_role': 'delete insert select update',
  'public.scenes authenticated': 'select ' +
    'insert(id user_id project_id folder start_key end_key start_file_id end_file_id shot_type_id ordinal position) update(position version status)',
  'public.scenes service_role': 'delete insert select update',
  'public.session_media_items authenticated': 'delete select ' +
    'insert(id session_id user_id source_file_id scene_version_id media_type position generated_caption caption_source caption_words caption_changed_at look) ' +
    'update(position generated_caption caption_source caption_words caption_changed_at look)',
  'public.session_media_items service_role': 'delete insert select update',
  'public.shot_types authenticated': 'delete select ' +
    'insert(id owner_id name prompt_template key motion position) update(name prompt_template key motion position)',
  'public.shot_types service_role': 'delete insert select update',
  'public.slide_groups authenticated': 'select update(words)',
  'public.slide_groups service_role': 'delete insert select update',
  'public.slot_changes authenticated': 'delete select insert(session_id user_id slot_day slot_number moved_to) update(moved_to)',
  'public.slot_changes service_role': 'delete insert select update',
  'public.source_files authenticated': 'select ' +
    'insert(id user_id project_id batch_id client_id folder file_path file_type name original_name mime bytes modified_at position) update(position)',
  'public.source_files service_role': 'delete insert select update',
  'public.tiktok_accounts authenticated': 'select',
  'public.upload_batches authenticated': 'select insert(id user_id project_id naming)',
  'public.upload_batches service_role': 'delete insert select update',
  'public.user_settings authenticated': 'insert select update(preference)',
  'public.user_settings service_role': 'delete select',
}

/** Who may call which function. The two of schema auth are Supabase's own and tell everybody only about themselves. */
export const functionGrants: Record<string, string> = {
  'auth.jwt()': 'public',
  'auth.uid()': 'public',
  'private.add_slide_group(uuid,date,integer,timestamp with time zone,text)': 'authenticated service_role',
  'private.approve_publication(uuid,text,text)': 'authenticated',
  'private.emit(uuid,text,jsonb)': 'authenticated service_role',
  'private.end_my_session(uuid)': 'authenticated',
  'private.enter(text)': 'authenticated',
  'private.is_admin()': 'authenticated service_role',
  'private.is_approved()': 'authenticated service_role',
  'private.last_sign_ins(uuid[])': 'authenticated',
  'private.my_sessions()': 'authenticated',
  'private.my_tiktok_accounts()': 'authenticated',
  'private.owns_frame(uuid,uuid)': 'authenticated service_role',
  'private.owns_media(uuid,uuid,public.media_type)': 'authenticated service_role',
  'private.postal_address(uuid)': 'authenticated service_role',
  'private.read_events(jsonb,integer)': 'service_role',
  'private.resolve_generation(uuid,text)': 'authenticated',
  'private.set_account_role(uuid,public.account_role)': 'authenticated',
  'private.set_account_status(uuid,public.account_status,text)': 'authenticated service_role',
  'private.set_deleted(text,uuid[],boolean)': 'authenticated',
  'private.settle_publication(uuid,boolean)': 'authenticated',
  'private.take_scene_ordinals(uuid,integer)': 'authenticated',
  'private.tell_admins(text,jsonb)': 'service_role',
  'private.used_bytes(uuid)': 'authenticated service_role',
  'private.withdraw_publication(uuid)': 'authenticated',
  'private.write_audit(text,uuid,jsonb)': 'service_role',
}

/** Tables that no policy opens to anybody: only the house, which row policies do not bind, reads them. */
export const withoutPolicies = [
  'auth.attempts',
  'auth.identities',
  'auth.one_time_tokens',
  'auth.refresh_tokens',
  'auth.sessions',
  'auth.sign_in_codes',
  'auth.sign_in_trips',
  'auth.users',
  'private.house_settings',
  'private.loose_avatars',
  'private.mails',
  'private.tiktok_auth',
  'private.tiktok_notes',
  'private.tiktok_trips',
  'public.admin_approvals',
]

const ours = "n.nspname in ('public', 'private', 'auth')"
const grantee = "case a.grantee when 0 then 'public' else pg_catalog.pg_get_userbyid(a.grantee) end"

const ask = async <R>(db: Database, text: string): Promise<R[]> => (await db.driver.query(text)).rows as R[]
const asRecord = (rows: { key: string; value: string }[]): Record<string, string> =>
  Object.fromEntries(rows.map(({ key, value }) => [key, value]))

export const readTableGrants = async (db: Database): Promise<Record<string, string>> =>
  asRecord(
    await ask(
      db,
      `
      with rights as (
        select n.nspname || '.' || c.relname || ' ' || ${grantee} as key, lower(a.privilege_type) as privilege, null::text as columns
          from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace, aclexplode(c.relacl) a
         where ${ours} and a.grantee <> c.relowner
        union all
        select n.nspname || '.' || c.relname || ' ' || ${grantee}, lower(a.privilege_type), string_agg(t.attname, ' ' order by t.attnum)
          from pg_catalog.pg_attribute t join pg_catalog.pg_class c on c.oid = t.attrelid
          join pg_catalog.pg_namespace n on n.oid = c.relnamespace, aclexplode(t.attacl) a
         where ${ours} and a.grantee <> c.relowner group by 1, 2
      )
      select key, string_agg(privilege || coalesce('(' || columns || ')', ''), ' ' order by columns is not null, privilege) as value from rights group by key`,
    ),
  )

export const readFunctionGrants = async (db: Database): Promise<Record<string, string>> =>
  asRecord(
    await ask(
      db,
      `
      select n.nspname || '.' || p.proname || '(' || coalesce(
               (select string_agg(case when t.typnamespace = 'public'::regnamespace then 'public.' else '' end || format_type(t.oid, null), ',' order by place)
                  from unnest(p.proargtypes::oid[]) with ordinality as arguments (type, place) join pg_catalog.pg_type t on t.oid = type), '') || ')' as key,
             string_agg(${grantee}, ' ' order by ${grantee}) as value
        from pg_catalog.pg_proc p join pg_catalog.pg_namespace n on n.oid = p.pronamespace,
             aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
       where ${ours} and a.grantee <> p.proowner group by p.oid, n.nspname, p.proname, p.proargtypes`,
    ),
  )

export interface TableFacts {
  name: string
  enabled: boolean
  forced: boolean
  policies: number
}
export const readTables = (db: Database): Promise<TableFacts[]> =>
  ask(
    db,
    `
    select n.nspname || '.' || c.relname as name, c.relrowsecurity as enabled, c.relforcerowsecurity as forced,
           (select count(*)::int from pg_catalog.pg_policy p where p.polrelid = c.oid) as policies
      from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
     where ${ours} and c.relkind in ('r', 'p') order by 1`,
  )

export interface PolicyFacts {
  name: string
  roles: string
  /** Reading condition and writing condition, as Postgres prints them; null where the command has none. */
  using: string | null
  check: string | null
}
export const readPolicies = (db: Database): Promise<PolicyFacts[]> =>
  ask(
    db,
    `select schemaname || '.' || tablename || ' ' || policyname as name, roles::text as roles, qual as using, with_check as check from pg_catalog.pg_policies order by 1`,
  )

/** Views that do not run with the caller's rights. */
export const readOpenViews = (db: Database): Promise<{ name: string }[]> =>
  ask(
    db,
    `
    select n.nspname || '.' || c.relname as name from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
     where ${ours} and (c.relkind = 'm' or (c.relkind = 'v' and not coalesce('security_invoker=true' = any (c.reloptions), false)))`,
  )

/** Functions whose names could be looked up where a caller wants. */
export const readLooseFunctions = (db: Database): Promise<{ name: string }[]> =>
  ask(
    db,
    `
    select p.oid::regprocedure::text as name from pg_catalog.pg_proc p join pg_catalog.pg_namespace n on n.oid = p.pronamespace
     where ${ours} and not coalesce('search_path=""' = any (p.proconfig), false)`,
  )

/** Rights on schemas beyond "may use", and every right of anybody to make things in one. */
export const readSchemaGrants = async (db: Database): Promise<Record<string, string>> =>
  asRecord(
    await ask(
      db,
      `
      select n.nspname || ' ' || ${grantee} as key, lower(string_agg(a.privilege_type, ' ' order by a.privilege_type)) as value
        from pg_catalog.pg_namespace n, aclexplode(n.nspacl) a
       where n.nspname in ('public', 'private', 'auth', 'extensions', 'supabase_migrations') and a.grantee <> n.nspowner group by 1`,
    ),
  )
