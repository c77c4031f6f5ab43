import { homeOf, idOf, type Noun, type Person } from './world.ts'

/** The statements of one table, about the row of one person. */
export interface Statements {
  where: string
  /** Columns and values of a new row in the person's name. */
  insert: string
  /** Set list that a person may write where anybody may. */
  set: string
}

/** The statements of everything around practising; `home` is where the person does. */
export const coachStatements = (person: Person): Record<string, Statements> => {
  const id = (noun: Noun): string => `'${idOf(noun, person)}'`
  const home = (noun: Noun): string => `'${idOf(noun, homeOf(person))}'`
  const fresh = `'${idOf('fresh', person)}'`
  const key = (file: string): string => `'${idOf('user', person)}/${file}'`
  const mine = `user_id = ${id('user')}`
  const byId = (noun: Noun): string => `id = ${id(noun)}`
  return {
    'public.assignments': {
      where: byId('task'),
      insert: `(workspace_id, scenario_id, user_id, assigned_by) values (${home('workspace')}, ${home('scenario')}, ${id('user')}, auth.uid())`,
      set: "note = 'x'",
    },
    'public.check_agreements': {
      where: `workspace_id = ${home('workspace')}`,
      insert: `(workspace_id, scenario_id, check_id, week, question, both_met) values (${home('workspace')}, ${home('scenario')}, 'two', '2026-11-16', '{}', 1)`,
      set: 'both_met = 2',
    },
    'public.check_disputes': {
      where: byId('dispute'),
      insert: `(session_id, user_id, check_id, reason) values (${id('shared')}, ${id('user')}, 'two', 'x')`,
      set: 'settled_at = now()',
    },
    'public.check_reviews': {
      where: byId('review'),
      insert: `(session_id, check_id, reviewer_id, judged, judged_by, verdict) values (${id('shared')}, 'two', ${id('user')}, 'met', 'rules', 'met')`,
      set: "verdict = 'not_met'",
    },
    'public.coach_calls': {
      where: byId('coach'),
      insert: `(user_id, session_id, kind, about, provider, request_hash) values (${id('user')}, ${id('call')}, 'judgement', 'rubric', 'local', 'fresh')`,
      set: 'attempts = 1',
    },
    'public.recording_consents': {
      where: byId('consent'),
      insert: `(user_id, purpose, text_version) values (${id('user')}, 'transcript', 'x')`,
      set: 'withdrawn_at = now()',
    },
    'public.scenario_versions': {
      where: `scenario_id = ${home('scenario')}`,
      insert: `(scenario_id, version, body, sha256) values (${home('scenario')}, 2, '{}', 'fresh')`,
      set: "note = 'x'",
    },
    'public.scenarios': scenarioStatements(home('scenario'), home('workspace')),
    'public.scenarios (draft)': scenarioStatements(home('draft'), home('workspace')),
    'public.scenarios (public)': scenarioStatements(`'${idOf('scenario', 'ada')}'`, 'null'),
    'public.embeddings': {
      where: `row_id = ${id('shared')}`,
      insert: `(kind, row_id, language, model_id, content_hash) values ('session', ${id('shared')}, 'en', 'fresh', 'hash')`,
      set: "content_hash = 'other'",
    },
    'public.search_texts': {
      where: `row_id = ${id('shared')}`,
      insert: `(kind, row_id, owner_id, language, title, body, content_hash) values ('session', ${id('call')}, ${id('user')}, 'en', 'x', 'x', 'hash')`,
      set: "title = 'other'",
    },
    'public.search_texts (of a team)': {
      where: `row_id = ${home('scenario')}`,
      insert: `(kind, row_id, workspace_id, language, title, body, content_hash) values ('scenario', ${home('draft')}, ${home('workspace')}, 'en', 'x', 'x', 'hash')`,
      set: "title = 'other'",
    },
    'public.session_clips': {
      where: byId('clip'),
      insert: `(id, session_id, user_id, turn_number, file_path, mime, bytes, sha256, start_ms, end_ms) values (${fresh}, ${id('call')}, ${id('user')},
        1, ${key('calls/fresh.webm')}, 'audio/webm', 1, 'hash', 0, 1)`,
      set: 'dropped_at = now()',
    },
    'public.session_notes': {
      where: byId('note'),
      insert: `(session_id, author_id, body) values (${id('shared')}, ${id('user')}, 'fresh')`,
      set: "body = 'other'",
    },
    'public.session_turns': {
      where: byId('turn'),
      insert: `(session_id, user_id, number, speaker, text, source) values (${id('call')}, ${id('user')}, 1, 'trainee', 'x', 'typed')`,
      set: "text = 'other'",
    },
    'public.sessions': sessionStatements('call', person),
    'public.sessions (shared)': sessionStatements('shared', person),
    'public.techniques': {
      where: `id = ${home('technique')}`,
      insert: techniqueValues(home('workspace')),
      set: `names = '{"en":"x"}', changed_by = auth.uid()`,
    },
    'public.techniques (house)': {
      where: `id = '${idOf('technique', 'ada')}'`,
      insert: techniqueValues('null'),
      set: `names = '{"en":"x"}', changed_by = auth.uid()`,
    },
    'public.workspace_invites': {
      where: `id = ${home('invite')}`,
      insert: `(workspace_id, email, token_hash) values (${home('workspace')}, 'fresh@example.test', 'fresh')`,
      set: 'revoked_at = now()',
    },
    'public.workspace_members': {
      where: `workspace_id = ${home('workspace')} and ${mine}`,
      insert: `(workspace_id, user_id) values (${home('workspace')}, '${idOf('user', 'tess')}')`,
      set: "role = 'member'",
    },
    'public.workspaces': {
      where: `id = ${home('workspace')}`,
      insert: `(name, owner_id) values ('Fresh', ${id('user')})`,
      set: "name = 'Other'",
    },
  }
}

function scenarioStatements(scenario: string, workspace: string): Statements {
  return {
    where: `id = ${scenario}`,
    insert: `(workspace_id, slug, title, description, category, difficulty, flow_data) values (${workspace}, 'fresh', '{}', '{}', 'custom', 'easy', '{}')`,
    set: 'is_featured = true',
  }
}

function sessionStatements(noun: 'call' | 'shared', person: Person): Statements {
  const home = (of: Noun): string => idOf(of, homeOf(person))
  return {
    where: `id = '${idOf(noun, person)}'`,
    insert: `(user_id, workspace_id, scenario_id, scenario_version, language, mode, state, rubric, rubric_hash, seed) values
      ('${idOf('user', person)}', '${home('workspace')}', '${home('scenario')}', 1, 'en', 'typed', '{}', '{}', 'hash', 1)`,
    set: 'paused_at = now()',
  }
}

function techniqueValues(workspace: string): string {
  return `(workspace_id, handle, phase, names, definition, cues, body, changed_by) values (${workspace}, 'fresh', 1, '{}', '{}', '{}', '{}', auth.uid())`
}
