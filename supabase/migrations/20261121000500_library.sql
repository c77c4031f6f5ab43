-- Projects and the one media library.

create table public.projects (
  id uuid primary key default gen_random_uuid(),
  owner_id uuid not null references public.profiles on delete cascade,
  name text not null check (char_length(name) between 1 and 120),
  -- The name as it is compared: folded by the app, because the embedded engine folds ASCII only.
  name_key text not null,
  description text not null default '' check (char_length(description) <= 2000),
  -- Counters: taken and moved on in the transaction that uses them, so numbers are distinct and gapless.
  next_photo_number integer not null default 1 check (next_photo_number > 0),
  next_scene_ordinal integer not null default 1 check (next_scene_ordinal > 0),
  deleted_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (id, owner_id)
);
create unique index projects_owner_name_key on public.projects (owner_id, name_key) where deleted_at is null;
create index projects_owner_idx on public.projects (owner_id, updated_at desc);
create trigger projects_touch before update on public.projects for each row execute function private.touch_updated_at();
alter table public.projects enable row level security;
alter table public.projects force row level security;
create policy projects_select_own on public.projects for select to authenticated
  using (owner_id = (select auth.uid()) and (select private.is_approved()));
create policy projects_insert_own on public.projects for insert to authenticated
  with check (owner_id = (select auth.uid()) and (select private.is_approved()));
create policy projects_update_own on public.projects for update to authenticated
  using (owner_id = (select auth.uid()) and (select private.is_approved()))
  with check (owner_id = (select auth.uid()));
grant select on public.projects to authenticated;
grant insert (id, owner_id, name, name_key, description) on public.projects to authenticated;
grant update (name, name_key, description) on public.projects to authenticated;
grant select, insert, update, delete on public.projects to service_role;

create table public.upload_batches (
  id uuid primary key,
  user_id uuid not null references public.profiles on delete cascade,
  project_id uuid not null,
  naming text not null check (naming in ('name', 'taken')),
  settled_at timestamptz,
  created_at timestamptz not null default now(),
  foreign key (project_id, user_id) references public.projects (id, owner_id) on delete cascade
);
create index upload_batches_open_idx on public.upload_batches (project_id) where settled_at is null;
alter table public.upload_batches enable row level security;
alter table public.upload_batches force row level security;
create policy upload_batches_select_own on public.upload_batches for select to authenticated
  using (user_id = (select auth.uid()) and (select private.is_approved()));
create policy upload_batches_insert_own on public.upload_batches for insert to authenticated
  with check (user_id = (select auth.uid()) and (select private.is_approved()) and settled_at is null);
grant select on public.upload_batches to authenticated;
grant insert (id, user_id, project_id, naming) on public.upload_batches to authenticated;
grant select, insert, update, delete on public.upload_batches to service_role;

create type public.media_type as enum ('image', 'video');
create type public.file_state as enum ('uploading', 'processing', 'ready', 'rejected');

create table public.source_files (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references public.profiles on delete cascade,
  project_id uuid,
  batch_id uuid references public.upload_batches on delete set null,
  -- The studio's id of this file inside its batch; announcing it twice answers the same row.
  client_id text,
  folder text not null default '' check (char_length(folder) <= 1000),
  -- Storage key of the original in bucket `media`; derivatives lie beside it.
  file_path text not null unique,
  file_type public.media_type not null default 'image',
  name text not null,
  original_name text not null,
  number integer check (number > 0),
  mime text not null default '',
  bytes bigint not null check (bytes >= 0),
  width integer,
  height integer,
  duration double precision,
  sha256 text,
  crc32 bigint,
  phash text,
  thumbhash text,
  taken_at timestamptz,
  modified_at timestamptz,
  state public.file_state not null default 'uploading',
  rejection_code text,
  rejection text,
  duplicate_of uuid references public.source_files on delete set null,
  -- Order inside its batch before naming, order in the grid after it.
  position double precision not null default 0,
  uploaded_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  foreign key (project_id, user_id) references public.projects (id, owner_id) on delete cascade,
  unique (batch_id, client_id)
);
create unique index source_files_project_number_key on public.source_files (project_id, number);
create index source_files_grid_idx on public.source_files (project_id, position, id) where deleted_at is null;
create index source_files_user_idx on public.source_files (user_id);
create index source_files_batch_idx on public.source_files (batch_id, state);
create index source_files_sha256_idx on public.source_files (project_id, sha256) where sha256 is not null;
create trigger source_files_touch before update on public.source_files for each row execute function private.touch_updated_at();
alter table public.source_files enable row level security;
alter table public.source_files force row level security;
create policy source_files_select_own on public.source_files for select to authenticated
  using (user_id = (select auth.uid()) and (select private.is_approved()));
-- A new row is only an announcement; what a file really is, the house finds out itself.
create policy source_files_insert_own on public.source_files for insert to authenticated
  with check (
    user_id = (select auth.uid()) and (select private.is_approved()) and state = 'uploading'
    -- The house reads what a row names: only what lies in one's own folder may be named.
    and split_part(file_path, '/', 1) = (select auth.uid())::text
    and exists (select from public.upload_batches b where b.id = batch_id and b.user_id = (select auth.uid()) and b.project_id = source_files.project_id)
  );
create policy source_files_update_own on public.source_files for update to authenticated
  using (user_id = (select auth.uid()) and (select private.is_approved()))
  with check (user_id = (select auth.uid()));
grant select on public.source_files to authenticated;
grant insert (id, user_id, project_id, batch_id, client_id, folder, file_path, file_type, name, original_name, mime, bytes, modified_at, position)
  on public.source_files to authenticated;
grant update (position) on public.source_files to authenticated;
grant select, insert, update, delete on public.source_files to service_role;
