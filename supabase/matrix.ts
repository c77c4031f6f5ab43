import { idOf, metaOf, type Noun, type Person } from './world.ts'

/**
 * Who may do what with whose rows, as four marks: select, insert, update, delete.
 *
 * `+` it happens · `0` no row is seen or changed · `-` permission is denied · `k` past every policy, stopped only by a key
 * that exists · `.` not possible with a view
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
  'public.audit_events':         ['0---', '0---', '0---', '+---', '0---', '0---', '0---', '0---', '----', '++--'],
  'public.caption_runs':         ['++--', '0---', '0---', '+---', '0---', '0---', '0---', '0---', '----', '++++'],
  'public.error_events':         ['0---', '0---', '0---', '+---', '0---', '0---', '0---', '0---', '----', '++-+'],
  'public.events':               ['+---', '0---', '0---', '0---', '+---', '0---', '+---', '0---', '----', '+--+'],
  'public.exports':              ['++--', '0---', '0---', '0---', '0---', '0---', '0---', '0---', '----', '++-+'],
  'public.generations':          ['++--', '0---', '0---', '+---', '0---', '0---', '0---', '0---', '----', '++++'],
  'public.media_sessions':       ['+++-', '0-0-', '0-0-', '0-0-', '0-0-', '0-0-', '0-0-', '0-0-', '----', '++++'],
  'public.music_tracks':         ['+---', '0---', '0---', '0---', '0---', '0---', '0---', '0---', '----', '++++'],
  'public.profiles':             ['+-+-', '0-0-', '0-0-', '+-0-', '+-+-', '0-0-', '+-+-', '0-0-', '----', '+-++'],
  'public.projects':             ['+++-', '0-0-', '0-0-', '0-0-', '0-0-', '0-0-', '0-0-', '0-0-', '----', '++++'],
  'public.publications':         ['++++', '0-00', '0-00', '0-00', '0-00', '0-00', '0-00', '0-00', '----', '++++'],
  'public.request_keys':         ['++--', '0---', '0---', '0---', '++--', '0---', '++--', '0---', '----', '+--+'],
  'public.scene_jobs':           ['+...', '0...', '0...', '0...', '0...', '0...', '0...', '0...', '-...', '+...'],
  'public.scene_versions':       ['++--', '0---', '0---', '0---', '0---', '0---', '0---', '0---', '----', '++++'],
  'public.scenes':               ['+++-', '0-0-', '0-0-', '0-0-', '0-0-', '0-0-', '0-0-', '0-0-', '----', '++++'],
  'public.session_media_items':  ['++++', '0-00', '0-00', '0-00', '0-00', '0-00', '0-00', '0-00', '----', '++++'],
  'public.shot_types':           ['++++', '0-00', '0-00', '0-00', '0-00', '0-00', '0-00', '0-00', '----', '++++'],
  'public.shot_types (shared)':  ['+-00', '+-00', '+-00', '+-00', '0-00', '0-00', '0-00', '0-00', '----', '++++'],
  'public.slide_groups':         ['+-+-', '0-0-', '0-0-', '0-0-', '0-0-', '0-0-', '0-0-', '0-0-', '----', '++++'],
  'public.slot_changes':         ['++++', '0-00', '0-00', '0-00', '0-00', '0-00', '0-00', '0-00', '----', '++++'],
  'public.source_files':         ['+++-', '0-0-', '0-0-', '0-0-', '0-0-', '0-0-', '0-0-', '0-0-', '----', '++++'],
  'public.tiktok_accounts':      ['+...', '0...', '0...', '0...', '0...', '0...', '0...', '0...', '-...', '-...'],
  'public.upload_batches':       ['++--', '0---', '0---', '0---', '0---', '0---', '0---', '0---', '----', '++++'],
  'public.user_settings':        ['+k+-', '0-0-', '0-0-', '0-0-', '+k+-', '0-0-', '+k+-', '0-0-', '----', '+--+'],
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
  const found = statements[name]
  if (found === undefined) throw new Error(`No statements for ${name}`)
  return found
}

/** What Ben tries with Anna's things in the columns that name another row; each must fail whatever else is right. */
export const crossings: Record<string, string> = {
  'a project in another’s name': `insert into public.projects (owner_id, name, name_key) values ('${idOf('user', 'anna')}', 'x', 'x')`,
  'a project given away': `update public.projects set owner_id = '${idOf('user', 'anna')}' where id = '${idOf('project', 'ben')}'`,
  'an upload into another’s project': `insert into public.upload_batches (id, user_id, project_id, naming)
    values (gen_random_uuid(), '${idOf('user', 'ben')}', '${idOf('project', 'anna')}', 'name')`,
  'a photo in another’s project': photo({ project: 'anna' }),
  'a photo in another’s upload': photo({ batch: 'anna' }),
  'a photo in another’s library': photo({ user: 'anna', project: 'anna', batch: 'anna', folder: 'anna' }),
  'a photo that names another’s file': photo({ folder: 'anna' }),
  'a scene in another’s project': scene({ project: 'anna' }),
  'a scene in another’s name': scene({ user: 'anna', project: 'anna', start: 'anna', folder: 'anna' }),
  'a scene from another’s start frame': scene({ start: 'anna' }),
  'a scene to another’s end frame': scene({ end: 'anna' }),
  'a scene that names another’s file': scene({ folder: 'anna' }),
  'a scene with another’s shot type': scene({ shot: 'anna' }),
  'a scene from a frame that is not ready': scene({ startNoun: 'pending' }),
  'a take of another’s scene': take({ scene: 'anna' }),
  'a take in another’s name': take({ scene: 'anna', user: 'anna', meta: 'anna' }),
  'a take that names another’s frame': take({ meta: 'anna' }),
  'a paid call for another’s take': call({ version: 'anna' }),
  'a paid call in another’s name': call({ version: 'anna', user: 'anna' }),
  'an export of another’s project': `insert into public.exports (user_id, project_id, file_name, choice, layout, bytes, clips, frames)
    values ('${idOf('user', 'ben')}', '${idOf('project', 'anna')}', 'x.zip', '{}', '{}', 1, 1, 0)`,
  'a session in another’s name': `insert into public.media_sessions (user_id, name, posting_hours, style) values ('${idOf('user', 'anna')}', 'x', '{}', '{}')`,
  'a session that uploads into another’s project': `update public.media_sessions set project_id = '${idOf('project', 'anna')}' where id = '${idOf('show', 'ben')}'`,
  'an item in another’s session': item({ session: 'anna' }),
  'an item in another’s name': item({ session: 'anna', user: 'anna', file: 'anna' }),
  'an item of another’s photo': item({ file: 'anna' }),
  'an item of another’s take': `insert into public.session_media_items (session_id, user_id, scene_version_id, media_type, position)
    values ('${idOf('show', 'ben')}', '${idOf('user', 'ben')}', '${idOf('version', 'anna')}', 'video', 7)`,
  'an item that is not ready': item({ file: 'ben', noun: 'pending' }),
  'an item that passes for another kind': item({ kind: 'video' }),
  'a slot of another’s session': `insert into public.slot_changes (session_id, user_id, slot_day, slot_number)
    values ('${idOf('show', 'anna')}', '${idOf('user', 'ben')}', '2026-12-01', 1)`,
  'captions for another’s session': `insert into public.caption_runs (user_id, session_id, writer, request_hash, item_ids)
    values ('${idOf('user', 'ben')}', '${idOf('show', 'anna')}', 'openai', 'x', '{}')`,
  'captions that pass for paid': `insert into public.caption_runs (user_id, session_id, writer, request_hash, item_ids, price_charged)
    values ('${idOf('user', 'ben')}', '${idOf('show', 'ben')}', 'openai', 'x', '{}', 1)`,
  'a post of another’s slideshow': post({ group: 'anna' }),
  'a post to another’s account': post({ account: 'anna' }),
  'a post in another’s name': post({ user: 'anna', group: 'anna', account: 'anna' }),
  'a post moved to another’s account': `update public.publications set account_id = '${idOf('account', 'anna')}' where id = '${idOf('post', 'ben')}'`,
  'a post that approves itself': `update public.publications set state = 'approved', consent_at = now(), consent_hash = 'hash' where id = '${idOf('post', 'ben')}'`,
  'another’s request key': `insert into public.request_keys (user_id, key, purpose, result) values ('${idOf('user', 'anna')}', 'crossing', 'x', '{}')`,
  'a shot type given to everybody': `update public.shot_types set owner_id = null where id = '${idOf('shot', 'ben')}'`,
}

/** The same statements with nothing of another's in them, which must work: else the refusals above prove nothing. */
export const honest: Record<string, string> = {
  photo: photo({}),
  scene: scene({}),
  'scene with an end frame': scene({ end: 'ben' }),
  take: take({}),
  'paid call': call({}),
  item: item({}),
  'clip of a take': `insert into public.session_media_items (session_id, user_id, scene_version_id, media_type, position)
    values ('${idOf('show', 'ben')}', '${idOf('user', 'ben')}', '${idOf('version', 'ben')}', 'video', 7)`,
  post: post({}),
}

function photo({
  user = 'ben',
  project = 'ben',
  batch = 'ben',
  folder = 'ben',
}: Partial<Record<'user' | 'project' | 'batch' | 'folder', Person>>): string {
  return `insert into public.source_files (user_id, project_id, batch_id, client_id, file_path, name, original_name, bytes) values ('${idOf('user', user)}',
    '${idOf('project', project)}', '${idOf('batch', batch)}', 'crossing', '${idOf('user', folder)}/photos/crossing.jpg', 'x', 'x', 1)`
}

function scene(
  given: Partial<Record<'user' | 'project' | 'start' | 'end' | 'shot' | 'folder', Person>> & { startNoun?: Noun },
): string {
  const { user = 'ben', project = 'ben', start = 'ben', end, shot = 'ben', folder = 'ben', startNoun = 'start' } = given
  const endValues = end === undefined ? 'null, null' : `'${idOf('user', 'ben')}/photos/end.jpg', '${idOf('end', end)}'`
  return `insert into public.scenes (user_id, project_id, end_key, end_file_id, start_key, start_file_id, shot_type_id, ordinal, position) values
    ('${idOf('user', user)}', '${idOf('project', project)}', ${endValues}, '${idOf('user', folder)}/photos/start.jpg', '${idOf(startNoun, start)}',
     '${idOf('shot', shot)}', 7, 7)`
}

function take({
  scene: of = 'ben',
  user = 'ben',
  meta = 'ben',
}: Partial<Record<'scene' | 'user' | 'meta', Person>>): string {
  return `insert into public.scene_versions (scene_id, user_id, version, render_meta) values ('${idOf('scene', of)}', '${idOf('user', user)}', 7, '${metaOf(meta)}')`
}

function call({ version = 'ben', user = 'ben' }: Partial<Record<'version' | 'user', Person>>): string {
  return `insert into public.generations (scene_version_id, user_id, provider, model, request_hash)
    values ('${idOf('unledgered', version)}', '${idOf('user', user)}', 'local', 'preview', 'crossing')`
}

function item({
  session = 'ben',
  user = 'ben',
  file = 'ben',
  noun = 'end',
  kind = 'image',
}: Partial<Record<'session' | 'user' | 'file', Person>> & { noun?: Noun; kind?: 'image' | 'video' }): string {
  return `insert into public.session_media_items (session_id, user_id, source_file_id, media_type, position)
    values ('${idOf('show', session)}', '${idOf('user', user)}', '${idOf(noun, file)}', '${kind}', 7)`
}

function post({
  user = 'ben',
  group = 'ben',
  account = 'ben',
}: Partial<Record<'user' | 'group' | 'account', Person>>): string {
  return `insert into public.publications (user_id, slide_group_id, account_id, form, content_hash)
    values ('${idOf('user', user)}', '${idOf('group', group)}', '${idOf('account', account)}', 'photo', 'crossing')`
}
