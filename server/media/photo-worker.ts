import { stat } from 'node:fs/promises'
import { answerJobs } from '#kernel/process/answer-jobs.ts'
import { openPicture, openPoster, refusalOf, refusals, sniff, type Opened } from './photo-decode.ts'
import { derivePictures, digest, makeAvatar, makeFrame, takenAt } from './photo-derive.ts'
import { avatarTypes, photoJob, type PhotoAnswer, type PhotoJob } from './photo-shapes.ts'

/** The child process in which strangers' pictures are opened. */
answerJobs(async (message, report): Promise<PhotoAnswer> => {
  const job = photoJob.parse(message)
  try {
    return await work(job)
  } catch (error) {
    if (!isDecoderError(error)) throw error
    report({ decoder: error instanceof Error ? error.message : String(error) })
    return { outcome: 'refused', reason: refusalOf(error) }
  }
})

const work = async (job: PhotoJob): Promise<PhotoAnswer> => {
  const { size } = await stat(job.path)
  if (size === 0) return { outcome: 'refused', reason: refusals.empty }
  if (job.act === 'poster') {
    const opened = await openPoster(job.poster, job.turn)
    return describe(job, opened, job.mime, size)
  }
  const sniffed = await sniff(job.path)
  if (sniffed.kind === 'refused') return { outcome: 'refused', reason: sniffed.reason }
  if (sniffed.kind === 'video') {
    return job.act === 'ingest'
      ? { outcome: 'video', mime: sniffed.mime }
      : { outcome: 'refused', reason: refusals.type }
  }
  if (job.act === 'avatar' && !avatarTypes.includes(sniffed.mime)) return { outcome: 'refused', reason: refusals.type }
  const opened = await openPicture(job.path, sniffed.mime)
  if (job.act === 'avatar') {
    await makeAvatar(opened, job.output)
    return { outcome: 'avatar' }
  }
  if (job.act === 'frame') return { outcome: 'frame', frame: await makeFrame(opened, job.output, job.side) }
  return describe(job, opened, sniffed.mime, size)
}

const describe = async (
  job: Extract<PhotoJob, { act: 'ingest' | 'poster' }>,
  opened: Opened,
  mime: string,
  bytes: number,
): Promise<PhotoAnswer> => {
  const drawn = await derivePictures(opened, job.folder)
  const { sha256, crc32 } = job.known ?? (await digest(job.path))
  const taken = job.act === 'ingest' ? await takenAt(job.path) : null
  const { width, height } = opened
  return { outcome: 'picture', facts: { mime, width, height, bytes, sha256, crc32, takenAt: taken, ...drawn } }
}

/** A full disk or a missing file has an errno code; those are our troubles and not a reason to refuse a photo. */
const isDecoderError = (error: unknown): boolean =>
  !(error instanceof Error && 'code' in error && typeof error.code === 'string' && /^E[A-Z]+$/.test(error.code))
