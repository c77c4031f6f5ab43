import { actingAsConnection, type Actor, type PersonActor } from '../server/kernel/db/acting.ts'
import type { Database } from '../server/kernel/db/db.ts'

/**
 * The people of the matrix. Anna owns what others reach for; Ben is as approved as she is. In Anna's workspace Lea is an admin,
 * Mia and Nils are members, and Eve was one.
 */
export const people = {
  anna: { number: 1, status: 'approved', role: 'user' },
  ben: { number: 2, status: 'approved', role: 'user' },
  tess: { number: 3, status: 'approved', role: 'team_admin' },
  ada: { number: 4, status: 'approved', role: 'admin' },
  pia: { number: 5, status: 'pending', role: 'user' },
  sam: { number: 6, status: 'suspended', role: 'user' },
  lea: { number: 7, status: 'approved', role: 'user' },
  mia: { number: 8, status: 'approved', role: 'user' },
  nils: { number: 9, status: 'approved', role: 'user' },
  eve: { number: 10, status: 'approved', role: 'user' },
} as const
export type Person = keyof typeof people

/** What a row is, as the first part of its id, so that an id in a failure can be read. */
const nouns = {
  user: 0xa,
  session: 0xb,
  approval: 0xc,
  project: 0xd,
  batch: 0xe,
  start: 0xf,
  end: 0x10,
  shot: 0x11,
  scene: 0x12,
  pending: 0x13,
  version: 0x14,
  unledgered: 0x15,
  generation: 0x16,
  export: 0x17,
  mail: 0x18,
  fresh: 0x19,
  music: 0x1a,
  show: 0x1b,
  item: 0x1c,
  group: 0x1d,
  run: 0x1e,
  account: 0x1f,
  post: 0x20,
  workspace: 0x21,
  invite: 0x22,
  technique: 0x23,
  scenario: 0x24,
  draft: 0x25,
  consent: 0x26,
  call: 0x27,
  shared: 0x28,
  clip: 0x29,
  turn: 0x2a,
  word: 0x2b,
  coach: 0x2c,
  note: 0x2d,
  review: 0x2e,
  dispute: 0x2f,
  task: 0x30,
} as const
export type Noun = keyof typeof nouns

export const idOf = (noun: Noun, person: Person): string =>
  `${nouns[noun].toString(16).padStart(8, '0')}-0000-4000-8000-${String(people[person].number).padStart(12, '0')}`

export const actorOf = (person: Person, needs: PersonActor['needs'] = 'signed-in'): PersonActor => ({
  kind: 'person',
  userId: idOf('user', person),
  sessionId: idOf('session', person),
  needs,
})
export const house: Actor = { kind: 'house', reason: 'guarantees' }
export const nobody: Actor = { kind: 'nobody' }

/** What a take keeps of its frames; the keys lie in the person's folder. */
export const metaOf = (person: Person): string =>
  JSON.stringify({ start: { key: `${idOf('user', person)}/photos/start.jpg` }, end: null })

const accountOf = (person: Person): string => `
  insert into auth.users (id, email, email_confirmed_at) values ('${idOf('user', person)}', '${person}@example.test', now());
  insert into auth.sessions (id, user_id) values ('${idOf('session', person)}', '${idOf('user', person)}');
  update public.profiles set status = '${people[person].status}', role = '${people[person].role}' where id = '${idOf('user', person)}';`

/** One row of everything a person can own. */
const belongingsOf = (person: Person): string => {
  const id = (noun: Noun): string => `'${idOf(noun, person)}'`
  const key = (name: string): string => `'${idOf('user', person)}/${name}'`
  return `
  insert into public.events (user_id, type) values (${id('user')}, 'account.changed');
  insert into public.request_keys (user_id, key, purpose, result) values (${id('user')}, 'request-${person}', 'test', '{}');
  insert into public.user_settings (user_id, preference) values (${id('user')}, '{"theme":"dark"}');
  insert into public.admin_approvals (id, user_id, token, action) values (${id('approval')}, ${id('user')}, 'token-${person}', 'approve');
  insert into public.audit_events (actor_id, action, subject_id) values (${id('user')}, 'test', ${id('user')});
  insert into public.error_events (route, method, status, code, message, correlation_id, user_id)
    values ('/', 'GET', 500, 'house.fault', 'x', 'correlation-${person}', ${id('user')});
  insert into private.mails (id, recipient, subject, html, plain, kind) values (${id('mail')}, '${person}@example.test', 's', 'h', 'p', 'test');
  insert into private.loose_avatars (key) values (${key('old.webp')});
  insert into public.projects (id, owner_id, name, name_key) values (${id('project')}, ${id('user')}, 'House', 'house');
  insert into public.upload_batches (id, user_id, project_id, naming) values (${id('batch')}, ${id('user')}, ${id('project')}, 'name');
  insert into public.source_files (id, user_id, project_id, batch_id, client_id, file_path, name, original_name, bytes, state) values
    (${id('start')}, ${id('user')}, ${id('project')}, ${id('batch')}, 'a', ${key('photos/start.jpg')}, 'a', 'a', 1, 'ready'),
    (${id('end')}, ${id('user')}, ${id('project')}, ${id('batch')}, 'b', ${key('photos/end.jpg')}, 'b', 'b', 1, 'ready'),
    (${id('pending')}, ${id('user')}, ${id('project')}, ${id('batch')}, 'c', ${key('photos/pending.jpg')}, 'c', 'c', 1, 'uploading');
  insert into public.shot_types (id, owner_id, name, prompt_template) values (${id('shot')}, ${id('user')}, 'Own', 'Own {subject}');
  insert into public.scenes (id, user_id, project_id, start_key, start_file_id, shot_type_id, ordinal, position) values
    (${id('scene')}, ${id('user')}, ${id('project')}, ${key('photos/start.jpg')}, ${id('start')}, ${id('shot')}, 1, 1);
  insert into public.scene_versions (id, scene_id, user_id, version, video_url, render_meta) values
    (${id('version')}, ${id('scene')}, ${id('user')}, 1, ${key('scenes/1.mp4')}, '${metaOf(person)}'),
    (${id('unledgered')}, ${id('scene')}, ${id('user')}, 2, null, '${metaOf(person)}');
  insert into public.generations (id, scene_version_id, user_id, provider, model, request_hash)
    values (${id('generation')}, ${id('version')}, ${id('user')}, 'local', 'preview', 'hash');
  insert into public.exports (id, user_id, project_id, file_name, choice, layout, bytes, clips, frames)
    values (${id('export')}, ${id('user')}, ${id('project')}, 'x.zip', '{}', '{}', 1, 1, 0);
  insert into public.music_tracks (id, user_id, name, file_path, mime, bytes, duration, sha256)
    values (${id('music')}, ${id('user')}, 'Song', ${key('music/song.mp3')}, 'audio/mpeg', 1, 1, 'hash');
  insert into public.media_sessions (id, user_id, name, posting_hours, style, next_group_number)
    values (${id('show')}, ${id('user')}, 'Show', '{}', '{}', 2);
  insert into public.session_media_items (id, session_id, user_id, source_file_id, media_type, position)
    values (${id('item')}, ${id('show')}, ${id('user')}, ${id('start')}, 'image', 1);
  insert into public.slot_changes (session_id, user_id, slot_day, slot_number) values (${id('show')}, ${id('user')}, '2026-11-21', 1);
  insert into public.slide_groups (id, session_id, user_id, number, day, due_at, state, exported_video_path, sha256)
    values (${id('group')}, ${id('show')}, ${id('user')}, 1, '2026-11-21', now(), 'ready', ${key('groups/1.mp4')}, 'hash');
  insert into public.caption_runs (id, user_id, session_id, writer, request_hash, item_ids)
    values (${id('run')}, ${id('user')}, ${id('show')}, 'template', 'hash', '{}');
  insert into private.tiktok_auth (id, user_id, tiktok_account_id, access_token, refresh_token)
    values (${id('account')}, ${id('user')}, 'open-${person}', 'sealed', 'sealed');
  insert into private.tiktok_trips (state_hash, user_id, session_id, expires_at) values ('trip-${person}', ${id('user')}, ${id('session')}, now());
  insert into private.tiktok_notes (id, event) values ('note-${person}', 'test');
  insert into public.publications (id, user_id, slide_group_id, account_id, content_hash)
    values (${id('post')}, ${id('user')}, ${id('group')}, ${id('account')}, 'hash');`
}

/** Where somebody practises. */
export const homeOf = (person: Person): Person =>
  person === 'lea' || person === 'mia' || person === 'nils' || person === 'eve' ? 'anna' : person

/** The columns of a scenario or of one of its versions that are the same for every one of them. */
const scenarioBody = JSON.stringify({
  slug: 'own',
  title: { en: 'Own', nl: 'Eigen' },
  description: { en: 'x', nl: 'x' },
  category: 'custom',
  difficulty: 'easy',
  required: ['listen'],
  brief: { said: 'before the call' },
  rubric: {},
  secret: 'what the customer hides',
})
const scenarioColumns = 'id, workspace_id, slug, title, description, category, difficulty, flow_data, version'
const scenarioValues = (slug: string, version: number): string =>
  `'${slug}', '{"en":"x"}', '{"en":"x"}', 'custom', 'easy', '${scenarioBody}', ${version}`

/** A workspace with one of everything it can have. */
const workspaceOf = (owner: Person): string => {
  const id = (noun: Noun): string => `'${idOf(noun, owner)}'`
  return `
  insert into public.workspaces (id, name, owner_id) values (${id('workspace')}, 'Team', ${id('user')});
  insert into public.workspace_members (workspace_id, user_id, role) values (${id('workspace')}, ${id('user')}, 'owner');
  insert into public.workspace_invites (id, workspace_id, email, token_hash, invited_by)
    values (${id('invite')}, ${id('workspace')}, 'new@example.test', 'hash-${owner}', ${id('user')});
  insert into public.techniques (id, workspace_id, handle, phase, names, definition, cues, body, changed_by)
    values (${id('technique')}, ${id('workspace')}, 'own', 1, '{}', '{}', '{}', '{}', ${id('user')});
  insert into public.scenarios (${scenarioColumns}) values
    (${id('scenario')}, ${id('workspace')}, ${scenarioValues('own', 1)}), (${id('draft')}, ${id('workspace')}, ${scenarioValues('draft', 0)});
  insert into public.scenario_versions (scenario_id, version, body, sha256) values (${id('scenario')}, 1, '${scenarioBody}', 'hash');
  insert into public.check_agreements (workspace_id, scenario_id, check_id, week, question, both_met)
    values (${id('workspace')}, ${id('scenario')}, 'one', '2026-11-16', '{}', 1);
  insert into public.search_texts (kind, row_id, workspace_id, language, title, body, content_hash)
    values ('scenario', ${id('scenario')}, ${id('workspace')}, 'en', 'x', 'x', 'hash');`
}

/** What somebody who practises leaves: a call that runs and is private, one that is scored and shared, and what hangs on both. */
const rehearsalsOf = (person: Person): string => {
  const id = (noun: Noun): string => `'${idOf(noun, person)}'`
  const home = (noun: Noun): string => `'${idOf(noun, homeOf(person))}'`
  const columns =
    'id, user_id, workspace_id, scenario_id, scenario_version, language, mode, state, rubric, rubric_hash, seed, next_turn'
  const values = (noun: Noun): string =>
    `${id(noun)}, ${id('user')}, ${home('workspace')}, ${home('scenario')}, 1, 'en', 'typed', '{}', '{}', 'hash', 1, 1`
  return `
  insert into public.recording_consents (id, user_id, purpose, text_version) values (${id('consent')}, ${id('user')}, 'audio', 'x');
  insert into public.recording_consents (user_id, purpose, text_version) values (${id('user')}, 'provider', 'x');
  insert into public.sessions (${columns}) values (${values('call')});
  insert into public.sessions (${columns}, status, completed_at, call_ended_at, score_state, score, scorecard, shared_with_team, shared_at)
    values (${values('shared')}, 'completed', now(), now(), 'scored', 50, '{}', true, now());
  insert into public.session_clips (id, session_id, user_id, turn_number, file_path, mime, bytes, sha256, start_ms, end_ms)
    values (${id('clip')}, ${id('call')}, ${id('user')}, 0, '${idOf('user', person)}/calls/1.webm', 'audio/webm', 1, 'hash', 0, 1);
  insert into public.session_turns (id, session_id, user_id, number, speaker, text, source, clip_id) values
    (${id('turn')}, ${id('call')}, ${id('user')}, 0, 'trainee', 'Hello', 'typed', ${id('clip')}),
    (${id('word')}, ${id('shared')}, ${id('user')}, 0, 'trainee', 'Hello', 'typed', null);
  insert into public.coach_calls (id, user_id, session_id, kind, about, provider, request_hash)
    values (${id('coach')}, ${id('user')}, ${id('call')}, 'judgement', 'rubric', 'local', 'hash');
  insert into public.session_notes (id, session_id, author_id, body) values (${id('note')}, ${id('shared')}, ${id('user')}, 'x');
  insert into public.check_reviews (id, session_id, check_id, reviewer_id, judged, judged_by, verdict)
    values (${id('review')}, ${id('shared')}, 'one', ${id('user')}, 'met', 'rules', 'met');
  insert into public.check_disputes (id, session_id, user_id, check_id, reason)
    values (${id('dispute')}, ${id('shared')}, ${id('user')}, 'one', 'x');
  insert into public.search_texts (kind, row_id, owner_id, language, title, body, content_hash)
    values ('session', ${id('shared')}, ${id('user')}, 'en', 'x', 'x', 'hash');
  do $$ begin
    if not private.keep_vector('session', ${id('shared')}, 'en', 'one', 'hash', array_fill(0.1::real, array[1536])) then
      -- Without pgvector there is no vector, and the row stands alone.
      insert into public.embeddings (kind, row_id, language, model_id, content_hash) values ('session', ${id('shared')}, 'en', 'one', 'hash');
    end if;
  end $$;`
}
/** Something to practise, done already, so that there is room for the same again. */
const taskOf = (person: Person): string => `
  insert into public.assignments (id, workspace_id, scenario_id, user_id, completed_at) values ('${idOf('task', person)}',
    '${idOf('workspace', homeOf(person))}', '${idOf('scenario', homeOf(person))}', '${idOf('user', person)}', now());`

/** Ten people with their sessions, the belongings of everybody whose rows are reached for, and a team. */
export const populate = (owner: Database): Promise<void> =>
  actingAsConnection(owner, (transaction) =>
    transaction.asConnection(async (executor) => {
      // Somebody who is first becomes the admin by himself; here everybody's role is as the table above says.
      for (const person of Object.keys(people) as Person[]) await executor.exec(accountOf(person))
      for (const person of ['anna', 'ben', 'pia', 'sam'] as const)
        await executor.exec(belongingsOf(person) + workspaceOf(person) + rehearsalsOf(person) + taskOf(person))
      for (const [person, role] of [
        ['lea', 'admin'],
        ['mia', 'member'],
        ['nils', 'member'],
      ] as const)
        await executor.exec(`insert into public.workspace_members (workspace_id, user_id, role)
          values ('${idOf('workspace', 'anna')}', '${idOf('user', person)}', '${role}')`)
      await executor.exec(rehearsalsOf('mia') + taskOf('mia') + rehearsalsOf('eve'))
      // What the house itself gives to practise with.
      await executor.exec(`
        insert into public.techniques (id, handle, phase, names, definition, cues, body)
          values ('${idOf('technique', 'ada')}', 'matrix', 1, '{}', '{}', '{}', '{}');
        insert into public.scenarios (${scenarioColumns}) values ('${idOf('scenario', 'ada')}', null, ${scenarioValues('matrix', 1)});
        insert into public.scenario_versions (scenario_id, version, body, sha256)
          values ('${idOf('scenario', 'ada')}', 1, '${scenarioBody}', 'hash');`)
      await executor.exec("insert into private.house_settings (key, value) values ('matrix', '1')")
    }),
  )
