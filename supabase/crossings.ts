import { idOf, metaOf, type Noun, type Person } from './world.ts'

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
