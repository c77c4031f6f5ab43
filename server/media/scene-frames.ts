import { Fault } from '#kernel/fault.ts'
import { openCompositor, type Compositor, type Layer, type Picture } from './compositor/compositor.ts'
import { framingOf, roomOf, type Framing, type Size } from './compositor/framing.ts'
import { findMorphField, gridFor } from './compositor/morph-field.ts'
import { emptyMesh, fillMesh, relationOf, type Morphing } from './compositor/morph-mesh.ts'
import { planRender, type RenderPlan, type View } from './compositor/render-plan.ts'
import { openPicture, type Opened } from './photo-decode.ts'
import type { SceneToRender } from './scene-shapes.ts'

type Source = Opened & { input: 'start' | 'end' }
interface Placed {
  picture: Picture
  framing: Framing
}

/** Draws a scene frame by frame, as yuv420p. `report` gets the share that is done, 0 to 1. */
export const sceneFrames = async (
  scene: SceneToRender,
  report: (share: number) => void,
): Promise<AsyncIterable<Uint8Array>> => {
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
  const drawn = second === null ? alone(compositor, plan, first) : together(compositor, plan, first, second, morphing)
  return (async function* () {
    for (let number = 0; number < plan.frames; number++) {
      drawn(number)
      yield compositor.take()
      report((number + 1) / plan.frames)
    }
  })()
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
): DrawFrame => {
  const mesh = emptyMesh(compositor.mesh)
  const bent = morphing !== null && morphing.relation > 0.02
  return (number) => {
    const moment = plan.at(number)
    const { start, end, bend, mix } = moment
    if (end === null) return show(compositor, first, start, 'first')
    if (morphing === null) mesh.weights.fill(mix)
    else fillMesh(mesh, compositor.mesh, morphing, moment)
    const [least, most] = extremes(mesh.weights)
    const still = !bent || bend === 0 || bend === 1
    const draw = (placed: Placed, places: Float32Array, view: View, layer: Layer) =>
      still ? show(compositor, placed, view, layer) : compositor.bend(placed.picture, inPicture(placed, places), layer)
    if (most < 0.002) return draw(first, mesh.start, start, 'first')
    if (least > 0.998) return draw(second, mesh.end, end, 'first')
    draw(first, mesh.start, start, 'first')
    draw(second, mesh.end, end, 'second')
    compositor.mix(mesh.weights)
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
    return compositor.take().subarray(0, size.width * size.height)
  }
  const [before, after] = [grey(first), grey(second)]
  const field = await findMorphField({ ...grid, first: before, second: after })
  return { field, relation: relationOf(field), brightness: Float32Array.from(after, (value) => value / 255), frame }
}
