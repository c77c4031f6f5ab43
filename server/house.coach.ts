import { practiceJobs } from './features/practice/practice.jobs.ts'
import { practiceRawRoutes, practiceRoutes } from './features/practice/practice.routes.ts'
import { practiceSchedules, practiceWorks } from './features/practice/practice.work.ts'
import { openHearing } from './features/roleplays/roleplays.hearing.ts'
import { roleplayJobs } from './features/roleplays/roleplays.jobs.ts'
import { recoverCalls } from './features/roleplays/roleplays.recovery.ts'
import { roleplayRawRoutes, roleplayRoutes } from './features/roleplays/roleplays.routes.ts'
import type { RehearsalTools } from './features/roleplays/roleplays.ts'
import { roleplaySchedules, roleplayWorks } from './features/roleplays/roleplays.work.ts'
import { scenarioRoutes } from './features/scenarios/scenarios.routes.ts'
import { seedPractice } from './features/scenarios/scenarios.seeding.ts'
import { techniqueRoutes } from './features/techniques/techniques.routes.ts'
import { sweepSoon } from './features/search/search.indexing.ts'
import { searchJobs } from './features/search/search.jobs.ts'
import { searchRoutes } from './features/search/search.routes.ts'
import type { SearchTools } from './features/search/search.ts'
import { searchSchedules, searchWorks } from './features/search/search.work.ts'
import { coachOutside } from './house.voices.ts'
import type { Outbound } from './kernel/http/outbound.ts'
import { workspaceRoutes } from './features/workspaces/workspaces.routes.ts'
import type { RawRoute, Route } from './kernel/http/route.ts'
import type { Schedule, Work } from './kernel/jobs/jobs.ts'
import type { Tools } from './kernel/tools.ts'
import type { Encoder } from './media/encoder.ts'

// The third part of house.ts: the rooms of the coach.

export const coachJobs = [...roleplayJobs, ...searchJobs, ...practiceJobs] as const

interface Coach {
  routes: Route[]
  rawRoutes: RawRoute[]
  works: Work[]
  schedules: Schedule[]
  /** Where pages may connect to besides the house. */
  connectTo: readonly string[]
  begin(): Promise<void>
  /** For the one process of the embedded database, at its start. */
  recover(): Promise<void>
  close(): Promise<void>
}

/** Everything of the coach that the house carries. */
export const openCoach = async (
  tools: Tools,
  { outbound, encoder, passKey }: { outbound: Outbound; encoder: Encoder; passKey: Buffer },
): Promise<Coach> => {
  await seedPractice(tools)
  const outside = coachOutside(tools.config, outbound, encoder)
  const rehearsals: RehearsalTools = {
    ...tools,
    coach: outside,
  }
  const rooms = { ...rehearsals, hearing: openHearing(passKey, tools.clock) }
  const search: SearchTools = { ...tools, embedder: outside.embedder }
  return {
    routes: [
      ...workspaceRoutes(tools),
      ...techniqueRoutes(tools),
      ...scenarioRoutes(tools),
      ...roleplayRoutes(rooms),
      ...searchRoutes(search),
      ...practiceRoutes(tools),
    ],
    rawRoutes: [...roleplayRawRoutes(rooms), ...practiceRawRoutes(tools)],
    works: [...roleplayWorks(rehearsals), ...searchWorks(search), ...practiceWorks(tools)],
    schedules: [...roleplaySchedules, ...searchSchedules, ...practiceSchedules],
    recover: () => recoverCalls(rehearsals),
    connectTo: outside.avatar?.browserOrigins ?? [],
    async begin() {
      // Nobody waits for what a vendor says of its models.
      void outside.notes(new Date()).then((notes) => notes.forEach((note) => tools.log.warn(note)))
      await sweepSoon(search)
    },
    close: () => outside.close(),
  }
}
