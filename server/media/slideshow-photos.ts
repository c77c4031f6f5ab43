import { mkdtemp, rename, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { forkWorker } from '#kernel/process/worker.ts'
import type { Encoder } from './encoder.ts'
import { photoSet, slideshowToRender, type PhotoSet, type PhotoSetJob, type SlideshowWish } from './slideshow-shapes.ts'

export interface PhotoSetOptions {
  /** An existing folder, into which they are put as 01.jpg, 02.jpg and so on once all of them are made. */
  folder: string
  signal?: AbortSignal | undefined
  timeoutMs: number
  /** The share that is done, 0 to 1. */
  onProgress?: ((share: number) => void) | undefined
}

/**
 * Every slide as a JPEG, as it looks in the film at rest, at most 1080x1920 and with its caption; a clip as its first
 * picture. Throws media.slide_unreadable, process.canceled and what else `startWorker` throws.
 */
export const renderPhotoSet = async (
  encoder: Encoder,
  wish: SlideshowWish,
  { folder, signal, timeoutMs, onProgress }: PhotoSetOptions,
): Promise<PhotoSet> => {
  const show = slideshowToRender.parse(wish)
  const unfinished = await mkdtemp(join(folder, '.part-'))
  try {
    const message: PhotoSetJob = { show, encoder, folder: unfinished }
    const made = await forkWorker({
      modulePath: new URL('./slideshow-photos-worker.ts', import.meta.url),
      message,
      timeoutMs,
      maxMemoryMb: 1000,
      signal,
      onMessage: (count) => onProgress?.(Number(count) / show.slides.length),
    })
    const photos: PhotoSet = []
    for (const photo of photoSet.parse(made)) {
      const path = join(folder, basename(photo.path))
      await rename(photo.path, path)
      photos.push({ ...photo, path })
    }
    return photos
  } finally {
    await rm(unfinished, { recursive: true, force: true })
  }
}
