import sharp, { type Sharp } from 'sharp'
import { Fault } from '#kernel/fault.ts'
import type { Rectangle } from './compositor/compositor.ts'
import { framingOf, roomOf, type Size } from './compositor/framing.ts'
import type { View } from './compositor/render-plan.ts'
import { openPicture, refusalOf, refusals, sniff, type Opened } from './photo-decode.ts'
import { slideFault } from './slideshow-faults.ts'
import { courseOf, reachOf, type Course } from './slideshow-plan.ts'
import type { SlideToRender } from './slideshow-shapes.ts'
import { backgroundLight, filterReach, sheetOf, type Sheet } from './slideshow-sheet.ts'

/** Decoded and scaled to what its slide can show of it, outside the compositor. */
export interface PreparedStill {
  rgb: Buffer
  size: Size
  course: Course
  rectangle(view: View): Rectangle
}

type Look = Pick<SlideToRender, 'path' | 'fit' | 'background' | 'motion'>

/** Reads the picture of a still. Throws media.slide_unreadable, which names the slide. */
export const prepareStill = async (
  slide: Look,
  index: number,
  frame: Size,
  frames: number,
  fps: number,
): Promise<PreparedStill> => {
  try {
    const sniffed = await sniff(slide.path)
    if (sniffed.kind === 'refused') throw slideFault(index, sniffed.reason.sentence, null)
    if (sniffed.kind === 'video') throw slideFault(index, refusals.type.sentence, null)
    return await prepareOpened(await openPicture(slide.path, sniffed.mime), slide, frame, frames, fps)
  } catch (error) {
    if (error instanceof Fault) throw error
    throw slideFault(index, refusalOf(error).sentence, error)
  }
}

/** The same of a picture that is open already. Throws what libvips throws. */
export const prepareOpened = async (
  opened: Opened,
  look: Omit<Look, 'path'>,
  frame: Size,
  frames: number,
  fps: number,
): Promise<PreparedStill> => {
  if (look.fit === 'fill') {
    const course = courseOf(look.motion, frames, fps, roomOf(opened, frame))
    const { scaled, cut, rectangle } = framingOf(opened, frame, course.maxZoom, reachOf(course, frames).beside)
    const rgb = await opened
      .upright()
      .resize(scaled.width, scaled.height, { fit: 'fill' })
      .extract(cut)
      .flatten({ background: look.background })
      .toColourspace('srgb')
      .raw()
      .toBuffer()
    return { rgb, size: cut, course, rectangle }
  }
  const course = courseOf(look.motion, frames, fps, { x: 1, y: 1 })
  const sheet = sheetOf(frame, course, reachOf(course, frames), filterReach)
  const rgb = await drawSheet(opened, look, sheet)
  return { rgb, size: sheet.size, course, rectangle: sheet.rectangle }
}

const drawSheet = async (opened: Opened, look: Omit<Look, 'path'>, { size, inner }: Sheet): Promise<Buffer> => {
  const scale = Math.min(inner.width / opened.width, inner.height / opened.height)
  const width = Math.min(inner.width, Math.max(1, Math.round(opened.width * scale)))
  const height = Math.min(inner.height, Math.max(1, Math.round(opened.height * scale)))
  const photo = await opened
    .upright()
    .resize(width, height, { fit: 'fill' })
    .flatten({ background: look.background })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true })
  const place = {
    left: inner.left + Math.round((inner.width - width) / 2),
    top: inner.top + Math.round((inner.height - height) / 2),
  }
  const around = sharp({ create: { ...size, channels: 3, background: look.background } })
  const under = look.fit === 'pad' ? around : await blurredBehind(photo, size)
  return under
    .composite([{ input: photo.data, raw: { width, height, channels: 3 }, ...place }])
    .removeAlpha()
    .raw()
    .toBuffer()
}

/** The photo filling all of it, blurred: made small, blurred there and made large again, which is quick and as soft. */
const blurredBehind = async (
  photo: { data: Buffer; info: { width: number; height: number } },
  size: Size,
): Promise<Sharp> => {
  const raw = { width: photo.info.width, height: photo.info.height, channels: 3 as const }
  const small = { width: Math.round(size.width / 12), height: Math.round(size.height / 12) }
  const soft = await sharp(photo.data, { raw })
    .resize(small.width, small.height, { fit: 'cover' })
    .blur(small.width / 22)
    .linear(backgroundLight, 0)
    .raw()
    .toBuffer()
  return sharp(soft, { raw: { ...small, channels: 3 } }).resize(size.width, size.height, {
    fit: 'fill',
    kernel: 'cubic',
  })
}
