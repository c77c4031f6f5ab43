import { scenarioRoutes } from './features/scenarios/scenarios.routes.ts'
import { techniqueRoutes } from './features/techniques/techniques.routes.ts'
import type { Route } from './kernel/http/route.ts'
import type { Tools } from './kernel/tools.ts'

// The third part of house.ts: the rooms of the coach.

export const coachRoutes = (tools: Tools): Route[] => [...techniqueRoutes(tools), ...scenarioRoutes(tools)]
