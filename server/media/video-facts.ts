/** Containers that may be opened, by ffmpeg's names: MP4 and QuickTime, WebM. Everything else is not looked into. */
export const readableFormats = ['mov', 'mp4', 'm4a', '3gp', '3g2', 'mj2', 'matroska', 'webm'] as const

/** How a picture must be turned clockwise to stand upright. */
export type Turn = 0 | 90 | 180 | 270

/**
 * Reads the nine numbers of a display matrix (ISO/IEC 14496-12, 16.16 fixed point, row by row).
 * Phones film as the sensor lies and say here how it was held. Mirrors and odd angles count as the nearest quarter.
 */
export const turnOfMatrix = (matrix: readonly number[]): Turn => {
  const [a = 0, b = 0] = matrix
  if (a === 0 && b === 0) return 0
  return quarter((Math.atan2(b, a) * 180) / Math.PI)
}

/** The nearest quarter turn of any angle in degrees, clockwise. */
export const quarter = (degrees: number): Turn => ((((Math.round(degrees / 90) * 90) % 360) + 360) % 360) as Turn

/** What a film says of its colours: `wide` are those of HDR (HLG or PQ, mostly from phones); `untold` leaves it open. */
export type Colours = 'told' | 'untold' | 'wide'

/** By ffmpeg's names of matrix and transfer. */
export const coloursOf = (matrix: string | null, transfer: string | null): Colours => {
  if (transfer === 'arib-std-b67' || transfer === 'smpte2084') return 'wide'
  return matrix === null || ['unknown', 'unspecified', 'reserved'].includes(matrix) ? 'untold' : 'told'
}
