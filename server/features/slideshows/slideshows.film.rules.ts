import { itemLook, type RenderStyle, type SessionStyle } from '@greenroom/contract/slideshows.ts'
import type { SlideshowWish } from '#media/slideshow-shapes.ts'
import type { FrozenItem } from './slideshows.groups.store.ts'

const sizes: Record<RenderStyle['format'], { width: number; height: number }> = {
  '9:16': { width: 1080, height: 1920 },
  '4:5': { width: 1080, height: 1350 },
  '1:1': { width: 1080, height: 1080 },
}
const moves = ['push-in', 'pan-right', 'pull-out', 'pan-left'] as const
/** A clip is shown whole, unless its slide says otherwise; never longer than a slide may be. */
const longestSlide = 20
/** The renderer's own limit. */
export const longestFilmSeconds = 600

const lookOf = (item: Pick<FrozenItem, 'look'>) => {
  const read = itemLook.safeParse(item.look)
  return read.success ? read.data : {}
}

/** How long a slide is shown, its crossfades included. */
export const slideSeconds = (item: Pick<FrozenItem, 'kind' | 'look' | 'duration'>, style: RenderStyle): number => {
  const look = lookOf(item)
  if (look.seconds !== undefined) return look.seconds
  if (item.kind === 'image' || item.duration === null) return style.slideSeconds
  return Math.min(longestSlide, Math.max(1, item.duration - startOf(item)))
}
/** Where a clip begins; one that begins behind its end begins at its beginning. */
const startOf = (item: Pick<FrozenItem, 'look' | 'duration'>): number => {
  const { startSeconds = 0 } = lookOf(item)
  return item.duration !== null && startSeconds >= item.duration ? 0 : startSeconds
}

/** The film of a frozen group, as the renderer wants it. `paths` are the media in the order of the items. */
export const filmOf = (
  items: readonly FrozenItem[],
  style: SessionStyle,
  { paths, musicPath }: { paths: readonly string[]; musicPath: string | null },
): SlideshowWish => {
  const { render, caption } = style
  return {
    ...sizes[render.format],
    slides: items.map((item, index) => {
      const base = {
        path: paths[index] ?? '',
        fit: lookOf(item).fit ?? render.fit,
        background: render.padColour,
        seconds: slideSeconds(item, render),
        caption: (item.caption ?? '').trim() === '' ? null : { text: item.caption ?? '', style: caption },
      }
      return item.kind === 'image'
        ? { ...base, kind: 'still', motion: render.kenBurns ? (moves[index % moves.length] ?? 'none') : 'none' }
        : { ...base, kind: 'clip', startSeconds: startOf(item), keepSound: render.keepSound }
    }),
    transition: { kind: render.transition, seconds: render.transition === 'cut' ? 0 : render.transitionSeconds },
    music:
      musicPath === null
        ? null
        : {
            path: musicPath,
            startSeconds: render.musicStartSeconds,
            fadeInSeconds: 0,
            fadeOutSeconds: render.musicFadeSeconds,
            gainDb: render.musicGainDb,
          },
  }
}

type Slide = SlideshowWish['slides'][number]
/** A picture that a caption is measured on: of which slide (from 1), and the slide at that moment without its words. */
export interface CaptionGround {
  number: number
  caption: NonNullable<Slide['caption']>
  bare: Slide
}
/** A moment before a slide ends, so that its last picture is meant and not the first one of the next. */
const lastMoment = 0.1

/**
 * What captions are to be measured on: a still once, a clip at the beginning, in the middle and at the end of the time that
 * it is shown, because the picture under the words changes.
 */
export const captionGrounds = (slides: readonly Slide[]): CaptionGround[] =>
  slides.flatMap((slide, index): CaptionGround[] => {
    const { caption } = slide
    if (caption == null) return []
    const ground = { number: index + 1, caption }
    if (slide.kind === 'still') return [{ ...ground, bare: { ...slide, caption: null } }]
    const { startSeconds = 0, seconds } = slide
    return [0, seconds / 2, Math.max(0, seconds - lastMoment)].map((after) => ({
      ...ground,
      bare: { ...slide, caption: null, startSeconds: startSeconds + after },
    }))
  })

/** Storage keys in bucket `Exports` of what a group becomes. */
export const groupKeys = (userId: string, sessionId: string, groupId: string) => {
  const folder = `${userId}/slideshows/${sessionId}/${groupId}`
  return {
    video: `${folder}/video.mp4`,
    poster: `${folder}/poster.jpg`,
    photo: (number: number) => `${folder}/photo-${number}.jpg`,
  }
}
