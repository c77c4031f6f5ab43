import sharp from 'sharp'
import { captionWishes, type CaptionWishes } from '@greenroom/contract/captions.ts'
import type { CaptionRequest, CaptionSlide, WriteContext } from '#providers/writer.ts'

/** A picture as a writer gets it: a small JPEG without EXIF. */
export const slidePicture =
  (background: string, { width = 288, height = 512, withExif = false } = {}): (() => Promise<Buffer>) =>
  () => {
    const picture = sharp({ create: { width, height, channels: 3, background } }).jpeg()
    return (withExif ? picture.withExif({ IFD0: { Copyright: 'nobody' } }) : picture).toBuffer()
  }

const makeSlide = (change: Partial<CaptionSlide> = {}): CaptionSlide => ({
  id: crypto.randomUUID(),
  position: 1,
  of: 1,
  picture: slidePicture('#203a8c'),
  fileName: 'kitchen window.jpg',
  takenOn: '2026-11-20',
  currentText: null,
  write: true,
  attempt: 0,
  ...change,
})

/** A request for a group; places in the row are given to the slides in their order. */
export const makeCaptionRequest = (
  slides: Partial<CaptionSlide>[],
  wishes: Partial<CaptionWishes> = {},
  post: CaptionRequest['post'] = { write: true, attempt: 0 },
): CaptionRequest => ({
  wishes: captionWishes.parse({ topic: 'A kitchen renovation', ...wishes }),
  slides: slides.map((slide, index) => makeSlide({ position: index + 1, of: slides.length, ...slide })),
  post,
})

export const writeContext = (change: Partial<WriteContext> = {}): WriteContext => ({
  requestId: crypto.randomUUID(),
  userRef: 'person-1',
  signal: new AbortController().signal,
  ...change,
})
