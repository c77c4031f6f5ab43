import * as z from 'zod'
import { Fault } from '#kernel/fault.ts'
import { workerPool, type WorkerPool } from '#kernel/process/worker-pool.ts'
import type { Embedder } from '../embedder.ts'
import { refusedBy } from '../paid-refusal.ts'

export interface LocalEmbedderOptions {
  /** How long the model stays in memory without work. Default 60 s. */
  idleMs?: number
  /** Of one call. Default 60 s: loading takes some, a text about 30 ms. */
  timeoutMs?: number
}

const who = 'the search by meaning'
const dimensions = 384
/** Below the number of texts at which the model would start workers of its own. */
const mostTexts = 16
/** It reads 256 tokens; what is behind them changes nothing. */
const mostCharacters = 2000
const vectors = z.array(z.instanceof(Float32Array))

/**
 * Meaning of English texts on this machine: MiniLM in WebAssembly, in a process of its own with a limit of memory. It is
 * started by the first text and ended when nobody has asked for a while.
 */
export const makeLocalEmbedder = ({ idleMs = 60_000, timeoutMs = 60_000 }: LocalEmbedderOptions = {}): Embedder => {
  const pool: WorkerPool<{ texts: string[] }, Float32Array[]> = workerPool({
    modulePath: new URL('./local.embedder-worker.ts', import.meta.url),
    size: 1,
    timeoutMs,
    maxMemoryMb: 800,
    idleMs,
    readResult: (value) => vectors.parse(value),
  })
  return {
    id: 'local',
    modelId: 'minilm-l6-v2-fp16',
    dimensions,
    disclosure: 'MiniLM on this machine, English only',
    leavesHouse: false,
    languages: ['en'],
    limits: { texts: mostTexts, characters: mostCharacters, callsPerMinute: 600 },
    estimateMicroUsd: () => 0,

    async embed(texts, { signal }) {
      if (texts.length === 0 || texts.length > mostTexts)
        return refusedBy(who, 'invalid_input', `${texts.length} texts`)
      if (texts.some((text) => text.trim() === '')) return refusedBy(who, 'invalid_input', 'an empty text')
      try {
        const given = await pool.run(
          { texts: texts.map((text) => text.toWellFormed().slice(0, mostCharacters)) },
          { signal },
        )
        if (given.length !== texts.length || given.some(({ length }) => length !== dimensions))
          return refusedBy(who, 'unreadable', 'a vector is missing', { retry: true })
        const value = given.map(unit)
        return { kind: 'done', value, usage: { costMicroUsd: 0, counts: {} }, requestId: null }
      } catch (error) {
        // Nothing was paid: whatever broke here may be tried again.
        const code = error instanceof Fault ? error.code : String(error)
        return refusedBy(who, 'provider_down', code, { retryAfterSeconds: 30 })
      }
    },
    close: () => pool.close(),
  }
}

const unit = (vector: Float32Array): Float32Array => {
  const length = Math.hypot(...vector)
  return length === 0 ? vector : vector.map((value) => value / length)
}
