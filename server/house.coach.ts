import { roleplayJobs } from './features/roleplays/roleplays.jobs.ts'
import { roleplayRoutes } from './features/roleplays/roleplays.routes.ts'
import type { RehearsalTools } from './features/roleplays/roleplays.ts'
import { roleplaySchedules, roleplayWorks } from './features/roleplays/roleplays.work.ts'
import { scenarioRoutes } from './features/scenarios/scenarios.routes.ts'
import { seedPractice } from './features/scenarios/scenarios.seeding.ts'
import { techniqueRoutes } from './features/techniques/techniques.routes.ts'
import type { Route } from './kernel/http/route.ts'
import type { Schedule, Work } from './kernel/jobs/jobs.ts'
import type { Tools } from './kernel/tools.ts'

// The third part of house.ts: the rooms of the coach.

export const coachJobs = [...roleplayJobs] as const

/** Everything of the coach that the house carries. */
export const openCoach = async (
  tools: Tools,
): Promise<{ routes: Route[]; works: Work[]; schedules: Schedule[]; begin(): Promise<void> }> => {
  await seedPractice(tools)
  const rehearsals: RehearsalTools = {
    ...tools,
    coach: { transcriber: null, judge: null, phraser: null, voice: null, avatar: null },
  }
  return {
    routes: [...techniqueRoutes(tools), ...scenarioRoutes(tools), ...roleplayRoutes(rehearsals)],
    works: [...roleplayWorks(rehearsals)],
    schedules: [...roleplaySchedules],
    begin: () => Promise.resolve(),
  }
}
