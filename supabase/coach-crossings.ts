import { idOf, type Noun, type Person } from './world.ts'

const of = (noun: Noun, person: Person): string => `'${idOf(noun, person)}'`
const me = of('user', 'ben')

/** What Ben tries with what Anna and her team practise. */
export const coachCrossings: Record<string, string> = {
  'a call in another’s name': call({ user: 'anna', workspace: 'anna', scenario: 'anna' }),
  'a call of another workspace’s scenario': call({ workspace: null, scenario: 'anna' }),
  'a call brought into another’s workspace': call({ workspace: 'anna', scenario: 'ada' }),
  'a call that goes on from another’s': call({ retry: 'anna' }),
  'a call moved to another’s workspace': `update public.sessions set workspace_id = ${of('workspace', 'anna')} where id = ${of('call', 'ben')}`,
  'a call that shares itself': `update public.sessions set shared_with_team = true where id = ${of('call', 'ben')}`,
  'a call that scores itself': `update public.sessions set score = 100 where id = ${of('call', 'ben')}`,
  'a recording of another’s call': clip({ session: 'anna' }),
  'a recording in another’s name': clip({ session: 'anna', user: 'anna', folder: 'anna' }),
  'a recording that names another’s file': clip({ folder: 'anna' }),
  'a recording of a call that is over': clip({ noun: 'shared' }),
  'words put into another’s call': `insert into public.session_turns (session_id, user_id, number, speaker, text, source)
    values (${of('call', 'anna')}, ${me}, 7, 'trainee', 'x', 'typed')`,
  'a paid coach call for another’s call': coachCall({ session: 'anna' }),
  'a paid coach call in another’s name': coachCall({ session: 'anna', user: 'anna' }),
  'a note on another’s call': note({ session: 'anna' }),
  'a note in another’s name': note({ author: 'anna' }),
  'a note on words of another call': note({ turn: 'anna' }),
  'a dispute about another’s call': dispute({ session: 'anna' }),
  'a dispute in another’s name': dispute({ session: 'anna', user: 'anna' }),
  'a dispute about what is not scored': dispute({ noun: 'call' }),
  'a review past the function': `insert into public.check_reviews (session_id, check_id, reviewer_id, judged, judged_by, verdict)
    values (${of('shared', 'ben')}, 'x', ${me}, 'met', 'rules', 'met')`,
  'a technique in another’s workspace': technique({ workspace: 'anna' }),
  'a technique of the house': technique({ workspace: null }),
  'a technique changed in another’s name': technique({ by: 'anna' }),
  'a technique moved to another’s workspace': `update public.techniques set workspace_id = ${of('workspace', 'anna')} where id = ${of('technique', 'ben')}`,
  'a task in another’s workspace': task({ workspace: 'anna', scenario: 'anna', user: 'mia' }),
  'a task of another workspace’s scenario': task({ scenario: 'anna' }),
  'a task of a scenario that is not published': task({ noun: 'draft' }),
  'a task for somebody who is no member': task({ user: 'anna' }),
  'a task in another’s name': task({ by: 'anna' }),
  'a consent in another’s name': `insert into public.recording_consents (user_id, purpose, text_version) values (${of('user', 'anna')}, 'transcript', 'x')`,
  'a plan for oneself': `update public.workspaces set plan = 'team' where id = ${of('workspace', 'ben')}`,
  'a workspace given away past the function': `update public.workspaces set owner_id = ${of('user', 'anna')} where id = ${of('workspace', 'ben')}`,
  'the customer’s secrets of a scenario': `select flow_data from public.scenarios where id = ${of('scenario', 'ben')}`,
  'the hash of a letter': `select token_hash from public.workspace_invites where id = ${of('invite', 'ben')}`,
}

/** The same with nothing of another's. */
export const honestInCoach: Record<string, string> = {
  call: call({}),
  'call of the house’s scenario': call({ scenario: 'ada' }),
  'call that nobody else sees': call({ workspace: null, scenario: 'ada' }),
  'call that goes on': call({ retry: 'ben' }),
  recording: clip({}),
  'paid coach call': coachCall({}),
  note: note({}),
  'note on words': note({ turn: 'ben' }),
  dispute: dispute({}),
  technique: technique({}),
  task: task({}),
  'task of the house’s scenario': task({ scenario: 'ada' }),
}

function call(given: { user?: Person; workspace?: Person | null; scenario?: Person; retry?: Person }): string {
  const { user = 'ben', workspace = 'ben', scenario = 'ben', retry } = given
  return `insert into public.sessions (user_id, workspace_id, scenario_id, scenario_version, language, mode, state, rubric, rubric_hash, seed, retry_of)
    values (${of('user', user)}, ${workspace === null ? 'null' : of('workspace', workspace)}, ${of('scenario', scenario)}, 1, 'en', 'typed', '{}', '{}',
      'hash', 1, ${retry === undefined ? 'null' : of('shared', retry)})`
}

function clip(given: { session?: Person; user?: Person; folder?: Person; noun?: Noun }): string {
  const { session = 'ben', user = 'ben', folder = 'ben', noun = 'call' } = given
  return `insert into public.session_clips (id, session_id, user_id, turn_number, file_path, mime, bytes, sha256, start_ms, end_ms)
    values (gen_random_uuid(), ${of(noun, session)}, ${of('user', user)}, 1, '${idOf('user', folder)}/calls/7.webm', 'audio/webm', 1, 'hash', 0, 1)`
}

function coachCall({ session = 'ben', user = 'ben' }: { session?: Person; user?: Person }): string {
  return `insert into public.coach_calls (user_id, session_id, kind, about, provider, request_hash)
    values (${of('user', user)}, ${of('call', session)}, 'judgement', 'rubric', 'local', 'crossing')`
}

function note({ session = 'ben', author = 'ben', turn }: { session?: Person; author?: Person; turn?: Person }): string {
  return `insert into public.session_notes (session_id, author_id, turn_id, body)
    values (${of('shared', session)}, ${of('user', author)}, ${turn === undefined ? 'null' : of('word', turn)}, 'x')`
}

function dispute(given: { session?: Person; user?: Person; noun?: Noun }): string {
  const { session = 'ben', user = 'ben', noun = 'shared' } = given
  return `insert into public.check_disputes (session_id, user_id, check_id, reason)
    values (${of(noun, session)}, ${of('user', user)}, 'crossing', 'x')`
}

function technique({ workspace = 'ben', by = 'ben' }: { workspace?: Person | null; by?: Person }): string {
  return `insert into public.techniques (workspace_id, handle, phase, names, definition, cues, body, changed_by)
    values (${workspace === null ? 'null' : of('workspace', workspace)}, 'crossing', 1, '{}', '{}', '{}', '{}', ${of('user', by)})`
}

function task(given: { workspace?: Person; scenario?: Person; user?: Person; by?: Person; noun?: Noun }): string {
  const { workspace = 'ben', scenario = 'ben', user = 'ben', by = 'ben', noun = 'scenario' } = given
  return `insert into public.assignments (workspace_id, scenario_id, user_id, assigned_by)
    values (${of('workspace', workspace)}, ${of(noun, scenario)}, ${of('user', user)}, ${of('user', by)})`
}
