-- Admins of the house choose a call to read from all of them. What is listed tells of a call; its words are read through
-- private.read_turns alone, which asks for a reason and writes down who read.
create index sessions_all_idx on public.sessions (created_at desc, id desc) where deleted_at is null;
create index audit_events_readings_idx on public.audit_events ((details ->> 'session')) where action = 'transcript.read';

create type public.listed_call as (
  id uuid, user_id uuid, user_name text, user_email text, workspace_id uuid, workspace_name text, scenario_id uuid, scenario_title jsonb,
  language text, mode text, status public.session_status, score_state public.score_state, score float8, passed boolean, turns integer,
  duration_seconds integer, shared boolean, words boolean, recordings boolean, readings integer, started_at timestamptz, created text
);
-- `wanted` is a pattern for like in small letters without accents; `alone` asks for calls of no workspace. Newest first, the ones
-- before (`before`, `before_id`) only.
create function private.all_calls(wanted text, in_status public.session_status, in_workspace uuid, alone boolean, with_words boolean,
  since timestamptz, before timestamptz, before_id uuid, most integer) returns setof public.listed_call
language sql stable security definer set search_path = '' as $$
  with chosen as (
    select s.*, p.email, btrim(p.first_name || ' ' || p.last_name) as person, w.id as workspace, w.name as place, c.title,
           s.transcript_gone_at is null and exists (select from public.session_turns t
              where t.session_id = s.id and t.speaker = 'trainee' and t.text <> '') as has_words
      from public.sessions s join public.profiles p on p.id = s.user_id join public.scenarios c on c.id = s.scenario_id
      left join public.workspaces w on w.id = s.workspace_id and w.deleted_at is null
     where (select private.is_admin()) and s.deleted_at is null
       and (in_status is null or s.status = in_status)
       and (in_workspace is null or w.id = in_workspace) and (not alone or w.id is null)
       and (since is null or s.created_at >= since)
       and (before is null or (s.created_at, s.id) < (before, before_id))
       and (wanted is null or lower(extensions.unaccent(p.email || ' ' || p.first_name || ' ' || p.last_name || ' '
            || coalesce(c.title ->> 'en', '') || ' ' || coalesce(c.title ->> 'nl', ''))) like wanted)
  ), page as (
    select * from chosen where with_words is null or has_words = with_words order by created_at desc, id desc limit least(most, 200)
  )
  select g.id, g.user_id, g.person, g.email, g.workspace, g.place, g.scenario_id, g.title, g.language, g.mode, g.status, g.score_state,
         coalesce(g.reviewed_score, g.score)::float8, g.passed, g.next_turn, g.duration_seconds, g.shared_with_team, g.has_words,
         exists (select from public.session_clips k where k.session_id = g.id and k.file_path is not null and k.purged_at is null),
         (select count(*)::integer from public.audit_events a where a.action = 'transcript.read' and a.details ->> 'session' = g.id::text),
         g.started_at, g.created_at::text
    from page g order by g.created_at desc, g.id desc
$$;
grant execute on function private.all_calls(text, public.session_status, uuid, boolean, boolean, timestamptz, timestamptz, uuid, integer)
  to authenticated;
