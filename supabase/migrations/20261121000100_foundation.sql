-- What Supabase already has and a plain or embedded Postgres has not: API roles, schema auth, auth.uid(), auth.jwt().
-- On Supabase every statement here is a no-op.

do $$
begin
  if not exists (select from pg_catalog.pg_roles where rolname = 'anon') then
    create role anon nologin noinherit;
  end if;
  if not exists (select from pg_catalog.pg_roles where rolname = 'authenticated') then
    create role authenticated nologin noinherit;
  end if;
  if not exists (select from pg_catalog.pg_roles where rolname = 'service_role') then
    create role service_role nologin noinherit bypassrls;
  end if;
  -- Whoever migrates must be able to switch to the API roles; who already can may lack the right to grant them (plain-postgres.sql).
  if not (
    pg_catalog.pg_has_role(current_user, 'anon', 'member')
    and pg_catalog.pg_has_role(current_user, 'authenticated', 'member')
    and pg_catalog.pg_has_role(current_user, 'service_role', 'member')
  ) then
    execute format('grant anon, authenticated, service_role to %I', current_user);
  end if;
end
$$;

create schema if not exists auth;
create schema if not exists private;
create schema if not exists extensions;

do $$
declare
  wanted text;
begin
  foreach wanted in array array['pg_trgm', 'vector', 'unaccent', 'pgcrypto'] loop
    if exists (select from pg_catalog.pg_available_extensions where name = wanted)
      and not exists (select from pg_catalog.pg_extension where extname = wanted) then
      execute format('create extension if not exists %I with schema extensions', wanted);
    end if;
  end loop;
end
$$;

do $$
begin
  if to_regclass('auth.users') is null then
    create table auth.users (
      id uuid primary key default gen_random_uuid(),
      aud text not null default 'authenticated',
      role text not null default 'authenticated',
      email text,
      encrypted_password text,
      email_confirmed_at timestamptz,
      email_change text,
      last_sign_in_at timestamptz,
      raw_app_meta_data jsonb not null default '{}',
      raw_user_meta_data jsonb not null default '{}',
      banned_until timestamptz,
      deleted_at timestamptz,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now()
    );
    create unique index users_email_key on auth.users (lower(email));
  end if;

  if to_regclass('auth.sessions') is null then
    create table auth.sessions (
      id uuid primary key default gen_random_uuid(),
      user_id uuid not null references auth.users on delete cascade,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      refreshed_at timestamp,
      not_after timestamptz,
      user_agent text,
      ip inet
    );
    create index sessions_user_id_idx on auth.sessions (user_id);
  end if;

  if to_regprocedure('auth.jwt()') is null then
    execute $fn$
      create function auth.jwt() returns jsonb language sql stable set search_path = ''
      as 'select coalesce(nullif(current_setting(''request.jwt.claims'', true), ''''), ''{}'')::jsonb'
    $fn$;
  end if;
  if to_regprocedure('auth.uid()') is null then
    execute $fn$
      create function auth.uid() returns uuid language sql stable set search_path = ''
      as 'select nullif(auth.jwt() ->> ''sub'', '''')::uuid'
    $fn$;
  end if;
end
$$;

do $$
begin
  if not exists (select from pg_catalog.pg_roles where rolname = 'supabase_auth_admin') then
    alter table auth.users enable row level security;
    alter table auth.users force row level security;
    alter table auth.sessions enable row level security;
    alter table auth.sessions force row level security;
    grant usage on schema auth to anon, authenticated, service_role;
  end if;
end
$$;

-- Default deny: nothing made later is open to the API roles unless a migration grants it by name.
revoke all on schema private from public;
grant usage on schema private to anon, authenticated, service_role;
grant usage on schema public, extensions to anon, authenticated, service_role;
alter default privileges in schema public revoke all on tables from public, anon, authenticated, service_role;
alter default privileges in schema public revoke all on sequences from public, anon, authenticated, service_role;
alter default privileges in schema public revoke all on functions from public, anon, authenticated, service_role;
alter default privileges in schema private revoke all on tables from public, anon, authenticated, service_role;
alter default privileges revoke execute on functions from public;

create function private.touch_updated_at() returns trigger language plpgsql set search_path = '' as $$
begin
  new.updated_at := now();
  return new;
end
$$;
