import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Photo, PhotoVariant } from '@greenroom/contract/photos.ts'
import { actingAs, type PersonActor, type Transaction } from '#kernel/db/acting.ts'
import { Fault, notFound } from '#kernel/fault.ts'
import { newId } from '#kernel/id.ts'
import type { Tools } from '#kernel/tools.ts'
import { photosChanged } from './photos.events.ts'
import { settleBatch } from './photos.jobs.ts'
import { besideOriginal, frameSize, positionsBetween } from './photos.rules.ts'
import {
  lockGrid,
  placeFiles,
  positionBefore,
  renumberGrid,
  selectPage,
  selectPhoto,
  selectReadyPictures,
  selectStandings,
  selectStoredFile,
  setPhotosDeleted,
  type FileFacts,
  type GridPlace,
  type Standing,
} from './photos.store.ts'

/** Photos and clips in grid order. `after` is what the last page answered as `next`. Throws `projects.not_found`. */
export const listPhotos = async (
  tools: Tools,
  actor: PersonActor,
  projectId: string,
  { after, limit }: { after?: string | undefined; limit: number },
): Promise<{ photos: Photo[]; next: string | null }> => {
  const place = after === undefined ? null : placeOf(after)
  const found = await actingAs(tools.db, actor, (transaction) => selectPage(transaction, projectId, place, limit))
  if (found === undefined) throw notFound('projects', 'There is no such project.')
  const photos = found.slice(0, limit)
  const last = photos.at(-1)
  return { photos, next: found.length > limit && last !== undefined ? `${last.position}_${last.id}` : null }
}

const placeOf = (cursor: string): GridPlace => {
  const [, position, id] = /^(-?[\d.]+(?:e[+-]?\d+)?)_([0-9a-f-]{36})$/.exec(cursor) ?? []
  if (position !== undefined && id !== undefined && Number.isFinite(Number(position)))
    return { position: Number(position), id }
  throw new Fault('request.invalid', 422, 'This is not a place in the list. Begin at the start.', {
    fields: [{ path: 'after', message: 'Send what the last answer gave as `next`.', code: 'shape.cursor' }],
  })
}

export const getPhoto = (tools: Tools, actor: PersonActor, fileId: string): Promise<Photo> =>
  actingAs(tools.db, actor, (transaction) => existing(transaction, fileId))

/** Hides photos; scenes made from them stay. Answers how many. Throws `photos.not_found` when none of them is there. */
export const deletePhotos = (tools: Tools, actor: PersonActor, ids: readonly string[]): Promise<number> =>
  actingAs(tools.db, actor, async (transaction) => {
    const standings = (await selectStandings(transaction, ids)).filter(({ gone }) => !gone)
    if (standings.length === 0) throw noPhoto()
    const touched = await setPhotosDeleted(
      transaction,
      standings.map(({ id }) => id),
      true,
    )
    await tell(tools, transaction, actor, standings, touched)
    return touched.length
  })

/** Undoes it within 10 s. Throws `photos.too_late` when that is over for all of them. */
export const restorePhotos = (tools: Tools, actor: PersonActor, ids: readonly string[]): Promise<number> =>
  actingAs(tools.db, actor, async (transaction) => {
    const standings = await selectStandings(transaction, ids)
    if (standings.length === 0) throw noPhoto()
    const touched = await setPhotosDeleted(
      transaction,
      standings.map(({ id }) => id),
      false,
    )
    if (touched.length === 0 && standings.every(({ gone }) => gone)) {
      throw new Fault(
        'photos.too_late',
        410,
        'These photos were deleted more than 10 seconds ago and cannot be brought back.',
      )
    }
    await tell(tools, transaction, actor, standings, touched)
    return touched.length
  })

/** Announces, and has batches looked at again that were waiting for one of these, or gave names without it. */
const tell = async (
  tools: Tools,
  transaction: Transaction,
  actor: PersonActor,
  standings: readonly Standing[],
  touched: readonly string[],
): Promise<void> => {
  const changed = new Set(touched)
  const byProject = Map.groupBy(
    standings.filter(({ id }) => changed.has(id)),
    ({ projectId }) => projectId,
  )
  for (const [projectId, files] of byProject) {
    const batches = new Set(files.flatMap(({ nameless, batchId }) => (nameless && batchId !== null ? [batchId] : [])))
    for (const batchId of batches)
      await tools.jobs.add(transaction, settleBatch, { batchId, projectId }, { owner: actor.userId })
    await photosChanged(
      transaction,
      actor.userId,
      projectId,
      files.map(({ id }) => id),
    )
  }
}

/** Puts photos, in the order given, before another one, or at the end. Answers how many were moved. */
export const movePhotos = (
  tools: Tools,
  actor: PersonActor,
  projectId: string,
  { ids, before }: { ids: readonly string[]; before: string | null },
): Promise<number> =>
  actingAs(tools.db, actor, async (transaction) => {
    if ((await lockGrid(transaction, projectId)) === undefined) throw notFound('projects', 'There is no such project.')
    if (before !== null && ids.includes(before)) {
      throw new Fault('photos.before_itself', 422, 'A photo cannot be put before itself.', {
        fields: [{ path: 'before', message: 'Choose a photo that is not moved.', code: 'photos.before_itself' }],
      })
    }
    const here = new Set(
      (await selectStandings(transaction, ids))
        .filter((file) => file.projectId === projectId && !file.gone)
        .map(({ id }) => id),
    )
    const moved = [...new Set(ids)].filter((id) => here.has(id))
    if (moved.length === 0) throw noPhoto()
    const between = async (): Promise<number[] | null> => {
      const next = before === null ? null : await standing(transaction, projectId, before)
      return positionsBetween(
        await positionBefore(transaction, projectId, next, moved),
        next?.position ?? null,
        moved.length,
      )
    }
    let positions = await between()
    if (positions === null) {
      await renumberGrid(transaction, projectId)
      positions = await between()
    }
    if (positions === null) throw new Error('A grid numbered anew has no room')
    const places = positions.map((position, index): GridPlace => ({ position, id: moved[index] ?? '' }))
    await placeFiles(transaction, places)
    await photosChanged(transaction, actor.userId, projectId, moved)
    return moved.length
  })

const standing = async (transaction: Transaction, projectId: string, fileId: string): Promise<GridPlace> => {
  const [found] = await selectStandings(transaction, [fileId])
  if (found === undefined || found.gone || found.projectId !== projectId) throw noPhoto()
  return { id: found.id, position: found.position }
}

/** For an exact duplicate: drops this one and answers the one that was here first. Throws `photos.no_duplicate`. */
export const keepExisting = (tools: Tools, actor: PersonActor, fileId: string): Promise<Photo> =>
  actingAs(tools.db, actor, async (transaction) => {
    const { duplicateOf, projectId } = await existing(transaction, fileId)
    if (duplicateOf === null)
      throw new Fault(
        'photos.no_duplicate',
        409,
        'The photo that was here first is gone; this one is the only one now.',
      )
    await setPhotosDeleted(transaction, [fileId], true)
    if (projectId !== null) await photosChanged(transaction, actor.userId, projectId, [fileId, duplicateOf])
    return await existing(transaction, duplicateOf)
  })

export interface StoredPicture {
  bucket: 'media'
  key: string
  contentType?: string
  fileName: string
  download: boolean
}
/** Where a picture lies that this person may see. The original is saved under its given name, never shown as a page. */
export const pictureOf = async (
  tools: Tools,
  actor: PersonActor,
  fileId: string,
  variant: PhotoVariant,
): Promise<StoredPicture> => {
  const file = await actingAs(tools.db, actor, (transaction) => selectStoredFile(transaction, fileId))
  if (file?.state !== 'ready') throw noPhoto()
  if (variant === 'original')
    return { bucket: 'media', key: file.key, contentType: file.mime, fileName: file.name, download: true }
  return {
    bucket: 'media',
    key: besideOriginal(file.key, `${variant}.webp`),
    fileName: `${file.name.replace(/\.[^.]*$/, '')}-${variant}.webp`,
    download: false,
  }
}

/** A picture that can begin or end a scene. Width, height and key are those of the frame, the rest is the original's. */
export interface ReadyFrame extends FileFacts {
  frameKey: string
}
/** The ready pictures of a living project among these, by id, under the rights of the running transaction. What is missing cannot be used. */
export const readyFrames = async (
  transaction: Transaction,
  projectId: string,
  fileIds: readonly string[],
): Promise<Map<string, ReadyFrame>> => {
  const rows = await selectReadyPictures(transaction, projectId, fileIds)
  return new Map(
    rows.map((row) => [
      row.id,
      { ...row, ...frameSize(row.width, row.height), frameKey: besideOriginal(row.originalKey, 'frame.jpg') },
    ]),
  )
}

/** Who draws the frame that makers get: upright, sRGB, without metadata. */
export interface FrameMaker {
  providerFrame(request: {
    path: string
    output: string
    signal?: AbortSignal
  }): Promise<{ ok: true } | { ok: false; reason: { code: string; sentence: string } }>
}
export interface FrameTools extends Tools {
  frames: FrameMaker
}
/**
 * The frame of a photo as it is sent to makers, drawn when nobody has asked for it before: most photos never begin a
 * scene, and a frame is larger than its original. For the house's own work. Throws `photos.not_found`, `photos.frame_refused`.
 */
export const frameOf = async (
  tools: FrameTools,
  fileId: string,
  signal?: AbortSignal,
): Promise<{ key: string; bytes: number; width: number; height: number }> => {
  const file = await actingAs(tools.db, { kind: 'house', reason: 'frames' }, (transaction) =>
    selectStoredFile(transaction, fileId),
  )
  if (file?.state !== 'ready' || file.width === null || file.height === null) throw noPhoto()
  const key = besideOriginal(file.key, 'frame.jpg')
  const made = (await tools.storage.head('media', key)) ?? (await drawFrame(tools, file.key, key, signal))
  return { key, bytes: made.bytes, ...frameSize(file.width, file.height) }
}

const drawFrame = async (
  tools: FrameTools,
  originalKey: string,
  frameKey: string,
  signal: AbortSignal | undefined,
): Promise<{ bytes: number }> => {
  const folder = join(tools.config.dataFolder, 'work', 'frames', newId())
  await mkdir(folder, { recursive: true })
  try {
    const path = await tools.storage.localPath('media', originalKey, folder)
    const output = join(folder, 'frame.jpg')
    const drawn = await tools.frames.providerFrame({ path, output, ...(signal === undefined ? {} : { signal }) })
    if (!drawn.ok) throw new Fault('photos.frame_refused', 422, drawn.reason.sentence)
    await tools.storage.adopt('media', frameKey, output, 'image/jpeg')
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
  const stored = await tools.storage.head('media', frameKey)
  if (stored === null) throw new Error('A frame was drawn and is not there')
  return stored
}

const existing = async (transaction: Transaction, fileId: string): Promise<Photo> => {
  const photo = await selectPhoto(transaction, fileId)
  if (photo === undefined) throw noPhoto()
  return photo
}

const noPhoto = () => notFound('photos', 'There is no such photo.')
