import type {
  CreatorInfo,
  PrivacyLevel,
  Publication,
  PublicationOptions,
  PublishingAccount,
} from '@greenroom/contract/posts.ts'
import { cutAt } from '@greenroom/contract/caption-words.ts'
import type { SlideGroup } from '@greenroom/contract/slideshows.ts'

// The contract's own limits stand in a module of shapes, which would bring all of zod into the page. Lengths are counted
// in UTF-16 units, which is what `length` counts.
export const limits = { video: 2200, photoTitle: 90, photoDescription: 4000 } as const
const privacies: readonly PrivacyLevel[] = [
  'PUBLIC_TO_EVERYONE',
  'FOLLOWER_OF_CREATOR',
  'MUTUAL_FOLLOW_FRIENDS',
  'SELF_ONLY',
]
export const onlyOwner: PrivacyLevel = 'SELF_ONLY'

export type Form = Publication['form']
export type Mode = Publication['mode']

/** What is posted: the finished media of a slideshow or of a take, as the form shows it. */
export interface Subject {
  readonly what: { groupId: string } | { versionId: string }
  readonly label: string
  readonly videoUrl: string | null
  readonly posterUrl: string | null
  readonly photoUrls: readonly string[]
  readonly seconds: number | null
  /** Width by height. */
  readonly aspect: number
  readonly words: { readonly title: string; readonly caption: string; readonly hashtags: readonly string[] } | null
}

export const subjectOfGroup = (group: SlideGroup): Subject => ({
  what: { groupId: group.id },
  label: `${group.sessionName} · ${group.number}`,
  videoUrl: group.videoUrl,
  posterUrl: group.posterUrl,
  photoUrls: group.photoUrls,
  seconds: group.durationSeconds,
  aspect: group.width === null || group.height === null ? 9 / 16 : group.width / group.height,
  words: group.words,
})

/** A take goes out as the video that it is. */
export const subjectOfTake = (
  versionId: string,
  label: string,
  urls: { video: string; poster: string },
  seconds: number | null = null,
  aspect: number | null = null,
): Subject => ({
  what: { versionId },
  label,
  videoUrl: urls.video,
  posterUrl: urls.poster,
  photoUrls: [],
  seconds,
  aspect: aspect ?? 16 / 9,
  words: null,
})

/** Nobody has chosen anything: the publisher's rules want every switch off and no visibility. */
export const noOptions: PublicationOptions = {
  title: '',
  description: '',
  privacy: null,
  allowComment: false,
  allowDuet: false,
  allowStitch: false,
  disclose: false,
  yourBrand: false,
  brandedContent: false,
  aiGenerated: false,
  coverMs: 0,
  coverIndex: 0,
  autoAddMusic: false,
}

/** The words of a slideshow where the form puts them. */
export function wordsFor(words: Subject['words'], form: Form): Pick<PublicationOptions, 'title' | 'description'> {
  const tags = (words?.hashtags ?? []).map((tag) => `#${tag}`).join(' ')
  const text = [words?.caption ?? '', tags].filter(Boolean).join('\n\n')
  return form === 'video'
    ? { title: cutAt(text || (words?.title ?? ''), limits.video), description: '' }
    : { title: cutAt(words?.title ?? '', limits.photoTitle), description: cutAt(text, limits.photoDescription) }
}

/** How many units are too many in each text; empty when they fit. An inbox video takes no words along. */
export function tooLong(options: Pick<PublicationOptions, 'title' | 'description'>, form: Form, mode: Mode) {
  const over = (text: string, most: number): number => Math.max(0, text.length - most)
  if (form === 'photo')
    return {
      title: over(options.title, limits.photoTitle),
      description: over(options.description, limits.photoDescription),
    }
  return { title: mode === 'inbox' ? 0 : over(options.title, limits.video), description: 0 }
}

/** The visibilities that the account offers, in one order; those of several accounts or posts in common. */
export const offered = (creator: Pick<CreatorInfo, 'privacyOptions'> | null): readonly PrivacyLevel[] =>
  privacies.filter((level) => creator?.privacyOptions.includes(level) === true)

/**
 * The choices as they are sent: what a form, a delivery or the account does not have is off. A choice that the account no
 * longer offers is no choice.
 */
export function settled(
  options: PublicationOptions,
  form: Form,
  mode: Mode,
  creator: CreatorInfo | null,
): PublicationOptions {
  const video = form === 'video'
  const direct = mode === 'direct'
  const disclose = direct && options.disclose
  const allowed = (wanted: boolean, disabled: boolean | undefined): boolean => direct && wanted && disabled !== true
  return {
    ...options,
    description: video ? '' : options.description,
    privacy:
      direct && options.privacy !== null && (creator === null || offered(creator).includes(options.privacy))
        ? options.privacy
        : null,
    allowComment: allowed(options.allowComment, creator?.commentDisabled),
    allowDuet: video && allowed(options.allowDuet, creator?.duetDisabled),
    allowStitch: video && allowed(options.allowStitch, creator?.stitchDisabled),
    disclose,
    yourBrand: disclose && options.yourBrand,
    brandedContent: disclose && options.brandedContent,
    coverMs: video ? options.coverMs : 0,
    coverIndex: video ? 0 : options.coverIndex,
    autoAddMusic: !video && direct && options.autoAddMusic,
  }
}

export const isUndecided = ({ disclose, yourBrand, brandedContent }: PublicationOptions): boolean =>
  disclose && !yourBrand && !brandedContent
export const isBrandedPrivate = ({ disclose, brandedContent, privacy }: PublicationOptions): boolean =>
  disclose && brandedContent && privacy === onlyOwner

/** Deliveries that were allowed when the account was connected. */
export const modesOf = ({ canPost, canSendToInbox }: PublishingAccount): readonly Mode[] => [
  ...(canPost ? (['direct'] as const) : []),
  ...(canSendToInbox ? (['inbox'] as const) : []),
]
export const canPublish = (account: PublishingAccount): boolean => modesOf(account).length > 0

/** What the form itself says at its fields is not said again in the list. */
const saidByFields = new Set([
  'no_privacy',
  'commercial_undecided',
  'branded_private',
  'title_too_long',
  'description_too_long',
])
export const isSaidByField = ({ code }: { code: string }): boolean => saidByFields.has(code.split('.').at(-1) ?? '')

/** A sentence in pieces, those that are links with their address. What is not found in it is left out. */
export function linked(
  sentence: string,
  links: readonly { text: string; url: string }[],
): readonly { text: string; url: string | null }[] {
  const pieces: { text: string; url: string | null }[] = []
  let rest = sentence
  while (rest !== '') {
    const found = links
      .map((link) => ({ ...link, at: rest.indexOf(link.text) }))
      .filter(({ at }) => at >= 0)
      .toSorted((one, other) => one.at - other.at)[0]
    if (found === undefined) return [...pieces, { text: rest, url: null }]
    if (found.at > 0) pieces.push({ text: rest.slice(0, found.at), url: null })
    pieces.push({ text: found.text, url: found.url })
    rest = rest.slice(found.at + found.text.length)
  }
  return pieces
}

/** Whether two choices are the same post, whatever the order of their fields. */
export function sameChoice(
  one: { options: PublicationOptions; mode: Mode; form: Form; publishAt: string | null; accountId: string },
  other: typeof one,
): boolean {
  const flat = ({ options, mode, form, publishAt, accountId }: typeof one): string =>
    JSON.stringify([
      accountId,
      mode,
      form,
      publishAt === null ? null : Date.parse(publishAt),
      Object.entries(options).toSorted(([left], [right]) => (left < right ? -1 : 1)),
    ])
  return flat(one) === flat(other)
}

export const choiceOf = (post: Publication) => ({
  accountId: post.account?.id ?? '',
  mode: post.mode,
  form: post.form,
  options: post.options,
  publishAt: post.publishAt,
})

/** What helps after a failure. One that was looked for and not found can always be drafted anew. */
export const retryOf = (trouble: NonNullable<Publication['trouble']>): NonNullable<Publication['trouble']>['retry'] =>
  trouble.code === 'posts.not_there' ? 'yes' : trouble.retry
export const mayRetry = (post: Publication): boolean =>
  post.state === 'failed' &&
  post.account !== null &&
  post.trouble !== null &&
  !['never', 'operator'].includes(retryOf(post.trouble))

/** Whether connecting the account anew is what helps: its connection ended, or something was not allowed. */
export const wantsConnecting = (code: string): boolean => /^(publishing\.reconnect|access_token_|scope_)/.test(code)

/** Drafts by the account they are for, those that a session made first; within that, what is due first. */
export function byAccount(drafts: readonly Publication[]): { account: Publication['account']; posts: Publication[] }[] {
  const groups = new Map<string, { account: Publication['account']; posts: Publication[] }>()
  for (const post of drafts) {
    const key = post.account?.id ?? ''
    const known = groups.get(key) ?? { account: post.account, posts: [] }
    known.posts.push(post)
    groups.set(key, known)
  }
  const due = (post: Publication): string => post.publishAt ?? post.createdAt
  return [...groups.values()].map(({ account, posts }) => ({
    account,
    posts: posts.toSorted(
      (one, other) => Number(other.automatic) - Number(one.automatic) || (due(one) < due(other) ? -1 : 1),
    ),
  }))
}

/** The choices of the batch with the words of the one. */
export const withOwnWords = (shared: PublicationOptions, own: PublicationOptions): PublicationOptions => ({
  ...shared,
  title: own.title,
  description: own.description,
  aiGenerated: own.aiGenerated,
  coverMs: own.coverMs,
  coverIndex: own.coverIndex,
})

/** `YYYY-MM-DDTHH:MM` by the clock of this browser, as a field for day and time wants it. */
export function localText(instant: string): string {
  const at = new Date(instant)
  const two = (value: number): string => String(value).padStart(2, '0')
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}`
}
/** Null when it is not a day and a time. */
export function instantFrom(text: string): string | null {
  const at = new Date(text)
  return text === '' || Number.isNaN(at.getTime()) ? null : at.toISOString()
}

export const initials = (name: string): string =>
  name
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => /^./u.exec(word)?.[0] ?? '')
    .join('')
    .toUpperCase()
