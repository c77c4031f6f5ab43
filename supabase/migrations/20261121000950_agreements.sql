-- How far judge and people agreed about each check, by week. Counts only, kept when a week is over, so that they stay as they were
-- when the calls they came from are deleted, no longer shared, or have been kept for long enough.
create table public.check_agreements (
  workspace_id uuid not null references public.workspaces on delete cascade,
  scenario_id uuid not null references public.scenarios on delete cascade,
  check_id text not null check (char_length(check_id) between 1 and 60),
  -- The Monday it began with, in UTC.
  week date not null check (extract(isodow from week) = 1),
  -- As it was asked then, in both languages.
  question jsonb not null,
  both_met integer not null default 0 check (both_met >= 0),
  judge_met integer not null default 0 check (judge_met >= 0),
  person_met integer not null default 0 check (person_met >= 0),
  both_not integer not null default 0 check (both_not >= 0),
  kept_at timestamptz not null default now(),
  primary key (workspace_id, week, scenario_id, check_id),
  check (both_met + judge_met + person_met + both_not > 0)
);
create index check_agreements_scenario_idx on public.check_agreements (scenario_id);
alter table public.check_agreements enable row level security;
alter table public.check_agreements force row level security;
create policy check_agreements_select_leader on public.check_agreements for select to authenticated
  using ((select private.leads_workspace(workspace_id)));
grant select on public.check_agreements to authenticated;
grant select, insert, delete on public.check_agreements to service_role;

-- Every week before this Monday is kept, and its leaders have had their letter. Null: none is yet.
alter table public.workspaces add column agreements_until date;
alter table public.workspaces alter column agreements_until set default date_trunc('week', now() at time zone 'UTC')::date;
create index workspaces_agreements_idx on public.workspaces (agreements_until nulls first) where deleted_at is null;
