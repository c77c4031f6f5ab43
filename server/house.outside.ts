import { join } from 'node:path'
import type { Config } from './kernel/config.ts'
import type { Outbound } from './kernel/http/outbound.ts'
import type { Storage } from './kernel/storage/storage.ts'
import type { PostTools } from './features/posts/posts.accounts.ts'
import { draftAutomatically } from './features/posts/posts.draft.ts'
import type { SlideshowTools } from './features/slideshows/slideshows.making.ts'
import type { Tools } from './kernel/tools.ts'
import type { CaptionTools } from './features/captions/captions.ts'
import type { SceneTools } from './features/scenes/scenes.take.ts'
import type { SlideshowMedia } from './features/slideshows/slideshows.work.ts'
import { checkCaptions } from './media/caption-preflight.ts'
import type { Encoder } from './media/encoder.ts'
import { renderPhotoSet } from './media/slideshow-photos.ts'
import { renderSlideshow } from './media/slideshow-render.ts'
import { posterFrame, probeVideo } from './media/video-reader.ts'
import { makeLocal } from './providers/local/local.ts'
import { makeTemplateWriter } from './providers/local/local.writer.ts'
import { makeLumaLegacy } from './providers/luma-legacy/luma-legacy.ts'
import { makeLuma } from './providers/luma/luma.ts'
import { makeOpenAiWriter } from './providers/openai/openai.writer.ts'
import type { Publisher } from './providers/publisher.ts'
import { makeTikTok } from './providers/tiktok/tiktok.ts'
import type { Makers, VideoMaker } from './providers/video-maker.ts'

// The other half of house.ts: who keeps the promises of the outside world, by what is set.

/** Makers are offered when their key is there; the local one always is. */
const makersOf = (config: Config, outbound: Outbound, encoder: Encoder): Makers => {
  const limits = { concurrent: config.LUMA_CONCURRENCY, startsPerMinute: config.LUMA_RPM }
  const pace = {
    firstMs: config.LUMA_POLL_SECONDS * 1000,
    nextMs: Math.min(2000, config.LUMA_POLL_SECONDS * 1000),
    maxMs: 5000,
  }
  const makers: VideoMaker[] = []
  if (config.LUMA_AGENTS_API_KEY !== undefined)
    makers.push(
      makeLuma({ apiKey: config.LUMA_AGENTS_API_KEY, baseUrl: config.LUMA_AGENTS_API_BASE, outbound, limits, pace }),
    )
  if (config.LUMAAI_API_KEY !== undefined) {
    const reachable = publicUrlOf(config) !== null
    makers.push(
      makeLumaLegacy({
        apiKey: config.LUMAAI_API_KEY,
        baseUrl: config.LUMA_API_BASE,
        outbound,
        limits,
        pace,
        reachable,
      }),
    )
  }
  makers.push(makeLocal({ encoder }))
  return new Map(makers.map((maker) => [maker.id, maker]))
}

/** An address on https is public; another one only when the operator lists it as an origin of contract servers. */
const publicUrlOf = ({ SITE_URL, OUTBOUND_ALLOW }: Config): string | null => {
  if (SITE_URL === undefined) return null
  const { origin, protocol } = new URL(SITE_URL)
  return protocol === 'https:' || OUTBOUND_ALLOW.includes(origin) ? SITE_URL.replace(/\/$/, '') : null
}

const clipTools = (encoder: Encoder, outbound: Outbound, config: Config): SceneTools['clips'] => ({
  probe: (path) => probeVideo(encoder, path),
  poster: (path, atSeconds) => posterFrame(encoder, path, atSeconds),
  async download(url, path) {
    await outbound.download(url, path, {
      maxBytes: config.MAX_UPLOAD_MB * 1024 ** 2,
      timeoutMs: 10 * 60_000,
      types: ['video/*', 'application/octet-stream'],
    })
  },
})

/** Where people publish; null without the keys of an app. */
const publisherOf = (config: Config, outbound: Outbound): Publisher | null =>
  config.TIKTOK_CLIENT_KEY === undefined || config.TIKTOK_CLIENT_SECRET === undefined
    ? null
    : makeTikTok({
        clientKey: config.TIKTOK_CLIENT_KEY,
        clientSecret: config.TIKTOK_CLIENT_SECRET,
        outbound,
        apiBase: config.TIKTOK_API_BASE,
        authBase: config.TIKTOK_AUTH_BASE,
        appType: config.TIKTOK_APP_TYPE,
        scopes: config.TIKTOK_SCOPES,
        videoSource: config.TIKTOK_SOURCE === 'pull_from_url' ? 'pull' : 'upload',
        postsPerDay: config.TIKTOK_POSTS_PER_DAY,
        audited: config.TIKTOK_AUDITED,
        uploadHosts: config.TIKTOK_UPLOAD_HOSTS,
        firstLookMs: config.TIKTOK_POLL_SECONDS * 1000,
      })

const pullBaseOf = (config: Config): string | null => config.TIKTOK_PULL_BASE?.replace(/\/$/, '') ?? publicUrlOf(config)

/** Looks into a finished file: what it holds is what is checked, not what its row says. */
const probeStored =
  (encoder: Encoder, folder: string): PostTools['probe'] =>
  async (storage: Storage, bucket, key) => {
    const path = await storage.localPath(bucket, key, folder)
    const { codec, width, height, fps, durationSeconds } = await probeVideo(encoder, path)
    const bytes = (await storage.head(bucket, key))?.bytes ?? 0
    return {
      kind: 'video',
      mime: 'video/mp4',
      codec,
      width,
      height,
      framesPerSecond: fps,
      seconds: durationSeconds,
      bytes,
    }
  }

/** What scenes need beside what every room has. */
export const sceneTools = (
  tools: Tools,
  { outbound, encoder, frames }: { outbound: Outbound; encoder: Encoder; frames: SceneTools['frames'] },
): SceneTools => ({
  ...tools,
  frames,
  makers: makersOf(tools.config, outbound, encoder),
  clips: clipTools(encoder, outbound, tools.config),
  callbackBase: tools.config.LUMA_CALLBACK_URL ?? null,
  publicUrl: publicUrlOf(tools.config),
})

/** What posts need beside what every room has. */
export const postTools = (
  tools: Tools,
  { outbound, encoder, sealer }: { outbound: Outbound; encoder: Encoder; sealer: PostTools['sealer'] },
): PostTools => ({
  ...tools,
  publisher: publisherOf(tools.config, outbound),
  sealer,
  redirectUri: `${tools.siteUrl}/settings/publishing/return`,
  pullBase: pullBaseOf(tools.config),
  probe: probeStored(encoder, join(tools.config.dataFolder, 'work')),
})

/** Who writes captions: a model when its key is set, else templates, which also stand in for it. */
const writersOf = (config: Config, outbound: Outbound): CaptionTools['writers'] => {
  const fallback = makeTemplateWriter()
  if (config.OPENAI_API_KEY === undefined) return { first: fallback, fallback }
  const first = makeOpenAiWriter({
    apiKey: config.OPENAI_API_KEY,
    baseUrl: config.OPENAI_BASE_URL,
    model: config.OPENAI_TEXT_MODEL,
    price: config.OPENAI_TEXT_PRICE ?? null,
    outbound,
    writesPerMinute: config.OPENAI_RPM,
  })
  return { first, fallback }
}

/** Who draws slideshows, each in processes of their own. */
export const slideshowMedia = (encoder: Encoder): SlideshowMedia => ({
  film: (wish, options) => renderSlideshow(encoder, wish, options),
  photos: (wish, options) => renderPhotoSet(encoder, wish, options),
  probe: (path, signal) => probeVideo(encoder, path, { signal }),
  captions: checkCaptions,
})

/** What slideshows need beside what every room has. */
export const slideshowTools = (
  tools: Tools,
  more: { outbound: Outbound; posts: PostTools; captionPicture: CaptionTools['captionPicture'] },
): SlideshowTools => ({
  ...tools,
  writers: writersOf(tools.config, more.outbound),
  captionPicture: more.captionPicture,
  announceReady: (transaction, group) => draftAutomatically(more.posts, transaction, group),
})
