import { actingAs, type PersonActor, type Transaction } from '#kernel/db/acting.ts'
import { Fault } from '#kernel/fault.ts'
import type { Tools } from '#kernel/tools.ts'
import { forgetWithdrawn } from './roleplays.jobs.ts'
import * as store from './roleplays.consents.store.ts'
import type { Purpose } from './roleplays.consents.store.ts'

/** Nothing is kept, recorded or sent that nobody agreed to. Throws `roleplays.consent_needed` (409). */
export const demandConsent = async (transaction: Transaction, userId: string, purpose: Purpose): Promise<void> => {
  if (!(await hasConsent(transaction, userId, purpose)))
    throw new Fault('roleplays.consent_needed', 409, consentSentences[purpose], {
      fields: [
        { path: 'consents', message: consentSentences[purpose], code: 'roleplays.consent_needed', values: { purpose } },
      ],
    })
}
export const hasConsent = async (transaction: Transaction, userId: string, purpose: Purpose): Promise<boolean> =>
  (await store.selectConsents(transaction, userId)).some((consent) => consent.purpose === purpose)

const consentSentences: Record<Purpose, string> = {
  audio: 'Agree to being recorded first.',
  transcript: 'Agree that the words of your calls are kept first.',
  provider: 'Agree that calls are sent to a provider first.',
}

export const readConsents = (tools: Tools, actor: PersonActor) =>
  actingAs(tools.db, actor, async (transaction) =>
    (await store.selectConsents(transaction, actor.userId)).map(({ purpose, text_version, given_at }) => ({
      purpose,
      textVersion: text_version,
      givenAt: given_at.toISOString(),
    })),
  )

export const giveConsent = (
  tools: Tools,
  actor: PersonActor,
  { purposes, textVersion }: { purposes: readonly Purpose[]; textVersion: string },
): Promise<{ given: number }> =>
  actingAs(tools.db, actor, async (transaction) => {
    await store.endOlder(transaction, actor.userId, purposes, textVersion)
    return { given: await store.insertConsents(transaction, actor.userId, purposes, textVersion) }
  })

/** Takes an agreement back. What it allowed to be kept is removed by a job of the same moment. */
export const withdrawConsent = (tools: Tools, actor: PersonActor, purpose: Purpose): Promise<{ withdrawn: boolean }> =>
  actingAs(tools.db, actor, async (transaction) => {
    const at = await store.withdraw(transaction, actor.userId, purpose)
    if (at === undefined) return { withdrawn: false }
    const before = at.withdrawn_at.toISOString()
    await tools.jobs.add(transaction, forgetWithdrawn, { userId: actor.userId, purpose, before })
    return { withdrawn: true }
  })
