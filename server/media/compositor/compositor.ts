import { openWasm } from '../wasm-module.ts'

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
/** The two frames that can be drawn into; `mix` mixes the second into the first, and `take` gives the first. */
export type Layer = 'first' | 'second'

export interface Compositor {
  readonly mesh: Mesh
  /** Takes rgb24 of even width and height. */
  load(rgb: Uint8Array, width: number, height: number): Picture
  /** A picture's rectangle, resampled with a Catmull-Rom filter at exact sub-pixel places. */
  draw(picture: Picture, rectangle: Rectangle, layer: Layer): void
  /** A picture bent over the mesh: `places` has an x and a y in picture pixels for every node. */
  bend(picture: Picture, places: Float32Array, layer: Layer): void
  /** Mixes the second layer into the first, `weights` (0 to 1) on the nodes of the mesh. */
  mix(weights: Float32Array): void
  readonly frameBytes: number
  /** Copies the first layer: yuv420p, `frameBytes` bytes. */
  take(into: Uint8Array): void
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

  const planes = (w: number, h: number): Planes & { bytes: number } => {
    const luma = wasm.reserve((w * h * 3) / 2)
    return { luma, blue: luma + w * h, red: luma + (w * h * 5) / 4, bytes: (w * h * 3) / 2 }
  }
  const layers = { first: planes(width, height), second: planes(width, height) }
  const places = wasm.reserve(nodes * 8)
  const halfPlaces = wasm.reserve(nodes * 8)
  const weights = wasm.reserve(nodes * 4)
  const { functions } = wasm

  return {
    mesh,
    load: (rgb, w, h) => {
      if (w % 2 || h % 2 || w > maxSource || h > maxSource || w < 8 || h < 8)
        throw new RangeError(`No pictures of ${w}x${h}.`)
      const picture = { width: w, height: h, planes: planes(w, h) }
      const source = wasm.reserve(w * h * 3)
      wasm.bytes().set(rgb.subarray(0, w * h * 3), source)
      functions.fromRgb(source, w, h, picture.planes.luma, picture.planes.blue, picture.planes.red)
      return picture
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
    take: (into) => into.set(wasm.bytes().subarray(layers.first.luma, layers.first.luma + layers.first.bytes)),
  }
}
