import type { NoticeValues } from '@greenroom/contract/notices.ts'
import type { OutboundFault } from '#kernel/http/outbound-fault.ts'
import type { OutboundReply } from '#kernel/http/outbound.ts'
import type { PostDraft, PostProblem } from '../publisher-post.ts'
import type { PostSource, Refused, Started } from '../publisher.ts'
import { answerOf, pauseOf, refused } from './tiktok.client.ts'
import { isTrouble, shown } from './tiktok.reasons.ts'
import { draftProblems, maxPhotos } from './tiktok.rules.ts'
import { opened } from './tiktok.wire.ts'

/** What opens a post: where it goes and what it says. */
export interface Opening {
  path: string
  body: object
}

/** Why this cannot be sent at all; null when it can. The same rules TikTok would apply, before anything leaves the house. */
export const openingProblem = (draft: PostDraft, source: PostSource): Refused | null => {
  const no = (
    code: PostProblem['code'],
    values: NoticeValues,
    sentence: string,
    retry: Refused['retry'] = 'fix-post',
  ): Refused => ({ kind: 'refused', code, sentence, values, retry })
  const [problem] = draftProblems(draft, null, true).filter(({ level }) => level === 'stop')
  if (problem !== undefined) return no(problem.code, problem.values, `${problem.sentence} ${problem.fix}`)
  if ((draft.kind === 'photos') !== (source.by === 'pull-photos'))
    return no(
      'tiktok.wrong_source',
      {},
      'Photos are fetched from addresses, and videos are sent or fetched.',
      'operator',
    )
  const urls = source.by === 'pull-photos' ? source.urls : source.by === 'pull' ? [source.url] : []
  if (draft.kind === 'photos' && (urls.length < 1 || urls.length > maxPhotos))
    return no(
      'tiktok.photo_count',
      { count: urls.length, most: maxPhotos },
      `A photo post has 1 to ${maxPhotos} photos.`,
    )
  if (draft.kind === 'photos' && !(draft.coverIndex in urls))
    return no('tiktok.cover_index', {}, 'The cover is none of the photos.')
  return null
}

/** "Direct Post", "Upload Content" and "Photo Post" references. Both toggles always go along: the table demands one of them. */
export const openingOf = (draft: PostDraft, source: PostSource): Opening => {
  const direct = draft.delivery === 'direct'
  const disclosed = {
    brand_content_toggle: draft.commercial && draft.brandedContent,
    brand_organic_toggle: draft.commercial && draft.ownBrand,
  }
  if (source.by === 'pull-photos')
    return {
      path: '/v2/post/publish/content/init/',
      body: {
        media_type: 'PHOTO',
        post_mode: direct ? 'DIRECT_POST' : 'MEDIA_UPLOAD',
        // At the top for photos, in post_info for videos.
        is_aigc: draft.aiGenerated,
        post_info: {
          title: draft.title,
          description: draft.description,
          ...(direct
            ? {
                privacy_level: draft.privacy,
                disable_comment: !draft.allowComments,
                auto_add_music: draft.addMusic,
                ...disclosed,
              }
            : {}),
        },
        source_info: { source: 'PULL_FROM_URL', photo_images: source.urls, photo_cover_index: draft.coverIndex },
      },
    }
  const source_info =
    source.by === 'pull'
      ? { source: 'PULL_FROM_URL', video_url: source.url }
      : {
          source: 'FILE_UPLOAD',
          video_size: source.plan.bytes,
          chunk_size: source.plan.chunkSize,
          total_chunk_count: source.plan.chunks.length,
        }
  if (!direct) return { path: '/v2/post/publish/inbox/video/init/', body: { source_info } }
  return {
    path: '/v2/post/publish/video/init/',
    body: {
      post_info: {
        privacy_level: draft.privacy,
        title: draft.title,
        disable_duet: !draft.allowDuet,
        disable_stitch: !draft.allowStitch,
        disable_comment: !draft.allowComments,
        ...(draft.coverAtMs === null ? {} : { video_cover_timestamp_ms: draft.coverAtMs }),
        ...disclosed,
        is_aigc: draft.aiGenerated,
      },
      source_info,
    },
  }
}

/**
 * What the answer to an opening means. Only a readable refusal below 500 proves that nothing was taken; a pause (429) does
 * by its nature. Everything else may hide a post.
 */
export const startedFrom = (reply: OutboundReply, source: PostSource): Started => {
  const unknown = (reason: string): Started => unknownStart(reason, source)
  if (reply.status === 429) return { ...refused('rate_limit_exceeded'), retryAfterSeconds: pauseOf(reply) }
  if (reply.status >= 500 || reply.status === 408) return unknown(`TikTok answered ${reply.status}.`)
  const answer = answerOf(reply)
  if (answer.kind === 'odd') return unknown(`TikTok’s answer could not be read (status ${reply.status}).`)
  if (answer.kind === 'error') {
    if (isTrouble(answer.code)) return unknown(`TikTok answered ${shown(answer.code)}.`)
    const no = refused(answer.code)
    return answer.code === 'rate_limit_exceeded' ? { ...no, retryAfterSeconds: pauseOf(reply) } : no
  }
  const parsed = opened.safeParse(answer.data)
  if (reply.status < 200 || reply.status >= 300 || !parsed.success)
    return unknown(`TikTok answered ${reply.status} without a publish id.`)
  const { publish_id: publishId, upload_url: uploadUrl } = parsed.data
  if (source.by !== 'upload') return { kind: 'accepted', publishId, uploadUrl: null }
  if (uploadUrl == null) return unknown('TikTok took the post but gave no address for its bytes.')
  return { kind: 'accepted', publishId, uploadUrl }
}

/** Bytes that were still to go to an address nobody has cannot have become a post. */
export const unknownStart = (reason: string, source: PostSource): Started => ({
  kind: 'unknown',
  reason,
  mayAppear: source.by !== 'upload',
})

/** It certainly never left the house. A refused address is a wrong setting and stays refused; the rest may pass. */
export const neverSent = ({ kind, message }: OutboundFault): Refused => {
  const mayPass = kind === 'connect' || kind === 'aborted' || kind === 'timeout'
  const no = { kind: 'refused', code: `not_sent ${kind}`, sentence: `TikTok was not reached. ${message}` } as const
  return mayPass ? { ...no, retry: 'yes', retryAfterSeconds: 30 } : { ...no, retry: 'operator' }
}
