import { makeOutbound } from '#kernel/http/outbound.ts'
import { filmOf } from '#testing/tiktok-contract/films.ts'
import { startTiktokContract } from '#testing/tiktok-contract/tiktok-contract.ts'
import type { TikTokSettings } from '#testing/tiktok-contract/world.ts'
import { publisherSuite, type PublisherDriver } from '../publisher.suite.ts'
import { makeTikTok } from './tiktok.ts'

const initKinds = {
  cut_before: 'cut_before_accept',
  cut_after: 'cut_after_accept',
  error_before: 'error_before_accept',
  error_after: 'error_after_accept',
  unreadable: 'malformed',
} as const

const makeDriver = async (settings: Partial<TikTokSettings>, verifier?: string): Promise<PublisherDriver> => {
  const desktop = verifier !== undefined
  const redirectUri = desktop ? 'http://localhost:4400/back' : 'https://house.example.com/back'
  const tiktok = await startTiktokContract({
    speed: 0,
    settings: { appType: desktop ? 'desktop' : 'web', redirectUris: [redirectUri], ...settings },
  })
  const outbound = makeOutbound({ allow: [tiktok.origin] })
  return {
    publisher: makeTikTok({
      clientKey: tiktok.settings.clientKey,
      clientSecret: tiktok.settings.clientSecret,
      outbound,
      apiBase: `${tiktok.origin}/`,
      authBase: tiktok.origin,
      appType: desktop ? 'desktop' : 'web',
      scopes: ['user.info.basic', 'video.publish', 'video.upload'],
      uploadHosts: ['tiktokapis.com', tiktok.origin],
      audited: true,
      // Long enough for a request to be there and back, also on a busy machine; only the slow one takes all of it.
      initTimeoutMs: 2500,
    }),
    redirectUri,
    ...(desktop ? { verifier } : {}),
    consent: (url, choice) => tiktok.consent(url, choice),
    film: filmOf,
    breakInit(how) {
      if (how === 'slow') tiktok.inject({ on: 'init', kind: 'slow', times: 5, delayMs: 60_000 })
      else tiktok.inject({ on: 'init', kind: initKinds[how], times: 5 })
    },
    breakChunk: (how) => tiktok.inject({ on: 'chunk', kind: how }),
    breakRefresh: (how) => tiktok.inject({ on: 'token', kind: how === 'busy' ? 'too_many' : how }),
    inits: () => {
      const all = tiktok.inits()
      return { seen: all.length, taken: all.filter(({ publishId }) => publishId !== null).length }
    },
    visible: () => tiktok.posts().flatMap(({ sha256 }) => sha256),
    async finish() {
      tiktok.advance(1000)
      await tiktok.settled()
      tiktok.advance(10_000)
      await tiktok.settled()
    },
    reset: tiktok.reset,
    async close() {
      await outbound.close()
      await tiktok.close()
    },
  }
}

publisherSuite('TikTok for a web app', () => makeDriver({ lifetimes: '2026-11', progress: 'last' }))
publisherSuite('TikTok for a desktop app, as it was before November 2026', () =>
  makeDriver(
    { lifetimes: 'legacy', progress: 'count', oauthErrorStatus: 200 },
    'a-verifier-of-43-characters_or.more~00000000',
  ),
)
