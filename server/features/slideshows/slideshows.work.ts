import { createReadStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { captionStyle } from '@greenroom/contract/caption-style.ts'
import { work, type Schedule, type Work, type WorkContext } from '#kernel/jobs/jobs.ts'
import type { CaptionCheck, CaptionsToCheck } from '#media/caption-preflight.ts'
import type { PhotoSetOptions } from '#media/slideshow-photos.ts'
import type { RenderedFilm, RenderOptions } from '#media/slideshow-render.ts'
import type { PhotoSet, SlideshowWish } from '#media/slideshow-shapes.ts'
import type { VideoFacts } from '#media/video-reader.ts'
import { Fault } from '#kernel/fault.ts'
import { writeForGroup } from '../captions/captions.groups.ts'
import { captionGrounds, filmOf, groupKeys } from './slideshows.film.rules.ts'
import { captionFindings, filmFindings, worstOfEach, type CheckedCaption } from './slideshows.findings.rules.ts'
import { planGroups, prepareGroup, renderGroup, sweepGroups } from './slideshows.jobs.ts'
import * as making from './slideshows.making.ts'
import type { SlideshowTools, ToRender } from './slideshows.making.ts'
import { purge, purgeMusic, sweep } from './slideshows.recovery.ts'
import { planDue } from './slideshows.schedule.ts'
import { styleOf } from './slideshows.view.rules.ts'

/** Who draws. Each works in processes of its own and leaves nothing behind when it is stopped. */
export interface SlideshowMedia {
  film(wish: SlideshowWish, options: RenderOptions): Promise<RenderedFilm>
  photos(wish: SlideshowWish, options: PhotoSetOptions): Promise<PhotoSet>
  probe(path: string, signal: AbortSignal): Promise<VideoFacts>
  captions(
    wish: CaptionsToCheck,
    options: { signal?: AbortSignal | undefined; timeoutMs: number },
  ): Promise<CaptionCheck[]>
}

export const slideshowWorks = (tools: SlideshowTools, media: SlideshowMedia): Work[] => [
  work(planGroups, async () => void (await planDue(tools))),
  work(
    prepareGroup,
    ({ groupId, itemIds }, context) => prepare(tools, groupId, itemIds, context),
    ({ groupId }, error) => making.failedFor(tools, groupId, error),
  ),
  work(
    // How many renders a machine can bear is its operator's choice, for everybody together.
    { ...renderGroup, parallel: tools.config.LOCAL_RENDERS, parallelPerPerson: tools.config.LOCAL_RENDERS },
    ({ groupId }, context) => render(tools, media, groupId, context),
    ({ groupId }, error) => making.failedFor(tools, groupId, error),
  ),
  work(sweepGroups, async (_, context) => {
    await sweep(tools)
    const purged = await purge(tools)
    if (purged > 0) context.log.info({ purged }, 'files of deleted slideshows removed')
    const silenced = await purgeMusic(tools)
    if (silenced > 0) context.log.info({ silenced }, 'deleted music removed')
  }),
]
export const slideshowSchedules: Schedule[] = [
  { kind: planGroups, cron: '* * * * *' },
  { kind: sweepGroups, cron: '* * * * *' },
]

const prepare = async (
  tools: SlideshowTools,
  groupId: string,
  itemIds: readonly string[] | null,
  { signal }: WorkContext,
): Promise<void> => {
  const prepared = await making.freeze(tools, groupId, itemIds)
  if (prepared.step === 'none') return
  const { group } = prepared
  const written = await writeForGroup(
    tools,
    {
      groupId,
      sessionId: group.session_id,
      userId: group.user_id,
      items: group.items.map((item) => item.itemId),
      missing: group.items.filter(({ caption }) => caption === null).map((item) => item.itemId),
    },
    signal,
  )
  if (written.kind === 'later') await making.prepareLater(tools, group, written.delayMs)
  else await making.takeWords(tools, groupId, written)
}

const filmTimeoutMs = 45 * 60_000
const beatMs = 3000
const takenOverMs = 30_000

/** How far a render is, 0 to 1; null before its first picture. */
interface Progress {
  share: number | null
}

/** Renders and keeps one group. A render that nobody wants any more is stopped within seconds. */
const render = async (
  tools: SlideshowTools,
  media: SlideshowMedia,
  groupId: string,
  context: WorkContext,
): Promise<void> => {
  const claimed = await making.claimRender(tools, groupId)
  if (claimed === null) return
  if (claimed === 'taken') return await making.renderLater(tools, groupId, takenOverMs)
  const unwanted = new AbortController()
  const progress: Progress = { share: null }
  const beat = setInterval(() => {
    making.stillWanted(tools, groupId, progress.share).then(
      (wanted) => {
        if (!wanted) unwanted.abort()
      },
      (error: unknown) => context.log.warn({ error, groupId }, 'a render could not say that it goes on'),
    )
  }, beatMs)
  const folder = join(tools.config.dataFolder, 'work', 'groups', groupId)
  try {
    await rm(folder, { recursive: true, force: true })
    await mkdir(folder, { recursive: true })
    await make(tools, media, claimed, folder, progress, AbortSignal.any([context.signal, unwanted.signal]))
  } catch (error) {
    if (unwanted.signal.aborted) return
    // Damaged media stay damaged: no second try without a person.
    if (error instanceof Fault && error.code.startsWith('media.')) return await making.failedFor(tools, groupId, error)
    await making.release(tools, groupId)
    throw error
  } finally {
    clearInterval(beat)
    await rm(folder, { recursive: true, force: true })
  }
}

/** Doing it twice writes the same files. */
const make = async (
  tools: SlideshowTools,
  media: SlideshowMedia,
  { group, musicKey, findings: known }: ToRender,
  folder: string,
  progress: Progress,
  signal: AbortSignal,
): Promise<void> => {
  const style = styleOf(group.style)
  const paths: string[] = []
  for (const item of group.items) paths.push(await tools.storage.localPath('media', item.key, folder))
  const musicPath = musicKey === null ? null : await tools.storage.localPath('media', musicKey, folder)
  const wish = filmOf(group.items, style, { paths, musicPath })
  const outputPath = join(folder, 'film.mp4')
  const film = await media.film(wish, {
    outputPath,
    signal,
    timeoutMs: filmTimeoutMs,
    onProgress: tellProgress(tools, group, progress),
  })
  const photos = await pictures(media, wish, join(folder, 'photos'), signal)
  const findings = [
    ...known,
    ...filmFindings(await media.probe(outputPath, signal), { ...film, seconds: film.durationSeconds }),
    ...captionFindings(await checkedCaptions(media, wish, join(folder, 'bare'), signal)),
  ]
  const keys = groupKeys(group.user_id, group.session_id, group.id)
  const video = await tools.storage.put('Exports', keys.video, createReadStream(outputPath), 'video/mp4')
  const kept = []
  for (const [index, { path, width, height }] of photos.entries()) {
    const key = keys.photo(index + 1)
    const { bytes, sha256 } = await tools.storage.put('Exports', key, createReadStream(path), 'image/jpeg')
    kept.push({ key, width, height, bytes, sha256 })
  }
  const [first] = photos
  if (first === undefined) throw new Error('A slideshow without a slide was rendered')
  await tools.storage.put('Exports', keys.poster, createReadStream(first.path), 'image/jpeg')
  await making.keep(tools, group.id, {
    videoKey: keys.video,
    posterKey: keys.poster,
    photos: kept,
    duration: film.durationSeconds,
    width: film.width,
    height: film.height,
    bytes: video.bytes,
    sha256: video.sha256,
    findings,
  })
}

const pictures = async (
  media: Pick<SlideshowMedia, 'photos'>,
  wish: SlideshowWish,
  folder: string,
  signal: AbortSignal,
): Promise<PhotoSet> => {
  await mkdir(folder, { recursive: true })
  return await media.photos(wish, { folder, signal, timeoutMs: filmTimeoutMs })
}

/** As many pictures as a slideshow may have are drawn at once, so that neither time nor memory grows with the clips. */
const groundsAtOnce = 35

/** Captions are measured on the very pictures that they were burned into, before they were. `folder` is theirs. */
export const checkedCaptions = async (
  media: Pick<SlideshowMedia, 'photos' | 'captions'>,
  wish: SlideshowWish,
  folder: string,
  signal: AbortSignal,
  atOnce = groundsAtOnce,
): Promise<CheckedCaption[]> => {
  const grounds = captionGrounds(wish.slides)
  const checks: CheckedCaption[] = []
  for (let from = 0; from < grounds.length; from += atOnce) {
    const some = grounds.slice(from, from + atOnce)
    const bare = await pictures(media, { ...wish, slides: some.map((ground) => ground.bare) }, folder, signal)
    const { width = 0, height = 0 } = bare[0] ?? {}
    const slides = some.map(({ caption: { text, style } }, index) => ({
      path: bare[index]?.path ?? '',
      text,
      style: captionStyle.parse(style),
    }))
    const measured = await media.captions({ width, height, slides }, { signal, timeoutMs: filmTimeoutMs })
    checks.push(...measured.map((check, index) => ({ ...check, slide: some[index]?.number ?? 0 })))
    await rm(folder, { recursive: true, force: true })
  }
  return worstOfEach(checks)
}

/** Told at once to whoever watches; the row gets it with the next beat, for whoever comes later. */
const tellProgress = (tools: SlideshowTools, group: ToRender['group'], kept: Progress): ((share: number) => void) => {
  let toldAt = 0
  return (share) => {
    const progress = Math.min(1, Math.max(0, share))
    kept.share = progress
    if (Date.now() - toldAt < 500 && progress < 1) return
    toldAt = Date.now()
    const { id: groupId, session_id: sessionId, user_id: userId } = group
    tools.events
      .pass(userId, { type: 'group.progress', sessionId, groupId, progress })
      .catch((error: unknown) => tools.log.warn({ error }, 'progress was not told'))
  }
}
