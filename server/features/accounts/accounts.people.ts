import { language, type AccountStatus, type Language, type Person, type Role } from '@greenroom/contract/accounts.ts'
import { actingAs, type PersonActor, type Transaction } from '#kernel/db/acting.ts'
import { notFound } from '#kernel/fault.ts'
import type { Tools } from '#kernel/tools.ts'
import { likePattern } from './accounts.rules.ts'
import {
  lockDecisions,
  selectAddress,
  selectPeople,
  selectPerson,
  setRole,
  setStatus,
  type PersonRow,
} from './accounts.store.ts'

const pageSize = 50

export const listPeople = (
  tools: Tools,
  actor: PersonActor,
  {
    search,
    status,
    before,
  }: { search?: string | undefined; status?: AccountStatus | undefined; before?: string | undefined },
): Promise<{ people: Person[]; more: boolean }> =>
  actingAs(tools.db, actor, async (transaction) => {
    const like = search === undefined || search.trim() === '' ? null : likePattern(search)
    const { people, more } = await selectPeople(transaction, {
      like,
      status: status ?? null,
      before: before ?? null,
      most: pageSize,
    })
    return { people: people.map(shown), more }
  })

/** Approves, rejects, suspends or restores. Throws Fault `accounts.not_found`, `accounts.last_admin`. */
export const decide = (
  tools: Tools,
  actor: PersonActor,
  personId: string,
  status: Exclude<AccountStatus, 'pending'>,
  reason: string | null,
): Promise<Person> =>
  actingAs(tools.db, actor, async (transaction) => {
    await lockDecisions(transaction)
    const before = await personOf(transaction, personId)
    await setStatus(transaction, personId, status, reason)
    if (before.confirmed) await tellDecision(tools, transaction, personId, before.status, status, reason)
    return shown(await personOf(transaction, personId))
  })

/** Counts on that person's next request. Throws Fault `accounts.not_found`, `accounts.last_admin`. */
export const changeRole = (tools: Tools, actor: PersonActor, personId: string, role: Role): Promise<Person> =>
  actingAs(tools.db, actor, async (transaction) => {
    await setRole(transaction, personId, role)
    return shown(await personOf(transaction, personId))
  })

/** Writes to somebody whose account was approved or rejected. A suspension is told at the door, where it is met. */
export const tellDecision = async (
  tools: Tools,
  transaction: Transaction,
  personId: string,
  before: AccountStatus,
  status: AccountStatus,
  reason: string | null,
): Promise<void> => {
  if (before === status || before === 'suspended' || status === 'suspended' || status === 'pending') return
  const address = await selectAddress(transaction, personId)
  if (address === undefined) return
  await tools.post(transaction, {
    to: address.email,
    language: knownLanguage(address.language),
    letter:
      status === 'approved'
        ? { kind: 'account-approved', link: `${tools.siteUrl}/` }
        : { kind: 'account-rejected', reason },
  })
}

/** The language that somebody chose; English when they have not. */
export const knownLanguage = (chosen: string | null): Language => language.catch('en').parse(chosen)

const personOf = async (transaction: Transaction, personId: string): Promise<PersonRow> => {
  const person = await selectPerson(transaction, personId)
  if (person === undefined) throw notFound('accounts', 'There is no such person.')
  return person
}

const shown = (row: PersonRow): Person => ({
  ...row,
  lastSignInAt: row.lastSignInAt?.toISOString() ?? null,
  createdAt: row.createdAt.toISOString(),
})
