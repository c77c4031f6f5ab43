import type { Rectangle } from './compositor/compositor.ts'
import type { Size } from './compositor/framing.ts'
import type { View } from './compositor/render-plan.ts'
import type { Course, Reach } from './slideshow-plan.ts'

/** A picture of the frame's own shape that is made for the camera to move over. */
export interface Sheet {
  size: Size
  /** Where all of the photo has to lie: what the camera never leaves. */
  inner: { left: number; top: number; width: number; height: number }
  rectangle(view: View): Rectangle
}

/** The resampling filter reaches over the edges of what it shows. */
export const filterReach = 4

/** A sheet for a course over it, with so many pixels more on every side. Pure. */
export const sheetOf = (frame: Size, { maxZoom }: Course, { always }: Reach, margin: number): Sheet => {
  const even = (value: number): number => Math.ceil(value / 2 - 1e-6) * 2
  const size = { width: even(frame.width * maxZoom) + 2 * margin, height: even(frame.height * maxZoom) + 2 * margin }
  const middle = { x: size.width / 2, y: size.height / 2 }
  const resting = { width: frame.width * maxZoom, height: frame.height * maxZoom }
  const inner = { width: Math.round(resting.width * always.width), height: Math.round(resting.height * always.height) }
  return {
    size,
    inner: {
      left: Math.round(middle.x - inner.width / 2),
      top: Math.round(middle.y - inner.height / 2),
      ...inner,
    },
    rectangle: ({ zoom, x, y }) => {
      const [width, height] = [resting.width / zoom, resting.height / zoom]
      const left = middle.x + x * resting.width - width / 2
      return { left, top: middle.y + y * resting.height - height / 2, width, height }
    },
  }
}

/** How much darker than the photo its blurred copy is, so that the photo stands out. */
export const backgroundLight = 0.72
