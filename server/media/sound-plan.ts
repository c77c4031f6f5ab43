import type { SlideshowPlan } from './slideshow-plan.ts'
import type { SlideshowToRender } from './slideshow-shapes.ts'
import { soundRate, type SoundEvent } from './sound-shapes.ts'

/** Sound that begins or ends at once clicks. */
const leastFadeSeconds = 0.02

/** What is heard when: the sound of clips under their slides, fading as these do, and music over all of it. Pure. */
export const soundEvents = (show: SlideshowToRender, plan: SlideshowPlan): SoundEvent[] => {
  const samples = (frames: number): number => Math.round((frames / plan.fps) * soundRate)
  const seconds = (value: number): number => Math.round(Math.max(leastFadeSeconds, value) * soundRate)
  const events = show.slides.flatMap((slide, index): SoundEvent[] => {
    const span = plan.spans[index]
    if (slide.kind !== 'clip' || !slide.keepSound || span === undefined) return []
    return [
      {
        path: slide.path,
        slide: index,
        startSeconds: slide.startSeconds,
        at: samples(span.from),
        length: samples(span.from + span.frames) - samples(span.from),
        fadeIn: seconds(span.fadeIn / plan.fps),
        fadeOut: seconds(span.fadeOut / plan.fps),
        gainDb: 0,
        repeat: false,
      },
    ]
  })
  if (show.music === null) return events
  const { path, startSeconds, fadeInSeconds, fadeOutSeconds, gainDb } = show.music
  const length = samples(plan.frames)
  const fades = { fadeIn: seconds(fadeInSeconds), fadeOut: seconds(fadeOutSeconds) }
  return [...events, { path, slide: null, startSeconds, at: 0, length, ...fades, gainDb, repeat: true }]
}

/** How loud a sound is at one of its samples: its gain, and its fades as sines, so that two of them cross evenly. Pure. */
export const levelAt = ({ length, fadeIn, fadeOut, gainDb }: Omit<SoundEvent, 'path'>, sample: number): number => {
  const rising = Math.min(1, (sample + 0.5) / fadeIn)
  const falling = Math.min(1, (length - sample - 0.5) / fadeOut)
  return 10 ** (gainDb / 20) * Math.sin((Math.PI / 2) * rising) * Math.sin((Math.PI / 2) * falling)
}
