import { makeOutbound } from '#kernel/http/outbound.ts'
import { plainDraft, sendAll, signIn } from '#providers/publisher.suite.ts'
import type { PostDraft } from '#providers/publisher-post.ts'
import type { PostSource, Publisher } from '#providers/publisher.ts'
import { makeTikTok, type TikTokOptions } from '#providers/tiktok/tiktok.ts'
import { startListener, type Listener } from '../listener.ts'
import { filmOf, shortestFilm } from './films.ts'
import { startTiktokContract, type TikTokContract } from './tiktok-contract.ts'

export const allScopes = ['user.info.basic', 'user.info.profile', 'video.publish', 'video.upload', 'video.list']

/** The TikTok publisher before its contract server, with a house that TikTok can fetch from. Time stands still. */
export interface PublisherBench {
  tiktok: TikTokContract
  publisher: Publisher
  make(change?: Partial<TikTokOptions>): Publisher
  house: Listener
  /** The house shows these bytes at these paths; gives the addresses. */
  show(files: Record<string, Buffer>): string[]
  film: Buffer
  /** How `film` is sent. */
  upload: PostSource & { by: 'upload' }
  /** An access token of an account, by its name. */
  signIn(account?: string, scopes?: string[]): Promise<string>
  /** Opens a post, brings the bytes there and lets TikTok finish; gives the publish id. */
  publish(token: string, source: PostSource, change?: Partial<PostDraft>): Promise<string>
  /** Lets TikTok fetch and decide. */
  finish(): Promise<void>
  reset(): void
  close(): Promise<void>
}

export const startPublisherBench = async (): Promise<PublisherBench> => {
  const redirectUri = 'https://house.example.com/back'
  const house = await startListener()
  const tiktok = await startTiktokContract({
    speed: 0,
    settings: { redirectUris: [redirectUri], verified: [`${house.origin}/`] },
  })
  const outbound = makeOutbound({ allow: [tiktok.origin, house.origin] })
  const make = (change: Partial<TikTokOptions> = {}): Publisher =>
    makeTikTok({
      clientKey: tiktok.settings.clientKey,
      clientSecret: tiktok.settings.clientSecret,
      outbound,
      apiBase: tiktok.origin,
      authBase: tiktok.origin,
      scopes: allScopes,
      uploadHosts: [tiktok.origin],
      initTimeoutMs: 300,
      ...change,
    })
  const publisher = make()
  const film = filmOf(shortestFilm)
  const upload = { by: 'upload', plan: publisher.rules.chunkPlan(film.length) } as const
  const finish = async (): Promise<void> => {
    tiktok.advance(tiktok.settings.downloadMs)
    await tiktok.settled()
    tiktok.advance(tiktok.settings.processingMs)
    await tiktok.settled()
  }
  return {
    tiktok,
    publisher,
    make,
    house,
    show(files) {
      house.answerWith((request, response) => {
        const data = files[request.url ?? '']
        if (data === undefined) response.writeHead(404).end()
        else response.end(data)
      })
      return Object.keys(files).map((path) => `${house.origin}${path}`)
    },
    film,
    upload,
    async signIn(account = 'open', scopes) {
      const consent = (url: string, choice: object) => tiktok.consent(url, { account, ...choice })
      return (await signIn({ publisher, redirectUri, consent }, scopes)).accessToken
    },
    async publish(token, source, change = {}) {
      const started = await publisher.init(token, plainDraft(change), source)
      if (started.kind !== 'accepted') throw new Error(JSON.stringify(started))
      if (source.by === 'upload') await sendAll(publisher, film, upload.plan, started.uploadUrl ?? '')
      await finish()
      return started.publishId
    },
    finish,
    reset() {
      tiktok.reset()
      house.reset()
    },
    async close() {
      await outbound.close()
      await tiktok.close()
      await house.close()
    },
  }
}
