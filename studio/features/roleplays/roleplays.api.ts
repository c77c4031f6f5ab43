import { voicePath, voiceTokenHeader } from '@greenroom/contract/rehearsal-live.ts'
import type { Clip, Rehearsal, Roleplay, SpokenTurn } from '@greenroom/contract/rehearsals.ts'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { call } from '#lib/api.ts'
import { onHouseEvent } from '#lib/events.ts'
import { keyOf, put, queryClient, queryOf, refresh, refreshSoon } from '#lib/queries.ts'
import type { CallInput, Reply } from '#lib/wire.ts'
import type { VoiceToken } from './call/voice-token.ts'

export type Abilities = Reply<'GET /api/coach'>
export type Score = Reply<'GET /api/sessions/:sessionId/score'>
type NewCall = NonNullable<CallInput<'POST /api/sessions/start'>['body']>
export type WantedTurn = NonNullable<CallInput<'POST /api/sessions/:sessionId/turns'>['body']>
type NewNote = NonNullable<CallInput<'POST /api/sessions/:sessionId/notes'>['body']>
export type Purpose = Abilities['consents'][number]['purpose']

const callKey = (sessionId: string) => keyOf('GET /api/sessions/:sessionId', { params: { sessionId } })

export const useAbilities = () => useQuery(queryOf('GET /api/coach'))

/** A call with its words. `reason` is what an admin gives for reading somebody else's. */
export const useRehearsal = (sessionId: string, reason: string | null = null) =>
  useQuery({
    ...queryOf('GET /api/sessions/:sessionId', { params: { sessionId }, query: reason === null ? {} : { reason } }),
    // One key for all readings, so that an answer of the house can be put where it is shown.
    queryKey: callKey(sessionId),
    // Each reading with a reason is written down: a window that comes to the front again is none.
    ...(reason === null ? {} : { staleTime: Number.POSITIVE_INFINITY }),
  })
export const useScore = (sessionId: string, enabled: boolean) =>
  useQuery({ ...queryOf('GET /api/sessions/:sessionId/score', { params: { sessionId } }), enabled })
export const useNotes = (sessionId: string) =>
  useQuery(queryOf('GET /api/sessions/:sessionId/notes', { params: { sessionId } }))
export const useHints = (sessionId: string, turn: number, enabled: boolean) =>
  useQuery({
    queryKey: ['hint', sessionId, turn],
    queryFn: ({ signal }) => call('GET /api/sessions/:sessionId/hint', { params: { sessionId }, signal }),
    enabled,
    staleTime: Number.POSITIVE_INFINITY,
  })

export interface CallFilter {
  status?: Roleplay['status'] | undefined
  scenario?: string | undefined
  workspace?: string | undefined
}
/** Newest first, thirty at a time. */
export const useRoleplays = (filter: CallFilter) =>
  useInfiniteQuery({
    queryKey: [...keyOf('GET /api/sessions'), 'pages', filter],
    queryFn: ({ pageParam, signal }) =>
      call('GET /api/sessions', { query: { ...filter, ...(pageParam === '' ? {} : { cursor: pageParam }) }, signal }),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
  })
/** Calls that went on from a turn of this one. */
export const useRetriesOf = ({ id, scenarioId }: Roleplay) =>
  useQuery({
    ...queryOf('GET /api/sessions', { query: { scenario: scenarioId, limit: 100 } }),
    select: ({ sessions }) => sessions.filter(({ retryOf }) => retryOf?.sessionId === id),
  })

export type AllCallsFilter = Omit<NonNullable<CallInput<'GET /api/admin/calls'>['query']>, 'cursor' | 'limit'>
/** Calls of everybody, for admins: newest first, thirty at a time. */
export const useAllCalls = (filter: AllCallsFilter) =>
  useInfiniteQuery({
    queryKey: [...keyOf('GET /api/admin/calls'), filter],
    queryFn: ({ pageParam, signal }) =>
      call('GET /api/admin/calls', {
        query: { ...filter, ...(pageParam === '' ? {} : { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: (before) => before,
    staleTime: 0,
  })

/** Puts the answer where it is shown, so that nothing waits for a second reading. */
function change(sessionId: string, how: (known: Rehearsal) => Rehearsal): void {
  put<Rehearsal>(callKey(sessionId), (known) => known && how(known))
}
function keep(roleplay: Roleplay): Roleplay {
  change(roleplay.id, (known) => ({ ...known, roleplay }))
  refreshSoon('GET /api/sessions')
  return roleplay
}

export async function startRehearsal(body: NewCall): Promise<Rehearsal> {
  const rehearsal = await call('POST /api/sessions/start', { body })
  queryClient.setQueryData(callKey(rehearsal.roleplay.id), rehearsal)
  refreshSoon('GET /api/sessions')
  return rehearsal
}

export async function retryMoment(sessionId: string, turn: number, mode: Roleplay['mode'], idempotencyKey: string) {
  const rehearsal = await call('POST /api/sessions/:sessionId/retry', {
    params: { sessionId },
    body: { turn, mode, idempotencyKey },
  })
  queryClient.setQueryData(callKey(rehearsal.roleplay.id), rehearsal)
  refreshSoon('GET /api/sessions')
  return rehearsal
}

/** Throws `roleplays.turn_taken` when another window was first. */
export async function sayTurn(sessionId: string, body: WantedTurn) {
  const reply = await call('POST /api/sessions/:sessionId/turns', { params: { sessionId }, body })
  const fresh = reply.answer === null ? [reply.said] : [reply.said, reply.answer]
  change(sessionId, (known) => ({
    ...known,
    roleplay: reply.roleplay,
    turns: [...known.turns.filter(({ id }) => !fresh.some((one) => one.id === id)), ...fresh].sort(
      (one, other) => one.number - other.number,
    ),
    openClips: known.openClips.filter(({ id }) => id !== body.clipId),
    nextTurn: reply.nextTurn,
  }))
  return reply
}

/** The customer's voice is made after the words; so long one waits for it before the browser's own speaks. */
const voiceWithinMs = 6000
const lookAgainMs = 500
/** What lets this page hear the customer of its call, for two minutes. */
export const openVoice = async (sessionId: string): Promise<string> =>
  (
    await call('POST /api/sessions/:sessionId/voice-token', {
      params: { sessionId },
      signal: AbortSignal.timeout(voiceWithinMs),
    })
  ).token
/**
 * The customer's voice: while it is made where it is `live`, else its recording once it is there; null when it takes too long or
 * is not to be had. `whole`: only as a recording.
 */
export async function voiceFor(
  sessionId: string,
  turnId: string,
  { live, whole }: { live: VoiceToken | null; whole: boolean },
  wanted: () => boolean,
): Promise<{ audioUrl: string } | { sound: ReadableStream<Uint8Array> } | null> {
  if (live !== null) {
    const answer = await liveVoice(voicePath(sessionId, turnId), live)
    if (answer.ok && answer.body !== null && !whole) return { sound: answer.body }
    if (answer.ok) await answer.arrayBuffer()
    // Elsewhere: another window was first, or others of this person listen.
    else if (answer.status !== 409 && answer.status !== 429) return null
  }
  const audioUrl = await recordedVoice(sessionId, turnId, wanted)
  return audioUrl === null ? null : { audioUrl }
}
async function liveVoice(path: string, live: VoiceToken): Promise<Response> {
  const late = new AbortController()
  const timer = setTimeout(() => late.abort(), voiceWithinMs)
  const ask = (token: string): Promise<Response> =>
    fetch(path, { credentials: 'same-origin', headers: { [voiceTokenHeader]: token }, signal: late.signal })
  try {
    const token = await live.now()
    const answer = await ask(token)
    // Not taken any more, e.g. because this computer was asleep.
    return answer.status === 403 ? await ask(await live.insteadOf(token)) : answer
  } finally {
    clearTimeout(timer)
  }
}
/** The address of the voice of a turn once it is there; null when it takes too long, or nobody wants it any more. */
async function recordedVoice(sessionId: string, turnId: string, wanted: () => boolean): Promise<string | null> {
  for (const late = Date.now() + voiceWithinMs; Date.now() < late && wanted();) {
    await new Promise((resolve) => setTimeout(resolve, lookAgainMs))
    const { turns } = await queryClient.fetchQuery({
      ...queryOf('GET /api/sessions/:sessionId', { params: { sessionId } }),
      staleTime: 0,
    })
    const url = turns.find(({ id }) => id === turnId)?.audioUrl ?? null
    if (url !== null) return url
  }
  return null
}

export async function uploadClip(sessionId: string, clipId: string, file: Blob, at: ClipTimes): Promise<Clip> {
  return keepClip(
    sessionId,
    await call('PUT /api/sessions/:sessionId/clips/:clipId', { params: { sessionId, clipId }, query: at, file }),
  )
}
interface ClipTimes {
  turn: number
  start: number
  end: number
}
function keepClip(sessionId: string, clip: Clip): Clip {
  change(sessionId, (known) => ({
    ...known,
    openClips: [...known.openClips.filter(({ id }) => id !== clip.id), clip],
  }))
  return clip
}
export const readClip = async (sessionId: string, clipId: string): Promise<Clip> =>
  keepClip(sessionId, await call('GET /api/sessions/:sessionId/clips/:clipId', { params: { sessionId, clipId } }))
export const hearAgain = async (sessionId: string, clipId: string): Promise<Clip> =>
  keepClip(
    sessionId,
    await call('POST /api/sessions/:sessionId/clips/:clipId/transcribe', { params: { sessionId, clipId } }),
  )
export async function dropClip(sessionId: string, clipId: string): Promise<void> {
  await call('POST /api/sessions/:sessionId/clips/:clipId/drop', { params: { sessionId, clipId } })
  change(sessionId, (known) => ({ ...known, openClips: known.openClips.filter(({ id }) => id !== clipId) }))
}

export const pauseCall = async (sessionId: string, paused: boolean, talkMs: number): Promise<Roleplay> =>
  keep(await call('POST /api/sessions/:sessionId/pause', { params: { sessionId }, body: { paused, talkMs } }))
export const hangUp = async (sessionId: string): Promise<Roleplay> =>
  keep(await call('POST /api/sessions/:sessionId/end', { params: { sessionId } }))
export async function editTurn(sessionId: string, turnId: string, text: string): Promise<SpokenTurn> {
  const turn = await call('PATCH /api/sessions/:sessionId/turns/:turnId', {
    params: { sessionId, turnId },
    body: { text },
  })
  change(sessionId, (known) => ({ ...known, turns: known.turns.map((one) => (one.id === turn.id ? turn : one)) }))
  return turn
}

export const openFace = (sessionId: string) => call('POST /api/sessions/:sessionId/face', { params: { sessionId } })
export const endFace = (sessionId: string, faceId: string) =>
  call('POST /api/sessions/:sessionId/face/end', { params: { sessionId }, body: { faceId }, keepalive: true })

export async function finishCall(sessionId: string): Promise<void> {
  keep(await call('POST /api/sessions/:sessionId/process', { params: { sessionId } }))
  await refresh('GET /api/sessions/:sessionId/score', { params: { sessionId } })
}
export const shareCall = async (sessionId: string, shared: boolean): Promise<Roleplay> =>
  keep(await call('POST /api/sessions/:sessionId/share', { params: { sessionId }, body: { shared } }))
export async function deleteRecordings(sessionId: string): Promise<void> {
  keep(await call('POST /api/sessions/:sessionId/recordings/delete', { params: { sessionId } }))
  await refresh('GET /api/sessions/:sessionId', { params: { sessionId } })
}
export async function deleteCalls(ids: readonly string[]): Promise<void> {
  await call('POST /api/sessions/delete', { body: { ids: [...ids] } })
  await refresh('GET /api/sessions')
}
export async function restoreCalls(ids: readonly string[]): Promise<void> {
  await call('POST /api/sessions/restore', { body: { ids: [...ids] } })
  await refresh('GET /api/sessions')
}
export async function disputeCheck(sessionId: string, checkId: string, reason: string): Promise<void> {
  await call('POST /api/sessions/:sessionId/disputes', { params: { sessionId }, body: { checkId, reason } })
  await refresh('GET /api/sessions/:sessionId/score', { params: { sessionId } })
}

type Decision = NonNullable<CallInput<'POST /api/sessions/:sessionId/reviews'>['body']>
export async function reviewCheck(sessionId: string, body: Decision): Promise<void> {
  keep(await call('POST /api/sessions/:sessionId/reviews', { params: { sessionId }, body }))
  await refresh('GET /api/sessions/:sessionId/score', { params: { sessionId } })
}

const notesChanged = (sessionId: string): Promise<void> =>
  refresh('GET /api/sessions/:sessionId/notes', { params: { sessionId } })
export async function addNote(sessionId: string, body: NewNote): Promise<void> {
  await call('POST /api/sessions/:sessionId/notes', { params: { sessionId }, body })
  await notesChanged(sessionId)
}
export async function changeNote(sessionId: string, noteId: string, body: string): Promise<void> {
  await call('PATCH /api/sessions/:sessionId/notes/:noteId', { params: { sessionId, noteId }, body: { body } })
  await notesChanged(sessionId)
}
export async function deleteNote(sessionId: string, noteId: string): Promise<void> {
  await call('DELETE /api/sessions/:sessionId/notes/:noteId', { params: { sessionId, noteId } })
  await notesChanged(sessionId)
}

export async function giveConsent(purposes: Purpose[], textVersion: '2026-11'): Promise<void> {
  await call('POST /api/coach/consents', { body: { purposes, textVersion } })
  await refresh('GET /api/coach')
}
export async function withdrawConsent(purpose: Purpose): Promise<void> {
  await call('POST /api/coach/consents/withdraw', { body: { purpose } })
  await refresh('GET /api/coach')
}

onHouseEvent('roleplays.changed', ({ sessionId }) => {
  const input = { params: { sessionId } }
  refreshSoon('GET /api/sessions/:sessionId', input)
  refreshSoon('GET /api/sessions/:sessionId/score', input)
  refreshSoon('GET /api/sessions/:sessionId/notes', input)
  refreshSoon('GET /api/sessions')
})
