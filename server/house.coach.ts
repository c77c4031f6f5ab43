import { practiceRawRoutes, practiceRoutes } from './features/practice/practice.routes.ts'
import { roleplayJobs } from './features/roleplays/roleplays.jobs.ts'
import { roleplayRoutes } from './features/roleplays/roleplays.routes.ts'
import type { RehearsalTools } from './features/roleplays/roleplays.ts'
import { roleplaySchedules, roleplayWorks } from './features/roleplays/roleplays.work.ts'
import { scenarioRoutes } from './features/scenarios/scenarios.routes.ts'
import { seedPractice } from './features/scenarios/scenarios.seeding.ts'
import { sweepSoon } from './features/search/search.indexing.ts'
import { searchJobs } from './features/search/search.jobs.ts'
import { searchRoutes } from './features/search/search.routes.ts'
import type { SearchTools } from './features/search/search.ts'
import { searchSchedules, searchWorks } from './features/search/search.work.ts'
import { techniqueRoutes } from './features/techniques/techniques.routes.ts'
import type { RawRoute, Route } from './kernel/http/route.ts'
import type { Schedule, Work } from './kernel/jobs/jobs.ts'
import type { Tools } from './kernel/tools.ts'

// The third part of house.ts: the rooms of the coach.

export const coachJobs = [...roleplayJobs, ...searchJobs] as const

/** Everything of the coach that the house carries. */
export const openCoach = async (
  tools: Tools,
): Promise<{
  routes: Route[]
  rawRoutes: RawRoute[]
  works: Work[]
  schedules: Schedule[]
  begin(): Promise<void>
}> => {
  await seedPractice(tools)
  const rehearsals: RehearsalTools = {
    ...tools,
    coach: { transcriber: null, judge: null, phraser: null, voice: null, avatar: null },
  }
  const search: SearchTools = { ...tools, embedder: null }
  return {
    routes: [
      ...techniqueRoutes(tools),
      ...scenarioRoutes(tools),
      ...roleplayRoutes(rehearsals),
      ...searchRoutes(search),
      ...practiceRoutes(tools),
    ],
    rawRoutes: [...practiceRawRoutes(tools)],
    works: [...roleplayWorks(rehearsals), ...searchWorks(search)],
    schedules: [...roleplaySchedules, ...searchSchedules],
    begin: () => sweepSoon(search),
  }
}
