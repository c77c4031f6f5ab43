import { actingAs, type Actor } from '#kernel/db/acting.ts'
import type { Letter } from '#kernel/mail/mail.ts'
import type { Tools } from '#kernel/tools.ts'
import { costOf, reasonOf } from './scenes.letters.rules.ts'
import * as store from './scenes.letters.store.ts'

const house: Actor = { kind: 'house', reason: 'letters about takes without a result' }

/** A letter waits until nothing more has failed in its project for two minutes, but not longer than ten. */
const quietMs = 2 * 60_000
const longestMs = 10 * 60_000
const lettersAtOnce = 200
const takesInLetter = 20

/**
 * Writes to people about their takes that failed or of which nobody knows what became: one letter for a project. That a take
 * waits for its letter stands in the ledger since it failed, and ends in the transaction that posts the letter; so this may run
 * as often as it likes and may die anywhere.
 */
export const tellOfFailures = async (tools: Tools, signal: AbortSignal): Promise<void> => {
  const now = tools.clock.now().getTime()
  const before = { quiet: new Date(now - quietMs), latest: new Date(now - longestMs) }
  const waiting = await actingAs(tools.db, house, (transaction) =>
    store.selectUntold(transaction, before, lettersAtOnce),
  )
  const failures: unknown[] = []
  for (const one of waiting) {
    signal.throwIfAborted()
    // One letter that cannot be written does not hold the others up; it is tried again in a minute.
    await tellOne(tools, one).catch((error: unknown) => failures.push(error))
  }
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} letters could not be written.`)
}

const tellOne = (tools: Tools, where: { userId: string; projectId: string }): Promise<void> =>
  actingAs(tools.db, house, async (transaction) => {
    const rows = await store.takeUntold(transaction, where)
    const [first] = rows
    if (first === undefined) return
    const { email: to, language, project } = first
    const takes = rows.slice(0, takesInLetter).map((row) => ({
      scene: row.ordinal,
      take: row.version,
      failed: row.state === 'failed',
      reason: reasonOf(row, language),
      cost: costOf(row, language),
      link: `${tools.siteUrl}/projects/${where.projectId}/scenes/${row.sceneId}?take=${row.version}`,
    }))
    const letter: Letter = {
      kind: 'takes-failed',
      project,
      takes,
      more: rows.length - takes.length,
      link: rows.length === 1 ? (takes[0]?.link ?? '') : `${tools.siteUrl}/projects/${where.projectId}`,
      settingsLink: `${tools.siteUrl}/settings/preferences`,
    }
    await tools.post(transaction, { to, language, letter })
  })
