import { createHash } from 'node:crypto'
import { crc32 } from 'node:zlib'
import type { Exported, ExportOrder } from '@greenroom/contract/exports.ts'
import { actingAs, type PersonActor } from '#kernel/db/acting.ts'
import { announce } from '#kernel/events/events.ts'
import { Fault, notFound } from '#kernel/fault.ts'
import type { Tools } from '#kernel/tools.ts'
import type { Measured } from './exports.lists.rules.ts'
import { archiveName, archiveTag, framesOf, freeze, patternTrouble } from './exports.rules.ts'
import { openArchive, type OpenedArchive } from './exports.stream.ts'
import {
  deleteOldExports,
  exportIsReadable,
  insertExport,
  selectExport,
  selectExports,
  selectProject,
  selectSceneIds,
  selectTakes,
  type TakeRow,
} from './exports.store.ts'
import { layOutZip } from './exports.zip.rules.ts'

/**
 * Decides every byte of a ZIP of the project's finished takes and keeps the decision; nothing is packed or copied.
 * Throws `exports.nothing_ready`, `exports.pattern_refused`, `scenes.not_found`, `projects.not_found`, `exports.clip_missing`.
 */
export const createExport = async (
  tools: Tools,
  actor: PersonActor,
  projectId: string,
  order: ExportOrder,
): Promise<Exported> => {
  const trouble = patternTrouble(order.pattern)
  if (trouble !== null)
    throw new Fault('exports.pattern_refused', 422, trouble.message, { fields: [{ path: 'pattern', ...trouble }] })
  const { project, takes } = await chooseTakes(tools, actor, projectId, order)
  const measured = await measureAll(tools, actor, takes, order.frames)
  const now = tools.clock.now()
  const layout = freeze({ project, takes, order, measured, now, crc32 })
  const clips = takes.length
  const made = {
    projectId,
    fileName: archiveName(project.name, now),
    order,
    layout,
    bytes: layOutZip(layout.entries).bytes,
    clips,
    frames: layout.entries.filter((entry) => entry.source.kind === 'object').length - clips,
  }
  const exported = await actingAs(tools.db, actor, async (transaction) => {
    const row = await insertExport(transaction, actor, made)
    await announce(transaction, actor.userId, { type: 'exports.changed', projectId })
    return row
  })
  await actingAs(tools.db, { kind: 'house', reason: 'forget old exports' }, deleteOldExports)
  return exported
}

/** Those that can still be downloaded, newest first. */
export const listExports = (tools: Tools, actor: PersonActor, projectId: string): Promise<Exported[]> =>
  actingAs(tools.db, actor, async (transaction) => {
    if ((await selectProject(transaction, projectId)) === undefined) throw noProject()
    return await selectExports(transaction, projectId)
  })

export interface Download {
  fileName: string
  bytes: number
  etag: string
  /** Throws `exports.changed` when a file is not the one that was laid out. */
  open(range?: { start: number; end: number }): Promise<OpenedArchive>
}

/** An archive ready to be sent, whole or in part. Throws `exports.not_found`, `exports.expired`. */
export const openExport = async (tools: Tools, actor: PersonActor, exportId: string): Promise<Download> => {
  const stored = await actingAs(tools.db, actor, (transaction) => selectExport(transaction, exportId))
  if (stored === undefined) throw notFound('exports', 'There is no such export.')
  if (stored.expired)
    throw new Fault('exports.expired', 410, 'This export has expired. Make a new one; it takes a moment.')
  const mayGoOn = async (): Promise<void> => {
    const readable = await actingAs(tools.db, actor, (transaction) => exportIsReadable(transaction, exportId))
    if (!readable) throw notFound('exports', 'There is no such export any more.')
  }
  const entries = stored.layout.entries
  for (const { source } of entries) if (source.kind === 'object') refuseForeignKey(stored.userId, source.key)
  return {
    fileName: stored.fileName,
    bytes: stored.bytes,
    etag: archiveTag(stored.id),
    open: (range = { start: 0, end: stored.bytes - 1 }) =>
      openArchive(tools, { entries, bytes: stored.bytes, ...range, mayGoOn }),
  }
}

const noProject = (): Fault => notFound('projects', 'There is no such project.')

const chooseTakes = (tools: Tools, actor: PersonActor, projectId: string, order: ExportOrder) =>
  actingAs(tools.db, actor, async (transaction) => {
    const project = await selectProject(transaction, projectId)
    if (project === undefined) throw noProject()
    const sceneIds = order.sceneIds ?? null
    if (sceneIds !== null) {
      const found = new Set(await selectSceneIds(transaction, projectId, sceneIds))
      if (sceneIds.some((id) => !found.has(id)))
        throw notFound('scenes', 'One of the chosen scenes is not in this project any more. Choose again.')
    }
    const takes = await selectTakes(transaction, projectId, order.versions, sceneIds)
    if (takes.length === 0) {
      throw new Fault(
        'exports.nothing_ready',
        409,
        'No scene here has a finished take yet. Wait until one is ready, then export.',
      )
    }
    return { project, takes }
  })

/** Sizes and CRC-32 of everything that goes in. Clips know theirs since they were kept; frames are read once here. */
const measureAll = async (
  tools: Tools,
  actor: PersonActor,
  takes: readonly TakeRow[],
  frames: boolean,
): Promise<Map<string, Measured>> => {
  const measured = new Map<string, Measured>()
  const wanted = [
    ...takes.map((take) => ({ key: take.key, take })),
    ...(frames ? framesOf(takes).map(({ key }) => ({ key, take: null })) : []),
  ].values()
  const work = async (): Promise<void> => {
    for (const { key, take } of wanted) {
      refuseForeignKey(actor.userId, key)
      const found = await measure(tools, key, take)
      if (found !== null) measured.set(key, found)
      else if (take !== null) {
        throw new Fault(
          'exports.clip_missing',
          409,
          `The clip of scene ${take.ordinal}, take ${take.version} is not in storage. Make it again, or export without it.`,
          { values: { scene: take.ordinal, take: take.version } },
        )
      }
    }
  }
  await Promise.all([work(), work(), work(), work()])
  return measured
}

const measure = async (tools: Tools, key: string, known: TakeRow | null): Promise<Measured | null> => {
  const object = await tools.storage.head('media', key)
  if (object === null) return null
  const { bytes, version } = object
  if (known?.crc32 != null && known.sha256 !== null && known.bytes === bytes)
    return { bytes, version, crc32: known.crc32, sha256: known.sha256 }
  const hash = createHash('sha256')
  let checksum = 0
  let read = 0
  for await (const chunk of (await tools.storage.read('media', key)) as AsyncIterable<Buffer>) {
    checksum = crc32(chunk, checksum)
    hash.update(chunk)
    read += chunk.length
  }
  return { bytes: read, version, crc32: checksum, sha256: hash.digest('hex') }
}

// Keys come from rows that a person's own session may write; nobody's files are read because a row names them.
const refuseForeignKey = (userId: string, key: string): void => {
  if (!key.startsWith(`${userId}/`)) throw new Error(`Not a key of ${userId}: ${key.slice(0, 80)}`)
}
