import type { ClientCrash } from '@greenroom/contract/operations.ts'
import { networkOf, take } from '#kernel/auth/limits.ts'
import { actingAs, type Actor } from '#kernel/db/acting.ts'
import { Fault } from '#kernel/fault.ts'
import type { Tools } from '#kernel/tools.ts'
import { crashMessage, pageOf } from './operations.rules.ts'
import { insertError } from './operations.store.ts'

const hour = 3600
const mostOfPerson = 20
/** Many people of one office share an address. */
const mostOfNetwork = 60
const mostOfHouse = 600

/**
 * Writes down what broke in somebody's browser, among the errors of the house. It is told by whoever wants to, so it is
 * limited for each person, for each network and for all together (Fault 429), and nothing of it is believed but the session.
 */
export const reportCrash = async (tools: Tools, actor: Actor, ip: string, crash: ClientCrash): Promise<void> => {
  const userId = await livingPerson(tools, actor)
  await take(tools.db, [
    ...(userId === null ? [] : [{ key: `crash:person:${userId}`, most: mostOfPerson, seconds: hour }]),
    { key: `crash:network:${networkOf(ip)}`, most: mostOfNetwork, seconds: hour },
    { key: 'crash:house', most: mostOfHouse, seconds: hour },
  ])
  await actingAs(tools.db, { kind: 'house', reason: 'write an error of a page down' }, (transaction) =>
    insertError(transaction, {
      method: 'PAGE',
      route: pageOf(crash.page),
      status: 0,
      code: 'client_crash',
      message: crashMessage(crash.message),
      correlationId: crash.reference,
      userId,
      context: { name: crash.kind, at: crash.places },
    }),
  )
}

/** Whose session it is, while it lives. */
const livingPerson = async (tools: Tools, actor: Actor): Promise<string | null> => {
  if (actor.kind !== 'person') return null
  try {
    return await actingAs(tools.db, actor, () => Promise.resolve(actor.userId))
  } catch (error) {
    if (error instanceof Fault && (error.status === 401 || error.status === 403)) return null
    throw error
  }
}
