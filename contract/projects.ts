import * as z from 'zod'
import { endpoint } from './endpoint.ts'
import { instant, nothing, title, uuid } from './shapes.ts'

export const project = z.strictObject({
  id: uuid,
  name: z.string(),
  description: z.string(),
  photoCount: z.number().int(),
  sceneCount: z.number().int(),
  /** Scenes being made now. */
  runningCount: z.number().int(),
  /** Photos that the house itself makes now, as those of a sample project. */
  makingCount: z.number().int(),
  /** Up to four photos to show on its card. */
  coverFileIds: z.array(uuid),
  createdAt: instant,
  updatedAt: instant,
})
export type Project = z.infer<typeof project>

const projectParams = z.strictObject({ projectId: uuid })
const description = z.string().trim().max(2000)

export const listProjects = endpoint({
  method: 'GET',
  path: '/api/projects',
  summary: 'One’s own projects, last changed first',
  access: 'approved',
  reply: z.strictObject({ projects: z.array(project) }),
})
export const getProject = endpoint({
  method: 'GET',
  path: '/api/projects/:projectId',
  summary: 'One project',
  access: 'approved',
  params: projectParams,
  reply: project,
})
export const createProject = endpoint({
  method: 'POST',
  path: '/api/projects',
  summary: 'Create a project; its name is unique among one’s own',
  access: 'approved',
  body: z.strictObject({ name: title, description: description.default('') }),
  reply: project,
  status: 201,
})
export const changeProject = endpoint({
  method: 'PATCH',
  path: '/api/projects/:projectId',
  summary: 'Rename or describe a project; photos keep the names they have',
  access: 'approved',
  params: projectParams,
  body: z.strictObject({ name: title.optional(), description: description.optional() }),
  reply: project,
})
export const deleteProject = endpoint({
  method: 'DELETE',
  path: '/api/projects/:projectId',
  summary: 'Delete a project with its photos and scenes; can be undone for 10 s',
  access: 'approved',
  params: projectParams,
  reply: nothing,
})
export const restoreProject = endpoint({
  method: 'POST',
  path: '/api/projects/:projectId/restore',
  summary: 'Undo a deletion within 10 s',
  access: 'approved',
  params: projectParams,
  body: nothing,
  reply: project,
})
export const makeSampleProject = endpoint({
  method: 'POST',
  path: '/api/sample-project',
  summary: 'Make 24 procedural photographs and fill a project with them; answers at once, photos arrive live',
  access: 'approved',
  body: nothing,
  reply: project,
  status: 201,
})
