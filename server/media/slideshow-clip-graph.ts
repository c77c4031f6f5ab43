import type { Size } from './compositor/framing.ts'
import { backgroundLight, type Sheet } from './slideshow-sheet.ts'
import type { SlideToRender } from './slideshow-shapes.ts'
import type { VideoFacts } from './video-reader.ts'

/** What a decoder of clips has to make, and where its pictures go. */
export interface ClipGraph {
  /** A chain of ffmpeg's filters: decoded pictures in, yuv420p of `size` at the film's own rate out. */
  filters: string
  /** Even numbers. */
  size: Size
  /** Where in the sheet the pictures lie; everything around is one colour. */
  left: number
  top: number
}

type ClipFacts = Pick<VideoFacts, 'width' | 'height' | 'turn' | 'colours'>

/** How a clip fills its sheet. Pure. */
export const clipGraph = (
  fit: SlideToRender['fit'],
  clip: ClipFacts,
  { size: whole, inner }: Pick<Sheet, 'size' | 'inner'>,
  fps: number,
): ClipGraph => {
  const first = [`fps=fps=${fps}:start_time=0`, ...turns[clip.turn]]
  const last = 'format=yuv420p,setsar=1'
  const scale = ({ width, height }: Size): string =>
    `scale=${width}:${height}:flags=bicubic+accurate_rnd${matrices(clip)}`
  const cover = (frame: Size): string =>
    `${scale(covering(clip, frame))},crop=${frame.width}:${frame.height}${narrowed(clip)}`
  if (fit === 'fill') return { filters: [...first, cover(whole), last].join(','), size: whole, left: 0, top: 0 }
  const size = inside(clip, inner)
  const left = evenPlace(inner.left + (inner.width - size.width) / 2)
  const top = evenPlace(inner.top + (inner.height - size.height) / 2)
  if (fit === 'pad') return { filters: [...first, `${scale(size)}${narrowed(clip)}`, last].join(','), size, left, top }
  const small = { width: even(whole.width / 12), height: even(whole.height / 12) }
  const darker = (from: number): string => `${from}+(val-${from})*${backgroundLight}`
  const behind = [
    cover(small),
    'format=yuv420p',
    `gblur=sigma=${(small.width / 22).toFixed(2)}`,
    `lutyuv=y=${darker(16)}:u=${darker(128)}:v=${darker(128)}`,
    `scale=${whole.width}:${whole.height}:flags=bicubic`,
  ].join(',')
  const filters = [
    `${first.join(',')},split[under][over]`,
    `[under]${behind}[behind]`,
    `[over]${scale(size)}${narrowed(clip)},format=yuv420p[front]`,
    `[behind][front]overlay=x=${left}:y=${top}:format=yuv420,${last}`,
  ].join(';')
  return { filters, size: whole, left: 0, top: 0 }
}

/**
 * To BT.709 in limited range. What does not tell its matrix has that of high definition when it is as large, as browsers
 * take it; ffmpeg itself would take the old one.
 */
const matrices = ({ width, height, colours }: ClipFacts): string => {
  if (colours === 'wide') return ''
  const from = colours === 'untold' && Math.min(width, height) >= 576 ? ':in_color_matrix=bt709' : ''
  return `${from}:out_color_matrix=bt709:out_range=tv`
}
/** HDR of phones (HLG) is made to look right where it is taken for SDR; what is left is to bring its wide colours in. */
const narrowed = ({ colours }: ClipFacts): string =>
  colours === 'wide' ? ',colorspace=iall=bt2020:all=bt709:irange=tv:range=tv:format=yuv420p' : ''

const turns: Record<VideoFacts['turn'], readonly string[]> = {
  0: [],
  90: ['transpose=clock'],
  180: ['hflip', 'vflip'],
  270: ['transpose=cclock'],
}

const evenPlace = (value: number): number => Math.floor(value / 2) * 2
const even = (value: number): number => Math.max(2, Math.round(value / 2) * 2)
const inside = (clip: Size, room: Size): Size => {
  const scale = Math.min(room.width / clip.width, room.height / clip.height)
  const side = (length: number, most: number): number => Math.min(even(length * scale), most & ~1)
  return { width: side(clip.width, room.width), height: side(clip.height, room.height) }
}
const covering = (clip: Size, room: Size): Size => {
  const scale = Math.max(room.width / clip.width, room.height / clip.height)
  const side = (length: number, least: number): number => Math.max(even(length * scale), least)
  return { width: side(clip.width, room.width), height: side(clip.height, room.height) }
}
