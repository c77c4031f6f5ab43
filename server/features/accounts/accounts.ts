import type { Me, Preferences, Session } from '@greenroom/contract/accounts.ts'
import { actingAs, type PersonActor, type Transaction } from '#kernel/db/acting.ts'
import { announce, newestEvent } from '#kernel/events/events.ts'
import { notFound } from '#kernel/fault.ts'
import type { Tools } from '#kernel/tools.ts'
import { readPreferences } from './accounts.rules.ts'
import {
  deleteSession,
  lockDecisions,
  mergePreferences,
  promoteFirstAdmin,
  selectMe,
  selectSessions,
  updateProfile,
  writeHouseSettings,
  type ProfileChanges,
} from './accounts.store.ts'

export const readMe = (tools: Tools, actor: PersonActor): Promise<Me> =>
  actingAs(tools.db, actor, (transaction) => meOf(tools, transaction, actor))

export const changeMe = (tools: Tools, actor: PersonActor, changes: ProfileChanges): Promise<Me> =>
  actingAs(tools.db, actor, async (transaction) => {
    await updateProfile(transaction, actor.userId, changes)
    await announce(transaction, actor.userId, { type: 'account.changed' })
    return await meOf(tools, transaction, actor)
  })

export const changePreferences = (
  tools: Tools,
  actor: PersonActor,
  changes: { [Name in keyof Preferences]?: Preferences[Name] | undefined },
): Promise<Me> =>
  actingAs(tools.db, actor, async (transaction) => {
    await mergePreferences(transaction, actor.userId, changes)
    await announce(transaction, actor.userId, { type: 'account.changed' })
    return await meOf(tools, transaction, actor)
  })

/** As the person's own pages show it. */
export const meOf = async (tools: Tools, transaction: Transaction, actor: PersonActor): Promise<Me> => {
  const { preference, usedBytes, createdAt, ...found } = await selectMe(transaction, actor.userId)
  return {
    ...found,
    preferences: readPreferences(preference),
    quota: { usedBytes, limitBytes: Math.floor(tools.config.QUOTA_GB * 1024 ** 3) },
    createdAt: createdAt.toISOString(),
  }
}

export const listSessions = (tools: Tools, actor: PersonActor): Promise<Session[]> =>
  actingAs(tools.db, actor, async (transaction) => {
    const sessions = await selectSessions(transaction)
    return sessions.map((session) => ({
      ...session,
      current: session.id === actor.sessionId,
      createdAt: session.createdAt.toISOString(),
      refreshedAt: session.refreshedAt.toISOString(),
    }))
  })

/** The next request of that session is refused, and its event streams end now. */
export const endSession = (tools: Tools, actor: PersonActor, sessionId: string): Promise<void> =>
  actingAs(tools.db, actor, async (transaction) => {
    if (!(await deleteSession(transaction, sessionId)))
      throw notFound('sessions', 'There is no such session. It may have ended already.')
  })

/** Throws the door's Fault when the session has ended; a token alone proves that it once began. */
export const proveSession = (tools: Tools, actor: PersonActor): Promise<void> =>
  actingAs(tools.db, actor, () => Promise.resolve())

/** The newest event of somebody whose page begins. Throws as `proveSession`. */
export const beginToRead = (tools: Tools, actor: PersonActor): Promise<number> => actingAs(tools.db, actor, newestEvent)

/** Tells the database what its own triggers need to know. Called at every start, so that a changed setting counts. */
export const rememberSettings = (tools: Tools): Promise<void> =>
  actingAs(tools.db, { kind: 'house', reason: 'settings' }, async (transaction) => {
    await writeHouseSettings(transaction, {
      admin_email: tools.config.ADMIN_EMAIL ?? '',
      signup_approval: tools.config.SIGNUP_APPROVAL,
    })
    const { ADMIN_EMAIL: first } = tools.config
    if (first === undefined) return
    // The address may have been confirmed before it was named here; without this a house could be left without any admin.
    await lockDecisions(transaction)
    const promoted = await promoteFirstAdmin(transaction, first)
    if (promoted !== undefined) await announce(transaction, promoted, { type: 'account.changed' })
  })
