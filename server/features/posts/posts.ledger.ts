import { actingAs, type Transaction } from '#kernel/db/acting.ts'
import { announce } from '#kernel/events/events.ts'
import type { Refused } from '#providers/publisher.ts'
import { house, publisherOf, type PostTools } from './posts.accounts.ts'
import * as accounts from './posts.accounts.store.ts'
import { contentHash } from './posts.draft.ts'
import { checkPost, sendPost, submitPost } from './posts.jobs.ts'
import * as ledger from './posts.ledger.store.ts'
import type { LedgerRow, OwnTrouble, Trouble } from './posts.ledger.store.ts'
import { laterSeconds, mostRefusals } from './posts.rules.ts'
import type { Postable } from './posts.store.ts'
import * as store from './posts.store.ts'

export type { LedgerRow, OwnTrouble, Postable }

/** Proof that the row was marked as sent in a committed transaction: only `admit` makes one, and the init asks for it. */
export interface Admission {
  readonly row: LedgerRow
  readonly media: Postable
}

const tell = (transaction: Transaction, row: Pick<LedgerRow, 'id' | 'user_id'>): Promise<void> =>
  announce(transaction, row.user_id, { type: 'posts.changed', publicationIds: [row.id] })

/** The post as it is now with what would go out; null when either is gone. */
export const postNow = (tools: PostTools, id: string): Promise<{ row: LedgerRow; media: Postable | null } | null> =>
  actingAs(tools.db, house, async (transaction) => {
    const row = await ledger.lockPost(transaction, id)
    return row === undefined ? null : { row, media: (await mediaOf(transaction, row)) ?? null }
  })

const mediaOf = async (transaction: Transaction, row: LedgerRow): Promise<Postable | undefined> => {
  if (row.group_id !== null) return await store.postableGroup(transaction, row.group_id)
  return row.version_id === null ? undefined : await store.postableVersion(transaction, row.version_id)
}

/**
 * Decides whether this post may leave now, and writes that it does. Null when it may not: it left before, its consent is for
 * other content, or the account has no room in this minute or day (then it comes again when there is).
 */
export const admit = (
  tools: PostTools,
  id: string,
  source: 'FILE_UPLOAD' | 'PULL_FROM_URL',
): Promise<Admission | null> =>
  actingAs(tools.db, house, async (transaction) => {
    const { rules } = publisherOf(tools)
    const seen = await ledger.lockPost(transaction, id)
    if (seen === undefined || seen.open_id === null) return null
    await ledger.lockRoom(transaction, seen.open_id)
    const row = await ledger.lockPost(transaction, id)
    if (row === undefined || row.state !== 'approved' || row.open_id === null) return null
    if (row.publish_at !== null && row.publish_at > tools.clock.now()) return null
    const media = await mediaOf(transaction, row)
    if (media === undefined || contentHash(row.open_id, row, media) !== row.consent_hash) {
      await ledger.backToDraft(transaction, id)
      await tell(transaction, row)
      return null
    }
    const load = await ledger.loadOf(transaction, row.open_id)
    const wait = waitFor(load, row.mode, rules)
    if (wait !== null) {
      await ledger.noteWaiting(transaction, id, wait.why)
      await tools.jobs.add(transaction, submitPost, { publicationId: id }, { owner: row.user_id, delayMs: wait.ms })
      await tell(transaction, row)
      return null
    }
    const totalBytes =
      row.form === 'video' ? media.video.bytes : media.photos.reduce((sum, { bytes }) => sum + bytes, 0)
    await ledger.markSubmitting(transaction, id, { source, totalBytes })
    await tell(transaction, row)
    return { row, media }
  })

const waitFor = (
  load: ledger.Load,
  mode: 'direct' | 'inbox',
  rules: { perMinute: { init: number }; postsPerDay: number; inboxPerDay: number },
): { ms: number; why: OwnTrouble } | null => {
  if (mode === 'direct' && load.day >= rules.postsPerDay)
    return {
      ms: Math.min(3600_000, Math.max(60_000, load.dayWaitMs)),
      why: {
        code: 'posts.day_full',
        sentence: `This account has had its ${rules.postsPerDay} posts of the last 24 hours. The post goes out when there is room again.`,
        values: { most: rules.postsPerDay },
        retry: 'later',
      },
    }
  if (mode === 'inbox' && load.inboxDay >= rules.inboxPerDay)
    return {
      ms: 3600_000,
      why: {
        code: 'posts.inbox_full',
        sentence: `${rules.inboxPerDay} deliveries wait in this account’s inbox already. Finish some of them in the app.`,
        values: { most: rules.inboxPerDay },
        retry: 'later',
      },
    }
  if (load.minute >= rules.perMinute.init)
    return {
      ms: Math.max(1000, load.minuteWaitMs),
      why: {
        code: 'posts.minute_full',
        sentence: 'It goes out within a minute, one after another.',
        values: {},
        retry: 'yes',
      },
    }
  return null
}

/** Opened: what it is called over there is written down before the first byte goes out. */
export const opened = (
  tools: PostTools,
  row: LedgerRow,
  answer: { publishId: string; uploadUrl: string | null },
): Promise<void> =>
  actingAs(tools.db, house, async (transaction) => {
    const { rules, statusDelayMs } = publisherOf(tools)
    const written = await ledger.markOpened(transaction, row.id, {
      publishId: answer.publishId,
      uploadUrl: answer.uploadUrl === null ? null : tools.sealer.seal(answer.uploadUrl, row.id),
      seconds: rules.uploadUrlSeconds,
    })
    if (written === 0) return
    const next = answer.uploadUrl === null ? checkPost : sendPost
    const delayMs = answer.uploadUrl === null ? statusDelayMs(0) : 0
    await tools.jobs.add(transaction, next, { publicationId: row.id }, { owner: row.user_id, delayMs })
    await tell(transaction, row)
  })

/** A certain no. What may work later stays approved and comes again; everything else has failed. */
export const refused = (tools: PostTools, row: LedgerRow, answer: Omit<Refused, 'kind'>): Promise<void> =>
  actingAs(tools.db, house, async (transaction) => {
    const current = await ledger.lockPost(transaction, row.id)
    if (
      current === undefined ||
      (current.state !== 'submitting' && current.state !== 'approved') ||
      current.publish_id !== null
    )
      return
    const again =
      answer.retry === 'yes' || answer.retry === 'later' || (answer.retry === 'refresh' && current.attempts === 0)
    if (answer.retry === 'refresh' && current.account_id !== null)
      await accounts.expireAccess(transaction, current.account_id)
    if (!again || current.attempts >= mostRefusals) {
      await ledger.markFailed(transaction, row.id, answer)
      await tell(transaction, row)
      return
    }
    if (current.state === 'submitting') await ledger.giveBack(transaction, row.id, answer)
    else await ledger.noteWaiting(transaction, row.id, answer)
    const seconds = laterSeconds(answer.retry === 'later' ? 'later' : 'yes', current.attempts, answer.retryAfterSeconds)
    await tools.jobs.add(
      transaction,
      submitPost,
      { publicationId: row.id },
      { owner: row.user_id, delayMs: seconds * 1000 },
    )
    await tell(transaction, row)
  })

/** Nobody can say whether it is there. It is never sent again by itself; its owner is asked to look. */
export const outcomeUnknown = (tools: PostTools, row: LedgerRow, why: OwnTrouble): Promise<void> =>
  actingAs(tools.db, house, async (transaction) => {
    if ((await ledger.markUnknown(transaction, row.id, why)) === 0) return
    await tell(transaction, row)
    const media = await mediaOf(transaction, row)
    await tools.post(transaction, {
      to: row.email,
      language: row.language ?? 'en',
      letter: {
        kind: 'post-unknown',
        link: `${tools.siteUrl}/settings/publishing?post=${row.id}`,
        what: media?.label ?? '',
      },
    })
  })

/** Failed for a reason of the house's own. */
export const failed = (tools: PostTools, row: LedgerRow, why: OwnTrouble): Promise<void> => failedFor(tools, row, why)

/** Failed for what the publisher said or its rules found. */
export const failedFor = (tools: PostTools, row: LedgerRow, why: Trouble): Promise<void> =>
  actingAs(tools.db, house, async (transaction) => {
    if ((await ledger.markFailed(transaction, row.id, why)) === 1) await tell(transaction, row)
  })

/** The right to send the bytes of a post, for one worker at a time; false when another one has it. */
export const claimSending = (tools: PostTools, id: string): Promise<boolean> =>
  actingAs(tools.db, house, (transaction) => ledger.claimSending(transaction, id))

export const releaseSending = async (tools: PostTools, id: string): Promise<void> => {
  await actingAs(tools.db, house, (transaction) => ledger.releaseSending(transaction, id))
}

/** Whether the bytes are still wanted. */
export const sentSoFar = (tools: PostTools, row: LedgerRow, bytes: number): Promise<boolean> =>
  actingAs(tools.db, house, async (transaction) => {
    const wanted = (await ledger.noteSent(transaction, row.id, bytes)) === 1
    if (wanted) await tell(transaction, row)
    return wanted
  })

export const allSent = (tools: PostTools, row: LedgerRow): Promise<void> =>
  actingAs(tools.db, house, async (transaction) => {
    if ((await ledger.markProcessing(transaction, row.id)) === 0) return
    await tools.jobs.add(
      transaction,
      checkPost,
      { publicationId: row.id },
      { owner: row.user_id, delayMs: publisherOf(tools).statusDelayMs(0) },
    )
    await tell(transaction, row)
  })

/** No verdict yet: ask again later. */
export const checkAgain = (
  tools: PostTools,
  row: LedgerRow,
  delayMs: number,
  why: Trouble | null = null,
): Promise<void> =>
  actingAs(tools.db, house, async (transaction) => {
    if ((await ledger.noteCheck(transaction, row.id)) === 0) return
    if ((await ledger.noteTrouble(transaction, row.id, why)) === 1) await tell(transaction, row)
    await tools.jobs.add(transaction, checkPost, { publicationId: row.id }, { owner: row.user_id, delayMs })
  })

export const published = (
  tools: PostTools,
  row: Pick<LedgerRow, 'id' | 'user_id'>,
  postId: string | null,
): Promise<void> =>
  actingAs(tools.db, house, async (transaction) => {
    if ((await ledger.markPublished(transaction, row.id, postId)) === 1) await tell(transaction, row)
  })
