import type { NoticeValues } from '@greenroom/contract/notices.ts'
import type { CreatorInfo, PublishingAccount } from '@greenroom/contract/posts.ts'
import type { ConnectBack } from './posts.rules.ts'
import { actingAs, type Actor, type PersonActor, type Transaction } from '#kernel/db/acting.ts'
import { announce } from '#kernel/events/events.ts'
import { Fault, notFound } from '#kernel/fault.ts'
import { hashToken, newToken } from '#kernel/id.ts'
import type { Sealer } from '#kernel/sealing.ts'
import type { Storage } from '#kernel/storage/storage.ts'
import type { Tools } from '#kernel/tools.ts'
import type { MediaFacts } from '#providers/publisher-post.ts'
import type { Granted, Publisher } from '#providers/publisher.ts'
import * as store from './posts.accounts.store.ts'
import { accountView, missingOf } from './posts.rules.ts'

export interface PostTools extends Tools {
  /** Null without the keys of an app: nothing can be connected. */
  publisher: Publisher | null
  /** Seals tokens and upload addresses; bound to the row they belong to. */
  sealer: Sealer
  /** Where the consent page sends people back to; registered there exactly so. */
  redirectUri: string
  /** The https address under which a finished file can be fetched without a redirect; null when this house has none. */
  pullBase: string | null
  /** What a finished file really is, found out in a child process. */
  probe(storage: Storage, bucket: 'media' | 'Exports', key: string): Promise<Extract<MediaFacts, { kind: 'video' }>>
}

export const house: Actor = { kind: 'house', reason: 'posts ledger' }
const tripSeconds = 600
/** A token is renewed this long before it ends, so that no call meets its end. */
const aheadMs = 5 * 60_000

/** The publisher of this house. Throws `publishing.not_configured`. */
export const publisherOf = (tools: PostTools): Publisher => {
  if (tools.publisher === null)
    throw new Fault(
      'publishing.not_configured',
      503,
      'This house has no keys for publishing. Its operator can set them.',
    )
  return tools.publisher
}

export const listAccounts = (tools: PostTools, actor: PersonActor): Promise<PublishingAccount[]> =>
  actingAs(tools.db, actor, async (transaction) =>
    (await store.ownAccounts(transaction)).map((account) =>
      accountView(account, tools.publisher?.rules ?? null, tools.clock.now()),
    ),
  )

/** Begins a trip to the consent page; its state is good once, for ten minutes, for this session only. */
export const beginConnecting = async (tools: PostTools, actor: PersonActor): Promise<{ url: string }> => {
  const { oauth } = publisherOf(tools)
  const state = newToken()
  const verifier = oauth.wantsVerifier ? newToken(48) : null
  await actingAs(tools.db, actor, () => Promise.resolve())
  await actingAs(tools.db, house, (transaction) =>
    store.insertTrip(transaction, {
      stateHash: hashToken(state),
      userId: actor.userId,
      sessionId: actor.sessionId,
      verifier: verifier === null ? null : tools.sealer.seal(verifier, hashToken(state)),
      seconds: tripSeconds,
    }),
  )
  return {
    url: oauth.authorizeUrl({ state, redirectUri: tools.redirectUri, ...(verifier === null ? {} : { verifier }) }),
  }
}

/**
 * Ends a trip. Throws `publishing.trip_over` for a state that is not this session's, was used or is too old,
 * `publishing.denied` when the person said no, `publishing.refused` when the other side did.
 */
export const finishConnecting = async (
  tools: PostTools,
  actor: PersonActor,
  back: ConnectBack,
): Promise<{ account: PublishingAccount; missingScopes: string[] }> => {
  const publisher = publisherOf(tools)
  await actingAs(tools.db, actor, () => Promise.resolve())
  const hash = hashToken(back.state)
  const trip = await actingAs(tools.db, house, (transaction) =>
    store.takeTrip(transaction, { stateHash: hash, userId: actor.userId, sessionId: actor.sessionId }),
  )
  if (trip === undefined)
    throw new Fault(
      'publishing.trip_over',
      409,
      'This sign-in was used before, took too long, or began in another window. Connect again.',
    )
  if (back.code === undefined)
    throw new Fault(
      'publishing.denied',
      409,
      `Nothing was connected${back.errorDescription ? `: ${back.errorDescription}` : '.'}`,
    )
  const granted = await publisher.oauth.exchange({
    code: back.code,
    redirectUri: tools.redirectUri,
    ...(trip.verifier === null ? {} : { verifier: tools.sealer.open(trip.verifier, hash) }),
  })
  if (granted.kind === 'refused') throw new Fault('publishing.refused', 502, granted.sentence)
  if (granted.kind === 'passing')
    throw new Fault('publishing.unreachable', 503, `${publisher.name} did not answer. Connect again in a moment.`)
  const face = await publisher.account(granted.accessToken, granted.scopes)
  const id = await actingAs(tools.db, house, async (transaction) => {
    const row = await store.accountIdFor(transaction, actor.userId, granted.openId)
    await keepTokens(tools, transaction, row, granted)
    if (face.kind === 'account') await store.saveFace(transaction, row, face)
    await accountChanged(transaction, actor.userId)
    return row
  })
  const account = (await listAccounts(tools, actor)).find((one) => one.id === id)
  if (account === undefined) throw noAccount()
  return { account, missingScopes: missingOf(publisher.oauth.scopesAsked, granted.scopes) }
}

/** Gives the right to post back and forgets the keys. Posts that wait for it become drafts; history stays. */
export const disconnectAccount = async (tools: PostTools, actor: PersonActor, accountId: string): Promise<void> => {
  const account = await ownAccount(tools, actor, accountId)
  await actingAs(tools.db, house, async (transaction) => {
    await store.markRemoved(transaction, account.id)
    await store.withdrawWaiting(transaction, account.id)
    await accountChanged(transaction, actor.userId)
  })
  // After the house forgot its keys: whatever the other side says, nothing goes out from here any more.
  if (tools.publisher === null || account.access_token === null) return
  const revoked = await tools.publisher.oauth.revoke(tools.sealer.open(account.access_token, account.id))
  if (revoked.kind !== 'revoked')
    tools.log.warn(
      { accountId, outcome: revoked.kind },
      'a disconnected account could not be revoked at the other side',
    )
}

/** What the account may post now, asked anew. */
export const askCreator = async (
  tools: PostTools,
  actor: PersonActor,
  accountId: string,
): Promise<{
  creator: CreatorInfo | null
  blocked: { code: string; sentence: string; values: NoticeValues } | null
}> => {
  await ownAccount(tools, actor, accountId)
  const publisher = publisherOf(tools)
  const token = await accessTokenOf(tools, accountId)
  if (token.kind === 'reconnect') return { creator: null, blocked: reconnectWords(publisher.name) }
  const answer = token.kind === 'token' ? await publisher.creator(token.accessToken) : token
  if (answer.kind === 'creator') {
    const { kind: _, ...creator } = answer
    return { creator: { ...creator, askedAt: tools.clock.now().toISOString() }, blocked: null }
  }
  if (answer.kind === 'passing' || answer.kind === 'later')
    throw new Fault('publishing.unreachable', 503, `${publisher.name} did not answer. Try again in a moment.`)
  const values = 'values' in answer ? (answer.values ?? {}) : {}
  return { creator: null, blocked: { code: answer.code, sentence: answer.sentence, values } }
}

export const reconnectWords = (name: string) => ({
  code: 'publishing.reconnect' as const,
  values: {},
  sentence: `${name} has ended this connection. Connect the account again.`,
})

export type TokenFound =
  | { kind: 'token'; accessToken: string }
  | { kind: 'later'; seconds: number }
  | { kind: 'reconnect' }

/**
 * A token that is good for some minutes. Renewed ahead of its end by one caller at a time, and saved before it is used: the
 * old one may be dead. Only the other side's `invalid_grant` ends a connection; a broken network never does.
 */
export const accessTokenOf = async (tools: PostTools, accountId: string, renew = false): Promise<TokenFound> => {
  const publisher = publisherOf(tools)
  const account = await actingAs(tools.db, house, (transaction) => store.accountById(transaction, accountId))
  if (
    account === undefined ||
    account.state !== 'connected' ||
    account.access_token === null ||
    account.refresh_token === null
  )
    return { kind: 'reconnect' }
  const leftMs = (account.expires_at?.getTime() ?? 0) - tools.clock.now().getTime()
  if (!renew && leftMs > aheadMs)
    return { kind: 'token', accessToken: tools.sealer.open(account.access_token, account.id) }
  const { refresh_token: seen } = account
  const mine = await actingAs(tools.db, house, (transaction) => store.claimRefresh(transaction, account.id, seen))
  if (!mine) {
    // Somebody else is at it; what is still good for a moment serves meanwhile.
    return !renew && leftMs > 30_000
      ? { kind: 'token', accessToken: tools.sealer.open(account.access_token, account.id) }
      : { kind: 'later', seconds: 2 }
  }
  const renewed = await publisher.oauth.refresh(tools.sealer.open(seen, account.id))
  if (renewed.kind === 'granted') {
    await actingAs(tools.db, house, (transaction) => keepTokens(tools, transaction, account.id, renewed))
    return { kind: 'token', accessToken: renewed.accessToken }
  }
  if (renewed.kind === 'invalid_grant') {
    await endConnection(tools, account, 'publishing.grant_over')
    return { kind: 'reconnect' }
  }
  tools.log.warn({ accountId, outcome: renewed.kind }, 'a token could not be renewed')
  await actingAs(tools.db, house, (transaction) => store.dropClaim(transaction, account.id))
  if (!renew && leftMs > 30_000)
    return { kind: 'token', accessToken: tools.sealer.open(account.access_token, account.id) }
  return { kind: 'later', seconds: renewed.kind === 'passing' ? (renewed.retryAfterSeconds ?? 10) : 300 }
}

/** The connection is over, and the person has to begin it anew: they are told. */
export const endConnection = (
  tools: PostTools,
  account: { id: string; user_id: string },
  reason: string,
): Promise<void> =>
  actingAs(tools.db, house, async (transaction) => {
    if ((await store.markReconnect(transaction, account.id, reason)) === 1)
      await accountChanged(transaction, account.user_id)
  })

const keepTokens = async (tools: PostTools, transaction: Transaction, id: string, granted: Granted): Promise<void> => {
  await store.saveTokens(transaction, id, {
    accessToken: tools.sealer.seal(granted.accessToken, id),
    refreshToken: tools.sealer.seal(granted.refreshToken, id),
    expiresInSeconds: granted.expiresInSeconds,
    refreshExpiresInSeconds: granted.refreshExpiresInSeconds,
    scopes: granted.scopes,
  })
}

const accountChanged = async (transaction: Transaction, userId: string): Promise<void> => {
  await store.noteOnProfile(transaction, userId)
  await announce(transaction, userId, { type: 'publishing.changed' })
}

/** The caller's own account with its keys. Throws `publishing.not_found`, also for another's. */
const ownAccount = async (tools: PostTools, actor: PersonActor, accountId: string): Promise<store.AccountRow> => {
  const own = await actingAs(tools.db, actor, (transaction) => store.ownsAccount(transaction, accountId))
  const account = own
    ? await actingAs(tools.db, house, (transaction) => store.accountById(transaction, accountId))
    : undefined
  if (account === undefined) throw noAccount()
  return account
}
const noAccount = (): Fault => notFound('publishing', 'There is no such account.')

/** Renews what was quiet for long, and forgets trips and notes that are over. */
export const keepAlive = async (tools: PostTools): Promise<void> => {
  const quiet = await actingAs(tools.db, house, async (transaction) => {
    await store.forgetOldTrips(transaction)
    await store.forgetOldNotes(transaction)
    return await store.longQuiet(transaction)
  })
  if (tools.publisher !== null) for (const { id } of quiet) await accessTokenOf(tools, id, true)
}
