-- Workspaces: people who practise together. Everything about who belongs to one changes through the functions below.

create type public.workspace_plan as enum ('starter', 'pro', 'team');
create type public.workspace_role as enum ('owner', 'admin', 'member');

create table public.workspaces (
  id uuid primary key default gen_random_uuid(),
  name text not null check (char_length(btrim(name)) between 1 and 120),
  -- The same person as the member with role `owner`; both change together. An owner hands over before the account goes:
  -- see private.close_workspaces_of.
  owner_id uuid references public.profiles on delete set null,
  plan public.workspace_plan not null default 'starter',
  -- Days after which recordings, the words of calls and whole calls go; null = they stay until somebody deletes them.
  audio_days integer default 30 check (audio_days between 1 and 3650),
  transcript_days integer default 180 check (transcript_days between 1 and 3650),
  score_days integer default 730 check (score_days between 1 and 3650),
  -- Nothing goes by itself while this is set.
  legal_hold boolean not null default false,
  deleted_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  check (owner_id is not null or deleted_at is not null)
);
create index workspaces_owner_idx on public.workspaces (owner_id);
create trigger workspaces_touch before update on public.workspaces for each row execute function private.touch_updated_at();
alter table public.workspaces enable row level security;
alter table public.workspaces force row level security;

create table public.workspace_members (
  workspace_id uuid not null references public.workspaces on delete cascade,
  user_id uuid not null references public.profiles on delete cascade,
  role public.workspace_role not null default 'member',
  joined_at timestamptz not null default now(),
  primary key (workspace_id, user_id)
);
create index workspace_members_user_idx on public.workspace_members (user_id);
-- One owner, always.
create unique index workspace_members_one_owner on public.workspace_members (workspace_id) where role = 'owner';
alter table public.workspace_members enable row level security;
alter table public.workspace_members force row level security;

create table public.workspace_invites (
  id uuid primary key default gen_random_uuid(),
  workspace_id uuid not null references public.workspaces on delete cascade,
  -- Small letters. Only who proved this address can use the invitation.
  email text not null check (email = lower(btrim(email)) and char_length(email) between 3 and 254),
  role public.workspace_role not null default 'member' check (role <> 'owner'),
  -- SHA-256 of the mailed token, hex; the token itself is never stored.
  token_hash text not null unique,
  invited_by uuid references public.profiles on delete set null,
  expires_at timestamptz not null default now() + interval '7 days',
  accepted_at timestamptz,
  accepted_by uuid references public.profiles on delete set null,
  revoked_at timestamptz,
  created_at timestamptz not null default now()
);
create index workspace_invites_workspace_idx on public.workspace_invites (workspace_id);
create index workspace_invites_by_idx on public.workspace_invites (invited_by);
create index workspace_invites_accepted_idx on public.workspace_invites (accepted_by);
-- One open invitation for an address.
create unique index workspace_invites_one_open on public.workspace_invites (workspace_id, email)
  where accepted_at is null and revoked_at is null;
alter table public.workspace_invites enable row level security;
alter table public.workspace_invites force row level security;

-- What the caller is in a workspace; null for strangers, for people who are not approved and for workspaces that are gone.
create function private.workspace_role(workspace uuid) returns public.workspace_role
language sql stable security definer set search_path = '' as $$
  select m.role from public.workspace_members m
    join public.workspaces w on w.id = m.workspace_id and w.deleted_at is null
   where m.workspace_id = workspace and m.user_id = (select auth.uid()) and private.is_approved()
$$;
create function private.leads_workspace(workspace uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select coalesce(private.workspace_role(workspace) in ('owner', 'admin'), false)
$$;
create function private.plan_people(plan public.workspace_plan) returns integer
language sql immutable set search_path = '' as $$
  select case plan when 'starter' then 5 when 'pro' then 25 else 500 end
$$;
grant execute on function private.workspace_role(uuid), private.leads_workspace(uuid), private.plan_people(public.workspace_plan)
  to authenticated, service_role;

create policy workspaces_select_member on public.workspaces for select to authenticated
  using (deleted_at is null and (select private.workspace_role(id)) is not null);
create policy workspaces_update_leader on public.workspaces for update to authenticated
  using (deleted_at is null and (select private.leads_workspace(id))) with check ((select private.leads_workspace(id)));
grant select on public.workspaces to authenticated;
grant update (name, audio_days, transcript_days, score_days, legal_hold) on public.workspaces to authenticated;
-- Nothing deletes the row itself: calls of people who practised there refer to what was rehearsed in it.
grant select, insert, update on public.workspaces to service_role;

-- How long things are kept and whether anything goes at all is nothing that changes in silence.
create function private.note_retention() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if (new.audio_days, new.transcript_days, new.score_days, new.legal_hold)
     is distinct from (old.audio_days, old.transcript_days, old.score_days, old.legal_hold) then
    perform private.write_audit('workspace.retention', null, jsonb_build_object('workspace', new.id, 'audioDays', new.audio_days,
      'transcriptDays', new.transcript_days, 'scoreDays', new.score_days, 'legalHold', new.legal_hold));
  end if;
  return new;
end
$$;
create trigger workspaces_note_retention after update on public.workspaces
  for each row execute function private.note_retention();

create policy workspace_members_select_fellow on public.workspace_members for select to authenticated
  using ((select private.workspace_role(workspace_id)) is not null);
grant select on public.workspace_members to authenticated;
grant select, insert, update, delete on public.workspace_members to service_role;

create policy workspace_invites_select_leader on public.workspace_invites for select to authenticated
  using ((select private.leads_workspace(workspace_id)));
-- Without the hash: nobody needs it, and it is as good as half a key.
grant select (id, workspace_id, email, role, invited_by, expires_at, accepted_at, accepted_by, revoked_at, created_at)
  on public.workspace_invites to authenticated;
grant select, insert, update, delete on public.workspace_invites to service_role;

create function private.tell_workspace(workspace uuid, event_type text, payload jsonb) returns void
language sql security definer set search_path = '' as $$
  select private.emit(user_id, event_type, payload) from public.workspace_members
   where workspace_id = workspace
     and ((select auth.uid()) is null or private.is_admin() or private.workspace_role(workspace) is not null)
   order by user_id
$$;
grant execute on function private.tell_workspace(uuid, text, jsonb) to authenticated, service_role;

-- Who belongs to it, with what fellows may know of each other.
create function private.workspace_people(workspace uuid)
returns table (user_id uuid, role public.workspace_role, joined_at timestamptz, email text, first_name text, last_name text, avatar_url text)
language sql stable security definer set search_path = '' as $$
  select m.user_id, m.role, m.joined_at, case when private.leads_workspace(workspace) or m.user_id = (select auth.uid()) then p.email end,
         p.first_name, p.last_name, p.avatar_url
    from public.workspace_members m join public.profiles p on p.id = m.user_id
   where m.workspace_id = workspace and private.workspace_role(workspace) is not null
   order by m.role, lower(p.first_name), lower(p.last_name), m.user_id
$$;
grant execute on function private.workspace_people(uuid) to authenticated;

create function private.add_workspace(wanted_name text) returns uuid
language plpgsql security definer set search_path = '' as $$
declare
  added uuid;
begin
  if not private.is_approved() then
    raise exception 'accounts.not_approved' using errcode = 'GR403';
  end if;
  perform 1 from public.profiles where id = auth.uid() for update;
  if (select count(*) from public.workspaces where owner_id = auth.uid() and deleted_at is null) >= 20 then
    raise exception 'workspaces.too_many' using errcode = 'GR409';
  end if;
  insert into public.workspaces (name, owner_id) values (wanted_name, auth.uid()) returning id into added;
  insert into public.workspace_members (workspace_id, user_id, role) values (added, auth.uid(), 'owner');
  perform private.write_audit('workspace.added', auth.uid(), jsonb_build_object('workspace', added));
  perform private.emit(auth.uid(), 'workspaces.changed', jsonb_build_object('workspaceId', added));
  return added;
end
$$;
grant execute on function private.add_workspace(text) to authenticated;

-- Takes the workspace's lock, so that the last seat is given once, and says who is in the way when the caller may not.
create function private.hold_workspace(workspace uuid, leader boolean) returns public.workspaces
language plpgsql security definer set search_path = '' as $$
declare
  held public.workspaces;
  caller public.workspace_role;
begin
  select * into held from public.workspaces where id = workspace and deleted_at is null for update;
  caller := private.workspace_role(workspace);
  if held.id is null or caller is null then
    raise exception 'workspaces.not_found' using errcode = 'GR404';
  end if;
  if leader and caller = 'member' then
    raise exception 'workspaces.not_leader' using errcode = 'GR403';
  end if;
  return held;
end
$$;

create function private.invite_to_workspace(workspace uuid, address text, wanted public.workspace_role, hash text) returns uuid
language plpgsql security definer set search_path = '' as $$
declare
  held public.workspaces := private.hold_workspace(workspace, true);
  added uuid;
begin
  if wanted = 'owner' or (wanted = 'admin' and private.workspace_role(workspace) <> 'owner') then
    raise exception 'workspaces.not_owner' using errcode = 'GR403';
  end if;
  address := lower(btrim(address));
  if exists (select from public.workspace_members m join public.profiles p on p.id = m.user_id
              where m.workspace_id = workspace and lower(p.email) = address) then
    raise exception 'workspaces.already_member' using errcode = 'GR409';
  end if;
  -- Whoever is invited again gets a new letter, and the old one no longer opens.
  update public.workspace_invites set revoked_at = now()
   where workspace_id = workspace and email = address and accepted_at is null and revoked_at is null;
  if (select count(*) from public.workspace_members where workspace_id = workspace)
     + (select count(*) from public.workspace_invites i
         where i.workspace_id = workspace and accepted_at is null and revoked_at is null and expires_at > now())
     >= private.plan_people(held.plan) then
    raise exception 'workspaces.full' using errcode = 'GR409';
  end if;
  insert into public.workspace_invites (workspace_id, email, role, token_hash, invited_by)
  values (workspace, address, wanted, hash, auth.uid()) returning id into added;
  -- Who has an account here sees it there too.
  perform private.emit(p.id, 'workspaces.changed', jsonb_build_object('workspaceId', workspace))
     from public.profiles p where lower(p.email) = address and p.confirmed_at is not null;
  perform private.write_audit('workspace.invited', auth.uid(), jsonb_build_object('workspace', workspace, 'invite', added, 'role', wanted));
  perform private.tell_workspace(workspace, 'workspaces.changed', jsonb_build_object('workspaceId', workspace));
  return added;
end
$$;
create function private.revoke_invite(invite uuid) returns void
language plpgsql security definer set search_path = '' as $$
declare
  wanted public.workspace_invites;
begin
  select * into wanted from public.workspace_invites where id = invite;
  if not found or not private.leads_workspace(wanted.workspace_id) then
    raise exception 'workspaces.invite_gone' using errcode = 'GR404';
  end if;
  update public.workspace_invites set revoked_at = now() where id = invite and accepted_at is null and revoked_at is null;
  perform private.write_audit('workspace.invite_revoked', auth.uid(), jsonb_build_object('workspace', wanted.workspace_id, 'invite', invite));
  perform private.tell_workspace(wanted.workspace_id, 'workspaces.changed', jsonb_build_object('workspaceId', wanted.workspace_id));
end
$$;

-- What an invitation says to whoever holds its letter; the address only as far as its owner will know it again.
create function private.read_invite(hash text)
returns table (workspace_id uuid, workspace_name text, role public.workspace_role, masked_email text, expires_at timestamptz, state text)
language sql stable security definer set search_path = '' as $$
  select w.id, w.name, i.role, left(i.email, 1) || '***' || substr(i.email, strpos(i.email, '@')), i.expires_at,
         case when i.accepted_at is not null then 'used' when i.revoked_at is not null or w.deleted_at is not null then 'revoked'
              when i.expires_at <= now() then 'expired' else 'open' end
    from public.workspace_invites i join public.workspaces w on w.id = i.workspace_id where i.token_hash = hash
$$;
-- Open invitations for the caller's own proven address: for those who do not look into their mail.
create function private.my_invites()
returns table (id uuid, workspace_id uuid, workspace_name text, role public.workspace_role, expires_at timestamptz)
language sql stable security definer set search_path = '' as $$
  select i.id, w.id, w.name, i.role, i.expires_at
    from public.workspace_invites i join public.workspaces w on w.id = i.workspace_id and w.deleted_at is null
    join public.profiles p on p.id = (select auth.uid()) and p.confirmed_at is not null and lower(p.email) = i.email
   where i.accepted_at is null and i.revoked_at is null and i.expires_at > now() and private.is_approved()
   order by i.created_at
$$;

-- By the token of the letter, or by the invitation itself for the person whose address it names.
create function private.accept_invite(hash text, invite uuid) returns uuid
language plpgsql security definer set search_path = '' as $$
declare
  wanted public.workspace_invites;
  me public.profiles;
  held public.workspaces;
begin
  select * into me from public.profiles where id = auth.uid();
  if not private.is_approved() then
    raise exception 'accounts.not_approved' using errcode = 'GR403';
  end if;
  select * into wanted from public.workspace_invites
   where case when hash is not null then token_hash = hash else id = invite and email = lower(me.email) end;
  if not found then
    raise exception 'workspaces.invite_gone' using errcode = 'GR404';
  end if;
  select * into held from public.workspaces where id = wanted.workspace_id and deleted_at is null for update;
  -- Read once more under the lock: it opens once.
  select * into wanted from public.workspace_invites where id = wanted.id for update;
  -- Who is in already and opens the letter again goes in.
  if wanted.accepted_by = auth.uid() and private.workspace_role(held.id) is not null then
    return held.id;
  end if;
  if held.id is null or wanted.accepted_at is not null or wanted.revoked_at is not null or wanted.expires_at <= now() then
    raise exception 'workspaces.invite_gone' using errcode = 'GR410';
  end if;
  if me.confirmed_at is null or lower(me.email) <> wanted.email then
    raise exception 'workspaces.invite_other_address' using errcode = 'GR403';
  end if;
  if not exists (select from public.workspace_members where workspace_id = held.id and user_id = auth.uid())
     and (select count(*) from public.workspace_members where workspace_id = held.id) >= private.plan_people(held.plan) then
    raise exception 'workspaces.full' using errcode = 'GR409';
  end if;
  update public.workspace_invites set accepted_at = now(), accepted_by = auth.uid() where id = wanted.id;
  insert into public.workspace_members (workspace_id, user_id, role) values (held.id, auth.uid(), wanted.role)
  on conflict (workspace_id, user_id) do nothing;
  perform private.write_audit('workspace.joined', auth.uid(), jsonb_build_object('workspace', held.id, 'invite', wanted.id));
  perform private.tell_workspace(held.id, 'workspaces.changed', jsonb_build_object('workspaceId', held.id));
  return held.id;
end
$$;
grant execute on function private.invite_to_workspace(uuid, text, public.workspace_role, text), private.revoke_invite(uuid),
  private.read_invite(text), private.my_invites(), private.accept_invite(text, uuid) to authenticated;
-- Somebody without an account reads what the letter is about before signing up.
grant execute on function private.read_invite(text) to anon;

create function private.set_member_role(workspace uuid, person uuid, wanted public.workspace_role) returns void
language plpgsql security definer set search_path = '' as $$
declare
  held public.workspaces := private.hold_workspace(workspace, true);
  before public.workspace_role;
begin
  if held.owner_id <> auth.uid() then
    raise exception 'workspaces.not_owner' using errcode = 'GR403';
  end if;
  select role into before from public.workspace_members where workspace_id = workspace and user_id = person;
  if before is null then
    raise exception 'workspaces.no_member' using errcode = 'GR404';
  end if;
  if before = 'owner' or wanted = 'owner' then
    raise exception 'workspaces.hand_over' using errcode = 'GR409';
  end if;
  update public.workspace_members set role = wanted where workspace_id = workspace and user_id = person;
  perform private.write_audit('workspace.role', person, jsonb_build_object('workspace', workspace, 'from', before, 'to', wanted));
  perform private.tell_workspace(workspace, 'workspaces.changed', jsonb_build_object('workspaceId', workspace));
end
$$;

create function private.transfer_workspace(workspace uuid, person uuid) returns void
language plpgsql security definer set search_path = '' as $$
declare
  held public.workspaces := private.hold_workspace(workspace, true);
begin
  if held.owner_id <> auth.uid() then
    raise exception 'workspaces.not_owner' using errcode = 'GR403';
  end if;
  if not exists (select from public.workspace_members m join public.profiles p on p.id = m.user_id and p.status = 'approved'
                  where m.workspace_id = workspace and m.user_id = person) then
    raise exception 'workspaces.no_member' using errcode = 'GR404';
  end if;
  if person = held.owner_id then
    return;
  end if;
  -- First the old one steps down: there is never more than one.
  update public.workspace_members set role = 'admin' where workspace_id = workspace and user_id = held.owner_id;
  update public.workspace_members set role = 'owner' where workspace_id = workspace and user_id = person;
  update public.workspaces set owner_id = person where id = workspace;
  perform private.write_audit('workspace.handed_over', person, jsonb_build_object('workspace', workspace, 'from', held.owner_id));
  perform private.tell_workspace(workspace, 'workspaces.changed', jsonb_build_object('workspaceId', workspace));
end
$$;

-- Plans are given by the admins of the house: there is no till in it.
create function private.set_workspace_plan(workspace uuid, wanted public.workspace_plan) returns void
language plpgsql security definer set search_path = '' as $$
declare
  before public.workspace_plan;
begin
  if not private.is_admin() then
    raise exception 'accounts.not_admin' using errcode = 'GR403';
  end if;
  select plan into before from public.workspaces where id = workspace and deleted_at is null for update;
  if before is null then
    raise exception 'workspaces.not_found' using errcode = 'GR404';
  end if;
  update public.workspaces set plan = wanted where id = workspace;
  perform private.write_audit('workspace.plan', null, jsonb_build_object('workspace', workspace, 'from', before, 'to', wanted));
  perform private.tell_workspace(workspace, 'workspaces.changed', jsonb_build_object('workspaceId', workspace));
end
$$;
create function private.all_workspaces()
returns table (id uuid, name text, plan public.workspace_plan, owner_email text, people bigint, created_at timestamptz)
language sql stable security definer set search_path = '' as $$
  select w.id, w.name, w.plan, p.email, (select count(*) from public.workspace_members m where m.workspace_id = w.id), w.created_at
    from public.workspaces w join public.profiles p on p.id = w.owner_id
   where w.deleted_at is null and private.is_admin() order by w.created_at desc, w.id limit 1000
$$;
grant execute on function private.set_member_role(uuid, uuid, public.workspace_role), private.transfer_workspace(uuid, uuid),
  private.set_workspace_plan(uuid, public.workspace_plan), private.all_workspaces() to authenticated;
