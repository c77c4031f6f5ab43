import type { NoticeValues, PublisherCode } from '@greenroom/contract/notices.ts'

/** What a post is and what is known about it without asking anybody. Shapes of the promise in publisher.ts. */

/** What a person agreed to. How the bytes travel is not part of it. */
export interface PostDraft {
  kind: 'video' | 'photos'
  /** `direct`: it appears by itself. `inbox`: the person finishes it in the app, and only the media counts. */
  delivery: 'direct' | 'inbox'
  /** Caption of a video, title of a photo set. */
  title: string
  /** Photo sets only; empty for a video. */
  description: string
  /** One of the creator's options, or null while nobody has chosen. */
  privacy: string | null
  allowComments: boolean
  /** Video only. */
  allowDuet: boolean
  /** Video only. */
  allowStitch: boolean
  /** The disclosure switch. When on, at least one of the next two must be. */
  commercial: boolean
  /** "Your brand". */
  ownBrand: boolean
  /** "Branded content". */
  brandedContent: boolean
  /** The media was made or altered by AI. */
  aiGenerated: boolean
  /** Video only: the frame that becomes the cover; null = the first. */
  coverAtMs: number | null
  /** Photo sets only: counted from 0. */
  coverIndex: number
  /** Photo sets only: let the app add recommended music. */
  addMusic: boolean
}

export interface CreatorInfo {
  kind: 'creator'
  nickname: string
  username: string
  avatarUrl: string | null
  /** The only visibilities this person may choose, in the other side's words. There is no default. */
  privacyOptions: string[]
  commentDisabled: boolean
  duetDisabled: boolean
  stitchDisabled: boolean
  maxVideoSeconds: number
}
/** Byte positions, both inclusive. */
export interface ByteRange {
  first: number
  last: number
}
export interface ChunkPlan {
  bytes: number
  /** As announced; the last chunk takes the remainder too. */
  chunkSize: number
  chunks: ByteRange[]
}
/**
 * What helps. `yes`: the same again. `later`: the same, hours later. `refresh`: with a fresh access token, once.
 * `reconnect`: the person must connect again (a scope is missing). `fix-post`, `fix-media`: something must change first.
 * `operator`: a setting of the house. `never`: nothing.
 */
export type Retry = 'yes' | 'later' | 'refresh' | 'reconnect' | 'fix-post' | 'fix-media' | 'operator' | 'never'

export type LimitedCall = 'creator' | 'init' | 'status' | 'read'
/** Everything that is known without asking. All pure. */
export interface PublisherRules {
  /** Calls a minute for one access token, in a sliding window. */
  readonly perMinute: Readonly<Record<LimitedCall, number>>
  /** Posts a day of one account, of all apps together. */
  readonly postsPerDay: number
  /** Inbox deliveries of one account that may wait within 24 hours. */
  readonly inboxPerDay: number
  readonly uploadUrlSeconds: number
  readonly maxPhotos: number
  /** How videos travel by the house's setting. Photo sets are always pulled. */
  readonly videoSource: 'upload' | 'pull'
  /** What a kind of delivery needs to be granted. */
  scopeFor(delivery: PostDraft['delivery']): string
  /** Throws RangeError for an empty file or one that no plan fits. `chunkSize` is for tests. */
  chunkPlan(bytes: number, chunkSize?: number): ChunkPlan
  /** Everything that speaks against the post. `creator` null: what depends on the account is left out. */
  problems(draft: PostDraft, creator: CreatorInfo | null, media: MediaFacts): PostProblem[]
  /** What must be said beside the button, in the exact words that are asked for. */
  texts(draft: PostDraft): PostTexts
  /** What a failed post's code means. Unknown codes are final. */
  failReason(code: string): { sentence: string; retry: Retry }
  /** Where people see a post. */
  postUrl(post: { username: string; postId: string; form: 'video' | 'photo' }): string
  /** The visibility that only the creator sees. */
  readonly privateOption: string
}

export type MediaFacts =
  | {
      kind: 'video'
      mime: string
      codec: string
      width: number
      height: number
      framesPerSecond: number
      seconds: number
      bytes: number
    }
  | { kind: 'photos'; photos: { mime: string; width: number; height: number; bytes: number }[] }

export interface PostProblem {
  field:
    | 'title'
    | 'description'
    | 'privacy'
    | 'comments'
    | 'duet'
    | 'stitch'
    | 'commercial'
    | 'cover'
    | 'media'
    | 'account'
  /** `warn` does not stop the post. */
  level: 'stop' | 'warn'
  /** Stable, e.g. `tiktok.title_too_long`. */
  code: `${string}.${PublisherCode}`
  sentence: string
  /** What to do about it. */
  fix: string
  /** Numbers and names that stand in the sentence and the fix. */
  values: NoticeValues
}
export interface PostTexts {
  /** How the post will be labelled, or null without commercial content. */
  label: string | null
  /** What the person agrees to by posting. */
  consent: string
  /** The words in `consent` that are links. */
  consentLinks: { text: string; url: string }[]
  /** What happens after the button. */
  processing: string
}
