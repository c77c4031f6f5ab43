import { openCompositor, type Layer } from './compositor/compositor.ts'
import type { Encoder } from './encoder.ts'
import { planSlideshow, type Moment, type SlideshowPlan } from './slideshow-plan.ts'
import type { SlideshowToRender } from './slideshow-shapes.ts'
import { stageOf, type SetUp, type Stage } from './slideshow-stage.ts'

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
