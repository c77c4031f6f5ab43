import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Fault } from '#kernel/fault.ts'
import { work, type Schedule, type Work, type WorkContext } from '#kernel/jobs/jobs.ts'
import type { Uploads } from '#kernel/storage/uploads.ts'
import type { Tools } from '#kernel/tools.ts'
import type { Ingested, PhotoIngest } from '#media/photo-ingest.ts'
import { fileForIngest, keepIngested, rejectFile, settleLater } from './photos.ingest.ts'
import { ingestPhoto, purgePhotos, settleBatch, sweepPhotos } from './photos.jobs.ts'
import { besideOriginal } from './photos.rules.ts'
import { purge, sweep } from './photos.upkeep.ts'

export const photoWorks = (tools: Tools, uploads: Uploads, media: Pick<PhotoIngest, 'ingest'>): Work[] => [
  work(
    ingestPhoto,
    ({ fileId }, context) => ingest(tools, media, fileId, context),
    ({ fileId }) => giveUp(tools, fileId),
  ),
  work(settleBatch, async (batch) => void (await settleLater(tools, batch))),
  work(sweepPhotos, () => sweep(tools, uploads)),
  work(purgePhotos, async (_, context) => {
    const purged = await purge(tools)
    if (purged > 0) context.log.info({ purged }, 'photos purged')
  }),
]
export const photoSchedules: Schedule[] = [
  { kind: sweepPhotos, cron: '*/10 * * * *' },
  { kind: purgePhotos, cron: '17 * * * *' },
]

/** Looks into one file and keeps its pictures beside it. Doing it twice writes the same files. */
const ingest = async (
  tools: Tools,
  media: Pick<PhotoIngest, 'ingest'>,
  fileId: string,
  context: WorkContext,
): Promise<void> => {
  const file = await fileForIngest(tools, fileId)
  if (file === undefined) return
  const folder = join(tools.config.dataFolder, 'work', 'photos', fileId)
  await mkdir(folder, { recursive: true })
  try {
    const path = await tools.storage.localPath('media', file.key, folder)
    const seen = await media.ingest({ path, folder, known: file.known ?? undefined, signal: context.signal })
    if (!seen.ok) return await rejectFile(tools, file, seen.reason)
    for (const [name, picture] of [
      ['small.webp', seen.small],
      ['medium.webp', seen.medium],
      ['large.webp', seen.large],
    ] as const) {
      await tools.storage.adopt('media', besideOriginal(file.key, name), picture.path, 'image/webp')
    }
    await keepIngested(tools, file, { ...seen, durationSeconds: durationOf(seen) })
  } catch (error) {
    if (!(error instanceof Fault && error.code === 'storage.not_found')) throw error
    await rejectFile(tools, file, {
      code: 'photos.bytes_lost',
      sentence: 'The file is no longer in the house’s storage. Upload it again.',
    })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const durationOf = (seen: Ingested & { ok: true }): number | null =>
  seen.kind === 'video' ? seen.video.durationSeconds : null

/** Several tries ended in a fault of ours; the person is told instead of waiting for ever. */
const giveUp = async (tools: Tools, fileId: string): Promise<void> => {
  const file = await fileForIngest(tools, fileId)
  if (file === undefined) return
  await rejectFile(tools, file, {
    code: 'photos.ingest_failed',
    sentence: 'This file could not be read because of a fault on our side. Upload it again.',
  })
}
