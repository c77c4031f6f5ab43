import { createHash } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import type { Clip } from '@greenroom/contract/rehearsals.ts'
import { actingAs, type PersonActor } from '#kernel/db/acting.ts'
import { Fault } from '#kernel/fault.ts'
import type { Heard, Transcriber } from '#providers/transcriber.ts'
import { getClip, mayListen } from './roleplays.clips.ts'
import * as store from './roleplays.clips.store.ts'
import type { ClipRow, Failure } from './roleplays.clips.store.ts'
import { transcribeClip } from './roleplays.jobs.ts'
import { askAgain, paidOnce } from './roleplays.ledger.ts'
import { tell, type RehearsalTools } from './roleplays.ts'
import { house, scenarioOf } from './roleplays.scenario.ts'
import { selectRoleplay, type RoleplayRow } from './roleplays.store.ts'

export type Listened = { kind: 'done' } | { kind: 'later'; delayMs: number; owner: string }
const done: Listened = { kind: 'done' }

/** Has a recording listened to once. May be called again at any moment: what was heard is read from the ledger. */
export const listenNow = async (
  tools: RehearsalTools,
  { sessionId, clipId }: { sessionId: string; clipId: string },
  signal: AbortSignal,
): Promise<Listened> => {
  const { transcriber } = tools.coach
  const taken = await actingAs(tools.db, house, async (transaction) => {
    const clip = await store.lockClip(transaction, clipId)
    const row = await selectRoleplay(transaction, sessionId)
    if (clip === undefined || row === undefined || !['waiting', 'running'].includes(clip.state)) return null
    if (clip.file_path === null || clip.dropped_at !== null) return null
    const may = await mayListen(tools, transaction, row.user_id)
    await store.settleClip(transaction, clipId, { ...empty, state: may ? 'running' : 'none' })
    if (!may) await tell(transaction, row.user_id, sessionId)
    return may ? { clip, row, key: clip.file_path } : null
  })
  if (taken === null || transcriber === null) return done
  const { clip, row, key } = taken
  const refused = refusalOf(transcriber, clip)
  if (refused !== null) {
    await settle(tools, row, clip, { ...empty, state: 'failed', failure: refused })
    return done
  }
  const { flow } = await scenarioOf(tools, row)
  const settled = await paidOnce<Heard>(
    tools,
    {
      ...callOf(transcriber, clip, row),
      callsPerMinute: transcriber.limits.callsPerMinute,
      send: (context) =>
        transcriber.transcribe(
          {
            audio: async () => await buffer(await tools.storage.read('audio-uploads', key)),
            bytes: clip.bytes,
            mime: clip.mime,
            seconds: secondsOf(clip),
            language: row.language,
            terms: [flow.persona.name],
          },
          context,
        ),
      keep: (heard) => heard,
      read: (kept) => kept as Heard,
    },
    signal,
  )
  if (settled.kind === 'later') return { ...settled, owner: row.user_id }
  await settle(
    tools,
    row,
    clip,
    settled.kind === 'done'
      ? { ...empty, state: 'ready', text: settled.value.text.slice(0, 20_000), transcriber: transcriber.id }
      : { ...empty, state: settled.kind, failure: settled.failure, transcriber: transcriber.id },
  )
  return done
}

const empty = { text: null, transcriber: null, failure: null }
const secondsOf = ({ start_ms, end_ms }: ClipRow): number => Math.max(1, Math.ceil((end_ms - start_ms) / 1000))

const refusalOf = ({ limits }: Transcriber, clip: ClipRow): Failure | null =>
  clip.bytes > limits.bytes || secondsOf(clip) > limits.seconds || !limits.types.includes(clip.mime)
    ? { code: 'too_large', sentence: 'This recording is longer, or of another kind, than what is listened to here.' }
    : null

const callOf = (transcriber: Transcriber, clip: ClipRow, row: RoleplayRow) => ({
  userId: row.user_id,
  sessionId: row.id,
  kind: 'transcription' as const,
  about: clip.id,
  provider: transcriber.id,
  model: transcriber.model,
  hash: createHash('sha256').update(`${clip.sha256} ${transcriber.model} ${row.language}`).digest('hex'),
  price: transcriber.estimateMicroUsd({ seconds: secondsOf(clip) }),
})

const settle = (
  tools: RehearsalTools,
  row: RoleplayRow,
  clip: ClipRow,
  wanted: Pick<ClipRow, 'state' | 'text' | 'transcriber' | 'failure'>,
): Promise<void> =>
  actingAs(tools.db, house, async (transaction) => {
    await store.settleClip(transaction, clip.id, wanted)
    await tell(transaction, row.user_id, row.id)
  })

/**
 * A person has a recording listened to once more after that failed, or when nobody knows how it ended: it may be paid a
 * second time, which only a person decides.
 */
export const transcribeAgain = async (
  tools: RehearsalTools,
  actor: PersonActor,
  at: { sessionId: string; clipId: string },
): Promise<Clip> => {
  const { state } = await getClip(tools, actor, at)
  const { transcriber } = tools.coach
  if (transcriber === null)
    throw new Fault('roleplays.no_transcriber', 409, 'Nobody listens to recordings in this house.')
  if (!['none', 'failed', 'unknown'].includes(state)) return await getClip(tools, actor, at)
  await actingAs(tools.db, house, async (transaction) => {
    const clip = await store.lockClip(transaction, at.clipId)
    const row = await selectRoleplay(transaction, at.sessionId)
    // Asked for in two windows: the second one finds it waiting.
    if (clip === undefined || row === undefined || !['none', 'failed', 'unknown'].includes(clip.state)) return
    if (clip.file_path === null) throw new Fault('roleplays.recording_gone', 410, 'This recording is gone.')
    if (!(await mayListen(tools, transaction, row.user_id)))
      throw new Fault('roleplays.consent_needed', 409, 'Agree that calls are sent to a provider first.', {
        fields: [
          {
            path: 'consents',
            message: 'Agree that calls are sent to a provider first.',
            code: 'roleplays.consent_needed',
            values: { purpose: 'provider' },
          },
        ],
      })
    await askAgain(transaction, callOf(transcriber, clip, row))
    await store.settleClip(transaction, clip.id, { ...empty, state: 'waiting' })
    await tools.jobs.add(transaction, transcribeClip, at, { owner: row.user_id })
    await tell(transaction, row.user_id, row.id)
  })
  return await getClip(tools, actor, at)
}

/** Every try ended in a fault of ours before anybody was asked, or after the answer was kept. */
export const listeningFailed = (
  tools: RehearsalTools,
  { sessionId, clipId }: { sessionId: string; clipId: string },
): Promise<void> =>
  actingAs(tools.db, house, async (transaction) => {
    const clip = await store.lockClip(transaction, clipId)
    if (clip === undefined || !['waiting', 'running'].includes(clip.state)) return
    const failure = { code: 'house_fault', sentence: 'Something went wrong here. Try it once more.' }
    await store.settleClip(transaction, clipId, { ...empty, state: 'failed', failure })
    await tell(transaction, clip.user_id, sessionId)
  })

export const listenLater = (
  tools: RehearsalTools,
  at: { sessionId: string; clipId: string },
  { owner, delayMs }: { owner: string; delayMs: number },
): Promise<void> =>
  actingAs(tools.db, house, (transaction) => tools.jobs.add(transaction, transcribeClip, at, { owner, delayMs }))
