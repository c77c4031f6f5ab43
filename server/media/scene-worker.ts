import { answerJobs } from '#kernel/process/answer-jobs.ts'
import { encodeVideo } from './encoder.ts'
import { sceneFrames } from './scene-frames.ts'
import { sceneToRender } from './scene-shapes.ts'

/** The child process in which a scene is drawn; the encoder is a child of it. */
answerJobs(async (message, report) => {
  const scene = sceneToRender.parse(message)
  const { width, height, fps, crf, outputPath, timeoutMs } = scene
  // The encoder starts while the pictures are still being read.
  const frames = sceneFrames(scene, report)
  await encodeVideo(scene.encoder, { width, height, fps, frames, crf, outputPath, timeoutMs, preset: 'veryfast' })
  return null
})
