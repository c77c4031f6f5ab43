-- Calls that people rehearse: turns, recordings, scores, and who else may see what of them.

-- What somebody agreed to, in which words, and until when.
create table public.recording_consents (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references public.profiles on delete cascade,
  purpose text not null check (purpose in ('audio', 'transcript', 'provider')),
  text_version text not null check (char_length(text_version) between 1 and 40),
  given_at timestamptz not null default now(),
  withdrawn_at timestamptz
);
create unique index recording_consents_one on public.recording_consents (user_id, purpose) where withdrawn_at is null;
alter table public.recording_consents enable row level security;
alter table public.recording_consents force row level security;
create policy recording_consents_select_own on public.recording_consents for select to authenticated using (user_id = (select auth.uid()));
create policy recording_consents_insert_own on public.recording_consents for insert to authenticated
  with check (user_id = (select auth.uid()) and (select private.is_approved()));
create policy recording_consents_update_own on public.recording_consents for update to authenticated
  using (user_id = (select auth.uid()) and withdrawn_at is null) with check (user_id = (select auth.uid()));
grant select on public.recording_consents to authenticated;
grant insert (id, user_id, purpose, text_version) on public.recording_consents to authenticated;
grant update (withdrawn_at) on public.recording_consents to authenticated;
grant select, delete on public.recording_consents to service_role;

create type public.session_status as enum ('in_progress', 'completed', 'abandoned');
create type public.session_phase as enum ('preparation', 'discovery', 'proposal', 'closing');
create type public.score_state as enum ('none', 'queued', 'judging', 'scored', 'not_scored', 'failed');

create table public.sessions (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references public.profiles on delete cascade,
  -- Where it may be shared; null = practice that belongs to nobody else.
  workspace_id uuid references public.workspaces on delete set null,
  scenario_id uuid not null,
  scenario_version integer not null,
  language text not null check (language in ('en', 'nl')),
  mode text not null check (mode in ('typed', 'spoken')),
  status public.session_status not null default 'in_progress',
  phase public.session_phase not null default 'preparation',
  -- Number of the next turn; two windows that answer the same one find out by it.
  next_turn integer not null default 0,
  -- Where the conversation stands: engineState in contract/roleplays.ts
  state jsonb not null,
  -- The rules of the score as they were when the call began: frozenRubric in contract/roleplays.ts
  rubric jsonb not null,
  rubric_hash text not null,
  seed bigint not null,
  -- This call goes on from a turn of another one.
  retry_of uuid references public.sessions on delete set null,
  retry_turn integer,
  started_at timestamptz not null default now(),
  -- Told by the page, so that turns and recordings share one clock: milliseconds of talk so far.
  talk_ms integer not null default 0 check (talk_ms >= 0),
  paused_at timestamptz,
  last_activity_at timestamptz not null default now(),
  call_ended_at timestamptz,
  outcome text,
  duration_seconds integer check (duration_seconds >= 0),
  score_state public.score_state not null default 'none',
  -- By code from what the judge said. What people decided stands beside it.
  score numeric(5, 2) check (score between 0 and 100),
  reviewed_score numeric(5, 2) check (reviewed_score between 0 and 100),
  passed boolean,
  -- scorecard in contract/roleplays.ts, as judged and as reviewed
  scorecard jsonb,
  reviewed_scorecard jsonb,
  techniques_detected jsonb not null default '[]',
  feedback jsonb not null default '[]',
  failure jsonb,
  -- Storage keys in buckets `session-transcripts` and `audio-uploads`.
  transcript_url text,
  audio_url text,
  shared_with_team boolean not null default false,
  shared_at timestamptz,
  audio_gone_at timestamptz,
  transcript_gone_at timestamptz,
  completed_at timestamptz,
  deleted_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  foreign key (scenario_id, scenario_version) references public.scenario_versions (scenario_id, version),
  unique (id, user_id),
  check (not shared_with_team or workspace_id is not null),
  check (status <> 'completed' or completed_at is not null),
  check (score_state <> 'scored' or (score is not null and scorecard is not null))
);
create index sessions_user_idx on public.sessions (user_id, created_at desc) where deleted_at is null;
create index sessions_workspace_idx on public.sessions (workspace_id, created_at desc) where shared_with_team and deleted_at is null;
create index sessions_scenario_idx on public.sessions (scenario_id, scenario_version);
create index sessions_retry_idx on public.sessions (retry_of);
create index sessions_open_idx on public.sessions (last_activity_at) where status = 'in_progress';
create index sessions_scoring_idx on public.sessions (score_state) where score_state in ('queued', 'judging');
create trigger sessions_touch before update on public.sessions for each row execute function private.touch_updated_at();
alter table public.sessions enable row level security;
alter table public.sessions force row level security;

-- Whether the caller leads the workspace that a call was shared with, and the one who shared it is still in it.
create function private.sees_shared_session(session uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (select from public.sessions s
    join public.workspace_members m on m.workspace_id = s.workspace_id and m.user_id = s.user_id
   where s.id = session and s.shared_with_team and s.deleted_at is null and private.leads_workspace(s.workspace_id))
$$;
-- Asked by the policy of the table itself, which cannot look into its own table.
create function private.owns_session(session uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (select from public.sessions where id = session and user_id = (select auth.uid()) and deleted_at is null)
$$;
-- Whether a published scenario is on the shelf of a workspace: the house's own or one that the workspace made.
create function private.practised_in(scenario uuid, workspace uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (select from public.scenarios s where s.id = scenario and s.deleted_at is null and s.version > 0
    and (s.workspace_id is null or s.workspace_id = workspace))
$$;
grant execute on function private.sees_shared_session(uuid), private.owns_session(uuid), private.practised_in(uuid, uuid)
  to authenticated, service_role;

create policy sessions_select_own on public.sessions for select to authenticated
  using (user_id = (select auth.uid()) and (select private.is_approved()));
-- What it came to; the words of a call are read through private.read_turns, which writes down who did.
create policy sessions_select_leader on public.sessions for select to authenticated
  using (shared_with_team and deleted_at is null and workspace_id is not null and (select private.leads_workspace(workspace_id))
    and private.sees_shared_session(id));
create policy sessions_insert_own on public.sessions for insert to authenticated
  with check (user_id = (select auth.uid()) and (select private.is_approved()) and private.sees_scenario(scenario_id)
    and (workspace_id is null or (select private.workspace_role(workspace_id)) is not null)
    -- What one workspace made is not shown to the leaders of another one.
    and (workspace_id is null or private.practised_in(scenario_id, workspace_id))
    and (retry_of is null or private.owns_session(retry_of)));
create policy sessions_update_own on public.sessions for update to authenticated
  using (user_id = (select auth.uid()) and (select private.is_approved())) with check (user_id = (select auth.uid()));
grant select on public.sessions to authenticated;
grant insert (id, user_id, workspace_id, scenario_id, scenario_version, language, mode, state, rubric, rubric_hash, seed, phase, retry_of, retry_turn)
  on public.sessions to authenticated;
grant update (paused_at, last_activity_at, talk_ms) on public.sessions to authenticated;
grant select, insert, update, delete on public.sessions to service_role;

-- A call never walks backwards.
create function private.check_session_step() returns trigger language plpgsql set search_path = '' as $$
begin
  if new.status is distinct from old.status and old.status <> 'in_progress' then
    raise exception 'roleplays.step_refused: % to %', old.status, new.status using errcode = 'GR409';
  end if;
  if new.score_state is distinct from old.score_state and not (case old.score_state
    when 'none' then new.score_state = 'queued'
    when 'queued' then new.score_state in ('judging', 'scored', 'not_scored', 'failed')
    when 'judging' then new.score_state in ('queued', 'scored', 'not_scored', 'failed')
    when 'failed' then new.score_state = 'queued'
    else false
  end) then
    raise exception 'roleplays.step_refused: % to %', old.score_state, new.score_state using errcode = 'GR409';
  end if;
  if new.rubric_hash is distinct from old.rubric_hash or new.scenario_version is distinct from old.scenario_version then
    raise exception 'roleplays.frozen' using errcode = 'GR409';
  end if;
  return new;
end
$$;
create trigger sessions_check_step before update on public.sessions for each row execute function private.check_session_step();

create type public.transcription_state as enum ('none', 'waiting', 'running', 'ready', 'failed', 'unknown');

-- One recording of one turn, there before its words are.
create table public.session_clips (
  -- Given by the browser, so that sending it again is the same clip.
  id uuid primary key,
  session_id uuid not null,
  user_id uuid not null,
  turn_number integer not null check (turn_number >= 0),
  -- Storage key in bucket `audio-uploads`; null once it is gone.
  file_path text unique,
  mime text not null,
  bytes bigint not null check (bytes > 0),
  sha256 text not null,
  -- On the clock of the call.
  start_ms integer not null check (start_ms >= 0),
  end_ms integer not null check (end_ms >= start_ms),
  state public.transcription_state not null default 'none',
  text text check (char_length(text) <= 20000),
  transcriber text,
  failure jsonb,
  -- Recorded again before it was said.
  dropped_at timestamptz,
  purged_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  foreign key (session_id, user_id) references public.sessions (id, user_id) on delete cascade,
  unique (id, session_id)
);
create index session_clips_session_idx on public.session_clips (session_id, turn_number);
create index session_clips_user_idx on public.session_clips (user_id);
create trigger session_clips_touch before update on public.session_clips for each row execute function private.touch_updated_at();
alter table public.session_clips enable row level security;
alter table public.session_clips force row level security;
create policy session_clips_select_own on public.session_clips for select to authenticated
  using (user_id = (select auth.uid()) and (select private.is_approved()));
create policy session_clips_insert_own on public.session_clips for insert to authenticated
  with check (user_id = (select auth.uid()) and (select private.is_approved())
    and exists (select from public.recording_consents c where c.user_id = (select auth.uid()) and c.purpose = 'audio' and c.withdrawn_at is null)
    and (file_path is null or starts_with(file_path, (select auth.uid())::text || '/'))
    and exists (select from public.sessions s where s.id = session_id and s.user_id = (select auth.uid()) and s.status = 'in_progress'));
create policy session_clips_update_own on public.session_clips for update to authenticated
  using (user_id = (select auth.uid()) and (select private.is_approved())) with check (user_id = (select auth.uid()));
grant select on public.session_clips to authenticated;
grant insert (id, session_id, user_id, turn_number, file_path, mime, bytes, sha256, start_ms, end_ms, state)
  on public.session_clips to authenticated;
grant update (dropped_at) on public.session_clips to authenticated;
grant select, insert, update, delete on public.session_clips to service_role;

create type public.turn_speaker as enum ('trainee', 'customer');

create table public.session_turns (
  id uuid primary key default gen_random_uuid(),
  session_id uuid not null,
  user_id uuid not null,
  number integer not null check (number >= 0),
  speaker public.turn_speaker not null,
  text text not null check (char_length(text) <= 20000),
  -- What was heard or typed at first, when the trainee has put it right afterwards.
  first_text text,
  -- typed, browser, openai, local, engine, model
  source text not null check (source ~ '^[a-z_]{1,30}$'),
  -- On the clock of the call; null when it was typed.
  start_ms integer check (start_ms >= 0),
  end_ms integer check (end_ms >= start_ms),
  clip_id uuid,
  -- The customer's voice, when one was made: storage key in bucket `audio-uploads`.
  audio_key text,
  aside boolean not null default false,
  -- Where the conversation stood after this turn: engineState. From any turn a call can go on anew.
  state jsonb,
  -- customerAct of a customer's turn; evidence of a trainee's.
  act jsonb,
  evidence jsonb,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  foreign key (session_id, user_id) references public.sessions (id, user_id) on delete cascade,
  foreign key (clip_id, session_id) references public.session_clips (id, session_id) on delete set null (clip_id),
  unique (session_id, number),
  unique (id, session_id)
);
create unique index session_turns_clip on public.session_turns (clip_id) where clip_id is not null;
create index session_turns_user_idx on public.session_turns (user_id);
create trigger session_turns_touch before update on public.session_turns for each row execute function private.touch_updated_at();
alter table public.session_turns enable row level security;
alter table public.session_turns force row level security;
create policy session_turns_select_own on public.session_turns for select to authenticated
  using (user_id = (select auth.uid()) and (select private.is_approved()));
grant select on public.session_turns to authenticated;
grant select, insert, update, delete on public.session_turns to service_role;

-- Takes one's own call for a change; two windows wait for each other here.
create function private.hold_session(session uuid, running boolean) returns public.sessions
language plpgsql security definer set search_path = '' as $$
declare
  held public.sessions;
begin
  select * into held from public.sessions where id = session and deleted_at is null for update;
  if held.id is null or held.user_id is distinct from auth.uid() or not private.is_approved() then
    raise exception 'roleplays.not_found' using errcode = 'GR404';
  end if;
  if running and held.status <> 'in_progress' then
    raise exception 'roleplays.over' using errcode = 'GR409';
  end if;
  return held;
end
$$;

-- What was said and where the call stands after it, at once or not at all: turns is an array of rows of session_turns
-- without number. Only onto the turn that was seen last.
create function private.add_turns(session uuid, expected integer, turns jsonb, new_state jsonb, new_phase public.session_phase,
  talked_ms integer, ended_outcome text) returns integer
language plpgsql security definer set search_path = '' as $$
declare
  held public.sessions := private.hold_session(session, true);
  added integer;
begin
  if held.next_turn <> expected then
    raise exception 'roleplays.turn_taken' using errcode = 'GR409';
  end if;
  if held.call_ended_at is not null then
    raise exception 'roleplays.call_ended' using errcode = 'GR409';
  end if;
  insert into public.session_turns (id, session_id, user_id, number, speaker, text, source, start_ms, end_ms, clip_id, audio_key, aside, state, act, evidence)
  select coalesce(t.id, gen_random_uuid()), session, held.user_id, expected + t.place - 1, t.speaker, t.text, t.source, t.start_ms, t.end_ms, t.clip_id, t.audio_key,
         coalesce(t.aside, false), t.state, t.act, t.evidence
    from rows from (jsonb_to_recordset(turns) as (id uuid, speaker public.turn_speaker, text text, source text, start_ms integer,
      end_ms integer, clip_id uuid, audio_key text, aside boolean, state jsonb, act jsonb, evidence jsonb))
      with ordinality as t (id, speaker, text, source, start_ms, end_ms, clip_id, audio_key, aside, state, act, evidence, place);
  get diagnostics added = row_count;
  update public.sessions
     set next_turn = expected + added, state = new_state, phase = new_phase, talk_ms = greatest(talk_ms, talked_ms), paused_at = null,
         last_activity_at = now(), call_ended_at = case when ended_outcome is not null then now() end, outcome = ended_outcome
   where id = session;
  return expected + added;
end
$$;

-- When an answer of the customer was really heard, told once: pauses are measured by it.
create function private.time_answer(session uuid, of_number integer, from_ms integer, until_ms integer) returns void
language plpgsql security definer set search_path = '' as $$
declare
  held public.sessions := private.hold_session(session, true);
begin
  update public.session_turns set start_ms = from_ms, end_ms = until_ms
   where session_id = held.id and number = of_number and speaker = 'customer' and start_ms is null;
end
$$;

-- The trainee hangs up; what was said stays and may still be put right before it is scored.
create function private.end_call(session uuid, how text) returns void
language plpgsql security definer set search_path = '' as $$
declare
  held public.sessions := private.hold_session(session, true);
begin
  update public.sessions set call_ended_at = coalesce(call_ended_at, now()), outcome = coalesce(outcome, how), paused_at = null,
         last_activity_at = now()
   where id = held.id;
end
$$;

-- Words that were heard wrong, until the call is scored. Only one's own; what the customer said was said.
create function private.edit_turn(turn uuid, session uuid, wanted text) returns void
language plpgsql security definer set search_path = '' as $$
declare
  held public.sessions := private.hold_session(session, false);
begin
  if held.score_state <> 'none' then
    raise exception 'roleplays.scored_already' using errcode = 'GR409';
  end if;
  update public.session_turns set first_text = coalesce(first_text, text), text = wanted
   where id = turn and session_id = held.id and speaker = 'trainee';
  if not found then
    raise exception 'roleplays.no_turn' using errcode = 'GR404';
  end if;
end
$$;

-- Ends the call if it runs, and asks for its score. Asking twice is asking once.
create function private.process_session(session uuid) returns boolean
language plpgsql security definer set search_path = '' as $$
declare
  held public.sessions := private.hold_session(session, false);
begin
  if held.status = 'abandoned' then
    raise exception 'roleplays.over' using errcode = 'GR409';
  end if;
  if held.score_state not in ('none', 'failed') then
    return false;
  end if;
  if exists (select from public.session_clips c where c.session_id = session and c.dropped_at is null and c.purged_at is null
       and not exists (select from public.session_turns t where t.clip_id = c.id)) and held.call_ended_at is null then
    raise exception 'roleplays.clip_waits' using errcode = 'GR409';
  end if;
  update public.sessions
     set status = 'completed', completed_at = coalesce(completed_at, now()), call_ended_at = coalesce(call_ended_at, now()),
         outcome = coalesce(outcome, 'hung_up'), paused_at = null, score_state = 'queued', failure = null,
         duration_seconds = greatest(1, ceil(talk_ms / 1000.0))
   where id = session;
  return true;
end
$$;

create function private.share_session(session uuid, wanted boolean) returns void
language plpgsql security definer set search_path = '' as $$
declare
  held public.sessions := private.hold_session(session, false);
begin
  if wanted and (held.workspace_id is null or private.workspace_role(held.workspace_id) is null) then
    raise exception 'roleplays.no_workspace' using errcode = 'GR409';
  end if;
  if wanted and held.status <> 'completed' then
    raise exception 'roleplays.not_finished' using errcode = 'GR409';
  end if;
  update public.sessions set shared_with_team = wanted, shared_at = case when wanted then coalesce(shared_at, now()) end where id = session;
  if wanted is distinct from held.shared_with_team then
    perform private.write_audit(case when wanted then 'session.shared' else 'session.unshared' end, held.user_id,
      jsonb_build_object('session', session, 'workspace', held.workspace_id));
    perform private.emit(m.user_id, 'roleplays.changed', jsonb_build_object('sessionId', session)) from public.workspace_members m
      where m.workspace_id = held.workspace_id and m.role in ('owner', 'admin');
  end if;
end
$$;

-- The words of somebody's call. One's own are read as they are; everybody else's leave a line in the audit, written in the same
-- transaction as they are read. Leaders of the workspace it was shared with may, and admins of the house with a reason,
-- of which the person is told.
create function private.read_turns(session uuid, why text) returns setof public.session_turns
language plpgsql security definer set search_path = '' as $$
declare
  wanted public.sessions;
begin
  select * into wanted from public.sessions where id = session and deleted_at is null;
  if wanted.id is null or not private.is_approved() then
    raise exception 'roleplays.not_found' using errcode = 'GR404';
  end if;
  if wanted.user_id <> auth.uid() then
    if private.sees_shared_session(session) then
      perform private.write_audit('transcript.read', wanted.user_id, jsonb_build_object('session', session, 'as', 'leader'));
    elsif private.is_admin() and char_length(btrim(coalesce(why, ''))) >= 10 then
      perform private.write_audit('transcript.read', wanted.user_id, jsonb_build_object('session', session, 'as', 'admin', 'reason', why));
      perform private.emit(wanted.user_id, 'roleplays.changed', jsonb_build_object('sessionId', session));
    elsif private.is_admin() then
      raise exception 'roleplays.say_why' using errcode = 'GR403';
    else
      raise exception 'roleplays.not_found' using errcode = 'GR404';
    end if;
  end if;
  return query select * from public.session_turns t where t.session_id = session order by t.number;
end
$$;
-- Who looked at the words of one's own call.
create function private.session_readers(session uuid) returns table (at timestamptz, reader text, as_what text, reason text)
language sql stable security definer set search_path = '' as $$
  select a.at, btrim(p.first_name || ' ' || p.last_name), a.details ->> 'as', a.details ->> 'reason'
    from public.audit_events a left join public.profiles p on p.id = a.actor_id
   where a.action = 'transcript.read' and a.subject_id = (select auth.uid()) and a.details ->> 'session' = session::text
   order by a.at desc limit 100
$$;
grant execute on function private.add_turns(uuid, integer, jsonb, jsonb, public.session_phase, integer, text),
  private.time_answer(uuid, integer, integer, integer), private.end_call(uuid, text), private.edit_turn(uuid, uuid, text), private.process_session(uuid), private.share_session(uuid, boolean),
  private.read_turns(uuid, text), private.session_readers(uuid) to authenticated;

create type public.coach_call_state as enum ('reserved', 'submitted', 'unknown', 'ready', 'failed');

-- The ledger of the coach: a call to a vendor that costs money is sent at most once for each row.
create table public.coach_calls (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null,
  session_id uuid not null,
  kind text not null check (kind in ('transcription', 'judgement', 'phrasing', 'voice', 'voice_session', 'avatar_session')),
  -- What it is about within the call: the id of a clip or a turn, the hash of a rubric.
  about text not null check (char_length(about) between 1 and 120),
  provider text not null,
  model text not null default '',
  request_hash text not null,
  state public.coach_call_state not null default 'reserved',
  price_estimate bigint not null default 0 check (price_estimate >= 0),
  price_charged bigint check (price_charged >= 0),
  result jsonb,
  failure jsonb,
  attempts integer not null default 0,
  submitted_at timestamptz,
  finished_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  foreign key (session_id, user_id) references public.sessions (id, user_id) on delete cascade,
  check (state not in ('submitted', 'unknown', 'ready') or submitted_at is not null)
);
-- Never two at a time for one thing, and never again once it is there. A new attempt needs that the old one has failed.
create unique index coach_calls_one on public.coach_calls (session_id, kind, about, request_hash)
  where state in ('reserved', 'submitted', 'unknown', 'ready');
create index coach_calls_user_idx on public.coach_calls (user_id, created_at desc);
create index coach_calls_open_idx on public.coach_calls (state) where state in ('reserved', 'submitted');
create trigger coach_calls_touch before update on public.coach_calls for each row execute function private.touch_updated_at();
alter table public.coach_calls enable row level security;
alter table public.coach_calls force row level security;
create policy coach_calls_select_own on public.coach_calls for select to authenticated
  using (user_id = (select auth.uid()) and (select private.is_approved()));
create policy coach_calls_select_admin on public.coach_calls for select to authenticated using ((select private.is_admin()));
create policy coach_calls_insert_own on public.coach_calls for insert to authenticated
  with check (user_id = (select auth.uid()) and (select private.is_approved()) and state = 'reserved'
    and exists (select from public.recording_consents c where c.user_id = (select auth.uid()) and c.purpose = 'provider' and c.withdrawn_at is null));
grant select on public.coach_calls to authenticated;
grant insert (id, user_id, session_id, kind, about, provider, model, request_hash, price_estimate) on public.coach_calls to authenticated;
grant select, insert, update, delete on public.coach_calls to service_role;

create function private.check_coach_call_step() returns trigger language plpgsql set search_path = '' as $$
begin
  if new.state is distinct from old.state and not (case old.state
    when 'reserved' then new.state in ('submitted', 'failed')
    -- Back to reserved only when the vendor certainly refused before it began (429).
    when 'submitted' then new.state in ('ready', 'failed', 'unknown') or (new.state = 'reserved' and new.submitted_at is null)
    when 'unknown' then new.state = 'failed'
    else false
  end) then
    raise exception 'roleplays.step_refused: % to %', old.state, new.state using errcode = 'GR409';
  end if;
  return new;
end
$$;
create trigger coach_calls_check_step before update of state on public.coach_calls
  for each row execute function private.check_coach_call_step();

create table public.session_notes (
  id uuid primary key default gen_random_uuid(),
  session_id uuid not null references public.sessions on delete cascade,
  author_id uuid not null references public.profiles on delete cascade,
  turn_id uuid,
  at_ms integer check (at_ms >= 0),
  body text not null check (char_length(btrim(body)) between 1 and 4000),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  foreign key (turn_id, session_id) references public.session_turns (id, session_id) on delete cascade
);
create index session_notes_session_idx on public.session_notes (session_id, created_at);
create index session_notes_author_idx on public.session_notes (author_id);
create trigger session_notes_touch before update on public.session_notes for each row execute function private.touch_updated_at();
alter table public.session_notes enable row level security;
alter table public.session_notes force row level security;
create function private.sees_session(session uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select private.sees_shared_session(session) or exists (select from public.sessions s
    where s.id = session and s.user_id = (select auth.uid()) and s.deleted_at is null and private.is_approved())
$$;
grant execute on function private.sees_session(uuid) to authenticated, service_role;
create policy session_notes_select on public.session_notes for select to authenticated using (private.sees_session(session_id));
create policy session_notes_insert on public.session_notes for insert to authenticated
  with check (author_id = (select auth.uid()) and private.sees_session(session_id));
create policy session_notes_update_own on public.session_notes for update to authenticated
  using (author_id = (select auth.uid()) and private.sees_session(session_id)) with check (author_id = (select auth.uid()));
create policy session_notes_delete_own on public.session_notes for delete to authenticated
  using (author_id = (select auth.uid()) and private.sees_session(session_id));
grant select, delete on public.session_notes to authenticated;
grant insert (id, session_id, author_id, turn_id, at_ms, body) on public.session_notes to authenticated;
grant update (body) on public.session_notes to authenticated;
grant select, insert, update, delete on public.session_notes to service_role;

-- What leaders said about single checks: an agreement counts for calibration as much as a correction.
create table public.check_reviews (
  id uuid primary key default gen_random_uuid(),
  session_id uuid not null references public.sessions on delete cascade,
  check_id text not null check (char_length(check_id) between 1 and 60),
  reviewer_id uuid not null references public.profiles on delete cascade,
  -- What the judge had said, and how it came to it.
  judged text not null,
  judged_by text not null,
  verdict text not null check (verdict in ('met', 'not_met', 'not_applicable')),
  reason text not null default '' check (char_length(reason) <= 1000),
  created_at timestamptz not null default now()
);
create index check_reviews_session_idx on public.check_reviews (session_id, check_id, created_at desc);
create index check_reviews_reviewer_idx on public.check_reviews (reviewer_id);
alter table public.check_reviews enable row level security;
alter table public.check_reviews force row level security;
create policy check_reviews_select on public.check_reviews for select to authenticated using (private.sees_session(session_id));
grant select on public.check_reviews to authenticated;
grant select, insert, delete on public.check_reviews to service_role;

-- "This check got me wrong": waits for a leader.
create table public.check_disputes (
  id uuid primary key default gen_random_uuid(),
  session_id uuid not null,
  user_id uuid not null,
  check_id text not null check (char_length(check_id) between 1 and 60),
  reason text not null check (char_length(btrim(reason)) between 1 and 1000),
  settled_at timestamptz,
  settled_by uuid references public.profiles on delete set null,
  created_at timestamptz not null default now(),
  foreign key (session_id, user_id) references public.sessions (id, user_id) on delete cascade
);
create unique index check_disputes_one_open on public.check_disputes (session_id, check_id) where settled_at is null;
create index check_disputes_user_idx on public.check_disputes (user_id);
create index check_disputes_by_idx on public.check_disputes (settled_by);
alter table public.check_disputes enable row level security;
alter table public.check_disputes force row level security;
create policy check_disputes_select on public.check_disputes for select to authenticated using (private.sees_session(session_id));
create policy check_disputes_insert_own on public.check_disputes for insert to authenticated
  with check (user_id = (select auth.uid()) and exists (select from public.sessions s
    where s.id = session_id and s.user_id = (select auth.uid()) and s.score_state = 'scored' and s.deleted_at is null));
create policy check_disputes_delete_own on public.check_disputes for delete to authenticated
  using (user_id = (select auth.uid()) and settled_at is null);
grant select, delete on public.check_disputes to authenticated;
grant insert (id, session_id, user_id, check_id, reason) on public.check_disputes to authenticated;
grant select, insert, update, delete on public.check_disputes to service_role;

-- The one way a person's word on a check gets into a score. `card` is the scorecard with every review so far, made by the house
-- from the frozen rubric; the judged one stays as it is. `seen` is how many reviews it was made from.
create function private.review_check(session uuid, of_check text, judged_verdict text, judged_with text, wanted text, why text,
  card jsonb, seen integer) returns uuid
language plpgsql security definer set search_path = '' as $$
declare
  held public.sessions;
  added uuid;
begin
  select * into held from public.sessions where id = session for update;
  if held.id is null or not private.sees_shared_session(session) then
    raise exception 'roleplays.not_found' using errcode = 'GR404';
  end if;
  if held.user_id = auth.uid() then
    raise exception 'roleplays.own_review' using errcode = 'GR403';
  end if;
  if held.score_state <> 'scored' then
    raise exception 'roleplays.not_scored' using errcode = 'GR409';
  end if;
  if (select count(*) from public.check_reviews r where r.session_id = session) <> seen then
    raise exception 'roleplays.changed_elsewhere' using errcode = 'GR409';
  end if;
  if wanted <> judged_verdict and char_length(btrim(coalesce(why, ''))) < 3 then
    raise exception 'roleplays.say_why' using errcode = 'GR400';
  end if;
  insert into public.check_reviews (session_id, check_id, reviewer_id, judged, judged_by, verdict, reason)
  values (session, of_check, auth.uid(), judged_verdict, judged_with, wanted, coalesce(why, '')) returning id into added;
  update public.check_disputes set settled_at = now(), settled_by = auth.uid()
   where session_id = session and check_id = of_check and settled_at is null;
  update public.sessions set reviewed_scorecard = card, reviewed_score = (card ->> 'overall')::numeric,
         passed = (card ->> 'passed')::boolean
   where id = session;
  perform private.write_audit('check.reviewed', held.user_id, jsonb_build_object('session', session, 'check', of_check, 'verdict', wanted));
  perform private.emit(held.user_id, 'roleplays.changed', jsonb_build_object('sessionId', session));
  return added;
end
$$;
grant execute on function private.review_check(uuid, text, text, text, text, text, jsonb, integer) to authenticated;

create table public.assignments (
  id uuid primary key default gen_random_uuid(),
  workspace_id uuid not null references public.workspaces on delete cascade,
  scenario_id uuid not null references public.scenarios on delete cascade,
  user_id uuid not null,
  assigned_by uuid references public.profiles on delete set null,
  note text not null default '' check (char_length(note) <= 1000),
  due_at timestamptz,
  session_id uuid references public.sessions on delete set null,
  completed_at timestamptz,
  withdrawn_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  foreign key (workspace_id, user_id) references public.workspace_members (workspace_id, user_id) on delete cascade
);
create unique index assignments_one_open on public.assignments (workspace_id, scenario_id, user_id)
  where completed_at is null and withdrawn_at is null;
create index assignments_user_idx on public.assignments (user_id, due_at);
create index assignments_scenario_idx on public.assignments (scenario_id);
create index assignments_session_idx on public.assignments (session_id);
create index assignments_by_idx on public.assignments (assigned_by);
create trigger assignments_touch before update on public.assignments for each row execute function private.touch_updated_at();
alter table public.assignments enable row level security;
alter table public.assignments force row level security;
create policy assignments_select_own on public.assignments for select to authenticated
  using (user_id = (select auth.uid()) and (select private.workspace_role(workspace_id)) is not null);
create policy assignments_select_leader on public.assignments for select to authenticated
  using ((select private.leads_workspace(workspace_id)));
create policy assignments_insert_leader on public.assignments for insert to authenticated
  with check ((select private.leads_workspace(workspace_id)) and assigned_by = (select auth.uid())
    and private.practised_in(scenario_id, workspace_id));
create policy assignments_update_leader on public.assignments for update to authenticated
  using ((select private.leads_workspace(workspace_id))) with check ((select private.leads_workspace(workspace_id)));
grant select on public.assignments to authenticated;
grant insert (id, workspace_id, scenario_id, user_id, assigned_by, note, due_at) on public.assignments to authenticated;
grant update (note, due_at, withdrawn_at) on public.assignments to authenticated;
grant select, insert, update, delete on public.assignments to service_role;

-- Hands a scored call in: it is shared with the workspace of the assignment by the same step.
create function private.hand_in(assignment uuid, session uuid) returns void
language plpgsql security definer set search_path = '' as $$
declare
  held public.sessions := private.hold_session(session, false);
  wanted public.assignments;
begin
  select * into wanted from public.assignments where id = assignment and user_id = auth.uid() for update;
  if wanted.id is null or wanted.withdrawn_at is not null then
    raise exception 'roleplays.no_assignment' using errcode = 'GR404';
  end if;
  if held.scenario_id <> wanted.scenario_id or held.score_state not in ('scored', 'not_scored') then
    raise exception 'roleplays.not_that_call' using errcode = 'GR409';
  end if;
  if held.workspace_id is distinct from wanted.workspace_id then
    update public.sessions set workspace_id = wanted.workspace_id where id = session;
  end if;
  perform private.share_session(session, true);
  update public.assignments set session_id = session, completed_at = coalesce(completed_at, now()) where id = assignment;
  perform private.tell_workspace(wanted.workspace_id, 'assignments.changed', jsonb_build_object('assignmentId', assignment));
end
$$;
grant execute on function private.hand_in(uuid, uuid) to authenticated;

-- Who leaves takes the private calls along, and no longer shows the shared ones.
create function private.remove_member(workspace uuid, person uuid) returns void
language plpgsql security definer set search_path = '' as $$
declare
  held public.workspaces := private.hold_workspace(workspace, person is distinct from auth.uid());
  target public.workspace_role;
begin
  select role into target from public.workspace_members where workspace_id = workspace and user_id = person;
  if target is null then
    raise exception 'workspaces.no_member' using errcode = 'GR404';
  end if;
  if target = 'owner' then
    raise exception 'workspaces.hand_over' using errcode = 'GR409';
  end if;
  if target = 'admin' and person <> auth.uid() and held.owner_id <> auth.uid() then
    raise exception 'workspaces.not_owner' using errcode = 'GR403';
  end if;
  perform private.tell_workspace(workspace, 'workspaces.changed', jsonb_build_object('workspaceId', workspace));
  update public.sessions set shared_with_team = false, shared_at = null where workspace_id = workspace and user_id = person;
  delete from public.workspace_members where workspace_id = workspace and user_id = person;
  perform private.write_audit(case when person = auth.uid() then 'workspace.left' else 'workspace.removed' end, person,
    jsonb_build_object('workspace', workspace));
end
$$;

-- Everybody keeps the calls that are theirs, and nobody else sees them any more.
create function private.close_workspaces(wanted uuid[]) returns void
language plpgsql security definer set search_path = '' as $$
declare
  workspace uuid;
begin
  foreach workspace in array wanted loop
    perform private.write_audit('workspace.deleted', auth.uid(), jsonb_build_object('workspace', workspace));
  end loop;
  update public.sessions set shared_with_team = false, shared_at = null where workspace_id = any(wanted) and shared_with_team;
  update public.workspace_invites set revoked_at = now()
   where workspace_id = any(wanted) and accepted_at is null and revoked_at is null;
  update public.workspaces set deleted_at = now() where id = any(wanted);
end
$$;
create function private.delete_workspace(workspace uuid) returns void
language plpgsql security definer set search_path = '' as $$
declare
  held public.workspaces := private.hold_workspace(workspace, true);
begin
  if held.owner_id <> auth.uid() then
    raise exception 'workspaces.not_owner' using errcode = 'GR403';
  end if;
  perform private.tell_workspace(workspace, 'workspaces.changed', jsonb_build_object('workspaceId', workspace));
  perform private.close_workspaces(array[workspace]);
end
$$;
grant execute on function private.remove_member(uuid, uuid), private.delete_workspace(uuid) to authenticated;

-- An account does not take a team's workspace along: its owner hands over first. One that nobody else is in closes with it.
create function private.close_workspaces_of() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if exists (select from public.workspaces w join public.workspace_members m on m.workspace_id = w.id and m.user_id <> old.id
              where w.owner_id = old.id and w.deleted_at is null) then
    raise exception 'workspaces.hand_over' using errcode = 'GR409';
  end if;
  perform private.close_workspaces(array(select id from public.workspaces where owner_id = old.id and deleted_at is null));
  return old;
end
$$;
create trigger profiles_close_workspaces before delete on public.profiles
  for each row execute function private.close_workspaces_of();

-- Calls can be deleted and brought back like everything else.
create or replace function private.set_deleted(kind text, rows_wanted uuid[], gone boolean) returns uuid[]
language plpgsql security definer set search_path = '' as $$
declare
  touched uuid[];
  tbl text := case kind when 'projects' then 'projects' when 'photos' then 'source_files' when 'scenes' then 'scenes'
    when 'sessions' then 'media_sessions' when 'groups' then 'slide_groups' when 'music' then 'music_tracks'
    when 'roleplays' then 'sessions' end;
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

create or replace function private.used_bytes(person uuid) returns bigint language sql stable security definer set search_path = '' as $$
  select case when (select auth.uid()) is null or person = (select auth.uid()) then
      coalesce((select sum(bytes) from public.source_files where user_id = person and state <> 'rejected'), 0)
    + coalesce((select sum(v.bytes) from public.scene_versions v where v.user_id = person), 0)
    + coalesce((select sum(g.bytes) from public.slide_groups g where g.user_id = person), 0)
    + coalesce((select sum(m.bytes) from public.music_tracks m where m.user_id = person), 0)
    + coalesce((select sum(c.bytes) from public.session_clips c where c.user_id = person and c.purged_at is null), 0)
  end
$$;
