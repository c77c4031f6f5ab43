import { answerJobs } from '#kernel/process/answer-jobs.ts'
import { mixSound } from './sound-mix.ts'
import { soundJob } from './sound-shapes.ts'

/** The child process in which sound is mixed; decoders are children of it. */
answerJobs(async (message) => {
  await mixSound(soundJob.parse(message))
  return null
})
