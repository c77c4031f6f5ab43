-- Media sessions: ordered media, captions, one production after another, and the days and hours they are made for.

create table public.music_tracks (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references public.profiles on delete cascade,
  name text not null check (char_length(name) between 1 and 200),
  -- Storage key in bucket `media`.
  file_path text not null unique,
  mime text not null,
  bytes bigint not null check (bytes > 0),
  duration double precision not null check (duration > 0),
  sha256 text not null,
  created_at timestamptz not null default now(),
  deleted_at timestamptz,
  unique (id, user_id)
);
create index music_tracks_user_idx on public.music_tracks (user_id, created_at desc) where deleted_at is null;
alter table public.music_tracks enable row level security;
alter table public.music_tracks force row level security;
create policy music_tracks_select_own on public.music_tracks for select to authenticated
  using (user_id = (select auth.uid()) and (select private.is_approved()));
grant select on public.music_tracks to authenticated;
grant select, insert, update, delete on public.music_tracks to service_role;

create table public.media_sessions (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references public.profiles on delete cascade,
  name text not null check (char_length(name) between 1 and 120),
  started_at timestamptz not null default now(),
  is_active boolean not null default false,
  -- Slide groups a day.
  frequency integer not null default 1 check (frequency between 1 and 24),
  max_per_day integer not null default 3 check (max_per_day between 1 and 50),
  -- How many groups were made on `counted_day`, a day of the session's own zone; written by private.add_slide_group alone.
  created_per_day integer not null default 0,
  counted_day date,
  last_run_at timestamptz,
  time_zone text not null default 'UTC' check (char_length(time_zone) between 1 and 60),
  -- weekdays, from, until: postingHours in contract/slideshows.ts
  posting_hours jsonb not null check (jsonb_typeof(posting_hours) = 'object' and octet_length(posting_hours::text) <= 2000),
  -- A group is made this long before the hour it is meant for, so that a person can look at it first.
  lead_minutes integer not null default 0 check (lead_minutes between 0 and 10080),
  -- Captions, render and choice of media: sessionStyle in contract/slideshows.ts
  style jsonb not null check (jsonb_typeof(style) = 'object' and octet_length(style::text) <= 20000),
  -- Where finished groups are to go; null = nowhere by themselves: sessionPosting in contract/slideshows.ts
  posting jsonb check (posting is null or (jsonb_typeof(posting) = 'object' and octet_length(posting::text) <= 4000)),
  -- Slots up to here have been looked at. Written by the house.
  planned_until timestamptz,
  -- What is uploaded from this session's page lies in this project.
  project_id uuid,
  next_group_number integer not null default 1,
  -- The newest finished video, as the brief names it: storage key in bucket `Exports`.
  exported_video_path text,
  deleted_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (id, user_id),
  foreign key (project_id, user_id) references public.projects (id, owner_id) on delete set null (project_id)
);
-- The promise to the user: only one session at a time makes slideshows by itself.
create unique index media_sessions_one_active on public.media_sessions (user_id) where is_active and deleted_at is null;
create index media_sessions_user_idx on public.media_sessions (user_id, updated_at desc) where deleted_at is null;
create index media_sessions_active_idx on public.media_sessions (id) where is_active and deleted_at is null;
create trigger media_sessions_touch before update on public.media_sessions for each row execute function private.touch_updated_at();
alter table public.media_sessions enable row level security;
alter table public.media_sessions force row level security;
create policy media_sessions_select_own on public.media_sessions for select to authenticated
  using (user_id = (select auth.uid()) and (select private.is_approved()));
create policy media_sessions_insert_own on public.media_sessions for insert to authenticated
  with check (user_id = (select auth.uid()) and (select private.is_approved()));
create policy media_sessions_update_own on public.media_sessions for update to authenticated
  using (user_id = (select auth.uid()) and (select private.is_approved())) with check (user_id = (select auth.uid()));
grant select on public.media_sessions to authenticated;
grant insert (id, user_id, name, is_active, frequency, max_per_day, time_zone, posting_hours, lead_minutes, style, posting)
  on public.media_sessions to authenticated;
grant update (name, is_active, started_at, frequency, max_per_day, time_zone, posting_hours, lead_minutes, style, posting, project_id)
  on public.media_sessions to authenticated;
grant select, insert, update, delete on public.media_sessions to service_role;

create table public.session_media_items (
  id uuid primary key default gen_random_uuid(),
  session_id uuid not null,
  user_id uuid not null,
  -- A file of the library, or a take of a scene.
  source_file_id uuid references public.source_files on delete cascade,
  scene_version_id uuid references public.scene_versions on delete cascade,
  media_type public.media_type not null,
  position integer not null check (position > 0),
  -- The words on the slide; null = not written yet, '' = wanted empty.
  generated_caption text check (char_length(generated_caption) <= 500),
  caption_source text check (caption_source in ('ai', 'template', 'person')),
  -- Post caption, hashtags, alt text, language, what the writer was unsure of: itemWords in contract/slideshows.ts
  caption_words jsonb,
  caption_changed_at timestamptz,
  -- Framing and seconds where they differ from the session's: itemLook in contract/slideshows.ts
  look jsonb not null default '{}',
  -- The newest picture or clip made of this item, in bucket `Exports`.
  processed_file_path text,
  used_count integer not null default 0,
  last_used_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  check (num_nonnulls(source_file_id, scene_version_id) = 1),
  foreign key (session_id, user_id) references public.media_sessions (id, user_id) on delete cascade,
  -- Checked when a statement ends, so that one statement may number a whole session anew.
  unique (session_id, source_file_id, position) deferrable initially immediate,
  unique (session_id, position) deferrable initially immediate,
  unique (id, user_id)
);
create index session_media_items_file_idx on public.session_media_items (source_file_id);
create index session_media_items_version_idx on public.session_media_items (scene_version_id);
create index session_media_items_user_idx on public.session_media_items (user_id);
create trigger session_media_items_touch before update on public.session_media_items for each row execute function private.touch_updated_at();
alter table public.session_media_items enable row level security;
alter table public.session_media_items force row level security;

-- Something of one's own that is ready to be shown. Under the house's rights, because takes are read through their scene.
create function private.owns_media(file uuid, take uuid, kind public.media_type) returns boolean
language sql stable security definer set search_path = '' as $$
  select case when file is not null then exists (
      select from public.source_files f where f.id = file and f.user_id = (select auth.uid()) and f.state = 'ready' and f.file_type = kind)
    else kind = 'video' and exists (
      select from public.scene_versions v where v.id = take and v.user_id = (select auth.uid()) and v.video_url is not null) end
$$;
grant execute on function private.owns_media(uuid, uuid, public.media_type) to authenticated, service_role;

create policy session_media_items_select_own on public.session_media_items for select to authenticated
  using (user_id = (select auth.uid()) and (select private.is_approved()));
create policy session_media_items_insert_own on public.session_media_items for insert to authenticated
  with check (
    user_id = (select auth.uid()) and (select private.is_approved())
    and private.owns_media(source_file_id, scene_version_id, media_type)
  );
create policy session_media_items_update_own on public.session_media_items for update to authenticated
  using (user_id = (select auth.uid()) and (select private.is_approved())) with check (user_id = (select auth.uid()));
create policy session_media_items_delete_own on public.session_media_items for delete to authenticated
  using (user_id = (select auth.uid()) and (select private.is_approved()));
grant select, delete on public.session_media_items to authenticated;
grant insert (id, session_id, user_id, source_file_id, scene_version_id, media_type, position, generated_caption, caption_source, caption_words, caption_changed_at, look)
  on public.session_media_items to authenticated;
grant update (position, generated_caption, caption_source, caption_words, caption_changed_at, look) on public.session_media_items to authenticated;
grant select, insert, update, delete on public.session_media_items to service_role;

-- What a person changed about one planned slot: another time, or not at all.
create table public.slot_changes (
  session_id uuid not null,
  user_id uuid not null,
  slot_day date not null,
  slot_number integer not null check (slot_number between 1 and 24),
  -- Null = skipped.
  moved_to timestamptz,
  created_at timestamptz not null default now(),
  primary key (session_id, slot_day, slot_number),
  foreign key (session_id, user_id) references public.media_sessions (id, user_id) on delete cascade
);
create index slot_changes_user_idx on public.slot_changes (user_id);
alter table public.slot_changes enable row level security;
alter table public.slot_changes force row level security;
create policy slot_changes_select_own on public.slot_changes for select to authenticated
  using (user_id = (select auth.uid()) and (select private.is_approved()));
create policy slot_changes_insert_own on public.slot_changes for insert to authenticated
  with check (user_id = (select auth.uid()) and (select private.is_approved()));
create policy slot_changes_update_own on public.slot_changes for update to authenticated
  using (user_id = (select auth.uid()) and (select private.is_approved())) with check (user_id = (select auth.uid()));
create policy slot_changes_delete_own on public.slot_changes for delete to authenticated
  using (user_id = (select auth.uid()) and (select private.is_approved()));
grant select, delete on public.slot_changes to authenticated;
grant insert (session_id, user_id, slot_day, slot_number, moved_to) on public.slot_changes to authenticated;
grant update (moved_to) on public.slot_changes to authenticated;
grant select, insert, update, delete on public.slot_changes to service_role;

create type public.slide_group_state as enum ('waiting', 'writing', 'rendering', 'ready', 'failed', 'canceled', 'skipped');

-- One production of a session.
create table public.slide_groups (
  id uuid primary key default gen_random_uuid(),
  session_id uuid not null,
  user_id uuid not null,
  number integer not null check (number > 0),
  -- The day of the session's zone that this group counts for.
  day date not null,
  -- Which of that day's slots; null when a person made it by hand.
  slot_number integer check (slot_number between 1 and 24),
  -- When it is meant to be seen.
  due_at timestamptz not null,
  state public.slide_group_state not null default 'waiting',
  -- A code that the studio has a sentence for: why it was skipped or failed.
  reason text,
  failure jsonb,
  -- What it is made of, frozen when it is made: groupItem[] in contract/slideshows.ts
  items jsonb not null default '[]',
  -- The session's style at that moment.
  style jsonb not null default '{}',
  -- Post text: title, caption, hashtags.
  words jsonb not null default '{}',
  -- Storage keys in bucket `Exports`.
  exported_video_path text,
  poster text,
  -- [{ key, width, height, bytes, sha256 }]
  photo_set jsonb not null default '[]',
  duration double precision,
  width integer,
  height integer,
  bytes bigint,
  sha256 text,
  -- What was found wrong with the finished file: finding[] in contract/slideshows.ts
  findings jsonb not null default '[]',
  started_at timestamptz,
  finished_at timestamptz,
  deleted_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  foreign key (session_id, user_id) references public.media_sessions (id, user_id) on delete cascade,
  -- One slot makes one group, whoever notices that it is due.
  unique (session_id, day, slot_number),
  unique (session_id, number),
  unique (id, user_id),
  check (state <> 'ready' or (exported_video_path is not null and sha256 is not null))
);
create index slide_groups_user_idx on public.slide_groups (user_id, due_at desc);
create index slide_groups_open_idx on public.slide_groups (state) where state in ('waiting', 'writing', 'rendering');
create trigger slide_groups_touch before update on public.slide_groups for each row execute function private.touch_updated_at();
alter table public.slide_groups enable row level security;
alter table public.slide_groups force row level security;
create policy slide_groups_select_own on public.slide_groups for select to authenticated
  using (user_id = (select auth.uid()) and (select private.is_approved()));
create policy slide_groups_update_own on public.slide_groups for update to authenticated
  using (user_id = (select auth.uid()) and (select private.is_approved())) with check (user_id = (select auth.uid()));
grant select on public.slide_groups to authenticated;
grant update (words) on public.slide_groups to authenticated;
grant select, insert, update, delete on public.slide_groups to service_role;

-- The only way a group comes to be: number, daily count and the limit of the day are taken under the session's lock, so that
-- two workers, a restart or a clock that jumps never make one too many. Answers null when this slot has its group already.
create function private.add_slide_group(session uuid, local_day date, slot integer, due timestamptz, left_out text) returns uuid
language plpgsql security definer set search_path = '' as $$
declare
  s public.media_sessions;
  made integer;
  added uuid;
begin
  select * into s from public.media_sessions where id = session and deleted_at is null for update;
  if not found or ((select auth.uid()) is not null and (s.user_id <> (select auth.uid()) or not private.is_approved())) then
    raise exception 'slideshows.not_found' using errcode = 'GR404';
  end if;
  if (select auth.uid()) is not null and (slot is not null or left_out is not null) then
    raise exception 'slideshows.not_found' using errcode = 'GR404';
  end if;
  if slot is not null and exists (
    select from public.slide_groups g where g.session_id = session and g.day = local_day and g.slot_number = slot) then
    return null;
  end if;
  if left_out is null then
    select count(*) into made from public.slide_groups g where g.session_id = session and g.day = local_day and g.state <> 'skipped';
    if made >= s.max_per_day then
      if slot is null then
        raise exception 'slideshows.day_full' using errcode = 'GR409';
      end if;
      left_out := 'slideshows.day_full';
    end if;
  end if;
  insert into public.slide_groups (session_id, user_id, number, day, slot_number, due_at, state, reason, finished_at)
  values (session, s.user_id, s.next_group_number, local_day, slot, due,
    case when left_out is null then 'waiting'::public.slide_group_state else 'skipped' end, left_out,
    case when left_out is not null then now() end)
  returning id into added;
  update public.media_sessions
     set next_group_number = next_group_number + 1,
         created_per_day = case when left_out is null then made + 1 else created_per_day end,
         counted_day = case when left_out is null then local_day else counted_day end,
         last_run_at = case when left_out is null then now() else last_run_at end
   where id = session;
  return added;
end
$$;
grant execute on function private.add_slide_group(uuid, date, integer, timestamptz, text) to authenticated, service_role;

-- A group never walks backwards, except to be made once more after it failed or was cancelled.
create function private.check_group_step() returns trigger language plpgsql set search_path = '' as $$
begin
  if new.state is distinct from old.state and not (case old.state
    when 'waiting' then new.state in ('writing', 'rendering', 'failed', 'canceled', 'skipped')
    when 'writing' then new.state in ('rendering', 'failed', 'canceled')
    when 'rendering' then new.state in ('ready', 'failed', 'canceled')
    when 'failed' then new.state = 'waiting'
    when 'canceled' then new.state = 'waiting'
    -- A finished one is only made anew as a whole; its posts point to what they were approved with.
    else false
  end) then
    raise exception 'slideshows.step_refused: % to %', old.state, new.state using errcode = 'GR409';
  end if;
  return new;
end
$$;
create trigger slide_groups_check_step before update of state on public.slide_groups
  for each row execute function private.check_group_step();

create type public.caption_run_state as enum ('reserved', 'submitted', 'unknown', 'ready', 'failed');

-- The ledger of the writer: a call that costs money is sent at most once for each row.
create table public.caption_runs (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null,
  session_id uuid not null,
  slide_group_id uuid,
  writer text not null,
  model text not null default '',
  -- SHA-256 over wishes, words and the bytes of the pictures.
  request_hash text not null,
  item_ids uuid[] not null,
  -- Captions that a person wrote are replaced only when this was asked for.
  overwrite boolean not null default false,
  state public.caption_run_state not null default 'reserved',
  price_estimate bigint not null default 0 check (price_estimate >= 0),
  price_charged bigint check (price_charged >= 0),
  result jsonb,
  failure jsonb,
  attempts integer not null default 0,
  submitted_at timestamptz,
  finished_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  foreign key (session_id, user_id) references public.media_sessions (id, user_id) on delete cascade,
  foreign key (slide_group_id, user_id) references public.slide_groups (id, user_id) on delete cascade,
  check (state not in ('submitted', 'unknown', 'ready') or submitted_at is not null)
);
create index caption_runs_session_idx on public.caption_runs (session_id, created_at desc);
create index caption_runs_open_idx on public.caption_runs (state) where state in ('reserved', 'submitted');
create index caption_runs_user_idx on public.caption_runs (user_id);
create trigger caption_runs_touch before update on public.caption_runs for each row execute function private.touch_updated_at();
alter table public.caption_runs enable row level security;
alter table public.caption_runs force row level security;
create policy caption_runs_select_own on public.caption_runs for select to authenticated
  using (user_id = (select auth.uid()) and (select private.is_approved()));
create policy caption_runs_select_admin on public.caption_runs for select to authenticated using ((select private.is_admin()));
create policy caption_runs_insert_own on public.caption_runs for insert to authenticated
  with check (user_id = (select auth.uid()) and (select private.is_approved()) and state = 'reserved');
grant select on public.caption_runs to authenticated;
grant insert (id, user_id, session_id, slide_group_id, writer, model, request_hash, item_ids, overwrite, price_estimate)
  on public.caption_runs to authenticated;
grant select, insert, update, delete on public.caption_runs to service_role;

create function private.check_caption_run_step() returns trigger language plpgsql set search_path = '' as $$
begin
  if new.state is distinct from old.state and not (case old.state
    when 'reserved' then new.state in ('submitted', 'failed')
    -- Back to reserved only when the vendor certainly refused before it began (429).
    when 'submitted' then new.state in ('ready', 'failed', 'unknown') or (new.state = 'reserved' and new.submitted_at is null)
    when 'unknown' then new.state in ('failed')
    else false
  end) then
    raise exception 'captions.step_refused: % to %', old.state, new.state using errcode = 'GR409';
  end if;
  return new;
end
$$;
create trigger caption_runs_check_step before update of state on public.caption_runs
  for each row execute function private.check_caption_run_step();

-- Sessions, groups and music can be deleted and brought back like everything else; what was active does not run on in secret.
create or replace function private.set_deleted(kind text, rows_wanted uuid[], gone boolean) returns uuid[]
language plpgsql security definer set search_path = '' as $$
declare
  touched uuid[];
  tbl text := case kind when 'projects' then 'projects' when 'photos' then 'source_files' when 'scenes' then 'scenes'
    when 'sessions' then 'media_sessions' when 'groups' then 'slide_groups' when 'music' then 'music_tracks' end;
  owner_column text := case kind when 'projects' then 'owner_id' else 'user_id' end;
begin
  if tbl is null or not private.is_approved() then
    raise exception 'accounts.not_approved' using errcode = 'GR403';
  end if;
  if kind = 'sessions' and gone then
    update public.media_sessions set is_active = false where id = any(rows_wanted) and user_id = auth.uid();
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

-- What was made here counts as kept media too.
create or replace function private.used_bytes(person uuid) returns bigint language sql stable security definer set search_path = '' as $$
  select case when (select auth.uid()) is null or person = (select auth.uid()) then
      coalesce((select sum(bytes) from public.source_files where user_id = person and state <> 'rejected'), 0)
    + coalesce((select sum(v.bytes) from public.scene_versions v where v.user_id = person), 0)
    + coalesce((select sum(g.bytes) from public.slide_groups g where g.user_id = person), 0)
    + coalesce((select sum(m.bytes) from public.music_tracks m where m.user_id = person), 0)
  end
$$;
