import type { KnownFinding } from '@greenroom/contract/notices.ts'
import type * as contract from '@greenroom/contract/posts.ts'
import type { Finding } from '@greenroom/contract/slideshows.ts'
import type * as z from 'zod'
import { actingAs, type PersonActor, type Transaction } from '#kernel/db/acting.ts'
import { Fault, notFound } from '#kernel/fault.ts'
import type { MediaFacts, PostTexts } from '#providers/publisher-post.ts'
import { askCreator, publisherOf, reconnectWords, type PostTools } from './posts.accounts.ts'
import * as accounts from './posts.accounts.store.ts'
import { draftOf } from './posts.draft.ts'
import { knownFacts } from './posts.facts.ts'
import { scopeOf } from './posts.rules.ts'
import * as store from './posts.store.ts'
import type { Postable } from './posts.store.ts'

type What = { groupId: string } | { versionId: string }

/** What would really be sent: a video is looked into anew, pictures were measured when they were made. */
export const mediaFactsOf = async (tools: PostTools, media: Postable, form: 'video' | 'photo'): Promise<MediaFacts> => {
  if (form === 'video') return await tools.probe(tools.storage, media.video.bucket, media.video.key)
  return {
    kind: 'photos',
    photos: media.photos.map(({ width, height, bytes }) => ({ mime: 'image/jpeg', width, height, bytes })),
  }
}

/** What stands in the way of posting this so. Asks the other side what the account may, and sends nothing to be posted. */
export const checkPublication = async (
  tools: PostTools,
  actor: PersonActor,
  wish: z.output<NonNullable<(typeof contract.checkPublication)['body']>>,
): Promise<{ findings: Finding[]; madeByAi: boolean; texts: PostTexts }> => {
  const publisher = publisherOf(tools)
  const media = await actingAs(tools.db, actor, async (transaction) => {
    if (!(await accounts.ownsAccount(transaction, wish.accountId))) throw noAccount()
    return await postable(transaction, whatOf(wish))
  })
  const draft = draftOf(wish.mode, wish.form, wish.options)
  // What goes to the inbox needs no right to post directly, and nothing is asked about it.
  const { creator, blocked } =
    wish.mode === 'direct' ? await heardOfCreator(tools, actor, wish.accountId) : { creator: null, blocked: null }
  const account = await actingAs(tools.db, actor, async (transaction) =>
    (await accounts.ownAccounts(transaction)).find(({ id }) => id === wish.accountId),
  )
  const findings: Finding[] = media.findings.map((stored) => ({ ...stored, values: stored.values ?? {} }))
  const stop = (what: KnownFinding, sentence: string, fix: string): number =>
    findings.unshift({ ...what, level: 'stop', slide: null, sentence, fix })
  if (account !== undefined && !account.scopes.includes(scopeOf(wish.mode)))
    stop(
      { code: 'publishing.scope_missing', values: {} },
      `${publisher.name} was not allowed to do this when the account was connected.`,
      'Connect the account again and leave the tick there.',
    )
  const ended = reconnectWords(publisher.name)
  if (blocked !== null && blocked.code !== ended.code)
    stop({ code: 'posts.account_blocked', values: { because: blocked.code } }, blocked.sentence, 'Try again later.')
  else if (blocked !== null || account?.state !== 'connected')
    stop({ code: ended.code, values: {} }, ended.sentence, 'Connect the account again.')
  if (wish.form === 'photo' && tools.pullBase === null)
    stop(
      { code: 'posts.no_public_address', values: {} },
      `${publisher.name} fetches pictures from this house, which has no public https address.`,
      'Post the video, or set SITE_URL.',
    )
  const look = () => tools.probe(tools.storage, media.video.bucket, media.video.key)
  const facts =
    wish.form === 'video'
      ? await knownFacts(tools, media.video.sha256, look)
      : await mediaFactsOf(tools, media, 'photo')
  const asked = creator === null ? null : ({ kind: 'creator', ...creator } as const)
  for (const { field: _, ...problem } of publisher.rules.problems(draft, asked, facts))
    findings.push({ ...problem, slide: null })
  return { findings, madeByAi: media.ai, texts: publisher.rules.texts(draft) }
}

/** A form is checked at every pause in typing, and few questions a minute are allowed: an answer serves this long. */
const servesMs = 30_000
type Heard = Awaited<ReturnType<typeof askCreator>>
const heard = new WeakMap<PostTools, Map<string, { at: number; answer: Heard }>>()

const heardOfCreator = async (tools: PostTools, actor: PersonActor, accountId: string): Promise<Heard> => {
  const known = heard.get(tools) ?? new Map<string, { at: number; answer: Heard }>()
  heard.set(tools, known)
  const now = tools.clock.now().getTime()
  for (const [id, { at }] of known) if (now - at > servesMs) known.delete(id)
  const before = known.get(accountId)
  if (before !== undefined) return before.answer
  const answer = await askCreator(tools, actor, accountId)
  if (answer.blocked === null) known.set(accountId, { at: now, answer })
  return answer
}

export const postable = async (transaction: Transaction, what: What): Promise<Postable> => {
  const media =
    'groupId' in what
      ? await store.postableGroup(transaction, what.groupId)
      : await store.postableVersion(transaction, what.versionId)
  if (media === undefined) throw notFound('posts', 'There is no finished slideshow or take of this name to post.')
  return media
}
export const whatOf = (given: { groupId?: string | undefined; versionId?: string | undefined }): What => {
  if (given.groupId !== undefined) return { groupId: given.groupId }
  if (given.versionId !== undefined) return { versionId: given.versionId }
  throw new Fault('request.invalid', 422, 'Name a slideshow or a take.')
}
export const openIdOf = async (transaction: Transaction, accountId: string): Promise<string> => {
  const openId = await accounts.openIdOf(transaction, accountId)
  if (openId === undefined) throw noAccount()
  return openId
}
export const noAccount = (): Fault => notFound('publishing', 'There is no such account. Choose one that is connected.')
