import * as z from 'zod'
import type { Outbound } from '#kernel/http/outbound.ts'
import { postOnce } from '#kernel/http/post-once.ts'
import type { PostStatus, Publisher } from '../publisher.ts'
import { chunkPlan } from './tiktok.chunks.ts'
import { jsonHeaders, makeFreeCalls, passing, withoutSlash } from './tiktok.client.ts'
import { mediaProblems } from './tiktok.media.ts'
import { makeOAuth } from './tiktok.oauth.ts'
import { makeNumbers } from './tiktok.numbers.ts'
import { neverSent, openingOf, openingProblem, startedFrom, unknownStart } from './tiktok.posts.ts'
import { blocksAccount, failReason, shown } from './tiktok.reasons.ts'
import {
  draftProblems,
  inboxPerDay,
  maxPhotos,
  onlyMe,
  perMinute,
  postTexts,
  scopeFor,
  uploadUrlSeconds,
} from './tiktok.rules.ts'
import { isUploadAddress, makeSendChunk } from './tiktok.upload.ts'
import { readWebhook } from './tiktok.webhook.ts'
import { creatorInfo, statusAnswer, userInfo } from './tiktok.wire.ts'

export interface TikTokOptions {
  clientKey: string
  clientSecret: string
  outbound: Outbound
  /** Default https://open.tiktokapis.com. */
  apiBase?: string
  /** Default https://www.tiktok.com. */
  authBase?: string
  /** How the app is registered; desktop apps need PKCE. Default web. */
  appType?: 'web' | 'desktop'
  scopes: readonly string[]
  /** Default upload: pulls are known to get stuck. */
  videoSource?: 'upload' | 'pull'
  /** Of one account, of all apps together. Default 15. */
  postsPerDay?: number
  /** Whether TikTok has audited the app. Default no. */
  audited?: boolean
  /** Host names (with all below them) or whole origins that upload addresses may have. Default tiktokapis.com. */
  uploadHosts?: readonly string[]
  /** Before the first look at a post's status; the next ones wait 2.5, 5 and 10 times as long. Default 2 s. */
  firstLookMs?: number
  /** How long to wait for the answer that opens a post before its outcome counts as unknown. Default 60 s. */
  initTimeoutMs?: number
}

/** TikTok by Login Kit, the Content Posting API, the Display API and webhooks. */
export const makeTikTok = (options: TikTokOptions): Publisher => {
  const { outbound, clientKey, clientSecret, scopes, audited = false, firstLookMs = 2000 } = options
  const { apiBase = 'https://open.tiktokapis.com', uploadHosts = ['tiktokapis.com'] } = options
  const { ask } = makeFreeCalls(apiBase, outbound)

  return {
    id: 'tiktok',
    name: 'TikTok',
    oauth: makeOAuth({
      clientKey,
      clientSecret,
      apiBase,
      authBase: options.authBase ?? 'https://www.tiktok.com',
      appType: options.appType ?? 'web',
      scopes,
      outbound,
    }),
    rules: {
      perMinute,
      postsPerDay: options.postsPerDay ?? 15,
      inboxPerDay,
      uploadUrlSeconds,
      maxPhotos,
      videoSource: options.videoSource ?? 'upload',
      privateOption: onlyMe,
      postUrl: ({ username, postId, form }) => `https://www.tiktok.com/@${username}/${form}/${postId}`,
      scopeFor,
      chunkPlan,
      problems: (draft, creator, media) => [
        ...draftProblems(draft, creator, audited),
        ...mediaProblems(draft, creator, media),
      ],
      texts: postTexts,
      failReason,
    },

    async account(accessToken, granted) {
      const fields = [
        'open_id',
        'display_name',
        'avatar_url',
        ...(granted.includes('user.info.profile') ? ['username'] : []),
      ]
      const said = await ask(
        accessToken,
        { method: 'GET', path: `/v2/user/info/?fields=${fields.join(',')}` },
        userInfo,
      )
      if (said.kind !== 'ok') return said
      const { open_id: openId, display_name: displayName, avatar_url: avatarUrl, username } = said.data.user
      return { kind: 'account', openId, displayName, avatarUrl: orNull(avatarUrl), username: orNull(username) }
    },

    async creator(accessToken) {
      const said = await ask(accessToken, { method: 'POST', path: '/v2/post/publish/creator_info/query/' }, creatorInfo)
      if (said.kind === 'refused' && blocksAccount(said.code)) return { ...said, kind: 'blocked' }
      if (said.kind !== 'ok') return said
      const { data } = said
      return {
        kind: 'creator',
        nickname: data.creator_nickname,
        username: data.creator_username,
        avatarUrl: orNull(data.creator_avatar_url),
        privacyOptions: data.privacy_level_options,
        commentDisabled: data.comment_disabled,
        duetDisabled: data.duet_disabled,
        stitchDisabled: data.stitch_disabled,
        maxVideoSeconds: data.max_video_post_duration_sec,
      }
    },

    async init(accessToken, draft, source, signal) {
      const problem = openingProblem(draft, source)
      if (problem !== null) return problem
      const { path, body } = openingOf(draft, source)
      // The only place that can make a post appear: one POST, whatever happens.
      const posted = await postOnce(outbound, `${withoutSlash(apiBase)}${path}`, {
        headers: jsonHeaders(accessToken),
        body: JSON.stringify(body),
        timeoutMs: options.initTimeoutMs ?? 60_000,
        ...(signal === undefined ? {} : { signal }),
      })
      if (posted.outcome === 'maybe_sent') return unknownStart(posted.fault.message, source)
      if (posted.outcome === 'not_sent') return neverSent(posted.fault)
      const started = startedFrom(posted.reply, source)
      // Found out now rather than at the first byte: without an address no byte goes out, and nothing can appear.
      if (started.kind === 'accepted' && started.uploadUrl !== null && !isUploadAddress(started.uploadUrl, uploadHosts))
        return {
          kind: 'refused',
          code: 'upload_host',
          sentence: 'TikTok named an upload address that TIKTOK_UPLOAD_HOSTS does not cover.',
          retry: 'operator',
        }
      return started
    },

    sendChunk: makeSendChunk(outbound, uploadHosts),

    async status(accessToken, publishId) {
      const said = await ask(
        accessToken,
        { method: 'POST', path: '/v2/post/publish/status/fetch/', body: { publish_id: publishId } },
        statusAnswer,
      )
      if (said.kind !== 'ok') return said
      const { data } = said
      const state = Object.hasOwn(states, data.status) ? states[data.status] : undefined
      if (state === undefined) return passing(`TikTok reports an unknown state: ${shown(data.status)}.`)
      return {
        kind: 'status',
        state,
        failCode: state === 'failed' ? (orNull(data.fail_reason ?? '') ?? 'no_reason') : null,
        postIds: [
          ...new Set([...(data.publicaly_available_post_id ?? []), ...(data.publicly_available_post_id ?? [])]),
        ],
        uploadedBytes: data.uploaded_bytes ?? null,
        downloadedBytes: data.downloaded_bytes ?? null,
      }
    },

    // 2, 5, 10, 20, 20 … seconds: far under 30 looks a minute, and soon enough for a person who watches.
    statusDelayMs: (attempt) => Math.round(firstLookMs * ([1, 2.5, 5][attempt] ?? 10)),

    async cancel(accessToken, publishId) {
      const call = { method: 'POST', path: '/v2/post/publish/cancel/', body: { publish_id: publishId } } as const
      const said = await ask(accessToken, call, z.unknown())
      return said.kind === 'ok' ? { kind: 'asked' } : said
    },

    ...makeNumbers(ask),

    webhookHeader: 'tiktok-signature',
    readWebhook: (incoming) => readWebhook({ clientKey, clientSecret }, incoming),
  }
}

/** "Get Post Status". */
const states: Readonly<Record<string, PostStatus['state']>> = {
  PROCESSING_UPLOAD: 'uploading',
  PROCESSING_DOWNLOAD: 'downloading',
  SEND_TO_USER_INBOX: 'inbox',
  PUBLISH_COMPLETE: 'complete',
  FAILED: 'failed',
}
const orNull = (text: string): string | null => (text === '' ? null : text)
