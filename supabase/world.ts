import { actingAsConnection, type Actor, type PersonActor } from '../server/kernel/db/acting.ts'
import type { Database } from '../server/kernel/db/db.ts'

/** The people of the matrix. Anna owns what others reach for; Ben is as approved as she is. */
export const people = {
  anna: { number: 1, status: 'approved', role: 'user' },
  ben: { number: 2, status: 'approved', role: 'user' },
  tess: { number: 3, status: 'approved', role: 'team_admin' },
  ada: { number: 4, status: 'approved', role: 'admin' },
  pia: { number: 5, status: 'pending', role: 'user' },
  sam: { number: 6, status: 'suspended', role: 'user' },
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

/** Six people with their sessions, and the belongings of everybody whose rows are reached for. */
export const populate = (owner: Database): Promise<void> =>
  actingAsConnection(owner, (transaction) =>
    transaction.asConnection(async (executor) => {
      // Somebody who is first becomes the admin by himself; here everybody's role is as the table above says.
      for (const person of Object.keys(people) as Person[]) await executor.exec(accountOf(person))
      for (const person of ['anna', 'ben', 'pia', 'sam'] as const) await executor.exec(belongingsOf(person))
      await executor.exec("insert into private.house_settings (key, value) values ('matrix', '1')")
    }),
  )
