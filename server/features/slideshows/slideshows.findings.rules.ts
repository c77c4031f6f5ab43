import type { KnownFinding } from '@greenroom/contract/notices.ts'
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
/** One check for each slide, of those on several of its pictures: the worst of everything counts. */
export const worstOfEach = (checks: readonly CheckedCaption[]): CheckedCaption[] =>
  [...Map.groupBy(checks, ({ slide }) => slide)].map(([slide, some]) => {
    const contrasts = some.flatMap(({ contrast }) => contrast ?? [])
    return {
      slide,
      fits: some.every(({ fits }) => fits),
      outside: Math.max(...some.map(({ outside }) => outside)),
      contrast: contrasts.length === 0 ? null : Math.min(...contrasts),
      missing: [...new Set(some.flatMap(({ missing }) => missing))],
    }
  })

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
const tenths = (number: number): number => Number(number.toFixed(1))
const told = (number: number): string => number.toFixed(1)

/** What a person should know of the captions before they post: each with the slide, the reason and what to do. */
export const captionFindings = (checks: readonly CheckedCaption[]): Finding[] =>
  checks.flatMap(({ slide, fits, outside, contrast, missing }): Finding[] => {
    const found: Finding[] = []
    const warn = (what: KnownFinding, sentence: string, fix: string): unknown =>
      found.push({ ...what, level: 'warn', slide, sentence, fix })
    if (!fits)
      warn(
        { code: 'captions.too_long', values: { slide } },
        `The caption of slide ${slide} does not fit, even in the smallest letters.`,
        'Write less, or allow smaller letters.',
      )
    if (outside > 0)
      warn(
        { code: 'captions.outside_safe_box', values: { slide, pixels: Math.ceil(outside) } },
        `The caption of slide ${slide} reaches ${Math.ceil(outside)} pixels into the part that the app covers.`,
        'Move it, make it smaller, or write less.',
      )
    if (contrast !== null && contrast < leastContrast)
      warn(
        { code: 'captions.low_contrast', values: { slide, contrast: tenths(contrast), least: leastContrast } },
        `The caption of slide ${slide} is hard to read on this picture: its contrast is ${told(contrast)} to 1, and letters of this size want ${leastContrast} to 1.`,
        'Give the letters an outline or a box, or choose another colour.',
      )
    const letters = missing.slice(0, 5).join(' ')
    if (letters !== '')
      warn(
        { code: 'captions.no_letter', values: { slide, letters } },
        `The caption of slide ${slide} holds characters that no typeface here can draw: ${letters}`,
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
  const stop = (what: KnownFinding, sentence: string): unknown =>
    found.push({ ...what, level: 'stop', slide: null, sentence, fix: 'Make the slideshow once more.' })
  const { codec, width, height, durationSeconds: seconds } = probed
  if (codec !== 'h264')
    stop({ code: 'media.wrong_codec', values: { codec } }, `The finished file is ${codec}, not H.264.`)
  if (width !== meant.width || height !== meant.height)
    stop(
      { code: 'media.wrong_size', values: { width, height, meantWidth: meant.width, meantHeight: meant.height } },
      `The finished file has ${width} by ${height} pixels instead of ${meant.width} by ${meant.height}.`,
    )
  // A frame, and the rest of an audio frame, may stick out.
  if (Math.abs(seconds - meant.seconds) > 0.25)
    stop(
      { code: 'media.wrong_length', values: { seconds: tenths(seconds), meantSeconds: tenths(meant.seconds) } },
      `The finished file lasts ${told(seconds)} seconds instead of ${told(meant.seconds)}.`,
    )
  if (!probed.hasAudio)
    stop({ code: 'media.no_sound', values: {} }, 'The finished file has no sound track, which some players refuse.')
  return found
}
