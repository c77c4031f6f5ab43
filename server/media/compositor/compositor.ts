import { openWasm } from '../wasm-module.ts'
import { roomIn } from './room.ts'

/** A picture inside the compositor: planar yuv420p. */
export interface Picture {
  readonly width: number
  readonly height: number
  readonly planes: Planes
}
interface Planes {
  luma: number
  blue: number
  red: number
}
/** The rectangle of a picture that fills the frame, in its pixels; edges may lie between pixels. */
export interface Rectangle {
  left: number
  top: number
  width: number
  height: number
}
/** Values on nodes that stand `cell` frame pixels apart, row by row; one more column and row than there are cells. */
export interface Mesh {
  readonly cell: number
  readonly columns: number
  readonly rows: number
}
/** Something see-through inside the compositor, with the place in the frame where it lies. */
export interface Overlay {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
  readonly planes: Planes
  readonly cover: number
  readonly chromaCover: number
}
/** Straight (not premultiplied) RGBA, with the place in the frame where it lies; all four are even numbers. */
export interface Raster {
  left: number
  top: number
  width: number
  height: number
  rgba: Uint8Array
}
/** The two frames that can be drawn into. */
export type Layer = 'first' | 'second'

export interface Compositor {
  readonly mesh: Mesh
  /** Takes rgb24 of even width and height. */
  load(rgb: Uint8Array, width: number, height: number): Picture
  /** Takes a yuv420p picture as it is, of even width and height. */
  loadYuv(yuv: Uint8Array, width: number, height: number): Picture
  loadOverlay(raster: Raster): Overlay
  /** Gives back the room of a picture or an overlay that is not drawn any more. */
  release(loaded: Picture | Overlay): void
  /** A picture's rectangle, resampled with a Catmull-Rom filter at exact sub-pixel places. */
  draw(picture: Picture, rectangle: Rectangle, layer: Layer): void
  /** A frame that is drawn already: yuv420p, `frameBytes` bytes. */
  put(yuv: Uint8Array, layer: Layer): void
  /** Lays an overlay, which must lie inside the frame, over a layer. */
  cover(overlay: Overlay, layer: Layer): void
  /** A picture bent over the mesh: `places` has an x and a y in picture pixels for every node. */
  bend(picture: Picture, places: Float32Array, layer: Layer): void
  /** Mixes the second layer into the first, `weights` (0 to 1) on the nodes of the mesh. */
  mix(weights: Float32Array): void
  readonly frameBytes: number
  /** Copies the first layer: yuv420p, `frameBytes` bytes. */
  take(into: Uint8Array): void
  /** The first layer as rgb24. */
  takeRgb(): Uint8Array
  /** Copies both layers mixed, `weight` (0 to 1) of the second; neither changes. */
  takeBlend(weight: number, into: Uint8Array): void
}

interface Functions {
  fromRgb(rgb: number, width: number, height: number, luma: number, blue: number, red: number): void
  resample(
    ...args: [
      source: number,
      width: number,
      height: number,
      output: number,
      outputWidth: number,
      outputHeight: number,
      left: number,
      stepX: number,
      top: number,
      stepY: number,
    ]
  ): void
  bend(
    ...args: [
      source: number,
      width: number,
      height: number,
      output: number,
      outputWidth: number,
      outputHeight: number,
      mesh: number,
      columns: number,
      cell: number,
    ]
  ): void
  toRgb(luma: number, blue: number, red: number, width: number, height: number, rgb: number): void
  fromRgba(...args: [rgba: number, width: number, height: number, ...planes: number[]]): void
  cover(under: number, stride: number, over: number, covered: number, width: number, height: number): void
  blend(first: number, second: number, output: number, bytes: number, weight: number): void
  mix(
    first: number,
    second: number,
    width: number,
    height: number,
    weights: number,
    columns: number,
    cell: number,
  ): void
}

const cell = 16
/** What the module's tables hold (pixels.c). */
const maxOutput = 4096
const maxSource = 8192

/** Opens a compositor for frames of one size; even numbers, at most 4,096 a side. */
export const openCompositor = async (width: number, height: number): Promise<Compositor> => {
  if (width % 2 || height % 2 || width > maxOutput || height > maxOutput)
    throw new RangeError(`No frames of ${width}x${height}.`)
  const wasm = await openWasm<Functions>(new URL('./pixels.wasm', import.meta.url))
  const mesh: Mesh = { cell, columns: Math.ceil(width / cell) + 1, rows: Math.ceil(height / cell) + 1 }
  const nodes = mesh.columns * mesh.rows

  const room = roomIn(wasm)
  const planes = (w: number, h: number): Planes & { bytes: number } => {
    const luma = room.take((w * h * 3) / 2)
    return { luma, blue: luma + w * h, red: luma + (w * h * 5) / 4, bytes: (w * h * 3) / 2 }
  }
  const layers = { first: planes(width, height), second: planes(width, height), blended: planes(width, height) }
  const copy = ({ luma, bytes }: { luma: number; bytes: number }, into: Uint8Array): void =>
    into.set(wasm.bytes().subarray(luma, luma + bytes))
  const places = wasm.reserve(nodes * 8)
  const halfPlaces = wasm.reserve(nodes * 8)
  const weights = wasm.reserve(nodes * 4)
  const { functions } = wasm

  return {
    mesh,
    load: (rgb, w, h) => {
      const picture = { width: w, height: h, planes: planes(...checked(w, h)) }
      const source = room.take(w * h * 3)
      wasm.bytes().set(rgb.subarray(0, w * h * 3), source)
      functions.fromRgb(source, w, h, picture.planes.luma, picture.planes.blue, picture.planes.red)
      room.giveBack(source)
      return picture
    },
    loadYuv: (yuv, w, h) => {
      const picture = { width: w, height: h, planes: planes(...checked(w, h)) }
      wasm.bytes().set(yuv.subarray(0, (w * h * 3) / 2), picture.planes.luma)
      return picture
    },
    loadOverlay: ({ left, top, width: w, height: h, rgba }) => {
      if ([left, top, w, h].some((side) => side % 2) || left < 0 || top < 0 || left + w > width || top + h > height)
        throw new RangeError(`No overlays of ${w}x${h} at ${left}, ${top}.`)
      const overlay = { left, top, width: w, height: h, planes: planes(w, h), cover: 0, chromaCover: 0 }
      overlay.cover = room.take((w * h * 5) / 4)
      overlay.chromaCover = overlay.cover + w * h
      const source = room.take(w * h * 4 + 16)
      wasm.bytes().set(rgba.subarray(0, w * h * 4), source)
      const { luma, blue, red } = overlay.planes
      functions.fromRgba(source, w, h, luma, blue, red, overlay.cover, overlay.chromaCover)
      room.giveBack(source)
      return overlay
    },
    release: (loaded) => {
      room.giveBack(loaded.planes.luma)
      if ('cover' in loaded) room.giveBack(loaded.cover)
    },
    draw: (picture, { left, top, width: w, height: h }, layer) => {
      const { luma, blue, red } = layers[layer]
      const [stepX, stepY] = [w / width, h / height]
      functions.resample(
        picture.planes.luma,
        picture.width,
        picture.height,
        luma,
        width,
        height,
        left,
        stepX,
        top,
        stepY,
      )
      // A chroma sample lies on the left one of its two luma columns and between its two luma rows.
      const chromaLeft = left / 2 + 0.25 - stepX * 0.25
      for (const [from, to] of [
        [picture.planes.blue, blue],
        [picture.planes.red, red],
      ] as const) {
        functions.resample(
          from,
          picture.width / 2,
          picture.height / 2,
          to,
          width / 2,
          height / 2,
          chromaLeft,
          stepX,
          top / 2,
          stepY,
        )
      }
    },
    put: (yuv, layer) => wasm.bytes().set(yuv.subarray(0, layers[layer].bytes), layers[layer].luma),
    cover: ({ left, top, width: w, height: h, planes: over, cover, chromaCover }, layer) => {
      const { luma, blue, red } = layers[layer]
      const half = (top / 2) * (width / 2) + left / 2
      functions.cover(luma + top * width + left, width, over.luma, cover, w, h)
      functions.cover(blue + half, width / 2, over.blue, chromaCover, w / 2, h / 2)
      functions.cover(red + half, width / 2, over.red, chromaCover, w / 2, h / 2)
    },
    bend: (picture, given, layer) => {
      wasm.floats(places, nodes * 2).set(given)
      wasm.floats(halfPlaces, nodes * 2).set(given.map((place) => place / 2))
      const { luma, blue, red } = layers[layer]
      functions.bend(
        picture.planes.luma,
        picture.width,
        picture.height,
        luma,
        width,
        height,
        places,
        mesh.columns,
        cell,
      )
      for (const [from, to] of [
        [picture.planes.blue, blue],
        [picture.planes.red, red],
      ] as const) {
        functions.bend(
          from,
          picture.width / 2,
          picture.height / 2,
          to,
          width / 2,
          height / 2,
          halfPlaces,
          mesh.columns,
          cell / 2,
        )
      }
    },
    mix: (given) => {
      wasm.floats(weights, nodes).set(given.map((weight) => weight * 256))
      const { first, second } = layers
      functions.mix(first.luma, second.luma, width, height, weights, mesh.columns, cell)
      functions.mix(first.blue, second.blue, width / 2, height / 2, weights, mesh.columns, cell / 2)
      functions.mix(first.red, second.red, width / 2, height / 2, weights, mesh.columns, cell / 2)
    },
    frameBytes: layers.first.bytes,
    take: (into) => copy(layers.first, into),
    takeRgb: () => {
      const target = room.take(width * height * 3)
      const { luma, blue, red } = layers.first
      functions.toRgb(luma, blue, red, width, height, target)
      const rgb = wasm.bytes().slice(target, target + width * height * 3)
      room.giveBack(target)
      return rgb
    },
    takeBlend: (weight, into) => {
      const { first, second, blended } = layers
      functions.blend(first.luma, second.luma, blended.luma, first.bytes, Math.round(weight * 256))
      copy(blended, into)
    },
  }
}

const checked = (w: number, h: number): [number, number] => {
  if (w % 2 || h % 2 || w > maxSource || h > maxSource || w < 8 || h < 8)
    throw new RangeError(`No pictures of ${w}x${h}.`)
  return [w, h]
}
