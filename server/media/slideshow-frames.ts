import { openCompositor, type Compositor, type Layer } from './compositor/compositor.ts'
import type { Size } from './compositor/framing.ts'
import type { Encoder } from './encoder.ts'
import { drawnCaption } from './slideshow-caption.ts'
import { openClip, type OpenClip } from './slideshow-clip.ts'
import { planSlideshow, type Moment, type SlideshowPlan, type Span } from './slideshow-plan.ts'
import type { SlideshowToRender, SlideToRender } from './slideshow-shapes.ts'
import { prepareStill, type PreparedStill } from './slideshow-still.ts'

/** A slide in the compositor. */
interface Stage {
  /** It looks the same in all of its frames. */
  still: boolean
  /** Draws it as it is in one of its frames, with its caption. Frames of a clip are asked for in their order. */
  draw(frame: number, layer: Layer): Promise<void> | void
  close(): Promise<void> | void
}

/** How many frames may be on their way to the encoder at once; a stream holds two, and two more are being handed over. */
const framesUnderway = 6

export interface FrameRange {
  from: number
  /** Not with it. */
  to: number
}

/**
 * Draws a part of a film frame by frame, as yuv420p; `report` gets the number of frames that are done. A frame's bytes
 * are used again six frames later. Throws media.slide_unreadable, which names the slide.
 */
export async function* slideshowFrames(
  show: SlideshowToRender,
  encoder: Encoder,
  { from, to }: FrameRange,
  timeoutMs: number,
  report: (frames: number) => void,
): AsyncGenerator<Uint8Array> {
  const plan = planSlideshow(show)
  const compositor = await openCompositor(show.width, show.height)
  const stages = stageHand(show, plan, to, stageOf(compositor, encoder, show, timeoutMs))
  const ring = Array.from({ length: framesUnderway }, () => new Uint8Array(compositor.frameBytes))
  const onLayer: Record<Layer, Stage | null> = { first: null, second: null }
  const draw = async (stage: Stage, frame: number, layer: Layer): Promise<void> => {
    if (stage.still && onLayer[layer] === stage) return
    await stage.draw(frame, layer)
    onLayer[layer] = stage
  }
  /** What the stills that are in view look like at rest. */
  const held = new WeakMap<Stage, Uint8Array>()
  try {
    for (let number = from; number < to; number += 1) {
      const { shown, coming }: Moment = plan.at(number)
      await stages.dropBefore(shown.slide)
      const stage = await stages.get(shown.slide)
      stages.prepare(shown.slide + 1)
      const resting = coming === null ? held.get(stage) : undefined
      if (resting !== undefined) {
        yield resting
      } else {
        await draw(stage, shown.frame, 'first')
        if (coming !== null) await draw(await stages.get(coming.slide), coming.frame, 'second')
        // What stays as it is has bytes of its own, which no later frame is written over.
        const stays = coming === null && stage.still
        const bytes = (stays ? undefined : ring[number % framesUnderway]) ?? new Uint8Array(compositor.frameBytes)
        if (coming === null) compositor.take(bytes)
        else compositor.takeBlend(coming.weight, bytes)
        if (stays) held.set(stage, bytes)
        yield bytes
      }
      report(number + 1 - from)
    }
  } finally {
    await stages.close()
  }
}

type SetUp = (slide: SlideToRender, index: number, span: Span) => Promise<Stage>

/** Has the slides ready when they come: the next one is set up while one is shown. */
const stageHand = (show: SlideshowToRender, plan: SlideshowPlan, end: number, setUp: SetUp) => {
  const stages = new Map<number, Promise<Stage>>()
  const want = (index: number): Promise<Stage> => {
    const known = stages.get(index)
    if (known !== undefined) return known
    const [slide, span] = [show.slides[index], plan.spans[index]]
    if (slide === undefined || span === undefined) throw new RangeError(`There is no slide ${index}.`)
    const stage = setUp(slide, index, span)
    // Whoever gets to the slide hears of it; until then nobody listens.
    stage.catch(() => undefined)
    stages.set(index, stage)
    return stage
  }
  const drop = async (index: number, stage: Promise<Stage>): Promise<void> => {
    stages.delete(index)
    await stage.then(
      (one) => one.close(),
      () => undefined,
    )
  }
  return {
    get: want,
    prepare(index: number): void {
      if ((plan.spans[index]?.from ?? end) < end) void want(index)
    },
    async dropBefore(index: number): Promise<void> {
      for (const [known, stage] of stages) if (known < index) await drop(known, stage)
    },
    async close(): Promise<void> {
      for (const [known, stage] of stages) await drop(known, stage)
    },
  }
}

const stageOf =
  (compositor: Compositor, encoder: Encoder, show: SlideshowToRender, timeoutMs: number): SetUp =>
  async (slide, index, { frames }) => {
    const frame: Size = { width: show.width, height: show.height }
    const bare =
      slide.kind === 'still'
        ? stillStage(compositor, await prepareStill(slide, index, frame, frames, show.fps))
        : clipStage(compositor, await openClip(encoder, slide, index, frame, { frames, fps: show.fps, timeoutMs }))
    const caption = await drawnCaption(slide.caption, frame)
    if (caption === null) return bare
    const overlay = compositor.loadOverlay(caption)
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

const stillStage = (compositor: Compositor, { rgb, size, course, rectangle }: PreparedStill): Stage => {
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
