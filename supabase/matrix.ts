import { homeOf, idOf, metaOf, type Noun, type Person } from './world.ts'

/**
 * Who may do what with whose rows, as four marks: select, insert, update, delete.
 *
 * `+` it happens · `0` no row is seen or changed · `-` permission is denied · `k` past every policy, stopped only by a key
 * that exists · `r` past every policy, stopped only by rows that refer to it · `.` not possible with a view
 *
 * Insert means a row in the name of the owner of that column. Every cell is run twice: through the door of the house, which
 * also refuses suspended people everything, and with the claims alone, as a program that speaks to the database directly does.
 */
export const columns = [
  { title: 'owner', as: 'anna', on: 'anna' },
  { title: 'another approved person', as: 'ben', on: 'anna' },
  { title: 'team admin', as: 'tess', on: 'anna' },
  { title: 'admin', as: 'ada', on: 'anna' },
  { title: 'pending person, own row', as: 'pia', on: 'pia' },
  { title: 'pending person, another’s row', as: 'pia', on: 'anna' },
  { title: 'suspended person, own row', as: 'sam', on: 'sam' },
  { title: 'suspended person, another’s row', as: 'sam', on: 'anna' },
  { title: 'nobody', as: 'nobody', on: 'anna' },
  { title: 'the house', as: 'house', on: 'anna' },
] as const satisfies readonly { title: string; as: Person | 'nobody' | 'house'; on: Person }[]

type Marks = string
// A table is read by its columns.
// prettier-ignore
export const matrix: Record<string, readonly [Marks, Marks, Marks, Marks, Marks, Marks, Marks, Marks, Marks, Marks]> = {
  //                               owner   another team    admin   pending pending suspend suspend nobody  house
  //                                                                own     other's own     other's
  'private.house_settings':      ['----', '----', '----', '----', '----', '----', '----', '----', '----', '++++'],
  'private.loose_avatars':       ['----', '----', '----', '----', '----', '----', '----', '----', '----', '++++'],
  'private.mails':               ['----', '----', '----', '----', '----', '----', '----', '----', '----', '++-+'],
  'private.tiktok_auth':         ['----', '----', '----', '----', '----', '----', '----', '----', '----', '++++'],
  'private.tiktok_notes':        ['----', '----', '----', '----', '----', '----', '----', '----', '----', '++-+'],
  'private.tiktok_trips':        ['----', '----', '----', '----', '----', '----', '----', '----', '----', '++-+'],
  'public.admin_approvals':      ['----', '----', '----', '----', '----', '----', '----', '----', '----', '++++'],
  'public.assignments':          ['+++-', '0-0-', '0-0-', '0-0-', '0-0-', '0-0-', '0-0-', '0-0-', '----', '++++'],
  'public.audit_events':         ['0---', '0---', '0---', '+---', '0---', '0---', '0---', '0---', '----', '++--'],
  'public.caption_runs':         ['++--', '0---', '0---', '+---', '0---', '0---', '0---', '0---', '----', '++++'],
  'public.check_disputes':       ['++-+', '0--0', '0--0', '0--0', '0--0', '0--0', '0--0', '0--0', '----', '++++'],
  'public.check_reviews':        ['+---', '0---', '0---', '0---', '0---', '0---', '0---', '0---', '----', '++-+'],
  'public.coach_calls':          ['++--', '0---', '0---', '+---', '0---', '0---', '0---', '0---', '----', '++++'],
  'public.error_events':         ['0---', '0---', '0---', '+---', '0---', '0---', '0---', '0---', '----', '++-+'],
  'public.events':               ['+---', '0---', '0---', '0---', '+---', '0---', '+---', '0---', '----', '+--+'],
  'public.exports':              ['++--', '0---', '0---', '0---', '0---', '0---', '0---', '0---', '----', '++-+'],
  'public.generations':          ['++--', '0---', '0---', '+---', '0---', '0---', '0---', '0---', '----', '++++'],
  'public.media_sessions':       ['+++-', '0-0-', '0-0-', '0-0-', '0-0-', '0-0-', '0-0-', '0-0-', '----', '++++'],
  'public.music_tracks':         ['+---', '0---', '0---', '0---', '0---', '0---', '0---', '0---', '----', '++++'],
  'public.profiles':             ['+-+-', '0-0-', '0-0-', '+-0-', '+-+-', '0-0-', '+-+-', '0-0-', '----', '+-+r'],
  'public.projects':             ['+++-', '0-0-', '0-0-', '0-0-', '0-0-', '0-0-', '0-0-', '0-0-', '----', '++++'],
  'public.publications':         ['++++', '0-00', '0-00', '0-00', '0-00', '0-00', '0-00', '0-00', '----', '++++'],
  'public.recording_consents':   ['+++-', '0-0-', '0-0-', '0-0-', '+-+-', '0-0-', '+-+-', '0-0-', '----', '+--+'],
  'public.request_keys':         ['++--', '0---', '0---', '0---', '++--', '0---', '++--', '0---', '----', '+--+'],
  'public.scenario_versions':    ['+---', '0---', '0---', '0---', '0---', '0---', '0---', '0---', '----', '++-r'],
  'public.scenarios':            ['+---', '0---', '0---', '0---', '0---', '0---', '0---', '0---', '----', '+++r'],
  'public.scenarios (draft)':    ['+---', '0---', '0---', '0---', '0---', '0---', '0---', '0---', '----', '++++'],
  'public.scenarios (public)':   ['+---', '+---', '+---', '+---', '0---', '0---', '0---', '0---', '----', '++++'],
  'public.scene_jobs':           ['+...', '0...', '0...', '0...', '0...', '0...', '0...', '0...', '-...', '+...'],
  'public.scene_versions':       ['++--', '0---', '0---', '0---', '0---', '0---', '0---', '0---', '----', '++++'],
  'public.scenes':               ['+++-', '0-0-', '0-0-', '0-0-', '0-0-', '0-0-', '0-0-', '0-0-', '----', '++++'],
  'public.session_clips':        ['+++-', '0-0-', '0-0-', '0-0-', '0-0-', '0-0-', '0-0-', '0-0-', '----', '++++'],
  'public.session_media_items':  ['++++', '0-00', '0-00', '0-00', '0-00', '0-00', '0-00', '0-00', '----', '++++'],
  'public.session_notes':        ['++++', '0-00', '0-00', '0-00', '0-00', '0-00', '0-00', '0-00', '----', '++++'],
  'public.session_turns':        ['+---', '0---', '0---', '0---', '0---', '0---', '0---', '0---', '----', '++++'],
  'public.sessions':             ['+++-', '0-0-', '0-0-', '0-0-', '0-0-', '0-0-', '0-0-', '0-0-', '----', '++++'],
  'public.sessions (shared)':    ['+++-', '0-0-', '0-0-', '0-0-', '0-0-', '0-0-', '0-0-', '0-0-', '----', '++++'],
  'public.shot_types':           ['++++', '0-00', '0-00', '0-00', '0-00', '0-00', '0-00', '0-00', '----', '++++'],
  'public.shot_types (shared)':  ['+-00', '+-00', '+-00', '+-00', '0-00', '0-00', '0-00', '0-00', '----', '++++'],
  'public.slide_groups':         ['+-+-', '0-0-', '0-0-', '0-0-', '0-0-', '0-0-', '0-0-', '0-0-', '----', '++++'],
  'public.slot_changes':         ['++++', '0-00', '0-00', '0-00', '0-00', '0-00', '0-00', '0-00', '----', '++++'],
  'public.source_files':         ['+++-', '0-0-', '0-0-', '0-0-', '0-0-', '0-0-', '0-0-', '0-0-', '----', '++++'],
  'public.techniques':           ['++++', '0-00', '0-00', '0-00', '0-00', '0-00', '0-00', '0-00', '----', '++++'],
  'public.techniques (house)':   ['+-00', '+-00', '+-00', '+-00', '0-00', '0-00', '0-00', '0-00', '----', '++++'],
  'public.tiktok_accounts':      ['+...', '0...', '0...', '0...', '0...', '0...', '0...', '0...', '-...', '-...'],
  'public.upload_batches':       ['++--', '0---', '0---', '0---', '0---', '0---', '0---', '0---', '----', '++++'],
  'public.user_settings':        ['+k+-', '0-0-', '0-0-', '0-0-', '+k+-', '0-0-', '+k+-', '0-0-', '----', '+--+'],
  'public.workspace_invites':    ['+---', '0---', '0---', '0---', '0---', '0---', '0---', '0---', '----', '++++'],
  'public.workspace_members':    ['+---', '0---', '0---', '0---', '0---', '0---', '0---', '0---', '----', '++++'],
  'public.workspaces':           ['+-+-', '0-0-', '0-0-', '0-0-', '0-0-', '0-0-', '0-0-', '0-0-', '----', '+++-'],
}

/** The statements of one table, about the row of one person. */
interface Statements {
  where: string
  /** Columns and values of a new row in the person's name. */
  insert: string
  /** Set list that a person may write where anybody may. */
  set: string
}

export const statementsOf = (name: string, person: Person): Statements => {
  const id = (noun: Noun): string => `'${idOf(noun, person)}'`
  const fresh = `'${idOf('fresh', person)}'`
  const key = (file: string): string => `'${idOf('user', person)}/${file}'`
  const mine = `user_id = ${id('user')}`
  const byId = (noun: Noun): string => `id = ${id(noun)}`
  const home = (noun: Noun): string => `'${idOf(noun, homeOf(person))}'`
  const statements: Record<string, Statements> = {
    'private.house_settings': {
      where: "key = 'matrix'",
      insert: "(key, value) values ('fresh', '1')",
      set: "value = '2'",
    },
    'private.loose_avatars': {
      where: `key = ${key('old.webp')}`,
      insert: `(key) values (${key('fresh.webp')})`,
      set: 'due = now()',
    },
    'private.mails': {
      where: byId('mail'),
      insert: "(recipient, subject, html, plain, kind) values ('a@example.test', 's', 'h', 'p', 'test')",
      set: "kind = 'other'",
    },
    'private.tiktok_auth': {
      where: byId('account'),
      insert: `(user_id, tiktok_account_id) values (${id('user')}, 'fresh')`,
      set: "display_name = 'x'",
    },
    'private.tiktok_notes': {
      where: `id = 'note-${person}'`,
      insert: "(id, event) values ('fresh', 'test')",
      set: "event = 'x'",
    },
    'private.tiktok_trips': {
      where: mine,
      insert: `(state_hash, user_id, session_id, expires_at) values ('fresh', ${id('user')}, ${id('session')}, now())`,
      set: 'expires_at = now()',
    },
    'public.admin_approvals': {
      where: byId('approval'),
      insert: `(user_id, token, action) values (${id('user')}, 'fresh', 'reject')`,
      set: 'used_at = now()',
    },
    'public.audit_events': {
      where: `actor_id = ${id('user')}`,
      insert: `(actor_id, action) values (${id('user')}, 'fresh')`,
      set: "action = 'other'",
    },
    'public.caption_runs': {
      where: byId('run'),
      insert: `(user_id, session_id, writer, request_hash, item_ids) values (${id('user')}, ${id('show')}, 'template', 'fresh', '{}')`,
      set: 'attempts = 1',
    },
    'public.error_events': {
      where: mine,
      insert: `(route, method, status, code, message, correlation_id, user_id) values ('/', 'GET', 500, 'x', 'x', 'fresh', ${id('user')})`,
      set: "message = 'other'",
    },
    'public.events': { where: mine, insert: `(user_id, type) values (${id('user')}, 'fresh')`, set: "type = 'other'" },
    'public.exports': {
      where: byId('export'),
      insert: `(user_id, project_id, file_name, choice, layout, bytes, clips, frames) values (${id('user')}, ${id('project')}, 'y.zip', '{}', '{}', 1, 1, 0)`,
      set: "file_name = 'other.zip'",
    },
    'public.generations': {
      where: byId('generation'),
      insert: `(scene_version_id, user_id, provider, model, request_hash) values (${id('unledgered')}, ${id('user')}, 'local', 'preview', 'fresh')`,
      set: 'attempts = 1',
    },
    'public.media_sessions': {
      where: byId('show'),
      insert: `(user_id, name, posting_hours, style) values (${id('user')}, 'Fresh', '{}', '{}')`,
      set: "name = 'Other'",
    },
    'public.music_tracks': {
      where: byId('music'),
      insert: `(user_id, name, file_path, mime, bytes, duration, sha256) values (${id('user')}, 'x', ${key('music/fresh.mp3')}, 'audio/mpeg', 1, 1, 'x')`,
      set: "name = 'Other'",
    },
    'public.profiles': {
      where: byId('user'),
      insert: `(id, email) values (${fresh}, 'fresh@example.test')`,
      set: "first_name = 'New'",
    },
    'public.projects': {
      where: byId('project'),
      insert: `(owner_id, name, name_key) values (${id('user')}, 'Fresh', 'fresh')`,
      set: "description = 'new'",
    },
    'public.publications': {
      where: byId('post'),
      insert: `(user_id, slide_group_id, account_id, content_hash) values (${id('user')}, ${id('group')}, ${id('account')}, 'fresh')`,
      set: "content_hash = 'other'",
    },
    'public.request_keys': {
      where: mine,
      insert: `(user_id, key, purpose, result) values (${id('user')}, 'fresh-key', 'test', '{}')`,
      set: "purpose = 'other'",
    },
    'public.scene_jobs': { where: mine, insert: '', set: '' },
    'public.scene_versions': {
      where: byId('version'),
      insert: `(scene_id, user_id, version, render_meta) values (${id('scene')}, ${id('user')}, 3, '${metaOf(person)}')`,
      set: "video_url = 'other'",
    },
    'public.scenes': {
      where: byId('scene'),
      insert: `(user_id, project_id, start_key, end_key, start_file_id, end_file_id, shot_type_id, ordinal, position) values (${id('user')},
        ${id('project')}, ${key('photos/start.jpg')}, ${key('photos/end.jpg')}, ${id('start')}, ${id('end')}, ${id('shot')}, 2, 2)`,
      set: 'position = 9',
    },
    'public.session_media_items': {
      where: byId('item'),
      insert: `(session_id, user_id, source_file_id, media_type, position) values (${id('show')}, ${id('user')}, ${id('end')}, 'image', 2)`,
      set: "generated_caption = 'Other'",
    },
    'public.shot_types': {
      where: byId('shot'),
      insert: `(owner_id, name, prompt_template) values (${id('user')}, 'Fresh', 'Fresh {subject}')`,
      set: "name = 'Other'",
    },
    'public.shot_types (shared)': {
      where: 'owner_id is null',
      insert: "(owner_id, name, prompt_template) values (null, 'Fresh', 'Fresh {subject}')",
      set: "name = 'Other'",
    },
    'public.slide_groups': {
      where: byId('group'),
      insert: `(session_id, user_id, number, day, due_at) values (${id('show')}, ${id('user')}, 2, '2026-11-22', now())`,
      set: `words = '{"title":"x"}'`,
    },
    'public.slot_changes': {
      where: mine,
      insert: `(session_id, user_id, slot_day, slot_number) values (${id('show')}, ${id('user')}, '2026-11-22', 1)`,
      set: 'moved_to = now()',
    },
    'public.source_files': {
      // Not a frame of a scene: those are kept, whoever asks.
      where: byId('end'),
      insert: `(user_id, project_id, batch_id, client_id, file_path, name, original_name, bytes) values (${id('user')}, ${id('project')},
        ${id('batch')}, 'fresh', ${key('photos/fresh.jpg')}, 'f', 'f', 1)`,
      set: 'position = 9',
    },
    'public.tiktok_accounts': { where: mine, insert: '', set: '' },
    'public.upload_batches': {
      where: byId('batch'),
      insert: `(id, user_id, project_id, naming) values (${fresh}, ${id('user')}, ${id('project')}, 'name')`,
      set: 'settled_at = now()',
    },
    'public.assignments': {
      where: byId('task'),
      insert: `(workspace_id, scenario_id, user_id, assigned_by) values (${home('workspace')}, ${home('scenario')}, ${id('user')}, auth.uid())`,
      set: "note = 'x'",
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
    'public.user_settings': {
      where: mine,
      insert: `(user_id, preference) values (${id('user')}, '{}')`,
      set: `preference = '{"theme":"light"}'`,
    },
  }
  const found = statements[name]
  if (found === undefined) throw new Error(`No statements for ${name}`)
  return found
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
