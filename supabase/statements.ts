import { coachStatements, type Statements } from './coach-statements.ts'
import { idOf, metaOf, type Noun, type Person } from './world.ts'

export const statementsOf = (name: string, person: Person): Statements => {
  const id = (noun: Noun): string => `'${idOf(noun, person)}'`
  const fresh = `'${idOf('fresh', person)}'`
  const key = (file: string): string => `'${idOf('user', person)}/${file}'`
  const mine = `user_id = ${id('user')}`
  const byId = (noun: Noun): string => `id = ${id(noun)}`
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
    'public.user_settings': {
      where: mine,
      insert: `(user_id, preference) values (${id('user')}, '{}')`,
      set: `preference = '{"theme":"light"}'`,
    },
  }
  const found = statements[name] ?? coachStatements(person)[name]
  if (found === undefined) throw new Error(`No statements for ${name}`)
  return found
}
