import { Fault } from '#kernel/fault.ts'
import {
  openCompositor,
  type Compositor,
  type Layer,
  type Mesh,
  type Picture,
  type Rectangle,
} from './compositor/compositor.ts'
import { framingOf, roomOf, type Framing, type Size } from './compositor/framing.ts'
import { findMorphField, gridFor } from './compositor/morph-field.ts'
import { emptyMesh, fillMesh, isBent, relationOf, type Morphing } from './compositor/morph-mesh.ts'
import { planRender, type RenderPlan, type View } from './compositor/render-plan.ts'
import { openPicture, type Opened } from './photo-decode.ts'
import type { SceneToRender } from './scene-shapes.ts'

type Source = Opened & { input: 'start' | 'end' }
interface Placed {
  picture: Picture
  framing: Framing
}

/** How many frames may be on their way to the encoder at once; a stream holds two, and two more are being handed over. */
const framesUnderway = 6

/**
 * Draws a scene frame by frame, as yuv420p. `report` gets the share that is done, 0 to 1. A frame's bytes are used again
 * six frames later: making room for each anew takes longer than drawing it.
 */
export async function* sceneFrames(scene: SceneToRender, report: (share: number) => void): AsyncGenerator<Uint8Array> {
  const frame: Size = { width: scene.width, height: scene.height }
  const [compositor, start, end] = await Promise.all([
    openCompositor(frame.width, frame.height),
    open(scene.startPath, 'start'),
    scene.endPath === null ? null : open(scene.endPath, 'end'),
  ])
  const morphing = scene.morph && end !== null ? await morphBetween(start, end, frame) : null
  const plan = planRender({
    ...scene,
    startRoom: roomOf(start, frame),
    endRoom: end && roomOf(end, frame),
    relation: morphing?.relation ?? 0,
  })
  const [first, second] = await Promise.all([
    place(compositor, start, frame, plan.maxZoom),
    end && place(compositor, end, frame, plan.maxZoom),
  ])
  const drawn =
    second === null ? alone(compositor, plan, first) : together(compositor, plan, first, second, morphing, frame)
  const ring = Array.from({ length: framesUnderway }, () => new Uint8Array(compositor.frameBytes))
  for (let number = 0; number < plan.frames; number++) {
    const bytes = ring[number % framesUnderway]
    if (bytes === undefined) throw new RangeError('The ring of frames is empty.')
    drawn(number)
    compositor.take(bytes)
    yield bytes
    report((number + 1) / plan.frames)
  }
}

/** Throws media.start_unreadable or media.end_unreadable, as `place` does when the rest of the file is damaged. */
const open = async (path: string, input: 'start' | 'end'): Promise<Source> => {
  try {
    return { input, ...(await openPicture(path, 'image/jpeg')) }
  } catch (error) {
    throw unreadable(input, error)
  }
}
const unreadable = (input: 'start' | 'end', cause: unknown): Fault =>
  new Fault(`media.${input}_unreadable`, 422, `The ${input} picture cannot be read.`, { cause })

type DrawFrame = (number: number) => void

const alone =
  (compositor: Compositor, plan: RenderPlan, only: Placed): DrawFrame =>
  (number) =>
    show(compositor, only, plan.at(number).start, 'first')

const together = (
  compositor: Compositor,
  plan: RenderPlan,
  first: Placed,
  second: Placed,
  morphing: Morphing | null,
  frame: Size,
): DrawFrame => {
  const mesh = emptyMesh(compositor.mesh)
  const bends = morphing !== null && isBent(morphing)
  const draw = (placed: Placed, places: Float32Array, layer: Layer): void => {
    const pixels = inPicture(placed, places)
    if (bends) compositor.bend(placed.picture, pixels, layer)
    else compositor.draw(placed.picture, straightened(compositor.mesh, frame, pixels), layer)
  }
  return (number) => {
    const moment = plan.at(number)
    if (moment.end === null) return show(compositor, first, moment.start, 'first')
    if (morphing === null) {
      if (moment.mix < 1) show(compositor, first, moment.start, 'first')
      if (moment.mix > 0) show(compositor, second, moment.end, moment.mix < 1 ? 'second' : 'first')
      if (moment.mix > 0 && moment.mix < 1) compositor.mix(mesh.weights.fill(moment.mix))
      return
    }
    fillMesh(mesh, compositor.mesh, morphing, moment)
    const [least, most] = extremes(mesh.weights)
    if (least < 0.998) draw(first, mesh.start, 'first')
    if (most > 0.002) draw(second, mesh.end, least < 0.998 ? 'second' : 'first')
    if (least < 0.998 && most > 0.002) compositor.mix(mesh.weights)
  }
}

/** What a mesh shows that nothing has bent: an upright rectangle, which is drawn many times faster. */
const straightened = ({ cell, columns, rows }: Mesh, frame: Size, pixels: Float32Array): Rectangle => {
  const [left = 0, top = 0] = pixels
  const [right = 0, bottom = 0] = pixels.subarray(-2)
  return {
    left,
    top,
    width: ((right - left) * frame.width) / ((columns - 1) * cell),
    height: ((bottom - top) * frame.height) / ((rows - 1) * cell),
  }
}

const show = (compositor: Compositor, { picture, framing }: Placed, view: View, layer: Layer): void =>
  compositor.draw(picture, framing.rectangle(view), layer)

/** Places of a resting rectangle as pixels of the loaded picture. */
const inPicture = ({ framing }: Placed, places: Float32Array): Float32Array => {
  const { left, top, width, height } = framing.rectangle({ zoom: 1, x: 0, y: 0 })
  return places.map((value, index) => (index % 2 === 0 ? left + value * width : top + value * height))
}

const extremes = (values: Float32Array): [least: number, most: number] =>
  values.reduce<[number, number]>(([least, most], value) => [Math.min(least, value), Math.max(most, value)], [1, 0])

/** Scales a picture once to what the shot can show of it, and loads it. */
const place = async (compositor: Compositor, opened: Source, frame: Size, maxZoom: number): Promise<Placed> => {
  const framing = framingOf(opened, frame, maxZoom, 0.25)
  const { scaled, cut } = framing
  const rgb = await opened
    .upright()
    .resize(scaled.width, scaled.height, { fit: 'fill' })
    .extract(cut)
    .flatten({ background: 'black' })
    .toColourspace('srgb')
    .raw()
    .toBuffer()
    .catch((error: unknown) => Promise.reject(unreadable(opened.input, error)))
  return { picture: compositor.load(rgb, cut.width, cut.height), framing }
}

/** Finds out what the resting rectangles of two pictures have to do with each other, on small grey copies. */
const morphBetween = async (start: Source, end: Source, frame: Size): Promise<Morphing> => {
  const grid = gridFor(frame)
  const size: Size = { width: grid.columns, height: grid.rows }
  const compositor = await openCompositor(size.width, size.height)
  const [first, second] = await Promise.all([start, end].map((opened) => place(compositor, opened, size, 1.5)))
  // The luma plane of a frame at rest: exactly what the large frames show, only smaller.
  const grey = (placed: Placed | undefined): Uint8Array => {
    if (placed !== undefined) show(compositor, placed, { zoom: 1, x: 0, y: 0 }, 'first')
    const frameBytes = new Uint8Array(compositor.frameBytes)
    compositor.take(frameBytes)
    return frameBytes.subarray(0, size.width * size.height)
  }
  const [before, after] = [grey(first), grey(second)]
  const field = await findMorphField({ ...grid, first: before, second: after })
  return { field, relation: relationOf(field), brightness: Float32Array.from(after, (value) => value / 255), frame }
}
