import { Fault } from '#kernel/fault.ts'

/** Says which slide cannot be used. Slides are counted from 1, as people do. */
export const slideFault = (index: number, sentence: string, cause: unknown): Fault =>
  new Fault('media.slide_unreadable', 422, `Slide ${index + 1}: ${sentence}`, {
    cause,
    values: { slide: index + 1 },
  })

/** A decoder that gives up or crashes over a file says something about the file; anything else stays what it is. */
export const isAboutTheFile = (error: unknown): boolean =>
  error instanceof Fault &&
  ['media.video_unreadable', 'process.failed', 'process.died', 'process.job_failed'].includes(error.code)
