import type { CheckAgreement } from '@greenroom/contract/team.ts'
import { actingAs, type Actor, type PersonActor } from '#kernel/db/acting.ts'
import type { Tools } from '#kernel/tools.ts'
import { agreementsOf, countsOf, fallenBy, mondayOf, type AskedNow, type KeptWeek } from './practice.agreement.rules.ts'
import * as store from './practice.agreement.store.ts'
import { refuseOthers, scenariosOf } from './practice.scenarios.ts'

const house: Actor = { kind: 'house', reason: 'agreement of judges and people in a week that is over' }
const most = 10_000

/** How far judge and people agree: as it was kept of weeks that are over, and as it stands of the present one. */
export const readAgreement = async (
  tools: Tools,
  actor: PersonActor,
  workspaceId: string,
): Promise<CheckAgreement[]> => {
  const weeks = await actingAs(tools.db, actor, async (transaction) => {
    await refuseOthers(transaction, workspaceId)
    return [
      ...(await store.selectKept(transaction, workspaceId)),
      ...countsOf(await store.selectPairs(transaction, workspaceId, null)),
    ]
  })
  return agreementsOf(weeks, await askedNow(tools, weeks))
}

const askedNow = (tools: Tools, weeks: readonly KeptWeek[]): Promise<AskedNow> =>
  scenariosOf(
    tools,
    weeks.map(({ scenarioId }) => scenarioId),
  )

/**
 * Keeps what the weeks that are over came to, in every workspace, and writes to its leaders once about them. May run as often
 * as it likes: each workspace moves on by one step, and who comes second finds nothing to do.
 */
export const keepAgreements = async (tools: Tools, signal: AbortSignal): Promise<void> => {
  const monday = mondayOf(tools.clock.now())
  const behind = await actingAs(tools.db, house, (transaction) => store.selectBehind(transaction, monday, most))
  const failures: unknown[] = []
  for (const workspaceId of behind) {
    signal.throwIfAborted()
    // One workspace that cannot be kept does not hold the others up; the job fails in the end and is tried again.
    await keepOne(tools, workspaceId, monday).catch((error: unknown) => failures.push(error))
  }
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} workspaces could not be kept.`)
}

const keepOne = async (tools: Tools, workspaceId: string, monday: string): Promise<void> => {
  const asked = await askedNow(
    tools,
    await actingAs(tools.db, house, async (transaction) =>
      countsOf(await store.selectPairs(transaction, workspaceId, monday)),
    ),
  )
  await actingAs(tools.db, house, async (transaction) => {
    await store.holdWorkspace(transaction, workspaceId)
    // Read before it moves on: what is open is told by where the workspace stands.
    const added = countsOf(await store.selectPairs(transaction, workspaceId, monday))
    const moved = await store.moveOn(transaction, workspaceId, monday)
    if (moved === undefined) return
    const before = await store.selectKept(transaction, workspaceId)
    if (added.length > 0) await store.insertKept(transaction, workspaceId, added)
    const fallen = fallenBy(before, added, asked)
    for (const { email, language, disputes } of await store.selectLeaders(transaction, workspaceId)) {
      if (fallen.length === 0 && disputes === 0) continue
      await tools.post(transaction, {
        to: email,
        language,
        letter: {
          kind: 'agreement-week',
          workspace: moved.name,
          disputes,
          disputesLink: `${tools.siteUrl}/coach/team?workspace=${workspaceId}&tab=reviews`,
          checks: fallen.map(({ scenarioId, question }) => ({
            scenario: asked.get(scenarioId)?.title[language] ?? '',
            question: question[language],
          })),
          checksLink: `${tools.siteUrl}/coach/team?workspace=${workspaceId}&tab=agreement`,
          settingsLink: `${tools.siteUrl}/settings/preferences`,
        },
      })
    }
  })
}
