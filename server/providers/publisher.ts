import type { NoticeValues } from '@greenroom/contract/notices.ts'
import type { ByteRange, ChunkPlan, CreatorInfo, PostDraft, PublisherRules, Retry } from './publisher-post.ts'

/**
 * The promise of a place where people publish. Plain values in, plain values out: no database, no waiting, no memory.
 * Nothing here throws for what the other side says or for a broken network; only a bug throws.
 * `init` is the one call that may make a post appear. It is sent once and is never repeated by a machine.
 */
export interface Publisher {
  readonly id: 'tiktok'
  /** As people write it, e.g. "TikTok". */
  readonly name: string
  readonly oauth: PublisherOAuth
  readonly rules: PublisherRules

  /** Who the token belongs to. Asks for the user name only when `scopes` covers it. */
  account(accessToken: string, scopes: readonly string[]): Promise<AccountInfo | Refused | Passing>
  /** What the person may choose right now. Asked before every form and again before every `init`. */
  creator(accessToken: string): Promise<CreatorInfo | Blocked | Refused | Passing>

  /** Opens one post. The caller has written its ledger row before, and saves the answer before the first byte goes out. */
  init(accessToken: string, draft: PostDraft, source: PostSource, signal?: AbortSignal): Promise<Started>
  /** Sends one chunk of a plan. Repeatable: the other side says where it stands. Needs no token; the address is the secret. */
  sendChunk(chunk: ChunkUpload): Promise<ChunkSent>
  /** How the post is doing. Free and repeatable. */
  status(accessToken: string, publishId: string): Promise<PostStatus | Refused | Passing>
  /** Milliseconds to wait before look number `attempt` (0 = the first one). */
  statusDelayMs(attempt: number): number
  /** Calls off a post that the other side is still fetching; best effort, look at the status afterwards. */
  cancel(accessToken: string, publishId: string): Promise<{ kind: 'asked' } | Refused | Passing>

  /** Numbers of public posts, for at most 20 ids. Posts that are gone or not public are left out. */
  videos(accessToken: string, postIds: readonly string[]): Promise<PostNumbersFound | Refused | Passing>
  /** The account's own public posts, newest first, 20 at a time. `cursor` comes from the page before. */
  listVideos(accessToken: string, cursor: string | null): Promise<PostNumbersFound | Refused | Passing>

  /** The header that carries the signature of an incoming call. */
  readonly webhookHeader: string
  /** Checks signature and age of an incoming call and reads it. Pure. A hint only: the caller asks `status` again. */
  readWebhook(
    incoming: IncomingWebhook,
  ): WebhookEvent | { kind: 'refused'; why: 'unsigned' | 'forged' | 'too_old' | 'unreadable' }
}

export interface PublisherOAuth {
  /** A verifier belongs to the sign-in: made by the caller, kept beside the state. False: none may be sent. */
  readonly wantsVerifier: boolean
  readonly scopesAsked: readonly string[]
  /** Why an address cannot be registered as the one to come back to, as a sentence; null when it can. */
  redirectProblem(redirectUri: string): string | null
  /** Where the browser is sent. The redirect URI must be registered exactly so. */
  authorizeUrl(start: { state: string; redirectUri: string; verifier?: string }): string
  /** A code works once. `passing` means it may be used up: the person connects again. */
  exchange(back: { code: string; redirectUri: string; verifier?: string }): Promise<Granted | OAuthRefused | Passing>
  /**
   * The caller lets one refresh at a time run per account and saves the answer before using it: the old refresh token may
   * be dead. Only `invalid_grant` means that the person must connect again; `refused` is for the operator (a wrong key).
   */
  refresh(refreshToken: string): Promise<Granted | { kind: 'invalid_grant' } | OAuthRefused | Passing>
  /** Takes the house off the person's list of connected apps. A token that is already dead counts as revoked. */
  revoke(accessToken: string): Promise<{ kind: 'revoked' } | OAuthRefused | Passing>
}

/** What a person allowed. Times are remaining seconds, as told: they are obeyed and never assumed. */
export interface Granted {
  kind: 'granted'
  accessToken: string
  refreshToken: string
  expiresInSeconds: number
  /** Null when it was not told. */
  refreshExpiresInSeconds: number | null
  /** The person at this app; stable. */
  openId: string
  /** What was really granted; may be less than what was asked. */
  scopes: string[]
}
export interface OAuthRefused {
  kind: 'refused'
  code: string
  sentence: string
}

/** No answer, or one that says "later". Asking again is right; nothing is broken. */
export interface Passing {
  kind: 'passing'
  reason: string
  retryAfterSeconds: number | null
}
/** A certain no: nothing was taken. */
export interface Refused {
  kind: 'refused'
  /** The other side's own word, for the ledger. */
  code: string
  /** In plain words, for the person. */
  sentence: string
  /** Numbers and names that stand in the sentence. */
  values?: NoticeValues
  retry: Retry
  retryAfterSeconds?: number
}
export interface AccountInfo {
  kind: 'account'
  openId: string
  displayName: string
  /** Lives for hours only. */
  avatarUrl: string | null
  username: string | null
}

/** The account cannot post now; the form is not offered. */
export interface Blocked {
  kind: 'blocked'
  code: string
  sentence: string
  retry: Retry
}

export type VideoMime = 'video/mp4' | 'video/quicktime' | 'video/webm'
export type PostSource =
  | { by: 'upload'; plan: ChunkPlan }
  /** A public https address without redirect, reachable for an hour, under an address the vendor has verified. */
  | { by: 'pull'; url: string }
  | { by: 'pull-photos'; urls: readonly string[] }

export type Started =
  /** `uploadUrl` is a secret that lives `rules.uploadUrlSeconds`; null when the other side fetches the media. */
  | { kind: 'accepted'; publishId: string; uploadUrl: string | null }
  | Refused
  /**
   * It may or may not have been taken; a person looks. `mayAppear` is false when the bytes were still to be uploaded to an
   * address nobody has: then nothing can have appeared.
   */
  | { kind: 'unknown'; reason: string; mayAppear: boolean }

export interface ChunkUpload {
  uploadUrl: string
  plan: ChunkPlan
  /** Which chunk of the plan; in order, from 0. */
  index: number
  mime: VideoMime
  /** Opens the bytes of the range anew; called once per try. */
  open(range: ByteRange): Promise<AsyncIterable<Uint8Array>>
  signal?: AbortSignal
}
export type ChunkSent =
  | { kind: 'more'; next: number; received: number }
  | { kind: 'done' }
  /** The other side stands elsewhere: go on with chunk `next`. */
  | { kind: 'resync'; next: number; received: number }
  /** The address is dead and the bytes are lost; nothing was published and nothing will be. */
  | { kind: 'expired' }
  | { kind: 'refused'; code: string; sentence: string }
  /** The same chunk again, a few times. */
  | { kind: 'passing'; reason: string }

export interface PostStatus {
  kind: 'status'
  /** `inbox` is the good end of an inbox delivery, `complete` of a direct one. */
  state: 'uploading' | 'downloading' | 'inbox' | 'complete' | 'failed'
  /** Set when failed; explained by `rules.failReason`. */
  failCode: string | null
  /** Of public posts after moderation only: empty is normal. Digits, too large for a number. */
  postIds: string[]
  uploadedBytes: number | null
  downloadedBytes: number | null
}

export interface PostNumbersFound {
  kind: 'videos'
  videos: PostNumbers[]
  /** For the next page, or null. */
  cursor: string | null
}
export interface PostNumbers {
  postId: string
  views: number | null
  likes: number | null
  comments: number | null
  shares: number | null
  /** Where people see it. */
  url: string | null
}

export interface IncomingWebhook {
  signatureHeader: string | null
  /** The body exactly as it came. */
  rawBody: Buffer | string
  now: Date
}
export interface WebhookEvent {
  kind: 'event'
  event: 'complete' | 'failed' | 'inbox' | 'public' | 'no_longer_public' | 'authorization_removed' | 'other'
  openId: string
  createdAt: Date
  publishId: string | null
  postId: string | null
  /** Why it failed, or why the authorization ended, in the other side's word. */
  reason: string | null
  /** Equal for two deliveries of one event. */
  dedupeKey: string
}
