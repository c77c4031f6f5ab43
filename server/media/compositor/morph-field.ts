import { openWasm } from '../wasm-module.ts'

/** Where things of a first picture are in a second, as shifts on a grid over the picture half way between them. */
export interface MorphField {
  columns: number
  rows: number
  /** Half the way across, in widths of the picture: around p - across in the first is what is around p + across in the second. */
  across: Float32Array
  down: Float32Array
  /** How alike the pictures are there, -1 to 1. */
  likeness: Float32Array
  /** The same for the whole, weighted by what there is to see. Pictures of one place reach 0.5 and more, strangers 0.3. */
  relation: number
}
/** Grey values of both pictures, row by row; columns and rows are multiples of 16, at most 65,536 values. */
export interface MorphPair {
  columns: number
  rows: number
  first: Uint8Array
  second: Uint8Array
}
interface Functions {
  firstPicture(): number
  secondPicture(): number
  shiftsAcross(): number
  shiftsDown(): number
  likeness(): number
  match(columns: number, rows: number): number
}

export const findMorphField = async ({ columns, rows, first, second }: MorphPair): Promise<MorphField> => {
  const count = columns * rows
  if (columns % 16 || rows % 16 || count > 65_536) throw new RangeError(`No field of ${columns}x${rows}.`)
  const { functions, floats } = await openWasm<Functions>(new URL('./field.wasm', import.meta.url))
  floats(functions.firstPicture(), count).set(first)
  floats(functions.secondPicture(), count).set(second)
  const relation = functions.match(columns, rows)
  return {
    columns,
    rows,
    across: floats(functions.shiftsAcross(), count).map((shift) => shift / columns),
    down: floats(functions.shiftsDown(), count).map((shift) => shift / rows),
    likeness: floats(functions.likeness(), count).slice(),
    relation,
  }
}

/** Size of the grid for frames of a ratio: about 30,000 places. */
export const gridFor = (frame: { width: number; height: number }): { columns: number; rows: number } => {
  const scale = Math.sqrt(32_000 / (frame.width * frame.height))
  const side = (pixels: number) => Math.max(2, Math.round((pixels * scale) / 16)) * 16
  return { columns: side(frame.width), rows: side(frame.height) }
}
