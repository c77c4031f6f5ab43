import type { Rectangle } from './compositor.ts'
import type { Room, View } from './render-plan.ts'

export interface Size {
  width: number
  height: number
}
/** The largest rectangle of the frame's ratio in a picture: what fills the frame at rest. */
const restingSize = (picture: Size, frame: Size): Size => {
  const width = Math.min(picture.width, (picture.height * frame.width) / frame.height)
  return { width, height: (width * frame.height) / frame.width }
}
export const roomOf = (picture: Size, frame: Size): Room => {
  const resting = restingSize(picture, frame)
  return { x: picture.width / resting.width, y: picture.height / resting.height }
}

/** How a picture is brought into the compositor: scaled once, and cut to what the shot can see. All in whole pixels. */
export interface Framing {
  /** Size of the whole picture after scaling. */
  scaled: Size
  /** The part of the scaled picture that is loaded. */
  cut: { left: number; top: number; width: number; height: number }
  /** What a view shows, in pixels of the loaded part; exact, although the loaded part is in whole pixels. */
  rectangle(view: View): Rectangle
}

/**
 * Scales a picture down to the detail that the closest view can show, and cuts away what no view can see. `beside` is how
 * much around the resting rectangle is kept, in its widths and heights (0.1: a tenth on every side), where there is room.
 */
export const framingOf = (picture: Size, frame: Size, maxZoom: number, beside: number): Framing => {
  const resting = restingSize(picture, frame)
  const scale = Math.min(1, (frame.width * maxZoom) / resting.width)
  const scaled = {
    width: Math.max(8, Math.round(picture.width * scale)),
    height: Math.max(8, Math.round(picture.height * scale)),
  }
  const exact = { x: scaled.width / picture.width, y: scaled.height / picture.height }
  const side = (whole: number, part: number): [from: number, length: number] => {
    // Room for the two pixels that the filter reaches over the edge, and even, as the chroma planes need it.
    const wanted = part * (1 + 2 * beside) + 6
    const from = Math.max(0, Math.floor((whole - wanted) / 2)) & ~1
    return [from, Math.max(8, Math.min(whole - from, Math.ceil(wanted) + 2) & ~1)]
  }
  const [left, width] = side(scaled.width, resting.width * exact.x)
  const [top, height] = side(scaled.height, resting.height * exact.y)
  return {
    scaled,
    cut: { left, top, width, height },
    rectangle: (view) => {
      const wide = (resting.width / view.zoom) * exact.x
      const high = (resting.height / view.zoom) * exact.y
      return {
        left: (picture.width / 2 + view.x * resting.width) * exact.x - wide / 2 - left,
        top: (picture.height / 2 + view.y * resting.height) * exact.y - high / 2 - top,
        width: wide,
        height: high,
      }
    },
  }
}
