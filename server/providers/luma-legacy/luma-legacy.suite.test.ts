import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeOutbound } from '#kernel/http/outbound.ts'
import { makeFrame, startFrameHost } from '#testing/frames.ts'
import { startLumaContract } from '#testing/luma-contract/luma-contract.ts'
import { videoMakerSuite } from '../video-maker.suite.ts'
import { makeLumaLegacy } from './luma-legacy.ts'

videoMakerSuite('luma-legacy', async () => {
  const luma = await startLumaContract({ speed: 0, queuedMs: 1000, workingMs: 3000 })
  const host = await startFrameHost()
  const outbound = makeOutbound({ allow: [luma.origin] })
  const workFolder = await mkdtemp(join(tmpdir(), 'luma-legacy-'))
  const [start, end] = await Promise.all([
    makeFrame({ background: '#236' }, host),
    makeFrame({ background: '#a63' }, host),
  ])
  const spelled = (reason: string) => ({ prompt: `A quiet hall [fail:${reason}]` })
  return {
    maker: makeLumaLegacy({
      apiKey: 'luma-test',
      baseUrl: luma.legacyBaseUrl,
      outbound,
      limits: { concurrent: 10, startsPerMinute: 20 },
      reachable: true,
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
      {
        change: spelled('Contains blacklisted words'),
        failure: { kind: 'moderated', input: 'prompt', charged: 'refunded' },
      },
      { change: spelled('Frame moderation failed'), failure: { kind: 'moderated', input: null, retryable: false } },
      { change: spelled('Advanced prompt moderation failed'), failure: { kind: 'moderated', input: 'prompt' } },
      { change: spelled('Advanced moderation failed'), failure: { kind: 'moderated', input: null } },
      { change: spelled('Prompt processing failed'), failure: { kind: 'failed', input: 'prompt', retryable: true } },
      { change: spelled('job error'), failure: { kind: 'failed', retryable: true, charged: 'refunded' } },
      { change: spelled('nothing'), failure: { kind: 'failed', charged: 'unknown' } },
      {
        change: { startFrame: { ...start, signedUrl: async () => `${host.origin}/missing.jpg` } },
        failure: { kind: 'invalid_input', retryable: true, charged: 'refunded' },
      },
    ],
    async close() {
      await outbound.close()
      await luma.close()
      await host.close()
      await rm(workFolder, { recursive: true })
    },
  }
})
