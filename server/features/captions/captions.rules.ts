import { createHash } from 'node:crypto'
import type { CaptionWishes } from '@greenroom/contract/captions.ts'
import { sessionStyle, type CaptionRun, type SessionStyle } from '@greenroom/contract/slideshows.ts'
import type { CaptionRequest, CaptionSlide, WriterRefusal } from '#providers/writer.ts'
import type { RunFailure, RunRow, SlideRow } from './captions.store.ts'

export const runView = (row: RunRow): CaptionRun => ({
  id: row.id,
  state: row.state,
  // What the writer calls itself was written down with the run: the house may have another one by now.
  disclosure: row.model,
  itemIds: row.item_ids,
  priceEstimateMicroUsd: row.price_estimate,
  priceChargedMicroUsd: row.price_charged,
  trouble: row.failure,
  createdAt: row.created_at.toISOString(),
})

/** The most slides of one call that a person asks for: a call that fails loses few. */
const slidesOfCall = 10
export const batchesOf = <T>(things: readonly T[], most = slidesOfCall): T[][] =>
  Array.from({ length: Math.ceil(things.length / most) }, (_, index) => things.slice(index * most, (index + 1) * most))

export const wishesOf = (style: unknown): CaptionWishes => styleOf(style).wishes
const styleOf = (stored: unknown): SessionStyle => {
  const read = sessionStyle.safeParse(stored)
  return read.success ? read.data : sessionStyle.parse({})
}

export type PictureOf = (slide: SlideRow) => CaptionSlide['picture']

/** What a writer is asked: all slides of the group in order, those of `write` to be written anew. */
export const requestFor = (
  slides: readonly SlideRow[],
  asked: { write: ReadonlySet<string>; wishes: CaptionWishes; post: CaptionRequest['post'] },
  pictureOf: PictureOf,
): CaptionRequest => ({
  wishes: asked.wishes,
  slides: slides.map((slide, index) => ({
    id: slide.id,
    position: index + 1,
    of: slides.length,
    picture: asked.write.has(slide.id) ? pictureOf(slide) : null,
    fileName: slide.originalName,
    takenOn: slide.takenOn,
    currentText: slide.captionSource === 'person' && !asked.write.has(slide.id) ? slide.caption : null,
    write: asked.write.has(slide.id),
    attempt: slide.attempt,
  })),
  post: asked.post,
})

/** SHA-256 over wishes, words and the pictures by their own hashes: the same request has the same one. */
export const requestHash = (writer: string, slides: readonly SlideRow[], request: CaptionRequest): string =>
  createHash('sha256')
    .update(
      JSON.stringify([
        writer,
        request.wishes,
        request.post,
        request.slides.map((slide, index) => [
          slide.id,
          slide.currentText,
          slide.write,
          slide.attempt,
          slides[index]?.sha256,
        ]),
      ]),
    )
    .digest('hex')

/** Items that are to be written: what a person wrote is left alone unless it is to be replaced. */
export const writable = (slides: readonly SlideRow[], ids: readonly string[], overwrite: boolean): SlideRow[] => {
  const wanted = new Set(ids)
  return slides.filter(
    ({ id, missing, captionSource }) => wanted.has(id) && !missing && (overwrite || captionSource !== 'person'),
  )
}

export const failureOf = ({ code, sentence, retry }: WriterRefusal): RunFailure => ({
  code: `captions.${code}`,
  sentence,
  retryable: retry,
})
export const unknownFailure: RunFailure = {
  code: 'captions.unknown',
  sentence:
    'The request was on its way when the line broke or the house stopped, so nobody knows whether it was paid. Ask again if you want these captions.',
  retryable: true,
}
/** What is known to have been charged; null when nobody can say. */
export const chargedFor = ({ charged, usage }: WriterRefusal): number | null =>
  charged === 'no' ? 0 : (usage?.costMicroUsd ?? null)
/** What ends a run before anything was sent. */
export const ownFailures = {
  writerGone: {
    code: 'captions.writer_gone',
    sentence: 'The writer that was asked is not set up in this house any more.',
    retryable: true,
  },
  sessionGone: { code: 'captions.session_gone', sentence: 'The session was deleted.', retryable: false },
  nothingLeft: {
    code: 'captions.nothing_to_write',
    sentence: 'Meanwhile a person wrote these captions, or took the media out.',
    retryable: false,
  },
  houseFault: {
    code: 'captions.house_fault',
    sentence: 'This could not be sent because of a fault on our side. Nothing was paid.',
    retryable: true,
  },
} satisfies Record<string, RunFailure>
