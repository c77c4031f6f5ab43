import { childStream, inPieces } from './child-stream.ts'
import type { Rectangle } from './compositor/compositor.ts'
import type { Size } from './compositor/framing.ts'
import type { View } from './compositor/render-plan.ts'
import type { Encoder } from './encoder.ts'
import { decodeProgram } from './media-decode.ts'
import { clipGraph, type ClipGraph } from './slideshow-clip-graph.ts'
import { isAboutTheFile, slideFault } from './slideshow-faults.ts'
import { courseOf, reachOf, type Course } from './slideshow-plan.ts'
import type { SlideToRender } from './slideshow-shapes.ts'
import { filterReach, sheetOf } from './slideshow-sheet.ts'

import { probeVideo, type VideoFacts } from './video-reader.ts'

export interface OpenClip {
  course: Course
  size: Size
  /** The pictures are frames as they are: nothing moves over them. */
  whole: boolean
  rectangle(view: View): Rectangle
  /** The next picture, yuv420p of `size`; the last one again when the clip is over. Its bytes are used again. */
  next(): Promise<Uint8Array>
  close(): Promise<void>
}
type ClipSlide = Extract<SlideToRender, { kind: 'clip' }>
interface Timing {
  frames: number
  fps: number
  timeoutMs: number
}

/** Decodes a clip for its slide, picture by picture. Throws media.slide_unreadable, which names the slide. */
export const openClip = async (
  by: Encoder,
  slide: ClipSlide,
  index: number,
  frame: Size,
  { frames, fps, timeoutMs }: Timing,
): Promise<OpenClip> => {
  const facts = await probeClip(by, slide.path, index)
  const course = courseOf(slide.motion, frames, fps, { x: 1, y: 1 })
  const whole = slide.motion === 'none'
  const sheet = sheetOf(frame, course, reachOf(course, frames), whole ? 0 : filterReach)
  const graph = clipGraph(slide.fit, facts, sheet, fps)
  const startSeconds = clipStart(slide, facts)
  const wish = {
    media: 'video',
    path: slide.path,
    startSeconds,
    seconds: frames / fps + 1,
    filters: graph.filters,
  } as const
  const bytes = childStream({ ...decodeProgram(by, wish), timeoutMs, maxMemoryMb: 1200 })
  const pictures = inPieces(bytes, (graph.size.width * graph.size.height * 3) / 2)
  const paper = paperOf(sheet.size, slide.background)
  let shown: Uint8Array | null = null
  return {
    course,
    size: sheet.size,
    whole,
    rectangle: sheet.rectangle,
    next: async () => {
      const { value, done } = await pictures.next().catch((error: unknown) => Promise.reject(ofSlide(index, error)))
      if (done !== true) {
        shown = graph.size === sheet.size ? value : paper
        if (shown === paper) lay(value, graph, paper, sheet.size)
      }
      if (shown === null) throw slideFault(index, 'There is no picture in this clip. Choose another one.', null)
      return shown
    },
    close: async () => void (await pictures.return(undefined)),
  }
}

/** What went wrong over a clip, told of its slide. */
export const ofSlide = (index: number, error: unknown): unknown =>
  isAboutTheFile(error) ? slideFault(index, 'This clip cannot be read. It may be damaged or cut short.', error) : error

/** Where a clip begins: a slide that would begin behind its end shows its last moment. */
export const clipStart = (slide: Pick<ClipSlide, 'startSeconds'>, facts: Pick<VideoFacts, 'durationSeconds'>): number =>
  Math.min(slide.startSeconds, Math.max(0, facts.durationSeconds - 0.2))

/** What a slide's clip is. Throws media.slide_unreadable. */
export const probeClip = (by: Encoder, path: string, index: number, signal?: AbortSignal): Promise<VideoFacts> =>
  probeVideo(by, path, { signal }).catch((error: unknown) => Promise.reject(ofSlide(index, error)))

/** A sheet of one colour, as yuv420p in BT.709's limited range. */
const paperOf = ({ width, height }: Size, colour: string): Uint8Array => {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16))
  const sheet = new Uint8Array((width * height * 3) / 2)
  sheet.fill(Math.round(16 + 0.182586 * r + 0.614231 * g + 0.062007 * b), 0, width * height)
  sheet.fill(Math.round(128 - 0.100644 * r - 0.338572 * g + 0.439216 * b), width * height, (width * height * 5) / 4)
  sheet.fill(Math.round(128 + 0.439216 * r - 0.398942 * g - 0.040274 * b), (width * height * 5) / 4)
  return sheet
}

/** Copies a picture to its place on a sheet, plane by plane. */
const lay = (picture: Uint8Array, { size, left, top }: ClipGraph, sheet: Uint8Array, whole: Size): void => {
  let [from, to] = [0, 0]
  for (const part of [1, 2, 2]) {
    const [width, stride] = [size.width / part, whole.width / part]
    for (let row = 0; row < size.height / part; row += 1)
      sheet.set(
        picture.subarray(from + row * width, from + (row + 1) * width),
        to + (top / part + row) * stride + left / part,
      )
    from += width * (size.height / part)
    to += stride * (whole.height / part)
  }
}
