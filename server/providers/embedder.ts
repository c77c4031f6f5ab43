import type { SpokenLanguage } from '@greenroom/contract/techniques.ts'
import type { Answered, CallContext } from './paid-call.ts'

/** The promise of everything that turns texts into vectors of their meaning. Vectors of two models are never compared. */
export interface Embedder {
  readonly id: 'openai' | 'local'
  /** Kept in every row: `text-embedding-3-small` or `minilm-l6-v2-fp16`. */
  readonly modelId: string
  /** Length of a vector. The column has 1536 places: fill a shorter one up with zeros, which changes no angle. */
  readonly dimensions: number
  /** E.g. "OpenAI text-embedding-3-small" or "MiniLM on this machine, English only". */
  readonly disclosure: string
  readonly leavesHouse: boolean
  /** Languages whose meaning it understands; others are found by their words alone, and the studio says so. */
  readonly languages: readonly SpokenLanguage[]
  readonly limits: {
    /** In one call. */
    texts: number
    /** Of one text; what is over is cut off here, since meaning stands at the beginning. */
    characters: number
    callsPerMinute: number
  }
  /** The most these texts are expected to cost, in micro-dollars; 0 on this machine. Pure. */
  estimateMicroUsd(texts: readonly string[]): number
  /** One vector of length 1 for each text, in their order. An empty text or too many of them are `invalid_input`. */
  embed(texts: readonly string[], context: CallContext): Promise<Answered<Float32Array[]>>
  /** Ends what it has started. */
  close(): Promise<void>
}
