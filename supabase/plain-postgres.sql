-- Once, by a superuser, before Greenroom starts on a Postgres of its own (15 or newer):
--   createdb greenroom && psql greenroom -f supabase/plain-postgres.sql && psql -c "alter role greenroom password '…'"
-- then DATABASE_URL=postgres://greenroom:…@host/greenroom. Supabase has all of this; there it is not needed.

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
  -- Owns the tables and migrates. It bypasses row policies because foreign keys and the few functions that check for others
  -- run as the owner, and every table forces its policies on the owner too. Requests never run as it: kernel/db/acting.ts
  -- switches to one of the three roles above in every transaction, and the house proves at each start that this bites.
  if not exists (select from pg_catalog.pg_roles where rolname = 'greenroom') then
    create role greenroom login nosuperuser bypassrls;
  end if;
  grant anon, authenticated, service_role to greenroom;
  execute format('alter database %I owner to greenroom', current_database());
end
$$;

-- Extensions that only a superuser may add. Without pgvector everything works but the search by meaning.
create schema if not exists extensions authorization greenroom;
do $$
begin
  if exists (select from pg_catalog.pg_available_extensions where name = 'vector') then
    create extension if not exists vector with schema extensions;
  end if;
end
$$;
