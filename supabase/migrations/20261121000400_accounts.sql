-- People: profiles made by a trigger on auth.users, approval, preferences, and the one door that checks a caller.

create type public.account_role as enum ('user', 'team_admin', 'admin');
create type public.account_status as enum ('pending', 'approved', 'rejected', 'suspended');

create table public.profiles (
  id uuid primary key references auth.users on delete cascade,
  email text not null,
  first_name text not null default '' check (char_length(first_name) <= 120),
  last_name text not null default '' check (char_length(last_name) <= 120),
  company text not null default '' check (char_length(company) <= 200),
  bio text not null default '' check (char_length(bio) <= 2000),
  avatar_url text,
  role public.account_role not null default 'user',
  status public.account_status not null default 'pending',
  status_reason text,
  -- Set when the e-mail address is proven; admins are told once about a pending account.
  confirmed_at timestamptz,
  announced_at timestamptz,
  tiktok_account_id text,
  tiktok_auth_data jsonb,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index profiles_status_idx on public.profiles (status, created_at desc);
create trigger profiles_touch before update on public.profiles for each row execute function private.touch_updated_at();
alter table public.profiles enable row level security;
alter table public.profiles force row level security;

create table public.user_settings (
  user_id uuid primary key references public.profiles on delete cascade,
  preference jsonb not null default '{}' check (jsonb_typeof(preference) = 'object' and octet_length(preference::text) <= 20000),
  updated_at timestamptz not null default now()
);
create trigger user_settings_touch before update on public.user_settings for each row execute function private.touch_updated_at();
alter table public.user_settings enable row level security;
alter table public.user_settings force row level security;

create table public.admin_approvals (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references public.profiles on delete cascade,
  -- SHA-256 of the mailed token, hex; the token itself is never stored.
  token text not null unique,
  action text not null check (action in ('approve', 'reject')),
  expires_at timestamptz not null default now() + interval '48 hours',
  used_at timestamptz,
  created_at timestamptz not null default now()
);
create index admin_approvals_user_id_idx on public.admin_approvals (user_id);
alter table public.admin_approvals enable row level security;
alter table public.admin_approvals force row level security;
grant select, insert, update, delete on public.admin_approvals to service_role;

-- Role and status come from the table, never from the token: a change counts on the next statement.
create function private.is_approved() returns boolean language sql stable security definer set search_path = '' as $$
  select exists (select from public.profiles where id = (select auth.uid()) and status = 'approved')
$$;
create function private.is_admin() returns boolean language sql stable security definer set search_path = '' as $$
  select exists (select from public.profiles where id = (select auth.uid()) and status = 'approved' and role = 'admin')
$$;
grant execute on function private.is_approved(), private.is_admin() to authenticated, service_role;

-- The door: runs in the same round trip that sets the caller's role. `needs` is signed-in, approved or admin.
create function private.enter(needs text) returns void language plpgsql stable security definer set search_path = '' as $$
declare
  caller record;
begin
  select p.status, p.role, s.id as session_id, u.banned_until
    into caller
    from public.profiles p
    join auth.users u on u.id = p.id
    left join auth.sessions s
      on s.id = nullif(auth.jwt() ->> 'session_id', '')::uuid
      and s.user_id = p.id
      and (s.not_after is null or s.not_after > now())
   where p.id = auth.uid();
  if not found then
    raise exception 'auth.account_gone' using errcode = 'GR401';
  end if;
  if caller.session_id is null then
    raise exception 'auth.session_ended' using errcode = 'GR401';
  end if;
  if caller.status = 'suspended' or caller.banned_until > now() then
    raise exception 'accounts.suspended' using errcode = 'GR403';
  end if;
  if needs in ('approved', 'admin') and caller.status <> 'approved' then
    raise exception 'accounts.not_approved' using errcode = 'GR403';
  end if;
  if needs = 'admin' and caller.role <> 'admin' then
    raise exception 'accounts.not_admin' using errcode = 'GR403';
  end if;
end
$$;
grant execute on function private.enter(text) to authenticated;

create policy profiles_select_own on public.profiles for select to authenticated using (id = (select auth.uid()));
create policy profiles_select_admin on public.profiles for select to authenticated using ((select private.is_admin()));
create policy profiles_update_own on public.profiles for update to authenticated
  using (id = (select auth.uid())) with check (id = (select auth.uid()));
grant select on public.profiles to authenticated;
-- By column: role, status and e-mail change only through the functions below.
grant update (first_name, last_name, company, bio, avatar_url) on public.profiles to authenticated;
grant select, update, delete on public.profiles to service_role;

create policy user_settings_select_own on public.user_settings for select to authenticated using (user_id = (select auth.uid()));
create policy user_settings_insert_own on public.user_settings for insert to authenticated with check (user_id = (select auth.uid()));
create policy user_settings_update_own on public.user_settings for update to authenticated
  using (user_id = (select auth.uid())) with check (user_id = (select auth.uid()));
grant select, insert on public.user_settings to authenticated;
grant update (preference) on public.user_settings to authenticated;
grant select, delete on public.user_settings to service_role;

create policy audit_events_select_admin on public.audit_events for select to authenticated using ((select private.is_admin()));
grant select on public.audit_events to authenticated;
create policy error_events_select_admin on public.error_events for select to authenticated using ((select private.is_admin()));
grant select on public.error_events to authenticated;

create function private.tell_admins(event_type text, payload jsonb) returns void
language sql security definer set search_path = '' as $$
  select private.emit(id, event_type, payload) from public.profiles where role = 'admin' and status = 'approved' order by id
$$;
grant execute on function private.tell_admins(text, jsonb) to service_role;

-- Profile rows follow auth.users. Optional fields never make a sign-up fail.
create function private.follow_auth_user() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  admin_email text := (select value #>> '{}' from private.house_settings where key = 'admin_email');
  approval boolean := coalesce((select (value #>> '{}')::boolean from private.house_settings where key = 'signup_approval'), true);
  meta jsonb := coalesce(new.raw_user_meta_data, '{}');
  full_name text := coalesce(meta ->> 'full_name', meta ->> 'name', '');
begin
  insert into public.profiles (id, email, first_name, last_name, company)
  values (
    new.id,
    coalesce(new.email, ''),
    left(btrim(coalesce(meta ->> 'first_name', split_part(full_name, ' ', 1))), 120),
    left(btrim(coalesce(meta ->> 'last_name', substr(full_name, length(split_part(full_name, ' ', 1)) + 2))), 120),
    left(btrim(coalesce(meta ->> 'company', '')), 200)
  )
  on conflict (id) do update set email = excluded.email;

  if new.email_confirmed_at is not null then
    -- One at a time, so that two first people cannot both become the first admin.
    perform pg_catalog.pg_advisory_xact_lock(814001);
    update public.profiles p
       set confirmed_at = new.email_confirmed_at,
           role = case when first_admin.yes then 'admin'::public.account_role else p.role end,
           status = case when p.status = 'pending' and (first_admin.yes or not approval) then 'approved'::public.account_status else p.status end
      from (
        select case
          when coalesce(admin_email, '') <> '' then lower(new.email) = lower(admin_email)
          else not exists (select from public.profiles where role = 'admin')
        end as yes
      ) as first_admin
     where p.id = new.id and p.confirmed_at is null;
    if found then
      perform pg_catalog.pg_notify('greenroom_confirmed', new.id::text);
    end if;
  end if;
  return new;
end
$$;
create trigger follow_auth_user after insert or update of email, email_confirmed_at on auth.users
  for each row execute function private.follow_auth_user();

-- The one way to change somebody's status. Called by an admin, or by the house for a mailed link (auth.uid() is null then).
create function private.set_account_status(person uuid, new_status public.account_status, why text) returns void
language plpgsql security definer set search_path = '' as $$
declare
  before public.profiles;
begin
  if auth.uid() is not null and not private.is_admin() then
    raise exception 'accounts.not_admin' using errcode = 'GR403';
  end if;
  perform pg_catalog.pg_advisory_xact_lock(814001);
  select * into before from public.profiles where id = person for update;
  if not found then
    raise exception 'accounts.not_found' using errcode = 'GR404';
  end if;
  if before.role = 'admin' and new_status <> 'approved'
    and not exists (select from public.profiles where role = 'admin' and status = 'approved' and id <> person) then
    raise exception 'accounts.last_admin' using errcode = 'GR409';
  end if;
  if before.status = new_status and before.status_reason is not distinct from why then
    return;
  end if;
  update public.profiles set status = new_status, status_reason = why where id = person;
  update public.admin_approvals set used_at = now() where user_id = person and used_at is null;
  perform private.write_audit('account.' || new_status, person, jsonb_build_object('from', before.status, 'reason', why));
  perform private.emit(person, 'account.changed', '{}');
  perform private.tell_admins('people.changed', '{}');
end
$$;
grant execute on function private.set_account_status(uuid, public.account_status, text) to authenticated, service_role;

create function private.set_account_role(person uuid, new_role public.account_role) returns void
language plpgsql security definer set search_path = '' as $$
declare
  before public.profiles;
begin
  if not private.is_admin() then
    raise exception 'accounts.not_admin' using errcode = 'GR403';
  end if;
  perform pg_catalog.pg_advisory_xact_lock(814001);
  select * into before from public.profiles where id = person for update;
  if not found then
    raise exception 'accounts.not_found' using errcode = 'GR404';
  end if;
  if before.role = 'admin' and new_role <> 'admin'
    and not exists (select from public.profiles where role = 'admin' and status = 'approved' and id <> person) then
    raise exception 'accounts.last_admin' using errcode = 'GR409';
  end if;
  if before.role = new_role then
    return;
  end if;
  update public.profiles set role = new_role where id = person;
  perform private.write_audit('account.role', person, jsonb_build_object('from', before.role, 'to', new_role));
  perform private.emit(person, 'account.changed', '{}');
  perform private.tell_admins('people.changed', '{}');
end
$$;
grant execute on function private.set_account_role(uuid, public.account_role) to authenticated;
