import type { Room, View } from './compositor/render-plan.ts'
import type { Motion, SlideshowToRender } from './slideshow-shapes.ts'

/** When a slide is seen, in frames of the film. */
export interface Span {
  /** The first frame of it. */
  from: number
  /** How many frames it is seen in, its crossfades included. */
  frames: number
  /** So many of them at its beginning are shared with the slide before, so many at its end with the next one. */
  fadeIn: number
  fadeOut: number
}
/** A slide and how far it is in its own frames. */
export interface Seen {
  slide: number
  frame: number
}
export interface Moment {
  shown: Seen
  /** The slide that is coming over it, and how much of the light is its, 0 to 1. */
  coming: (Seen & { weight: number }) | null
}
export interface SlideshowPlan {
  frames: number
  fps: number
  spans: readonly Span[]
  at(frame: number): Moment
}

type Timing = Pick<SlideshowToRender, 'fps' | 'transition'> & { slides: readonly { seconds: number }[] }

/**
 * The course of a film, frame by frame. Neighbours share the frames of their crossfade, so n slides of D with crossfades
 * of T last n * D - (n - 1) * T. A crossfade takes at most half of either neighbour: never are three slides seen at once.
 */
export const planSlideshow = ({ slides, fps, transition }: Timing): SlideshowPlan => {
  const lengths = slides.map(({ seconds }) => Math.max(1, Math.round(seconds * fps)))
  const wanted = transition.kind === 'cut' ? 0 : Math.round(transition.seconds * fps)
  const fadeBefore = (index: number): number => {
    const [before, own] = [lengths[index - 1], lengths[index]]
    return before === undefined || own === undefined ? 0 : Math.min(wanted, before >> 1, own >> 1)
  }
  const spans: Span[] = []
  for (const [index, frames] of lengths.entries()) {
    const last = spans.at(-1)
    const fadeIn = fadeBefore(index)
    const from = last === undefined ? 0 : last.from + last.frames - fadeIn
    spans.push({ from, frames, fadeIn, fadeOut: fadeBefore(index + 1) })
  }
  const end = spans.at(-1)
  const at = (frame: number): Moment => {
    const slide = spans.findLastIndex(({ from }) => from <= frame)
    const span = spans[slide]
    if (span === undefined) throw new RangeError(`The film has no frame ${frame}.`)
    const own = { slide, frame: frame - span.from }
    const before = spans[slide - 1]
    if (before === undefined || own.frame >= span.fadeIn) return { shown: own, coming: null }
    return {
      shown: { slide: slide - 1, frame: frame - before.from },
      // Taken in the middle of the frame's time: as far from the one slide at the beginning as from the other at the end.
      coming: { ...own, weight: (own.frame + 0.5) / span.fadeIn },
    }
  }
  return { fps, spans, frames: end === undefined ? 0 : end.from + end.frames, at }
}

/** Where the camera is in every frame of a slide; `maxZoom` is the closest it comes. */
export interface Course {
  maxZoom: number
  /** The camera does not move. */
  still: boolean
  at(frame: number): View
}
const rest: View = { zoom: 1, x: 0, y: 0 }

/**
 * The camera's way over a slide of so many frames. No view leaves the picture, which has `room` beside its resting place.
 * It begins and ends at half of its speed and never stops, so that nothing comes to a halt within a crossfade.
 */
export const courseOf = (motion: Motion, frames: number, fps: number, room: Room): Course => {
  if (motion === 'none') return { maxZoom: 1, still: true, at: () => rest }
  // Longer slides travel further, but not in proportion: the speed is what is seen.
  const reach = Math.min(1.6, Math.sqrt(frames / fps / 3))
  const { from, to, x, y } = moves[motion]
  const zooms = [1 + from * reach, 1 + to * reach] as const
  const least = Math.min(...zooms)
  // As far aside as there is picture in every one of its views.
  const far = (share: number, wide: number): number =>
    Math.sign(share) * Math.min(Math.abs(share) * reach, (wide - 1 / least) / 2)
  const [farX, farY] = [far(x, room.x), far(y, room.y)]
  return {
    maxZoom: Math.max(...zooms),
    still: false,
    at: (frame) => {
      const time = (frame + 0.5) / frames
      const go = time - Math.sin(2 * Math.PI * time) / (4 * Math.PI)
      return { zoom: zooms[0] + (zooms[1] - zooms[0]) * go, x: farX * (2 * go - 1), y: farY * (2 * go - 1) }
    },
  }
}
/** How much closer than at rest a move begins and ends, and how far it goes to either side; of a slide of 3 s. */
const moves: Record<Exclude<Motion, 'none'>, { from: number; to: number; x: number; y: number }> = {
  'push-in': { from: 0, to: 0.12, x: 0, y: 0 },
  'pull-out': { from: 0.12, to: 0, x: 0, y: 0 },
  'pan-left': { from: 0.1, to: 0.1, x: -0.1, y: 0 },
  'pan-right': { from: 0.1, to: 0.1, x: 0.1, y: 0 },
  'tilt-up': { from: 0.1, to: 0.1, x: 0, y: -0.1 },
  'tilt-down': { from: 0.1, to: 0.1, x: 0, y: 0.1 },
  drift: { from: 0.05, to: 0.12, x: 0.05, y: -0.02 },
}

/** What the camera sees of a slide, as shares of the width and height of its resting place. */
export interface Reach {
  /** The part in the middle that is in view in every frame. */
  always: { width: number; height: number }
  /** How far a view goes over the edge of the resting place, at most. */
  beside: number
}
export const reachOf = ({ at }: Course, frames: number): Reach => {
  const reach: Reach = { always: { width: 1, height: 1 }, beside: 0 }
  for (let frame = 0; frame < frames; frame += 1) {
    const { zoom, x, y } = at(frame)
    const half = 0.5 / zoom
    reach.always.width = Math.min(reach.always.width, 2 * (half - Math.abs(x)))
    reach.always.height = Math.min(reach.always.height, 2 * (half - Math.abs(y)))
    reach.beside = Math.max(reach.beside, Math.abs(x) + half - 0.5, Math.abs(y) + half - 0.5)
  }
  return reach
}

/**
 * Cuts the work into so many parts of about one length, where a slide stands alone; a clip is never cut, because its
 * frames come one after the other. Answers the first frame of every part, and the number of frames at last.
 */
export const partsOf = (plan: SlideshowPlan, kinds: readonly ('still' | 'clip')[], count: number): number[] => {
  const places = plan.spans
    .filter((_, index) => kinds[index] === 'still' && index > 0)
    .map(({ from, fadeIn }) => from + fadeIn)
  const cuts = new Set([0])
  for (let part = 1; part < count; part += 1) {
    const ideal = (plan.frames * part) / count
    const nearest = places.toSorted((a, b) => Math.abs(a - ideal) - Math.abs(b - ideal))[0]
    // A part that is much longer than the others would make everybody wait for it.
    if (nearest !== undefined && Math.abs(nearest - ideal) < plan.frames / count / 3) cuts.add(nearest)
  }
  return [...[...cuts].toSorted((a, b) => a - b), plan.frames]
}
