import { access, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Combination, Ratio, Resolution, VideoModel } from '@greenroom/contract/models.ts'
import { Fault } from '#kernel/fault.ts'
import type { Encoder } from '#media/encoder.ts'
import { renderScene } from '#media/scene-render.ts'
import type { Checked, Frame, MakerFailure, RequestProblem, Started, VideoMaker, VideoRequest } from '../video-maker.ts'
import { frameProblems, tableProblems } from '../video-request.ts'

export interface LocalOptions {
  encoder: Encoder
}

const disclosure = 'Local preview renderer, not AI'
const fps = 24
const durations = [5, 10]
const heights = { '360p': 360, '540p': 540, '720p': 720, '1080p': 1080 } as const satisfies Partial<
  Record<Resolution, number>
>
const ratios: Ratio[] = ['16:9', '9:16', '1:1', '4:3', '3:4', '21:9', '9:21']

const combinations: Combination[] = durations.flatMap((durationSeconds) =>
  (Object.keys(heights) as (keyof typeof heights)[]).flatMap((resolution) =>
    [true, false].flatMap((endFrame) =>
      [false, true].map((loop) => ({ durationSeconds, resolution, loop, endFrame, priceMicroUsd: 0 })),
    ),
  ),
)
const models: VideoModel[] = [
  {
    provider: 'local',
    model: 'local-morph',
    label: 'Local preview',
    ai: false,
    ratios,
    combinations,
    promptMinLength: 0,
    promptMaxLength: 6000,
    pricesFrom: null,
    unavailable: null,
  },
]

/** Width and height in pixels, even: the resolution is the shorter side, as makers count it. Pure. */
export const frameSizeOf = (ratio: Ratio, resolution: Resolution): { width: number; height: number } => {
  const short = heights[resolution as keyof typeof heights]
  const [across = 16, down = 9] = ratio.split(':').map(Number)
  const even = (value: number): number => Math.round(value / 2) * 2
  return across >= down
    ? { width: even((short * across) / down), height: short }
    : { width: short, height: even((short * down) / across) }
}

/** Makes scenes on this machine: a camera move over the start photo and a morph into the end photo. Free, and no AI. */
export const makeLocal = ({ encoder }: LocalOptions): VideoMaker => {
  const problems = (request: VideoRequest): RequestProblem[] => [
    ...tableProblems('local', models, request),
    ...frameProblems('local', 'The local renderer', request, { maxBytes: 200_000_000, maxSide: 20_000 }),
  ]
  return {
    id: 'local',
    disclosure,
    rendersHere: true,
    limits: { concurrent: Infinity, startsPerMinute: Infinity },
    models: () => models,
    problems,
    // The work is in `check` itself; when it is asked again at all, it is after a fault.
    checkDelayMs: (attempt) => Math.min(30_000, 250 * 2 ** Math.min(attempt, 10)),
    // Nothing is sent anywhere: the row's own id is the job. What cannot work is said before anybody waits for it.
    async start(request, { generationId, signal }) {
      const [problem] = problems(request)
      if (problem !== undefined) return rejected(problem.code, 'invalid_input', problem.input, false)
      if (signal.aborted) return rejected('local.called_off', 'failed', null, true)
      for (const [input, frame] of [
        ['start', request.startFrame],
        ['end', request.endFrame],
      ] as const) {
        if (frame !== null && !(await isReadable(frame)))
          return rejected('local.frame_unreadable', 'invalid_input', input, true)
      }
      return { outcome: 'accepted', jobId: generationId }
    },
    async check(jobId, request, { workFolder, signal, onProgress }) {
      if (!isGeneration(jobId))
        return failed({ vendorCode: 'local.no_such_job', kind: 'expired', input: null, retryable: true })
      const path = join(workFolder, `${jobId}.mp4`)
      try {
        // Finished before a crash: it is whole, because it gets its name last.
        if (!(await isThere(path))) await render(encoder, request, path, { signal, onProgress })
      } catch (error) {
        const failure = failureOf(error)
        if (failure === null) throw error
        return failed(failure)
      }
      return { state: 'ready', video: { kind: 'file', path }, priceMicroUsd: 0 }
    },
  }
}

const render = async (
  encoder: Encoder,
  request: VideoRequest,
  outputPath: string,
  watch: { signal: AbortSignal; onProgress(share: number): void },
): Promise<void> => {
  const [startPath, endPath] = await Promise.all([
    bring(request.startFrame, `${outputPath}.start`),
    request.endFrame === null ? null : bring(request.endFrame, `${outputPath}.end`),
  ])
  await renderScene(
    {
      startPath,
      endPath,
      move: request.motion,
      durationSeconds: request.durationSeconds,
      fps,
      ...frameSizeOf(request.ratio, request.resolution),
      loop: request.loop,
      morph: true,
      crf: 18,
      outputPath,
      encoder,
      timeoutMs: 20 * 60_000,
    },
    watch,
  )
  for (const path of [startPath, endPath]) if (path !== null) await rm(path, { force: true })
}

/** What the renderer's faults say about a take; null when they say nothing about it and it is worth another try. */
const failureOf = (error: unknown): Omit<MakerFailure, 'charged'> | null => {
  if (!(error instanceof Fault)) return null
  const { code } = error
  if (code === 'media.start_unreadable')
    return { vendorCode: code, kind: 'invalid_input', input: 'start', retryable: false }
  if (code === 'media.end_unreadable')
    return { vendorCode: code, kind: 'invalid_input', input: 'end', retryable: false }
  if (['process.timed_out', 'process.out_of_memory'].includes(code)) {
    return { vendorCode: code, kind: 'failed', input: null, retryable: true }
  }
  return null
}

const failed = (failure: Omit<MakerFailure, 'charged'>): Checked => ({
  state: 'failed',
  failure: { ...failure, charged: 'no' },
})
const rejected = (
  vendorCode: string,
  kind: MakerFailure['kind'],
  input: MakerFailure['input'],
  retryable: boolean,
): Started => ({ outcome: 'rejected', failure: { vendorCode, kind, input, retryable, charged: 'no' } })

const isReadable = (frame: Frame): Promise<boolean> =>
  frame.read().then(
    (bytes) => bytes.length > 0,
    () => false,
  )
const isGeneration = (jobId: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(jobId)

const bring = async (frame: Frame, path: string): Promise<string> => {
  await writeFile(path, await frame.read())
  return path
}

const isThere = async (path: string): Promise<boolean> => {
  try {
    await access(path)
    return true
  } catch {
    return false
  }
}
