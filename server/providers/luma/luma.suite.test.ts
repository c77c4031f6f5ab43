import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeOutbound } from '#kernel/http/outbound.ts'
import { makeFrame, startFrameHost } from '#testing/frames.ts'
import { startLumaContract } from '#testing/luma-contract/luma-contract.ts'
import { videoMakerSuite, type VideoMakerDriver } from '../video-maker.suite.ts'
import { makeLuma } from './luma.ts'
import type { Transport } from './luma.rules.ts'

const makeDriver = async (prefer: Transport): Promise<VideoMakerDriver> => {
  const luma = await startLumaContract({ speed: 0, queuedMs: 1000, workingMs: 3000 })
  const host = await startFrameHost()
  const outbound = makeOutbound({ allow: [luma.origin] })
  const workFolder = await mkdtemp(join(tmpdir(), 'luma-'))
  const [start, end] = await Promise.all([
    makeFrame({ background: '#236' }, host),
    makeFrame({ background: '#a63' }, host),
  ])
  const spelled = (code: string) => ({ prompt: `A quiet hall [fail:${code}]` })
  return {
    maker: makeLuma({
      apiKey: 'luma-api-test',
      baseUrl: luma.agentsBaseUrl,
      outbound,
      limits: { concurrent: 10, startsPerMinute: 20 },
      prefer,
      pace: { firstMs: 10, nextMs: 1, maxMs: 5 },
    }),
    frames: { start, end },
    quick: {},
    workFolder,
    wait: async () => luma.advance(2000),
    async film(video) {
      if (video.kind !== 'url') throw new Error('Luma gives addresses.')
      const path = join(workFolder, 'film.mp4')
      await outbound.download(video.url, path, { maxBytes: 1_000_000, timeoutMs: 5000, types: ['video/mp4'] })
      return readFile(path)
    },
    taken: () => luma.log.accepted().length,
    failing: [
      { change: spelled('content_moderated'), failure: { kind: 'moderated', retryable: false, charged: 'refunded' } },
      { change: spelled('generation_failed'), failure: { kind: 'failed', retryable: true, charged: 'refunded' } },
      { change: spelled('output_not_found'), failure: { kind: 'failed', retryable: true, charged: 'refunded' } },
      {
        change: spelled('budget_exhausted'),
        failure: { kind: 'insufficient_funds', retryable: false, charged: 'unknown' },
      },
      { change: spelled('rate_limited'), failure: { kind: 'rate_limited', retryable: true } },
      { change: spelled('corrupt_input'), failure: { kind: 'invalid_input', retryable: false } },
      { change: spelled('a_code_from_the_future'), failure: { kind: 'failed', retryable: false, charged: 'unknown' } },
      {
        change: spelled('nothing'),
        failure: { kind: 'failed', charged: 'unknown', vendorCode: 'completed_without_video' },
      },
    ],
    async close() {
      await outbound.close()
      await luma.close()
      await host.close()
      await rm(workFolder, { recursive: true })
    },
  }
}

videoMakerSuite('luma with inline pictures', () => makeDriver('base64'))
videoMakerSuite('luma with uploaded pictures', () => makeDriver('file'))
videoMakerSuite('luma with pictures by address', () => makeDriver('url'))
