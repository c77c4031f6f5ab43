import { work, type Schedule, type Work, type WorkContext } from '#kernel/jobs/jobs.ts'
import type { CreatorInfo } from '#providers/publisher-post.ts'
import type { Blocked, Passing, PostSource, Refused } from '#providers/publisher.ts'
import { accessTokenOf, keepAlive, publisherOf, reconnectWords, type PostTools } from './posts.accounts.ts'
import { draftOf } from './posts.draft.ts'
import { checkPost, keepAccounts, readNumbers, sendPost, submitPost, sweepPosts } from './posts.jobs.ts'
import * as ledger from './posts.ledger.ts'
import type { LedgerRow, Postable } from './posts.ledger.ts'
import { mediaFactsOf } from './posts.media.ts'
import { readAllNumbers } from './posts.numbers.ts'
import { sweep } from './posts.recovery.ts'
import { patienceMs } from './posts.rules.ts'
import { sendBytes } from './posts.sending.ts'

export const postWorks = (tools: PostTools): Work[] => [
  work(submitPost, ({ publicationId }, context) => submit(tools, publicationId, context)),
  work(sendPost, ({ publicationId }, context) => sendBytes(tools, publicationId, context)),
  work(checkPost, ({ publicationId }) => check(tools, publicationId)),
  work(sweepPosts, () => sweep(tools, false)),
  work(keepAccounts, () => keepAlive(tools)),
  work(readNumbers, () => readAllNumbers(tools)),
]
export const postSchedules: Schedule[] = [
  { kind: sweepPosts, cron: '* * * * *' },
  { kind: keepAccounts, cron: '17 * * * *' },
  { kind: readNumbers, cron: '*/20 * * * *' },
]

/** Opens an approved post. Everything that can go wrong without a trace at the other side is done first. */
const submit = async (tools: PostTools, id: string, context: WorkContext): Promise<void> => {
  const found = await ledger.postNow(tools, id)
  if (found === null || found.row.state !== 'approved' || tools.publisher === null) return
  const { row, media } = found
  if (row.publish_at !== null && row.publish_at > tools.clock.now()) return
  const publisher = publisherOf(tools)
  const ready = await prepare(tools, row, media)
  if (ready === null) return
  const pulled = row.form === 'photo' || publisher.rules.videoSource === 'pull'
  if (pulled && tools.pullBase === null) {
    await ledger.failed(tools, row, {
      code: 'posts.no_public_address',
      sentence: `${publisher.name} fetches this from the house, which has no public https address.`,
      values: {},
      retry: 'operator',
    })
    return
  }
  const admission = await ledger.admit(tools, id, pulled ? 'PULL_FROM_URL' : 'FILE_UPLOAD')
  if (admission === null) return
  const source = await sourceOf(tools, admission, pulled)
  const { mode, form, options } = admission.row
  const answer = await publisher.init(ready.accessToken, draftOf(mode, form, options), source, context.signal)
  if (answer.kind === 'accepted') {
    try {
      await ledger.opened(tools, row, answer)
    } catch (error) {
      context.log.error(
        { error, publicationId: id, publishId: answer.publishId },
        'an opened post could not be written down',
      )
      throw error
    }
  } else if (answer.kind === 'refused') await ledger.refused(tools, row, answer)
  else {
    context.log.warn({ publicationId: id, reason: answer.reason }, 'outcome of a post is unknown')
    await ledger.outcomeUnknown(tools, row, {
      code: answer.mayAppear ? 'posts.unknown' : 'posts.unknown_unsent',
      sentence: answer.mayAppear
        ? `${publisher.name} did not answer clearly, so it may be there. Look at the account, then say what you found.`
        : `${publisher.name} did not answer clearly. No picture and no sound of it was sent, so it should not be there; look at the account to be sure.`,
      values: {},
      retry: 'never',
    })
  }
}

type Ready = { accessToken: string }
/** A token, the account's permission of this moment, and nothing that speaks against the post. Null when it was dealt with. */
const prepare = async (tools: PostTools, row: LedgerRow, media: Postable | null): Promise<Ready | null> => {
  const publisher = publisherOf(tools)
  if (media === null) {
    await ledger.failed(tools, row, {
      code: 'posts.media_gone',
      sentence: 'What was to be posted is not there any more.',
      values: {},
      retry: 'never',
    })
    return null
  }
  const token = row.account_id === null ? ({ kind: 'reconnect' } as const) : await accessTokenOf(tools, row.account_id)
  if (token.kind === 'reconnect') {
    await ledger.failed(tools, row, { ...reconnectWords(publisher.name), retry: 'reconnect' })
    return null
  }
  if (token.kind === 'later') {
    await ledger.refused(tools, row, {
      code: 'publishing.unreachable',
      sentence: `${publisher.name} could not be reached. It is tried again by itself.`,
      retry: 'yes',
      retryAfterSeconds: token.seconds,
    })
    return null
  }
  const creator = row.mode === 'direct' ? await publisher.creator(token.accessToken) : null
  if (creator !== null && creator.kind !== 'creator') {
    await ledger.refused(tools, row, noFrom(publisher.name, creator))
    return null
  }
  const problems = publisher.rules
    .problems(
      draftOf(row.mode, row.form, row.options),
      creator as CreatorInfo | null,
      await mediaFactsOf(tools, media, row.form),
    )
    .filter(({ level }) => level === 'stop')
  const [first] = problems
  if (first !== undefined) {
    await ledger.failedFor(tools, row, {
      code: first.code,
      sentence: `${first.sentence} ${first.fix}`,
      values: first.values,
      retry: first.field === 'media' ? 'fix-media' : 'fix-post',
    })
    return null
  }
  return { accessToken: token.accessToken }
}

const noFrom = (name: string, answer: Blocked | Refused | Passing): Omit<Refused, 'kind'> =>
  answer.kind === 'passing'
    ? {
        code: 'publishing.unreachable',
        sentence: `${name} could not be reached. It is tried again by itself.`,
        retry: 'yes',
        ...(answer.retryAfterSeconds === null ? {} : { retryAfterSeconds: answer.retryAfterSeconds }),
      }
    : answer

/** Longer than the other side may take to fetch it (an hour), shorter than a day. */
const pullSeconds = 2 * 3600

const sourceOf = async (tools: PostTools, { row, media }: ledger.Admission, pulled: boolean): Promise<PostSource> => {
  if (!pulled) {
    const plan = publisherOf(tools).rules.chunkPlan(media.video.bytes)
    return { by: 'upload', plan }
  }
  const address = async (bucket: 'media' | 'Exports', key: string): Promise<string> => {
    const path = await tools.storage.signedPath(bucket, key, pullSeconds)
    return path.startsWith('https://') ? path : `${tools.pullBase ?? ''}${path}`
  }
  if (row.form === 'video') return { by: 'pull', url: await address(media.video.bucket, media.video.key) }
  return { by: 'pull-photos', urls: await Promise.all(media.photos.map(({ key }) => address('Exports', key))) }
}

/** Asks how it is doing; a verdict ends it, and too long a silence makes it a person's matter. */
const check = async (tools: PostTools, id: string): Promise<void> => {
  const found = await ledger.postNow(tools, id)
  if (found === null || tools.publisher === null) return
  const { row } = found
  if (row.publish_id === null || !(row.state === 'processing' || row.state === 'published')) return
  const { publisher } = tools
  const token = row.account_id === null ? ({ kind: 'reconnect' } as const) : await accessTokenOf(tools, row.account_id)
  const answer = token.kind === 'token' ? await publisher.status(token.accessToken, row.publish_id) : token
  if (answer.kind === 'status') {
    if (answer.state === 'complete' || answer.state === 'inbox') {
      await ledger.published(tools, row, answer.postIds[0] ?? null)
      return
    }
    if (row.state === 'published') return
    if (answer.state === 'failed') {
      const code = answer.failCode ?? 'unknown'
      await ledger.failedFor(tools, row, { code, ...publisher.rules.failReason(code) })
      return
    }
  }
  if (row.state === 'published') return
  const waitedMs = tools.clock.now().getTime() - (row.accepted_at?.getTime() ?? 0)
  if (waitedMs > patienceMs) {
    await ledger.outcomeUnknown(tools, row, {
      code: 'posts.no_verdict',
      sentence: `${publisher.name} has not said for a day whether this is published. Look at the account, then say what you found.`,
      values: {},
      retry: 'never',
    })
    return
  }
  // A connection that has ended says nothing about the post: it is asked again when the account is connected anew.
  const cannotAsk = answer.kind === 'reconnect' || answer.kind === 'refused'
  await ledger.checkAgain(
    tools,
    row,
    cannotAsk ? 600_000 : publisher.statusDelayMs(row.attempts + 1),
    cannotAsk ? { ...reconnectWords(publisher.name), retry: 'reconnect' } : null,
  )
}
