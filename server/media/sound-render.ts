import { join } from 'node:path'
import { forkWorker } from '#kernel/process/worker.ts'
import type { Encoder } from './encoder.ts'
import { probeClip } from './slideshow-clip.ts'
import type { SlideshowPlan } from './slideshow-plan.ts'
import type { SlideshowToRender } from './slideshow-shapes.ts'
import { soundEvents } from './sound-plan.ts'
import { soundRate, type SoundEvent, type SoundJob } from './sound-shapes.ts'

interface Place {
  folder: string
  timeoutMs: number
  signal: AbortSignal
}

/**
 * The mixed sound of a film as a file of raw samples in `folder`, or null when nothing is heard in it. Throws
 * media.music_unreadable and media.slide_unreadable, and what `startWorker` throws.
 */
export const makeSound = async (
  encoder: Encoder,
  show: SlideshowToRender,
  plan: SlideshowPlan,
  { folder, timeoutMs, signal }: Place,
): Promise<string | null> => {
  const events = await heardOnly(encoder, soundEvents(show, plan), signal)
  if (events.length === 0) return null
  const outputPath = join(folder, 'sound')
  const length = Math.round((plan.frames / plan.fps) * soundRate)
  const message: SoundJob = {
    ...{ encoder, events, length, outputPath, timeoutMs },
    ...{ loudness: show.loudness, scratchPath: join(folder, 'sound.mix') },
  }
  const modulePath = new URL('./sound-worker.ts', import.meta.url)
  await forkWorker({ modulePath, message, timeoutMs, maxMemoryMb: 500, signal })
  return outputPath
}

/** Clips that were filmed without sound have none to keep. */
const heardOnly = async (encoder: Encoder, events: SoundEvent[], signal: AbortSignal): Promise<SoundEvent[]> => {
  const heard: SoundEvent[] = []
  for (const event of events) {
    if (event.slide === null) heard.push(event)
    else if ((await probeClip(encoder, event.path, event.slide, signal)).hasAudio) heard.push(event)
  }
  return heard
}
