-- What every room uses: settings of the house, live events, the audit trail, errors, mail, request keys.

create table private.house_settings (
  key text primary key,
  value jsonb not null
);
alter table private.house_settings enable row level security;
alter table private.house_settings force row level security;
grant select, insert, update, delete on private.house_settings to service_role;

create table public.events (
  id bigint generated always as identity primary key,
  user_id uuid not null references auth.users on delete cascade,
  type text not null,
  data jsonb not null default '{}',
  created_at timestamptz not null default now()
);
create index events_user_id_id_idx on public.events (user_id, id);
create index events_created_at_idx on public.events (created_at);
alter table public.events enable row level security;
alter table public.events force row level security;
create policy events_select_own on public.events for select to authenticated using (user_id = (select auth.uid()));
grant select on public.events to authenticated;
grant select, delete on public.events to service_role;

-- Only the id travels in the notification: the row is read under the listener's own rights.
-- The lock makes ids of one person commit in order, so that "everything after id N" misses nothing.
create function private.emit(recipient uuid, event_type text, payload jsonb) returns bigint
language plpgsql security definer set search_path = '' as $$
declare
  event_id bigint;
begin
  perform pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtextextended(recipient::text, 7));
  insert into public.events (user_id, type, data) values (recipient, event_type, payload) returning id into event_id;
  perform pg_catalog.pg_notify('greenroom_events', recipient::text || ':' || event_id::text);
  return event_id;
end
$$;
grant execute on function private.emit(uuid, text, jsonb) to authenticated, service_role;

create table public.audit_events (
  id bigint generated always as identity primary key,
  at timestamptz not null default now(),
  actor_id uuid,
  actor_kind text not null default 'person',
  action text not null,
  subject_id uuid,
  details jsonb not null default '{}'
);
create index audit_events_at_idx on public.audit_events (at desc);
alter table public.audit_events enable row level security;
alter table public.audit_events force row level security;
create function private.refuse_change() returns trigger language plpgsql set search_path = '' as $$
begin
  raise exception 'the audit trail is append-only' using errcode = 'GR409';
end
$$;
create trigger audit_events_append_only before update or delete on public.audit_events
  for each row execute function private.refuse_change();
create trigger audit_events_no_truncate before truncate on public.audit_events
  for each statement execute function private.refuse_change();
grant select, insert on public.audit_events to service_role;

create function private.write_audit(act text, subject uuid, facts jsonb) returns void
language sql security definer set search_path = '' as $$
  insert into public.audit_events (actor_id, actor_kind, action, subject_id, details)
  values ((select auth.uid()), case when (select auth.uid()) is null then 'house' else 'person' end, act, subject, coalesce(facts, '{}'))
$$;
grant execute on function private.write_audit(text, uuid, jsonb) to service_role;

create table public.error_events (
  id bigint generated always as identity primary key,
  created_at timestamptz not null default now(),
  route text not null,
  method text not null,
  status integer not null,
  code text not null,
  message text not null,
  correlation_id text not null,
  user_id uuid,
  safe_context jsonb not null default '{}'
);
create index error_events_created_at_idx on public.error_events (created_at desc);
create index error_events_correlation_id_idx on public.error_events (correlation_id);
alter table public.error_events enable row level security;
alter table public.error_events force row level security;
grant select, insert, delete on public.error_events to service_role;

-- Mail that no server took away: shown at /dev/inbox when the house is bound to loopback.
create table private.mails (
  id uuid primary key default gen_random_uuid(),
  created_at timestamptz not null default now(),
  recipient text not null,
  subject text not null,
  html text not null,
  plain text not null,
  kind text not null
);
create index mails_created_at_idx on private.mails (created_at desc);
alter table private.mails enable row level security;
alter table private.mails force row level security;
grant select, insert, delete on private.mails to service_role;

-- One click, one effect: the answer to a request that carried a key, so that a repeated click gets the same answer.
create table public.request_keys (
  user_id uuid not null references auth.users on delete cascade,
  key text not null check (char_length(key) between 8 and 100),
  purpose text not null,
  result jsonb not null,
  created_at timestamptz not null default now(),
  primary key (user_id, key)
);
alter table public.request_keys enable row level security;
alter table public.request_keys force row level security;
create policy request_keys_select_own on public.request_keys for select to authenticated using (user_id = (select auth.uid()));
create policy request_keys_insert_own on public.request_keys for insert to authenticated with check (user_id = (select auth.uid()));
grant select, insert on public.request_keys to authenticated;
grant select, delete on public.request_keys to service_role;

grant usage on all sequences in schema public to service_role;
