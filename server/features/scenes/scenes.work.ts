import { createReadStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { work, type Schedule, type Work, type WorkContext } from '#kernel/jobs/jobs.ts'
import type { Checked, Frame, VideoMaker, VideoRequest } from '#providers/video-maker.ts'
import { frameOf } from '../photos/photos.ts'
import * as generations from './scenes.generations.ts'
import { checkTake, keepTake, renderTake, startTake, sweepTakes, tellFailures } from './scenes.jobs.ts'
import { tellOfFailures } from './scenes.letters.ts'
import { sweep } from './scenes.recovery.ts'
import { isFinal, takeKeys, troubleDelayMs, type FrameMeta } from './scenes.rules.ts'
import type { SceneTools } from './scenes.take.ts'

type Row = generations.Admission['row']

export const sceneWorks = (tools: SceneTools): Work[] => [
  work(
    startTake,
    ({ generationId }, context) => start(tools, generationId, context),
    ({ generationId }, error) => generations.neverStarted(tools, generationId, error),
  ),
  work(checkTake, ({ generationId }, context) => check(tools, generationId, context)),
  work(
    // How many renders a machine can bear is its operator's choice, for everybody together.
    { ...renderTake, parallel: tools.config.LOCAL_RENDERS, parallelPerPerson: tools.config.LOCAL_RENDERS },
    ({ generationId }, context) => check(tools, generationId, context),
    ({ generationId }, error) => generations.neverRendered(tools, generationId, error),
  ),
  work(
    keepTake,
    ({ generationId }, context) => keep(tools, generationId, context),
    ({ generationId }, error) => generations.neverKept(tools, generationId, error),
  ),
  work(sweepTakes, () => sweep(tools)),
  work(tellFailures, (_data, { signal }) => tellOfFailures(tools, signal)),
]
export const sceneSchedules: Schedule[] = [
  { kind: sweepTakes, cron: '* * * * *' },
  { kind: tellFailures, cron: '* * * * *' },
]

// Longer than any vendor keeps a caller waiting, shorter than the sweep's patience with a row that says "submitted".
const postTimeoutMs = 120_000

/** Sends the one paid request of a row. The row says so before the request leaves. */
const start = async (tools: SceneTools, generationId: string, context: WorkContext): Promise<void> => {
  const waiting = await generations.ledgerRow(tools, generationId)
  const maker = waiting === null ? null : makerOf(tools, waiting.provider)
  if (waiting?.state !== 'reserved' || maker === null) return
  // Everything that can fail without money is done first.
  const request = await requestFor(tools, waiting, context.signal)
  const admission = await generations.admit(tools, maker, generationId)
  if (admission === null) return
  const { row, callbackToken } = admission
  const started = await maker.start(request, {
    generationId,
    callbackUrl: callbackUrl(tools, maker, callbackToken),
    signal: AbortSignal.timeout(postTimeoutMs),
  })
  if (started.outcome === 'accepted') await accept(tools, maker, row, started.jobId, context)
  else if (started.outcome === 'rejected')
    await generations.rejected(tools, row, started.failure, started.retryAfterSeconds)
  else {
    context.log.warn({ generationId, reason: started.reason }, 'outcome of a paid request is unknown')
    await generations.outcomeUnknown(tools, row, started.reason)
  }
}

/** A paid job whose id could not be written down is in the log at least: an admin can settle the row with it. */
const accept = async (
  tools: SceneTools,
  maker: VideoMaker,
  row: Row,
  jobId: string,
  context: WorkContext,
): Promise<void> => {
  try {
    await generations.accepted(tools, maker, row, jobId)
  } catch (error) {
    context.log.error(
      { error, generationId: row.id, providerJobId: jobId },
      'an accepted request could not be written down',
    )
    throw error
  }
}

/** Asks how it is doing; a maker of this machine makes it meanwhile. */
const check = async (tools: SceneTools, generationId: string, context: WorkContext): Promise<void> => {
  const row = await generations.runningRow(tools, generationId)
  const maker = row === null ? null : makerOf(tools, row.provider)
  if (row === null || maker === null) return
  const checked = await ask(tools, maker, row, context)
  if (checked === 'unwanted') return
  if (checked === 'trouble') await generations.checkAgain(tools, maker, row, null, troubleDelayMs(row.attempts))
  else if (checked.state === 'failed' && !isFinal(checked.failure, sinceAccepted(tools, row)))
    await generations.checkAgain(tools, maker, row, null, troubleDelayMs(row.attempts))
  else if (checked.state === 'failed') await generations.failed(tools, row, checked.failure)
  else if (checked.state === 'ready') await generations.keepLater(tools, row)
  else {
    const progress = checked.state === 'running' ? checked.progress : null
    await generations.checkAgain(tools, maker, row, progress, maker.checkDelayMs(row.attempts + 1))
  }
}

/** Copies a finished take into the library. Doing it twice writes the same files. */
const keep = async (tools: SceneTools, generationId: string, context: WorkContext): Promise<void> => {
  const row = await generations.runningRow(tools, generationId)
  const maker = row === null ? null : makerOf(tools, row.provider)
  if (row === null || maker === null) return
  // Asked again, because the address of a result lives for an hour and this job may be late.
  const checked = await maker.check(
    row.provider_job_id ?? '',
    await requestFor(tools, row, context.signal),
    checkContext(tools, row, context.signal),
  )
  if (checked.state === 'failed' && isFinal(checked.failure, sinceAccepted(tools, row)))
    return await generations.failed(tools, row, checked.failure)
  if (checked.state !== 'ready')
    return await generations.checkAgain(tools, maker, row, null, maker.checkDelayMs(row.attempts + 1))

  const folder = await workFolder(tools, row)
  const path = checked.video.kind === 'file' ? checked.video.path : join(folder, 'download.mp4')
  if (checked.video.kind === 'url') await tools.clips.download(checked.video.url, path)
  const facts = await tools.clips.probe(path)
  const poster = await tools.clips.poster(path, Math.min(0.4, facts.durationSeconds / 10))
  const keys = takeKeys(row.user_id, row.project_id, row.scene_id, row.version_id)
  const stored = await tools.storage.put('media', keys.video, createReadStream(path), 'video/mp4')
  await tools.storage.put('media', keys.poster, poster, 'image/jpeg')
  await generations.kept(
    tools,
    row,
    {
      videoKey: keys.video,
      posterKey: keys.poster,
      duration: facts.durationSeconds,
      width: facts.width,
      height: facts.height,
      ...stored,
    },
    checked.priceMicroUsd,
  )
  await rm(folder, { recursive: true, force: true })
}

/** `trouble` is a passing fault of the way to the maker; it says nothing about the take. */
const ask = async (
  tools: SceneTools,
  maker: VideoMaker,
  row: Row,
  context: WorkContext,
): Promise<Checked | 'unwanted' | 'trouble'> => {
  const unwanted = new AbortController()
  let noting: Promise<void> = Promise.resolve()
  let notedAt = 0
  const onProgress = (progress: number): void => {
    if (Date.now() - notedAt < 500) return
    notedAt = Date.now()
    noting = noting
      .then(() => generations.noteProgress(tools, row, progress))
      .then((wanted) => {
        if (!wanted) unwanted.abort()
      })
      .catch((error: unknown) => context.log.warn({ error }, 'progress was not kept'))
  }
  const signal = AbortSignal.any([context.signal, unwanted.signal])
  try {
    return await maker.check(row.provider_job_id ?? '', await requestFor(tools, row, context.signal), {
      ...checkContext(tools, row, signal),
      onProgress,
      workFolder: await workFolder(tools, row),
    })
  } catch (error) {
    if (unwanted.signal.aborted) {
      await rm(folderOf(tools, row), { recursive: true, force: true })
      return 'unwanted'
    }
    // A stopping process lets the queue run the job again; a maker of this machine has the queue's retries too.
    if (context.signal.aborted || maker.rendersHere === true) throw error
    context.log.warn({ error, generationId: row.id }, 'maker could not be asked')
    return 'trouble'
  } finally {
    await noting
  }
}

const sinceAccepted = (tools: SceneTools, row: Row): number =>
  row.accepted_at === null ? 0 : tools.clock.now().getTime() - row.accepted_at.getTime()

const makerOf = (tools: SceneTools, provider: string | null): VideoMaker | null =>
  [...tools.makers.values()].find((maker) => maker.id === provider) ?? null

const folderOf = (tools: SceneTools, row: Row): string => join(tools.config.dataFolder, 'work', 'takes', row.id)
const workFolder = async (tools: SceneTools, row: Row): Promise<string> => {
  await mkdir(folderOf(tools, row), { recursive: true })
  return folderOf(tools, row)
}
const checkContext = (tools: SceneTools, row: Row, signal: AbortSignal) => ({
  signal,
  workFolder: folderOf(tools, row),
  onProgress: () => undefined,
})

const callbackUrl = (tools: SceneTools, maker: VideoMaker, token: string): string | null => {
  if (maker.readCallback === undefined) return null
  const own = tools.publicUrl === null ? null : `${tools.publicUrl}/callbacks/${maker.id}`
  const base = tools.callbackBase ?? own
  return base === null ? null : `${base.replace(/\/$/, '')}/${token}`
}

const requestFor = async (
  tools: SceneTools,
  { meta, user_id: userRef }: Row,
  signal: AbortSignal,
): Promise<VideoRequest> => ({
  model: meta.model,
  prompt: meta.prompt,
  durationSeconds: meta.options.durationSeconds,
  resolution: meta.options.resolution,
  ratio: meta.options.ratio,
  loop: meta.options.loop,
  motion: meta.shotType.motion,
  startFrame: await frameFor(tools, meta.start, signal),
  endFrame: meta.end === null ? null : await frameFor(tools, meta.end, signal),
  userRef,
})

const frameFor = async (tools: SceneTools, { fileId, sha256 }: FrameMeta, signal: AbortSignal): Promise<Frame> => {
  const { key, bytes, width, height } = await frameOf(tools, fileId, signal)
  return {
    sha256,
    mime: 'image/jpeg',
    bytes,
    width,
    height,
    read: async () => await buffer(await tools.storage.read('media', key)),
    async signedUrl(seconds) {
      const path = await tools.storage.signedPath('media', key, seconds)
      if (path.startsWith('https://')) return path
      return tools.publicUrl === null ? null : `${tools.publicUrl}${path}`
    },
  }
}
