import * as contract from '@greenroom/contract/projects.ts'
import { route, type Route } from '#kernel/http/route.ts'
import type { Tools } from '#kernel/tools.ts'
import * as projects from './projects.ts'

export const projectRoutes = (tools: Tools): Route[] => [
  route(contract.listProjects, async ({ actor }) => ({ projects: await projects.listProjects(tools, actor) })),
  route(contract.getProject, ({ actor, params }) => projects.getProject(tools, actor, params.projectId)),
  route(contract.createProject, ({ actor, body }) => projects.createProject(tools, actor, body)),
  route(contract.changeProject, ({ actor, params, body }) =>
    projects.changeProject(tools, actor, params.projectId, body),
  ),
  route(contract.deleteProject, async ({ actor, params }) => {
    await projects.deleteProject(tools, actor, params.projectId)
    return {}
  }),
  route(contract.restoreProject, ({ actor, params }) => projects.restoreProject(tools, actor, params.projectId)),
  route(contract.makeSampleProject, ({ actor }) => projects.makeSampleProject(tools, actor)),
]
