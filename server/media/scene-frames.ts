import { openCompositor, type Compositor, type Picture } from './compositor/compositor.ts'
import { framingOf, roomOf, type Framing, type Size } from './compositor/framing.ts'
import { planRender, type View } from './compositor/render-plan.ts'
import { openPicture, type Opened } from './photo-decode.ts'
import type { SceneToRender } from './scene-shapes.ts'

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
  const open = (path: string | null) => (path === null ? null : openPicture(path, 'image/jpeg'))
  const [compositor, start, end] = await Promise.all([
    openCompositor(frame.width, frame.height),
    openPicture(scene.startPath, 'image/jpeg'),
    open(scene.endPath),
  ])
  const plan = planRender({ ...scene, startRoom: roomOf(start, frame), endRoom: end && roomOf(end, frame) })
  const [first, second] = await Promise.all([
    place(compositor, start, frame, plan.maxZoom),
    end && place(compositor, end, frame, plan.maxZoom),
  ])
  const weights = new Float32Array(compositor.mesh.columns * compositor.mesh.rows)

  return (async function* () {
    const show = ({ picture, framing }: Placed, view: View, layer: 'first' | 'second') =>
      compositor.draw(picture, framing.rectangle(view), layer)
    for (let number = 0; number < plan.frames; number++) {
      const moment = plan.at(number)
      if (second === null || moment.end === null || moment.mix === 0) show(first, moment.start, 'first')
      else if (moment.mix === 1) show(second, moment.end, 'first')
      else {
        show(first, moment.start, 'first')
        show(second, moment.end, 'second')
        compositor.mix(weights.fill(moment.mix))
      }
      yield compositor.take()
      report((number + 1) / plan.frames)
    }
  })()
}

const place = async (compositor: Compositor, opened: Opened, frame: Size, maxZoom: number): Promise<Placed> => {
  const framing = framingOf(opened, frame, maxZoom, 0.25)
  const { scaled, cut } = framing
  const rgb = await opened
    .upright()
    .resize(scaled.width, scaled.height, { fit: 'fill', kernel: 'lanczos3' })
    .extract(cut)
    .flatten({ background: 'black' })
    .toColourspace('srgb')
    .raw()
    .toBuffer()
  return { picture: compositor.load(rgb, cut.width, cut.height), framing }
}
