import { answerJobs } from '#kernel/process/answer-jobs.ts'
import { encodeVideo } from './encoder.ts'
import { slideshowFrames } from './slideshow-frames.ts'
import { slideshowJob } from './slideshow-shapes.ts'

/** The child process in which the frames of a slideshow are drawn; encoders and decoders are children of it. */
answerJobs(async (message, report) => {
  const { show, encoder, from, to, outputPath, timeoutMs, threads } = slideshowJob.parse(message)
  const { width, height, fps, crf, preset } = show
  // The encoder starts while the first pictures are still being read.
  const frames = slideshowFrames(show, encoder, { from, to }, timeoutMs, report)
  await encodeVideo(encoder, {
    width,
    height,
    fps,
    frames,
    crf,
    preset,
    outputPath,
    timeoutMs,
    threads,
    wholeFrames: true,
  })
  return null
})
