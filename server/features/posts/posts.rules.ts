import type * as z from 'zod'
import {
  publicationOptions,
  type Publication,
  type PublicationOptions,
  type PublicationState,
  type PublishingAccount,
  type finishConnecting,
  type postRetry,
} from '@greenroom/contract/posts.ts'
import type { NoticeValues } from '@greenroom/contract/notices.ts'
import { cutAt } from '@greenroom/contract/caption-words.ts'
import type { PostCaption } from '@greenroom/contract/captions.ts'

export type ConnectBack = z.output<NonNullable<(typeof finishConnecting)['body']>>
export type Retry = z.infer<typeof postRetry>

/** Scopes that the Content Posting and Display APIs are opened by (developer pages, Scopes Overview). */
const scopes = { direct: 'video.publish', inbox: 'video.upload', read: 'video.list' } as const
export const scopeOf = (mode: 'direct' | 'inbox'): string => scopes[mode]
export const missingOf = (asked: readonly string[], granted: readonly string[]): string[] =>
  asked.filter((scope) => !granted.includes(scope))

const warnAheadMs = 14 * 24 * 3600_000

export const accountView = (
  row: {
    id: string
    state: PublishingAccount['state']
    state_reason: string | null
    display_name: string
    username: string | null
    avatar_url: string | null
    scopes: string[]
    refresh_expires_at: Date | null
    created_at: Date
    posted: number
  },
  rules: { postsPerDay: number } | null,
  now: Date,
): PublishingAccount => {
  const soon = row.refresh_expires_at !== null && row.refresh_expires_at.getTime() - now.getTime() < warnAheadMs
  const may = (scope: string): boolean => row.state === 'connected' && row.scopes.includes(scope)
  return {
    id: row.id,
    displayName: row.display_name,
    username: row.username,
    avatarUrl: row.avatar_url,
    state: row.state,
    stateReason: row.state_reason,
    scopes: row.scopes,
    canPost: may(scopes.direct),
    canSendToInbox: may(scopes.inbox),
    canReadMetrics: may(scopes.read),
    signInAgainBy: soon && row.refresh_expires_at !== null ? row.refresh_expires_at.toISOString() : null,
    postsToday: row.posted,
    postsPerDay: rules?.postsPerDay ?? 0,
    connectedAt: row.created_at.toISOString(),
  }
}

/** Everything a person agrees to, as one text: the same content gives the same text, any change another one. */
export const contentText = (content: {
  openId: string
  mode: string
  form: string
  options: PublicationOptions
  /** SHA-256 of every file that goes out, in order. */
  files: readonly string[]
}): string =>
  JSON.stringify([
    'post 1',
    content.openId,
    content.mode,
    content.form,
    // Parsed again, so that the order of the fields is the shape's and not the database's.
    publicationOptions.parse(content.options),
    content.files,
  ])

/** The choices of a draft that nobody has looked at: only the words are there, and privacy is not chosen. */
export const firstOptions = (words: PostCaption | null, form: 'video' | 'photo', ai: boolean): PublicationOptions => {
  const tags = (words?.hashtags ?? []).map((tag) => `#${tag}`).join(' ')
  const text = [words?.caption ?? '', tags].filter(Boolean).join('\n\n')
  return publicationOptions.parse({
    title: form === 'video' ? cutAt(text || (words?.title ?? ''), 2200) : cutAt(words?.title ?? '', 90),
    description: form === 'photo' ? cutAt(text, 4000) : '',
    aiGenerated: ai,
  })
}

export interface PublicationRow {
  id: string
  groupId: string | null
  versionId: string | null
  sessionId: string | null
  label: string
  thumbUrl: string | null
  account: { id: string; displayName: string; state: string; username: string | null } | null
  mode: 'direct' | 'inbox'
  form: 'video' | 'photo'
  options: unknown
  contentHash: string
  consentAt: string | null
  state: PublicationState
  automatic: boolean
  publishAt: string | null
  sentBytes: number
  totalBytes: number | null
  failReason: string | null
  failure: { sentence: string; retry: Retry; values?: NoticeValues } | null
  postId: string | null
  metrics: { views: number; likes: number; comments: number; shares: number; url: string | null } | null
  metricsAt: string | null
  submittedAt: string | null
  finishedAt: string | null
  createdAt: string
}

/** Where a post is seen, as the other side builds its addresses; null when it cannot be known. */
export type LinkOf = (post: { username: string; postId: string; form: 'video' | 'photo' }) => string

export const publicationView = (row: PublicationRow, linkOf: LinkOf | null): Publication => {
  const { sentBytes, totalBytes, failReason, failure, metrics, metricsAt, account, options, ...same } = row
  const sending = row.state === 'submitting' && totalBytes !== null && totalBytes > 0
  return {
    ...same,
    options: publicationOptions.parse(options),
    account: account === null ? null : { id: account.id, displayName: account.displayName, state: account.state },
    progress: sending ? Math.min(1, sentBytes / totalBytes) : null,
    trouble:
      failReason === null
        ? null
        : {
            code: failReason,
            sentence: failure?.sentence ?? failReason,
            values: failure?.values ?? {},
            retry: failure?.retry ?? 'never',
          },
    link:
      metrics?.url ??
      (row.postId === null || account?.username == null || linkOf === null
        ? null
        : linkOf({ username: account.username, postId: row.postId, form: row.form })),
    metrics:
      metrics === null || metricsAt === null
        ? null
        : {
            views: metrics.views,
            likes: metrics.likes,
            comments: metrics.comments,
            shares: metrics.shares,
            readAt: metricsAt,
          },
  }
}

/** How long a post may be "in progress" before a person is asked: field reports speak of posts that never get a verdict. */
export const patienceMs = 24 * 3600_000
/** How often a certain "not now" is tried again before it is a failure. */
export const mostRefusals = 12

/** Seconds until the next try after a certain "not now". */
export const laterSeconds = (retry: 'yes' | 'later', refusals: number, told: number | undefined): number =>
  Math.max(told ?? 0, retry === 'later' ? 3600 : Math.min(900, 15 * 2 ** refusals))
