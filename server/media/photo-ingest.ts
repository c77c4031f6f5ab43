import { Fault } from '#kernel/fault.ts'
import { workerPool } from '#kernel/process/worker-pool.ts'
import type { Encoder } from './encoder.ts'
import {
  captionSide,
  maxProviderSide,
  refusalCodes,
  photoAnswer,
  type PhotoAnswer,
  type PhotoJob,
  type PictureFacts,
  type ProviderFrame,
  type Refusal,
} from './photo-shapes.ts'
import { posterFrame, probeVideo, type VideoFacts } from './video-reader.ts'

export interface PhotoIngest {
  /**
   * Looks at one file and makes its pictures: small.webp (320), medium.webp (800) and large.webp (1600 on the long
   * edge) in `folder`, which exists. It may run again over the same folder. Videos are told by their poster.
   * What is wrong with the file is an answer; faults are ours (`process.canceled`, a full disk) and worth another try.
   */
  ingest(request: IngestRequest): Promise<Ingested>
  /** The JPEG that is sent to vendors, written to `output`: upright, sRGB, no metadata, at most 8,000 pixels a side. */
  providerFrame(request: { path: string; output: string; signal?: AbortSignal }): Promise<Framed>
  /** The JPEG that a writer of captions looks at, written to `output`: upright, no metadata, at most 512 pixels a side. */
  captionPicture(request: { path: string; output: string; signal?: AbortSignal | undefined }): Promise<Framed>
  /** A person's picture, written to `output`: a square WebP of 256 pixels, cut from what is most of it, no metadata. */
  avatar(request: { path: string; output: string }): Promise<{ ok: true } | { ok: false; reason: Refusal }>
  close(): Promise<void>
}
export interface IngestRequest {
  path: string
  folder: string
  /** Taken while the upload was written: saves reading the file once more. */
  known?: { sha256: string; crc32: number } | undefined
  signal?: AbortSignal | undefined
}
export type Ingested =
  | ({ ok: true; kind: 'image' } & PictureFacts)
  | ({ ok: true; kind: 'video'; video: VideoFacts } & PictureFacts)
  | { ok: false; reason: Refusal }
export type Framed = { ok: true; frame: ProviderFrame } | { ok: false; reason: Refusal }

const timeoutMs = 30_000
const unreadable: Refusal = {
  code: refusalCodes[4],
  sentence: 'The file cannot be read. It may be damaged; export it again.',
}

/** Opens the ingest: `processes` children (INGEST_PROCESSES), each at most 700 MB, started when there is work. */
export const openPhotoIngest = (options: { encoder: Encoder; processes: number }): PhotoIngest => {
  const pool = workerPool<PhotoJob, PhotoAnswer>({
    modulePath: new URL('./photo-worker.ts', import.meta.url),
    size: options.processes,
    timeoutMs,
    maxMemoryMb: 700,
    // libvips allocates on many threads; glibc would keep an arena for each. Measured: 188 MB instead of 278 MB.
    env: { MALLOC_ARENA_MAX: '2' },
    readResult: (value) => photoAnswer.parse(value),
  })

  /** A file over which a decoder hangs, crashes or eats all memory is a bad file; anything else is our own trouble. */
  const ask = async (job: PhotoJob, signal: AbortSignal | undefined): Promise<PhotoAnswer> => {
    try {
      return await pool.run(job, { signal })
    } catch (error) {
      const codes = ['process.timed_out', 'process.out_of_memory', 'process.died', 'process.failed']
      if (error instanceof Fault && codes.includes(error.code)) return { outcome: 'refused', reason: unreadable }
      throw error
    }
  }

  const ingestVideo = async (request: IngestRequest, mime: string): Promise<Ingested> => {
    const { path, folder, signal } = request
    let video: VideoFacts
    let poster: Buffer
    try {
      video = await probeVideo(options.encoder, path, { signal })
      poster = await posterFrame(options.encoder, path, Math.min(1, video.durationSeconds / 10), { signal })
    } catch (error) {
      if (!(error instanceof Fault) || error.code !== 'media.video_unreadable') throw error
      return { ok: false, reason: { code: 'photos.unreadable', sentence: error.message } }
    }
    const { turn } = video
    const answer = await ask({ act: 'poster', path, folder, poster, turn, mime, known: request.known ?? null }, signal)
    if (answer.outcome === 'refused') return { ok: false, reason: answer.reason }
    if (answer.outcome !== 'picture') throw unexpected(answer)
    return { ok: true, kind: 'video', video, ...answer.facts, width: video.width, height: video.height }
  }

  const frame = async (
    path: string,
    output: string,
    side: number,
    signal: AbortSignal | undefined,
  ): Promise<Framed> => {
    const answer = await ask({ act: 'frame', path, output, side }, signal)
    if (answer.outcome === 'refused') return { ok: false, reason: answer.reason }
    if (answer.outcome !== 'frame') throw unexpected(answer)
    return { ok: true, frame: answer.frame }
  }

  return {
    ingest: async (request) => {
      const { path, folder, known = null, signal } = request
      const answer = await ask({ act: 'ingest', path, folder, known }, signal)
      if (answer.outcome === 'refused') return { ok: false, reason: answer.reason }
      if (answer.outcome === 'video') return ingestVideo(request, answer.mime)
      if (answer.outcome !== 'picture') throw unexpected(answer)
      return { ok: true, kind: 'image', ...answer.facts }
    },
    providerFrame: ({ path, output, signal }) => frame(path, output, maxProviderSide, signal),
    captionPicture: ({ path, output, signal }) => frame(path, output, captionSide, signal),
    avatar: async ({ path, output }) => {
      const answer = await ask({ act: 'avatar', path, output }, undefined)
      if (answer.outcome === 'refused') return { ok: false, reason: answer.reason }
      if (answer.outcome !== 'avatar') throw unexpected(answer)
      return { ok: true }
    },
    close: () => pool.close(),
  }
}

const unexpected = (answer: PhotoAnswer): Fault =>
  new Fault('media.unexpected_answer', 500, `The photo worker answered “${answer.outcome}” to another question.`)
