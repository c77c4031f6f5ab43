import { access, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Combination, Ratio, Resolution, VideoModel } from '@greenroom/contract/models.ts'
import type { Encoder } from '#media/encoder.ts'
import { renderScene } from '#media/scene-render.ts'
import type { Frame, VideoMaker, VideoRequest } from '../video-maker.ts'
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
export const makeLocal = ({ encoder }: LocalOptions): VideoMaker => ({
  id: 'local',
  disclosure,
  rendersHere: true,
  limits: { concurrent: Infinity, startsPerMinute: Infinity },
  models: () => models,
  problems: (request) => [
    ...tableProblems('local', models, request),
    ...frameProblems('local', 'The local renderer', request, { maxBytes: 200_000_000, maxSide: 20_000 }),
  ],
  checkDelayMs: () => 0,
  // Nothing is sent anywhere: the row's own id is the job.
  start: (_request, { generationId }) => Promise.resolve({ outcome: 'accepted', jobId: generationId }),
  async check(_jobId, request, { workFolder, signal, onProgress }) {
    const path = join(workFolder, 'scene.mp4')
    // Finished before a crash: it is whole, because it gets its name last.
    if (!(await isThere(path))) await render(encoder, request, path, workFolder, { signal, onProgress })
    return { state: 'ready', video: { kind: 'file', path }, priceMicroUsd: 0 }
  },
})

const render = async (
  encoder: Encoder,
  request: VideoRequest,
  outputPath: string,
  folder: string,
  watch: { signal: AbortSignal; onProgress(share: number): void },
): Promise<void> => {
  const [startPath, endPath] = await Promise.all([
    bring(request.startFrame, join(folder, 'start.jpg')),
    request.endFrame === null ? null : bring(request.endFrame, join(folder, 'end.jpg')),
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
}

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
