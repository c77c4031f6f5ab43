-- What people practise with: techniques and scenarios, the house's own and those of a workspace.

create table public.techniques (
  id uuid primary key default gen_random_uuid(),
  -- Null: the house's own, which everybody may use.
  workspace_id uuid references public.workspaces on delete cascade,
  -- The name that scenarios and rubrics refer to. A workspace's row takes the place of the house's row of the same handle.
  handle text not null check (handle ~ '^[a-z0-9][a-z0-9_-]{0,59}$'),
  phase integer not null check (phase between -9 and 9),
  names jsonb not null,
  definition jsonb not null,
  cues jsonb not null,
  -- Everything about it: technique in contract/techniques.ts
  body jsonb not null check (jsonb_typeof(body) = 'object' and octet_length(body::text) <= 60000),
  revision integer not null default 1,
  changed_by uuid references public.profiles on delete set null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique nulls not distinct (workspace_id, handle)
);
create index techniques_changed_idx on public.techniques (changed_by);
create trigger techniques_touch before update on public.techniques for each row execute function private.touch_updated_at();
alter table public.techniques enable row level security;
alter table public.techniques force row level security;
create policy techniques_select_house on public.techniques for select to authenticated
  using (workspace_id is null and (select private.is_approved()));
create policy techniques_select_fellow on public.techniques for select to authenticated
  using (workspace_id is not null and (select private.workspace_role(workspace_id)) is not null);
create policy techniques_insert_leader on public.techniques for insert to authenticated
  with check (workspace_id is not null and (select private.leads_workspace(workspace_id)) and changed_by = (select auth.uid()));
create policy techniques_update_leader on public.techniques for update to authenticated
  using (workspace_id is not null and (select private.leads_workspace(workspace_id)))
  with check (workspace_id is not null and (select private.leads_workspace(workspace_id)) and changed_by = (select auth.uid()));
create policy techniques_delete_leader on public.techniques for delete to authenticated
  using (workspace_id is not null and (select private.leads_workspace(workspace_id)));
grant select, delete on public.techniques to authenticated;
grant insert (id, workspace_id, handle, phase, names, definition, cues, body, changed_by) on public.techniques to authenticated;
grant update (phase, names, definition, cues, body, revision, changed_by) on public.techniques to authenticated;
grant select, insert, update, delete on public.techniques to service_role;

create type public.scenario_category as enum ('discovery', 'objections', 'closing', 'custom');
create type public.scenario_difficulty as enum ('easy', 'medium', 'hard');

create table public.scenarios (
  id uuid primary key default gen_random_uuid(),
  -- Null: public, for everybody in the house.
  workspace_id uuid references public.workspaces on delete cascade,
  slug text not null check (slug ~ '^[a-z0-9][a-z0-9_-]{0,59}$'),
  title jsonb not null,
  description jsonb not null,
  category public.scenario_category not null,
  difficulty public.scenario_difficulty not null,
  created_by uuid references public.profiles on delete set null,
  techniques_required text[] not null default '{}',
  is_featured boolean not null default false,
  -- The newest published one; 0 = a draft that nobody can rehearse yet.
  version integer not null default 0,
  -- What a trainee may read before a call, as published: brief and rubric of contract/scenarios.ts
  brief jsonb,
  rubric jsonb,
  -- The whole draft, the customer's secrets among it: no API role reads this column; see private.scenario_draft.
  flow_data jsonb not null check (jsonb_typeof(flow_data) = 'object' and octet_length(flow_data::text) <= 2000000),
  -- Whom one meets: what a card says of the customer, and nothing more of the draft.
  customer_name text generated always as (flow_data #>> '{flow,persona,name}') stored,
  customer_role jsonb generated always as (flow_data #> '{flow,persona,role}') stored,
  draft_revision integer not null default 1,
  draft_changed_at timestamptz not null default now(),
  published_at timestamptz,
  -- SHA-256 of the house's own text that this row was last filled with; null as soon as somebody changes it: from then on a
  -- newer text of the house does not overwrite it.
  seed_hash text,
  deleted_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create unique index scenarios_slug on public.scenarios (workspace_id, slug) nulls not distinct where deleted_at is null;
create index scenarios_created_idx on public.scenarios (created_by);
create trigger scenarios_touch before update on public.scenarios for each row execute function private.touch_updated_at();
alter table public.scenarios enable row level security;
alter table public.scenarios force row level security;

create function private.edits_scenarios(workspace uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select case when workspace is null then private.is_admin() else private.leads_workspace(workspace) end
$$;
create function private.sees_scenario(scenario uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (select from public.scenarios s where s.id = scenario and s.deleted_at is null and private.is_approved()
    and (private.edits_scenarios(s.workspace_id)
         or (s.version > 0 and (s.workspace_id is null or private.workspace_role(s.workspace_id) is not null))))
$$;
grant execute on function private.edits_scenarios(uuid), private.sees_scenario(uuid) to authenticated, service_role;

create policy scenarios_select_public on public.scenarios for select to authenticated
  using (deleted_at is null and version > 0 and workspace_id is null and (select private.is_approved()));
create policy scenarios_select_fellow on public.scenarios for select to authenticated
  using (deleted_at is null and version > 0 and workspace_id is not null and (select private.workspace_role(workspace_id)) is not null);
create policy scenarios_select_editor on public.scenarios for select to authenticated
  using (deleted_at is null and (select private.edits_scenarios(workspace_id)));
grant select (id, workspace_id, slug, title, description, category, difficulty, created_by, techniques_required, is_featured, version,
  brief, rubric, customer_name, customer_role, draft_revision, draft_changed_at, published_at, created_at, updated_at) on public.scenarios to authenticated;
grant select, insert, update, delete on public.scenarios to service_role;

-- What was published once never changes: calls and their scores refer to it.
create table public.scenario_versions (
  scenario_id uuid not null references public.scenarios on delete cascade,
  version integer not null check (version > 0),
  -- scenario in contract/scenarios.ts
  body jsonb not null,
  sha256 text not null,
  note text not null default '' check (char_length(note) <= 500),
  published_by uuid references public.profiles on delete set null,
  created_at timestamptz not null default now(),
  primary key (scenario_id, version)
);
create index scenario_versions_by_idx on public.scenario_versions (published_by);
alter table public.scenario_versions enable row level security;
alter table public.scenario_versions force row level security;
create policy scenario_versions_select_editor on public.scenario_versions for select to authenticated
  using (exists (select from public.scenarios s where s.id = scenario_id and private.edits_scenarios(s.workspace_id)));
grant select on public.scenario_versions to authenticated;
grant select, insert, delete on public.scenario_versions to service_role;

create function private.hold_scenario(scenario uuid) returns public.scenarios
language plpgsql security definer set search_path = '' as $$
declare
  held public.scenarios;
begin
  select * into held from public.scenarios where id = scenario and deleted_at is null for update;
  if held.id is null or not private.sees_scenario(scenario) then
    raise exception 'scenarios.not_found' using errcode = 'GR404';
  end if;
  if not private.edits_scenarios(held.workspace_id) then
    raise exception 'scenarios.not_editor' using errcode = 'GR403';
  end if;
  return held;
end
$$;

-- Tells those whose shelf it stands on; of a draft that is being written, those who may write it.
create function private.tell_of_scenario(scenario uuid, editors_only boolean) returns void
language sql security definer set search_path = '' as $$
  select private.emit(p.id, 'scenarios.changed', jsonb_build_object('scenarioId', scenario))
    from public.scenarios s join public.profiles p on p.status = 'approved'
    left join public.workspace_members m on m.workspace_id = s.workspace_id and m.user_id = p.id
   where s.id = scenario
     and case when s.workspace_id is null then not editors_only or p.role = 'admin'
              else m.user_id is not null and (not editors_only or m.role <> 'member') end
   order by p.id
$$;
grant execute on function private.tell_of_scenario(uuid, boolean) to authenticated;

create function private.scenario_draft(scenario uuid) returns table (body jsonb, revision integer)
language plpgsql security definer set search_path = '' as $$
declare
  held public.scenarios := private.hold_scenario(scenario);
begin
  return query select held.flow_data, held.draft_revision;
end
$$;

create function private.add_scenario(workspace uuid, wanted jsonb) returns uuid
language plpgsql security definer set search_path = '' as $$
declare
  added uuid;
begin
  if not private.is_approved() or not private.edits_scenarios(workspace) then
    raise exception 'scenarios.not_editor' using errcode = 'GR403';
  end if;
  if (select count(*) from public.scenarios where workspace_id is not distinct from workspace and deleted_at is null) >= 500 then
    raise exception 'scenarios.too_many' using errcode = 'GR409';
  end if;
  insert into public.scenarios (workspace_id, slug, title, description, category, difficulty, created_by, techniques_required, flow_data)
  values (workspace, wanted ->> 'slug', wanted -> 'title', wanted -> 'description', (wanted ->> 'category')::public.scenario_category,
    (wanted ->> 'difficulty')::public.scenario_difficulty, auth.uid(),
    array(select jsonb_array_elements_text(wanted -> 'required')), wanted)
  returning id into added;
  perform private.write_audit('scenario.added', auth.uid(), jsonb_build_object('scenario', added, 'workspace', workspace));
  return added;
exception when unique_violation then
  raise exception 'scenarios.slug_taken' using errcode = 'GR409';
end
$$;

-- Only onto the draft that was read: two windows never overwrite each other in silence. Answers the new revision.
create function private.save_scenario_draft(scenario uuid, expected integer, wanted jsonb) returns integer
language plpgsql security definer set search_path = '' as $$
declare
  held public.scenarios := private.hold_scenario(scenario);
begin
  if held.draft_revision <> expected then
    raise exception 'scenarios.changed_elsewhere' using errcode = 'GR409';
  end if;
  update public.scenarios
     set flow_data = wanted, draft_revision = expected + 1, slug = wanted ->> 'slug', seed_hash = null,
         -- Back to what is published: nothing is left to publish.
         draft_changed_at = case when wanted = (select v.body from public.scenario_versions v
                                                 where v.scenario_id = scenario and v.version = held.version)
                                 then published_at else now() end,
         techniques_required = case when version = 0 then array(select jsonb_array_elements_text(wanted -> 'required'))
                                    else techniques_required end,
         title = case when version = 0 then wanted -> 'title' else title end,
         description = case when version = 0 then wanted -> 'description' else description end,
         category = case when version = 0 then (wanted ->> 'category')::public.scenario_category else category end,
         difficulty = case when version = 0 then (wanted ->> 'difficulty')::public.scenario_difficulty else difficulty end
   where id = scenario;
  return expected + 1;
exception when unique_violation then
  raise exception 'scenarios.slug_taken' using errcode = 'GR409';
end
$$;

-- The house checks the flow before it calls this. Answers the new version.
create function private.publish_scenario(scenario uuid, expected integer, hash text, why text) returns integer
language plpgsql security definer set search_path = '' as $$
declare
  held public.scenarios := private.hold_scenario(scenario);
begin
  if held.draft_revision <> expected then
    raise exception 'scenarios.changed_elsewhere' using errcode = 'GR409';
  end if;
  if held.version > 0 and (select v.sha256 from public.scenario_versions v where v.scenario_id = scenario and v.version = held.version) = hash then
    raise exception 'scenarios.nothing_changed' using errcode = 'GR409';
  end if;
  insert into public.scenario_versions (scenario_id, version, body, sha256, note, published_by)
  values (scenario, held.version + 1, held.flow_data, hash, why, auth.uid());
  update public.scenarios
     set version = held.version + 1, published_at = now(), draft_changed_at = now(), title = flow_data -> 'title', description = flow_data -> 'description',
         category = (flow_data ->> 'category')::public.scenario_category,
         difficulty = (flow_data ->> 'difficulty')::public.scenario_difficulty,
         techniques_required = array(select jsonb_array_elements_text(flow_data -> 'required')),
         brief = flow_data -> 'brief', rubric = flow_data -> 'rubric'
   where id = scenario;
  perform private.write_audit('scenario.published', auth.uid(), jsonb_build_object('scenario', scenario, 'version', held.version + 1));
  return held.version + 1;
end
$$;

create function private.feature_scenario(scenario uuid, wanted boolean) returns void
language plpgsql security definer set search_path = '' as $$
declare
  held public.scenarios := private.hold_scenario(scenario);
begin
  update public.scenarios set is_featured = wanted where id = held.id;
end
$$;

-- Calls that refer to it stay whole; it is only gone from the shelf. The same call brings it back for a while.
create function private.set_scenario_deleted(scenario uuid, gone boolean) returns boolean
language plpgsql security definer set search_path = '' as $$
declare
  workspace uuid;
begin
  select workspace_id into workspace from public.scenarios where id = scenario for update;
  if not found or not private.is_approved() or not private.edits_scenarios(workspace) then
    raise exception 'scenarios.not_found' using errcode = 'GR404';
  end if;
  update public.scenarios set deleted_at = case when gone then now() end
   where id = scenario and case when gone then deleted_at is null else deleted_at > now() - interval '10 seconds' end;
  if found then
    perform private.write_audit(case when gone then 'scenario.deleted' else 'scenario.restored' end, auth.uid(),
      jsonb_build_object('scenario', scenario));
  end if;
  return found;
exception when unique_violation then
  raise exception 'scenarios.slug_taken' using errcode = 'GR409';
end
$$;
grant execute on function private.scenario_draft(uuid), private.add_scenario(uuid, jsonb), private.save_scenario_draft(uuid, integer, jsonb),
  private.publish_scenario(uuid, integer, text, text), private.feature_scenario(uuid, boolean),
  private.set_scenario_deleted(uuid, boolean) to authenticated;
