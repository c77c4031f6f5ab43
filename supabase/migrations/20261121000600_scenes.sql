-- Shot types, scenes, their takes, and the ledger of paid calls.

create table public.shot_types (
  id uuid primary key default gen_random_uuid(),
  -- Null = a default that everybody shares and nobody edits.
  owner_id uuid references public.profiles on delete cascade,
  name text not null check (char_length(name) between 1 and 120),
  prompt_template text not null check (char_length(prompt_template) between 3 and 4000),
  is_default boolean generated always as (owner_id is null) stored,
  key smallint check (key between 1 and 9),
  motion text not null default 'push-in'
    check (motion in ('push-in', 'pull-out', 'pan-left', 'pan-right', 'tilt-up', 'tilt-down', 'drift', 'handheld', 'static')),
  position double precision not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create unique index shot_types_key_of_owner on public.shot_types (owner_id, key) where owner_id is not null and key is not null;
create unique index shot_types_default_key on public.shot_types (key) where owner_id is null and key is not null;
create index shot_types_owner_idx on public.shot_types (owner_id, position);
create trigger shot_types_touch before update on public.shot_types for each row execute function private.touch_updated_at();
alter table public.shot_types enable row level security;
alter table public.shot_types force row level security;
create policy shot_types_select on public.shot_types for select to authenticated
  using ((owner_id is null or owner_id = (select auth.uid())) and (select private.is_approved()));
create policy shot_types_insert_own on public.shot_types for insert to authenticated
  with check (owner_id = (select auth.uid()) and (select private.is_approved()));
create policy shot_types_update_own on public.shot_types for update to authenticated
  using (owner_id = (select auth.uid()) and (select private.is_approved())) with check (owner_id = (select auth.uid()));
create policy shot_types_delete_own on public.shot_types for delete to authenticated
  using (owner_id = (select auth.uid()) and (select private.is_approved()));
grant select, delete on public.shot_types to authenticated;
grant insert (id, owner_id, name, prompt_template, key, motion, position) on public.shot_types to authenticated;
grant update (name, prompt_template, key, motion, position) on public.shot_types to authenticated;
grant select, insert, update, delete on public.shot_types to service_role;

insert into public.shot_types (id, owner_id, name, prompt_template, key, motion, position) values
  ('6f0a2c1e-0001-4c1a-9a00-000000000001', null, 'Wide', 'Wide establishing shot of {subject}. The camera pulls back slowly and steadily to reveal the whole space, deep focus, natural light. {notes}', 1, 'pull-out', 1),
  ('6f0a2c1e-0001-4c1a-9a00-000000000002', null, 'Medium', 'Medium shot of {subject}. The camera drifts sideways at eye level with gentle parallax, calm and smooth. {notes}', 2, 'drift', 2),
  ('6f0a2c1e-0001-4c1a-9a00-000000000003', null, 'Close-up', 'Close-up of {subject}. The camera pushes in slowly, shallow depth of field, soft background. {notes}', 3, 'push-in', 3),
  ('6f0a2c1e-0001-4c1a-9a00-000000000004', null, 'Extreme Close-up', 'Extreme close-up on a telling detail of {subject}. Very slow push in, macro texture, very shallow focus. {notes}', 4, 'push-in', 4),
  ('6f0a2c1e-0001-4c1a-9a00-000000000005', null, 'Over Shoulder', 'Over-the-shoulder view towards {subject}. The foreground is soft and out of focus while the camera glides from left to right. {notes}', 5, 'pan-right', 5),
  ('6f0a2c1e-0001-4c1a-9a00-000000000006', null, 'POV', 'Point-of-view shot moving towards {subject} at walking pace, natural handheld motion. {notes}', 6, 'handheld', 6);

create type public.scene_status as enum ('queued', 'processing', 'ready', 'error');
create type public.generation_state as enum ('reserved', 'submitted', 'unknown', 'running', 'ready', 'failed', 'canceled');

create table public.scenes (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references public.profiles on delete cascade,
  project_id uuid not null,
  folder text not null default '',
  start_key text not null,
  end_key text,
  start_file_id uuid not null references public.source_files on delete restrict,
  end_file_id uuid references public.source_files on delete restrict,
  shot_type_id uuid references public.shot_types on delete set null,
  ordinal integer not null check (ordinal > 0),
  position double precision not null,
  -- The pinned take; null until the first one is ready.
  version integer,
  status public.scene_status not null default 'queued',
  stale boolean not null default false,
  deleted_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  foreign key (project_id, user_id) references public.projects (id, owner_id) on delete cascade,
  unique (project_id, ordinal),
  unique (id, user_id)
);
create index scenes_grid_idx on public.scenes (project_id, position, id) where deleted_at is null;
create index scenes_start_file_idx on public.scenes (start_file_id);
create index scenes_end_file_idx on public.scenes (end_file_id);
create index scenes_user_idx on public.scenes (user_id);
create trigger scenes_touch before update on public.scenes for each row execute function private.touch_updated_at();
alter table public.scenes enable row level security;
alter table public.scenes force row level security;

-- Frames must be ready pictures of the same person and project.
create function private.owns_frame(file uuid, project uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (
    select from public.source_files f
     where f.id = file and f.user_id = (select auth.uid()) and f.project_id = project
       and f.state = 'ready' and f.file_type = 'image'
  )
$$;
grant execute on function private.owns_frame(uuid, uuid) to authenticated, service_role;

create policy scenes_select_own on public.scenes for select to authenticated
  using (user_id = (select auth.uid()) and (select private.is_approved()));
create policy scenes_insert_own on public.scenes for insert to authenticated
  with check (
    user_id = (select auth.uid()) and (select private.is_approved()) and version is null and status = 'queued'
    and private.owns_frame(start_file_id, project_id)
    and (end_file_id is null or private.owns_frame(end_file_id, project_id))
    and split_part(start_key, '/', 1) = (select auth.uid())::text
    and split_part(coalesce(end_key, start_key), '/', 1) = (select auth.uid())::text
    -- Under the caller's own rights: a default or one's own.
    and (shot_type_id is null or exists (select from public.shot_types t where t.id = scenes.shot_type_id))
  );
create policy scenes_update_own on public.scenes for update to authenticated
  using (user_id = (select auth.uid()) and (select private.is_approved())) with check (user_id = (select auth.uid()));
grant select on public.scenes to authenticated;
grant insert (id, user_id, project_id, folder, start_key, end_key, start_file_id, end_file_id, shot_type_id, ordinal, position)
  on public.scenes to authenticated;
grant update (position, version, status) on public.scenes to authenticated;
grant select, insert, update, delete on public.scenes to service_role;

create table public.scene_versions (
  id uuid primary key default gen_random_uuid(),
  scene_id uuid not null,
  user_id uuid not null,
  version integer not null check (version > 0),
  -- Storage keys in bucket `media`.
  video_url text,
  poster text,
  duration double precision,
  width integer,
  height integer,
  bytes bigint,
  sha256 text,
  crc32 bigint,
  -- provider, model, prompt, notes, options, shot type, frames with their hashes, price, disclosure: takeMeta in scenes.rules.ts
  render_meta jsonb not null,
  ready_at timestamptz,
  created_at timestamptz not null default now(),
  foreign key (scene_id, user_id) references public.scenes (id, user_id) on delete cascade,
  unique (scene_id, version),
  unique (id, user_id)
);
create index scene_versions_user_idx on public.scene_versions (user_id);
alter table public.scene_versions enable row level security;
alter table public.scene_versions force row level security;
create policy scene_versions_select_own on public.scene_versions for select to authenticated
  using (user_id = (select auth.uid()) and (select private.is_approved()));
-- Frames are read and sent by the keys in here: they lie in one's own folder.
create policy scene_versions_insert_own on public.scene_versions for insert to authenticated
  with check (
    user_id = (select auth.uid()) and (select private.is_approved())
    and split_part(render_meta #>> '{start,key}', '/', 1) = (select auth.uid())::text
    and split_part(coalesce(render_meta #>> '{end,key}', render_meta #>> '{start,key}'), '/', 1) = (select auth.uid())::text
  );
grant select on public.scene_versions to authenticated;
grant insert (id, scene_id, user_id, version, render_meta) on public.scene_versions to authenticated;
grant select, insert, update, delete on public.scene_versions to service_role;

-- Null when somebody asks for another person.
create function private.used_bytes(person uuid) returns bigint language sql stable security definer set search_path = '' as $$
  select case when (select auth.uid()) is null or person = (select auth.uid()) then
      coalesce((select sum(bytes) from public.source_files where user_id = person and state <> 'rejected'), 0)
    + coalesce((select sum(v.bytes) from public.scene_versions v where v.user_id = person), 0)
  end
$$;

-- A scene may only be pinned to a take of its own that is ready.
create function private.check_pin() returns trigger language plpgsql set search_path = '' as $$
begin
  if new.version is not null and new.version is distinct from old.version and not exists (
    select from public.scene_versions v where v.scene_id = new.id and v.version = new.version and v.video_url is not null
  ) then
    raise exception 'scenes.version_not_ready' using errcode = 'GR409';
  end if;
  return new;
end
$$;
create trigger scenes_check_pin before update of version on public.scenes for each row execute function private.check_pin();

create table public.generations (
  id uuid primary key default gen_random_uuid(),
  scene_version_id uuid not null,
  user_id uuid not null,
  provider text not null,
  model text not null,
  -- SHA-256 over the request and the bytes of its frames.
  request_hash text not null,
  state public.generation_state not null default 'reserved',
  provider_job_id text,
  callback_token text unique,
  price_estimate bigint not null default 0 check (price_estimate >= 0),
  price_charged bigint check (price_charged >= 0),
  -- Checks made so far; the POST itself is made at most once, which `submitted_at` records before it leaves.
  attempts integer not null default 0,
  progress real,
  failure jsonb,
  reason text,
  submitted_at timestamptz,
  accepted_at timestamptz,
  checked_at timestamptz,
  finished_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  foreign key (scene_version_id, user_id) references public.scene_versions (id, user_id) on delete cascade,
  unique (scene_version_id),
  check (state not in ('running', 'ready') or provider_job_id is not null),
  check (state not in ('submitted', 'unknown', 'running', 'ready') or submitted_at is not null)
);
create unique index generations_provider_job_key on public.generations (provider, provider_job_id) where provider_job_id is not null;
create index generations_open_idx on public.generations (provider, state) where state in ('reserved', 'submitted', 'running', 'unknown');
create index generations_request_hash_idx on public.generations (user_id, request_hash);
create trigger generations_touch before update on public.generations for each row execute function private.touch_updated_at();
alter table public.generations enable row level security;
alter table public.generations force row level security;
create policy generations_select_own on public.generations for select to authenticated
  using (user_id = (select auth.uid()) and (select private.is_approved()));
create policy generations_select_admin on public.generations for select to authenticated using ((select private.is_admin()));
create policy generations_insert_own on public.generations for insert to authenticated
  with check (user_id = (select auth.uid()) and (select private.is_approved()) and state = 'reserved');
-- The token of a callback and the vendor's raw words are the house's business.
grant select (id, scene_version_id, user_id, provider, model, request_hash, state, provider_job_id, price_estimate, price_charged,
  attempts, progress, failure, reason, submitted_at, accepted_at, finished_at, created_at, updated_at) on public.generations to authenticated;
grant insert (id, scene_version_id, user_id, provider, model, request_hash, price_estimate) on public.generations to authenticated;
grant select, insert, update, delete on public.generations to service_role;

-- A ledger row never walks backwards: money that may have been spent is never forgotten.
create function private.check_generation_step() returns trigger language plpgsql set search_path = '' as $$
begin
  if new.state is distinct from old.state and not (case old.state
    when 'reserved' then new.state in ('submitted', 'failed', 'canceled')
    -- Back to reserved only when the vendor certainly refused (429 before acceptance); submitted_at is cleared with it.
    when 'submitted' then new.state in ('running', 'failed', 'unknown', 'canceled') or (new.state = 'reserved' and new.submitted_at is null)
    when 'unknown' then new.state in ('running', 'failed')
    when 'running' then new.state in ('ready', 'failed', 'canceled')
    else false
  end) then
    raise exception 'generations.step_refused: % to %', old.state, new.state using errcode = 'GR409';
  end if;
  if old.provider_job_id is not null and new.provider_job_id is distinct from old.provider_job_id then
    raise exception 'generations.job_id_fixed' using errcode = 'GR409';
  end if;
  return new;
end
$$;
create trigger generations_check_step before update on public.generations for each row execute function private.check_generation_step();

-- An admin settles an unknown outcome after looking at the vendor's own pages; the trail keeps who said what.
create function private.resolve_generation(generation uuid, found_job text) returns void
language plpgsql security definer set search_path = '' as $$
begin
  if not private.is_admin() then
    raise exception 'accounts.not_admin' using errcode = 'GR403';
  end if;
  if found_job is null then
    update public.generations
       set state = 'failed', finished_at = now(), reason = null,
           failure = '{"vendorCode":"not_taken","kind":"failed","input":null,"retryable":true,"charged":"no"}'
     where id = generation and state = 'unknown';
  else
    update public.generations
       set state = 'running', provider_job_id = found_job, accepted_at = now(), reason = null, failure = null
     where id = generation and state = 'unknown';
  end if;
  if not found then
    raise exception 'generations.not_unknown' using errcode = 'GR409';
  end if;
  perform private.write_audit('generation.resolved', generation, jsonb_build_object('found', found_job is not null, 'job', found_job));
end
$$;
grant execute on function private.resolve_generation(uuid, text) to authenticated;

-- The names of the original brief, read from the ledger.
create view public.scene_jobs with (security_invoker = true) as
  select s.id as scene_id, s.project_id, s.user_id, s.ordinal, s.status, v.version,
         g.provider_job_id as luma_job_id, g.state::text as luma_status, g.reason as luma_error
    from public.scenes s
    join lateral (select * from public.scene_versions v where v.scene_id = s.id order by v.version desc limit 1) v on true
    left join public.generations g on g.scene_version_id = v.id;
grant select on public.scene_jobs to authenticated, service_role;

-- Delete and undo, for everything that has deleted_at. Undo works for 10 seconds; nobody but the owner can do either.
create function private.set_deleted(kind text, rows_wanted uuid[], gone boolean) returns uuid[]
language plpgsql security definer set search_path = '' as $$
declare
  touched uuid[];
  tbl text := case kind when 'projects' then 'projects' when 'photos' then 'source_files' when 'scenes' then 'scenes' end;
  owner_column text := case kind when 'projects' then 'owner_id' else 'user_id' end;
begin
  if tbl is null or not private.is_approved() then
    raise exception 'accounts.not_approved' using errcode = 'GR403';
  end if;
  execute format(
    'with t as (update public.%I set deleted_at = case when $1 then now() end
       where id = any($2) and %I = auth.uid()
         and case when $1 then deleted_at is null else deleted_at > now() - interval ''10 seconds'' end
       returning id) select coalesce(array_agg(id), ''{}'') from t', tbl, owner_column)
    into touched using gone, rows_wanted;
  return touched;
end
$$;
grant execute on function private.set_deleted(text, uuid[], boolean) to authenticated;
grant execute on function private.used_bytes(uuid) to authenticated, service_role;

-- Counters: one row, one lock, distinct numbers under any number of writers.
create function private.take_scene_ordinals(project uuid, how_many integer) returns integer
language plpgsql security definer set search_path = '' as $$
declare
  first integer;
begin
  if not private.is_approved() or how_many not between 1 and 1000 then
    raise exception 'accounts.not_approved' using errcode = 'GR403';
  end if;
  update public.projects set next_scene_ordinal = next_scene_ordinal + how_many
   where id = project and owner_id = auth.uid() and deleted_at is null
   returning next_scene_ordinal - how_many into first;
  if first is null then
    raise exception 'projects.not_found' using errcode = 'GR404';
  end if;
  return first;
end
$$;
grant execute on function private.take_scene_ordinals(uuid, integer) to authenticated;

create table public.exports (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references public.profiles on delete cascade,
  project_id uuid not null,
  file_name text not null,
  choice jsonb not null,
  -- The frozen layout: entries with name, source, bytes, crc32; texts are kept as they will be sent.
  layout jsonb not null,
  bytes bigint not null,
  clips integer not null,
  frames integer not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null default now() + interval '7 days',
  foreign key (project_id, user_id) references public.projects (id, owner_id) on delete cascade
);
create index exports_project_idx on public.exports (project_id, created_at desc);
create index exports_user_idx on public.exports (user_id);
alter table public.exports enable row level security;
alter table public.exports force row level security;
create policy exports_select_own on public.exports for select to authenticated
  using (user_id = (select auth.uid()) and (select private.is_approved()));
create policy exports_insert_own on public.exports for insert to authenticated
  with check (user_id = (select auth.uid()) and (select private.is_approved()));
grant select, insert on public.exports to authenticated;
grant select, insert, delete on public.exports to service_role;
