import type { Compositor, Layer } from './compositor/compositor.ts'
import type { Size } from './compositor/framing.ts'
import type { Encoder } from './encoder.ts'
import { drawnCaption } from './slideshow-caption.ts'
import { openClip, type OpenClip } from './slideshow-clip.ts'
import type { Span } from './slideshow-plan.ts'
import type { SlideshowToRender, SlideToRender } from './slideshow-shapes.ts'
import { prepareStill, type PreparedStill } from './slideshow-still.ts'

/** A slide in the compositor. */
export interface Stage {
  /** It looks the same in all of its frames. */
  still: boolean
  /** Draws it as it is in one of its frames, with its caption. Frames of a clip are asked for in their order. */
  draw(frame: number, layer: Layer): Promise<void> | void
  close(): Promise<void> | void
}

export type SetUp = (slide: SlideToRender, index: number, span: Span) => Promise<Stage>

/** Brings slides of a film into the compositor. What it answers with throws media.slide_unreadable. */
export const stageOf =
  (compositor: Compositor, encoder: Encoder, show: SlideshowToRender, timeoutMs: number): SetUp =>
  async (slide, index, { frames }) => {
    const frame: Size = { width: show.width, height: show.height }
    const bare =
      slide.kind === 'still'
        ? stillStage(compositor, await prepareStill(slide, index, frame, frames, show.fps))
        : clipStage(compositor, await openClip(encoder, slide, index, frame, { frames, fps: show.fps, timeoutMs }))
    return withCaption(compositor, bare, slide.caption, frame)
  }

/** Lays the caption of a slide over whatever it draws. */
export const withCaption = async (
  compositor: Compositor,
  bare: Stage,
  caption: SlideToRender['caption'],
  frame: Size,
): Promise<Stage> => {
  const drawn = await drawnCaption(caption, frame)
  if (drawn === null) return bare
  const overlay = compositor.loadOverlay(drawn)
  return {
    still: bare.still,
    async draw(number, layer) {
      await bare.draw(number, layer)
      compositor.cover(overlay, layer)
    },
    async close() {
      compositor.release(overlay)
      await bare.close()
    },
  }
}

export const stillStage = (compositor: Compositor, { rgb, size, course, rectangle }: PreparedStill): Stage => {
  const picture = compositor.load(rgb, size.width, size.height)
  return {
    still: course.still,
    draw: (number, layer) => compositor.draw(picture, rectangle(course.at(number)), layer),
    close: () => compositor.release(picture),
  }
}

const clipStage = (compositor: Compositor, clip: OpenClip): Stage => {
  let drawn = -1
  let bytes: Uint8Array = new Uint8Array()
  return {
    still: false,
    async draw(number, layer) {
      for (; drawn < number; drawn += 1) bytes = await clip.next()
      if (clip.whole) return compositor.put(bytes, layer)
      const picture = compositor.loadYuv(bytes, clip.size.width, clip.size.height)
      compositor.draw(picture, clip.rectangle(clip.course.at(number)), layer)
      compositor.release(picture)
    },
    close: () => clip.close(),
  }
}
