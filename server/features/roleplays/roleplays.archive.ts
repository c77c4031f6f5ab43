import { createHash } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { actingAs, type PersonActor } from '#kernel/db/acting.ts'
import { Fault } from '#kernel/fault.ts'
import type { Tools } from '#kernel/tools.ts'
import type { FrozenEntry } from '../exports/exports.rules.ts'
import { openArchive, type OpenedArchive } from '../exports/exports.stream.ts'
import { layOutZip } from '../exports/exports.zip.rules.ts'
import { archiveName, audioName, callFile } from './roleplays.archive.rules.ts'
import * as clips from './roleplays.clips.store.ts'
import { selectNotes, selectReviews } from './roleplays.reviews.store.ts'
import { ownRoleplay } from './roleplays.ts'
import { scenarioOf } from './roleplays.scenario.ts'
import { selectScore } from './roleplays.scoring.store.ts'
import * as store from './roleplays.store.ts'
import { transcriptOf } from './roleplays.transcript.rules.ts'

export interface CallArchive {
  fileName: string
  bytes: number
  etag: string
  open(range?: { start: number; end: number }): Promise<OpenedArchive>
}

/** One's own call as a ZIP: `call.json`, `transcript.json` and every recording. Nothing is packed before it is read. */
export const openCallArchive = async (tools: Tools, actor: PersonActor, sessionId: string): Promise<CallArchive> => {
  const read = await actingAs(tools.db, actor, async (transaction) => ({
    row: await ownRoleplay(transaction, actor, sessionId),
    turns: await store.selectTurns(transaction, sessionId),
    keys: await clips.selectKeys(transaction, sessionId),
    score: await selectScore(transaction, sessionId),
    notes: await selectNotes(transaction, sessionId),
    reviews: await selectReviews(transaction, sessionId),
  }))
  const { row, turns, keys, score, ...said } = read
  const scenario = await scenarioOf(tools, row)
  const at = row.completed_at ?? row.started_at
  const judged = score?.scorecard ?? null
  const card = score?.reviewed_scorecard ?? judged
  const modified = Math.floor(at.getTime() / 1000)
  const text = (name: string, value: object): FrozenEntry => {
    const written = `${JSON.stringify(value, null, 2)}\n`
    const bytes = Buffer.from(written)
    return { name, bytes: bytes.length, crc32: crc32(bytes), modified, source: { kind: 'text', text: written } }
  }
  const entries = [
    text('call.json', callFile(row, scenario, { card, judged, ...said })),
    text('transcript.json', transcriptOf(row, turns, card, at)),
  ]
  const byClip = new Map(keys.map(({ id, key }) => [id, key]))
  for (const turn of turns) {
    const key = turn.audio_key ?? byClip.get(turn.clip_id ?? '')
    if (key === undefined) continue
    const measured = await measure(tools, key)
    if (measured === null) continue
    const { version, ...size } = measured
    const source = { kind: 'object' as const, key, version, bucket: 'audio-uploads' as const }
    entries.push({ name: audioName(turn, key), ...size, modified, source })
  }
  const { bytes } = layOutZip(entries)
  const hash = createHash('sha256').update(
    JSON.stringify(entries.map((one) => [one.name, one.bytes, one.crc32, modified])),
  )
  const mayGoOn = async (): Promise<void> => {
    await actingAs(tools.db, actor, (transaction) => ownRoleplay(transaction, actor, sessionId))
  }
  return {
    fileName: archiveName(scenario.title[row.language], row.started_at),
    bytes,
    etag: `"${hash.digest('hex').slice(0, 32)}"`,
    open: (range = { start: 0, end: bytes - 1 }) => openArchive(tools, { entries, bytes, ...range, mayGoOn }),
  }
}

const measure = async (
  tools: Tools,
  key: string,
): Promise<{ bytes: number; crc32: number; version: string } | null> => {
  const object = await tools.storage.head('audio-uploads', key)
  if (object === null) return null
  let checksum = 0
  let bytes = 0
  for await (const chunk of (await tools.storage.read('audio-uploads', key)) as AsyncIterable<Buffer>) {
    checksum = crc32(chunk, checksum)
    bytes += chunk.length
  }
  if (bytes !== object.bytes) throw new Fault('exports.changed', 410, 'A recording has changed meanwhile. Try again.')
  return { bytes, crc32: checksum, version: object.version }
}
