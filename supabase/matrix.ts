import type { Person } from './world.ts'

/**
 * Who may do what with whose rows, as four marks: select, insert, update, delete.
 *
 * `+` it happens · `0` no row is seen or changed · `-` permission is denied · `k` past every policy, stopped only by a key
 * that exists · `r` past every policy, stopped only by rows that refer to it · `.` not possible with a view
 *
 * Insert means a row in the name of the owner of that column. Every cell is run twice: through the door of the house, which
 * also refuses suspended people everything, and with the claims alone, as a program that speaks to the database directly does.
 */
export interface Column {
  title: string
  as: Person | 'nobody' | 'house'
  on: Person
}
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
] as const satisfies readonly Column[]

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
  'public.check_agreements':     ['+---', '0---', '0---', '0---', '0---', '0---', '0---', '0---', '----', '++-+'],
  'public.check_disputes':       ['++-+', '0--0', '0--0', '0--0', '0--0', '0--0', '0--0', '0--0', '----', '++++'],
  'public.check_reviews':        ['+---', '0---', '0---', '0---', '0---', '0---', '0---', '0---', '----', '++-+'],
  'public.coach_calls':          ['++--', '0---', '0---', '+---', '0---', '0---', '0---', '0---', '----', '++++'],
  // What the house inserts has a vector where there is pgvector: see search.test.ts.
  'public.embeddings':           ['+---', '0---', '0---', '0---', '0---', '0---', '0---', '0---', '----', '+.++'],
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
  'public.search_texts':         ['+---', '0---', '0---', '0---', '0---', '0---', '0---', '0---', '----', '++++'],
  'public.search_texts (of a team)': ['+---', '0---', '0---', '0---', '0---', '0---', '0---', '0---', '----', '++++'],
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

/**
 * The same within a team: what each of its people may do with what is Mia's and with what all of them share. Anna owns the
 * workspace, Ben has one of his own, Eve has left and her calls were shared.
 */
export const teamColumns = [
  { title: 'owner', as: 'anna', on: 'mia' },
  { title: 'admin of it', as: 'lea', on: 'mia' },
  { title: 'member, own row', as: 'mia', on: 'mia' },
  { title: 'another member', as: 'nils', on: 'mia' },
  { title: 'owner of another one', as: 'ben', on: 'mia' },
  { title: 'who has left', as: 'eve', on: 'mia' },
  { title: 'owner, row of who has left', as: 'anna', on: 'eve' },
  { title: 'who has left, own row', as: 'eve', on: 'eve' },
] as const satisfies readonly Column[]

// prettier-ignore
export const teamMatrix: Record<string, readonly Marks[]> = {
  //                               owner   admin   own     fellow  other   left    owner,  left,
  //                                                                               left's  own
  'public.assignments':          ['+++-', '+++-', '+-0-', '0-0-', '0-0-', '0-0-'],
  'public.check_agreements':     ['+---', '+---', '0---', '0---', '0---', '0---'],
  'public.check_disputes':       ['+--0', '+--0', '++-+', '0--0', '0--0', '0--0', '0--0', '++-+'],
  'public.check_reviews':        ['+---', '+---', '+---', '0---', '0---', '0---', '0---', '+---'],
  'public.coach_calls':          ['0---', '0---', '++--', '0---', '0---', '0---', '0---', '++--'],
  'public.embeddings':           ['0---', '0---', '+---', '0---', '0---', '0---', '0---', '+---'],
  'public.recording_consents':   ['0-0-', '0-0-', '+++-', '0-0-', '0-0-', '0-0-', '0-0-', '+++-'],
  'public.scenario_versions':    ['+---', '+---', '0---', '0---', '0---', '0---'],
  'public.scenarios':            ['+---', '+---', '+---', '+---', '0---', '0---'],
  'public.scenarios (draft)':    ['+---', '+---', '0---', '0---', '0---', '0---'],
  'public.scenarios (public)':   ['+---', '+---', '+---', '+---', '+---', '+---'],
  'public.search_texts':         ['0---', '0---', '+---', '0---', '0---', '0---', '0---', '+---'],
  'public.search_texts (of a team)': ['+---', '+---', '+---', '+---', '0---', '0---'],
  'public.session_clips':        ['0-0-', '0-0-', '+++-', '0-0-', '0-0-', '0-0-', '0-0-', '+++-'],
  'public.session_notes':        ['+-00', '+-00', '++++', '0-00', '0-00', '0-00', '0-00', '++++'],
  'public.session_turns':        ['0---', '0---', '+---', '0---', '0---', '0---', '0---', '+---'],
  'public.sessions':             ['0-0-', '0-0-', '+++-', '0-0-', '0-0-', '0-0-', '0-0-', '+-+-'],
  'public.sessions (shared)':    ['+-0-', '+-0-', '+++-', '0-0-', '0-0-', '0-0-', '0-0-', '+-+-'],
  'public.techniques':           ['++++', '++++', '+-00', '+-00', '0-00', '0-00'],
  'public.techniques (house)':   ['+-00', '+-00', '+-00', '+-00', '+-00', '+-00'],
  'public.workspace_invites':    ['+---', '+---', '0---', '0---', '0---', '0---'],
  'public.workspace_members':    ['+---', '+---', '+---', '+---', '0---', '0---'],
  'public.workspaces':           ['+-+-', '+-+-', '+-0-', '+-0-', '0-0-', '0-0-'],
}
