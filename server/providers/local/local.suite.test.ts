import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chooseEncoder } from '#media/encoder.ts'
import { makeFrame } from '#testing/frames.ts'
import { videoMakerSuite } from '../video-maker.suite.ts'
import { makeLocal } from './local.ts'

videoMakerSuite('The local renderer', async () => {
  const encoder = await chooseEncoder({ ffmpegPath: null })
  const workFolder = await mkdtemp(join(tmpdir(), 'greenroom-local-'))
  const [start, end] = await Promise.all([makeFrame({ background: '#236' }), makeFrame({ background: '#a63' })])
  const half = (await start.read()).subarray(0, 200)
  const damaged = { ...start, read: async () => half }
  const refused = { kind: 'invalid_input', retryable: false, charged: 'no' } as const
  return {
    maker: makeLocal({ encoder }),
    frames: { start, end },
    quick: { durationSeconds: 5, resolution: '360p' },
    workFolder,
    wait: async () => undefined,
    film: (video) => readFile(video.kind === 'file' ? video.path : ''),
    taken: () => 0,
    failing: [
      { change: { startFrame: damaged }, failure: { ...refused, input: 'start' } },
      { change: { endFrame: damaged }, failure: { ...refused, input: 'end' } },
    ],
    close: () => rm(workFolder, { recursive: true }),
  }
})
