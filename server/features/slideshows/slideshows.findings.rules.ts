import type { Finding } from '@greenroom/contract/slideshows.ts'

/** One caption as it was measured on its picture. */
export interface CheckedCaption {
  /** Counted from 1. */
  slide: number
  fits: boolean
  outside: number
  contrast: number | null
  missing: readonly string[]
}
/** The finished file as it is, not as it was meant. */
export interface ProbedFilm {
  codec: string
  width: number
  height: number
  fps: number
  durationSeconds: number
  hasAudio: boolean
}

/** WCAG 2.2, success criterion 1.4.3: large letters against what lies behind them. */
const leastContrast = 3
const told = (number: number): string => number.toFixed(1)

/** What a person should know of the captions before they post: each with the slide, the reason and what to do. */
export const captionFindings = (checks: readonly CheckedCaption[]): Finding[] =>
  checks.flatMap(({ slide, fits, outside, contrast, missing }): Finding[] => {
    const found: Finding[] = []
    const warn = (code: string, sentence: string, fix: string): unknown =>
      found.push({ code, level: 'warn', slide, sentence, fix })
    if (!fits)
      warn(
        'captions.too_long',
        `The caption of slide ${slide} does not fit, even in the smallest letters.`,
        'Write less, or allow smaller letters.',
      )
    if (outside > 0)
      warn(
        'captions.outside_safe_box',
        `The caption of slide ${slide} reaches ${Math.ceil(outside)} pixels into the part that the app covers.`,
        'Move it, make it smaller, or write less.',
      )
    if (contrast !== null && contrast < leastContrast)
      warn(
        'captions.low_contrast',
        `The caption of slide ${slide} is hard to read on this picture: its contrast is ${told(contrast)} to 1, and letters of this size want ${leastContrast} to 1.`,
        'Give the letters an outline or a box, or choose another colour.',
      )
    if (missing.length > 0)
      warn(
        'captions.no_letter',
        `The caption of slide ${slide} holds characters that no typeface here can draw: ${missing.slice(0, 5).join(' ')}`,
        'Write them in another way.',
      )
    return found
  })

/** Whether the real file is what it was meant to be. */
export const filmFindings = (
  probed: ProbedFilm,
  meant: { width: number; height: number; seconds: number },
): Finding[] => {
  const found: Finding[] = []
  const stop = (code: string, sentence: string): unknown =>
    found.push({ code, level: 'stop', slide: null, sentence, fix: 'Make the slideshow once more.' })
  if (probed.codec !== 'h264') stop('media.wrong_codec', `The finished file is ${probed.codec}, not H.264.`)
  if (probed.width !== meant.width || probed.height !== meant.height)
    stop(
      'media.wrong_size',
      `The finished file has ${probed.width} by ${probed.height} pixels instead of ${meant.width} by ${meant.height}.`,
    )
  // A frame, and the rest of an audio frame, may stick out.
  if (Math.abs(probed.durationSeconds - meant.seconds) > 0.25)
    stop(
      'media.wrong_length',
      `The finished file lasts ${told(probed.durationSeconds)} seconds instead of ${told(meant.seconds)}.`,
    )
  if (!probed.hasAudio) stop('media.no_sound', 'The finished file has no sound track, which some players refuse.')
  return found
}
