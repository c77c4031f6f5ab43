import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { answerJobs } from '#kernel/process/answer-jobs.ts'
import * as z from 'zod'

// Whisper lives in a process of its own: it takes up to a gigabyte, and whatever it does to itself stays there.

const job = z.strictObject({
  /** Folder with a node_modules of its own. */
  folder: z.string(),
  /** Package that holds the weights below models/. */
  weights: z.string(),
  /** Name of the model below that folder. */
  model: z.string(),
  language: z.string(),
  samples: z.instanceof(Float32Array),
})

/** As much of @huggingface/transformers 4 as is used. It is not a dependency of ours, so nobody else tells its shape. */
interface Transformers {
  env: { allowRemoteModels: boolean; localModelPath: string }
  pipeline(task: string, model: string, options: { dtype: string }): Promise<Pipeline>
}
type Pipeline = (
  samples: Float32Array,
  options: { language: string; task: string; return_timestamps: string; chunk_length_s: number },
) => Promise<unknown>

const heard = z.object({
  text: z.string(),
  chunks: z
    .array(z.object({ text: z.string(), timestamp: z.tuple([z.number().nullable(), z.number().nullable()]) }))
    .default([]),
})

let pipeline: Promise<Pipeline> | null = null
const load = async (folder: string, weights: string, model: string): Promise<Pipeline> => {
  const required = createRequire(join(folder, 'package.json'))
  const { env, pipeline: make } = (await import(
    pathToFileURL(required.resolve('@huggingface/transformers')).href
  )) as unknown as Transformers
  // Nothing is fetched: what was installed is all there is.
  env.allowRemoteModels = false
  env.localModelPath = `${join(dirname(required.resolve(`${weights}/package.json`)), 'models')}/`
  return make('automatic-speech-recognition', model, { dtype: 'q8' })
}

answerJobs(async (given) => {
  const { folder, weights, model, language, samples } = job.parse(given)
  pipeline ??= load(folder, weights, model)
  const answer = heard.parse(
    await (
      await pipeline
    )(samples, { language, task: 'transcribe', return_timestamps: 'word', chunk_length_s: 30 }),
  )
  return {
    text: answer.text.trim(),
    words: answer.chunks.flatMap(({ text, timestamp: [start, end] }) =>
      start === null ? [] : [{ word: text.trim(), startMs: start * 1000, endMs: (end ?? start) * 1000 }],
    ),
  }
})
