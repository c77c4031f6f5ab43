import { mkdtemp, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { forkWorker } from '#kernel/process/worker.ts'
import type { Encoder } from './encoder.ts'
import { makeSound } from './sound-render.ts'
import { joinFilm } from './slideshow-join.ts'
import { partsOf, planSlideshow } from './slideshow-plan.ts'
import { slideshowToRender, type SlideshowJob, type SlideshowToRender, type SlideshowWish } from './slideshow-shapes.ts'

export interface RenderOptions {
  /** The finished MP4; it appears whole or not at all. */
  outputPath: string
  signal?: AbortSignal | undefined
  /** For all of it. */
  timeoutMs: number
  /** The share that is done, 0 to 1. */
  onProgress?: ((share: number) => void) | undefined
}
export interface RenderedFilm {
  durationSeconds: number
  width: number
  height: number
  bytes: number
}

/** Long films are drawn and encoded in two halves, side by side: quicker on two cores, for half as much memory again. */
const splitFromSeconds = 60
const maxWorkerMb = 1000
const joiningShare = 0.02

/**
 * Makes a film of stills and clips: H.264 High, yuv420p tagged BT.709, AAC (silence where there is no sound), index at
 * the front. Throws media.slide_unreadable or media.music_unreadable about what it was given; process.canceled,
 * process.timed_out, process.out_of_memory and what else `startWorker` throws about the work itself.
 */
export const renderSlideshow = async (
  encoder: Encoder,
  wish: SlideshowWish,
  { outputPath, signal, timeoutMs, onProgress }: RenderOptions,
): Promise<RenderedFilm> => {
  const show = slideshowToRender.parse(wish)
  const plan = planSlideshow(show)
  const durationSeconds = plan.frames / plan.fps
  const deadline = Date.now() + timeoutMs
  const left = (): number => Math.max(1, deadline - Date.now())
  // What goes wrong in one part ends the others.
  const fail = new AbortController()
  const either = signal ? AbortSignal.any([signal, fail.signal]) : fail.signal
  const folder = await mkdtemp(`${outputPath}.part-`)
  try {
    const cuts = cutsOf(show)
    const done = cuts.map(() => 0)
    const parts = cuts.slice(0, -1).map(async (from, index) => {
      const path = join(folder, `${index}.mp4`)
      const to = cuts[index + 1] ?? plan.frames
      const message: SlideshowJob = {
        show,
        encoder,
        from,
        to,
        outputPath: path,
        timeoutMs: left(),
        threads: cuts.length > 2 ? 1 : 0,
      }
      await forkWorker({
        modulePath: new URL('./slideshow-worker.ts', import.meta.url),
        message,
        timeoutMs: left(),
        maxMemoryMb: maxWorkerMb,
        signal: either,
        onMessage: (frames) => {
          done[index] = Number(frames)
          onProgress?.((done.reduce((sum, some) => sum + some, 0) / plan.frames) * (1 - joiningShare))
        },
      })
      return path
    })
    const sound = makeSound(encoder, show, plan, { folder, timeoutMs: left(), signal: either })
    const [soundPath, ...paths] = await allOrFirstFault([sound, ...parts], fail)
    const unfinished = join(folder, 'film.mp4')
    await joinFilm(encoder, {
      parts: paths.filter((path) => path !== null),
      soundPath: soundPath ?? null,
      durationSeconds,
      outputPath: unfinished,
      timeoutMs: left(),
      signal,
    })
    const { size: bytes } = await stat(unfinished)
    await rename(unfinished, outputPath)
    onProgress?.(1)
    return { durationSeconds, width: show.width, height: show.height, bytes }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const cutsOf = (show: SlideshowToRender): number[] => {
  const plan = planSlideshow(show)
  const count = plan.frames / plan.fps < splitFromSeconds ? 1 : 2
  return partsOf(
    plan,
    show.slides.map(({ kind }) => kind),
    count,
  )
}

/** Waits for all of them, even when one fails: nothing may still be writing when the folder is removed. */
const allOrFirstFault = async <T>(works: readonly Promise<T>[], fail: AbortController): Promise<T[]> => {
  let first: { error: unknown } | null = null
  const results = await Promise.all(
    works.map((work) =>
      work.catch((error: unknown) => {
        first ??= { error }
        fail.abort()
        return null
      }),
    ),
  )
  if (first !== null) throw (first as { error: unknown }).error
  return results as T[]
}
