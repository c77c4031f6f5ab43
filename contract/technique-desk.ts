import * as z from 'zod'
import { endpoint } from './endpoint.ts'
import { instant, uuid } from './shapes.ts'
import { bilingual, evidence, faultId, handle, technique, techniquePhase } from './techniques.ts'

/** A technique as it counts in a workspace. */
export const techniqueView = z.strictObject({
  technique,
  /** `copy`: the workspace's own wording stands where the house's stood. `own`: the house has none of this name. */
  origin: z.enum(['house', 'copy', 'own']),
  /** Of the row it comes from. A change names the one it was made on. */
  revision: z.number().int().positive(),
  changedAt: instant,
})
export type TechniqueView = z.infer<typeof techniqueView>

export const techniqueFile = z.strictObject({
  greenroom: z.literal('techniques'),
  version: z.literal(1),
  techniques: z.array(technique).min(1).max(200),
})
export type TechniqueFile = z.infer<typeof techniqueFile>

const inWorkspace = z.strictObject({ workspaceId: uuid })
const oneTechnique = z.strictObject({ workspaceId: uuid, techniqueId: handle })

export const listTechniques = endpoint({
  method: 'GET',
  path: '/api/techniques',
  summary: 'Techniques of the house; with `workspace`, as they count there. With phases and mistakes',
  access: 'approved',
  query: z.strictObject({ workspace: uuid.optional() }),
  reply: z.strictObject({
    techniques: z.array(techniqueView),
    phases: z.array(techniquePhase),
    mistakes: z.array(z.strictObject({ id: faultId, names: bilingual, summary: bilingual })),
    /** The caller may change those of the workspace that was asked for. */
    mayEdit: z.boolean(),
  }),
})
export const tryTechniques = endpoint({
  method: 'POST',
  path: '/api/techniques/try',
  summary: 'What is heard in a sentence; nothing is stored, no model takes part',
  access: 'approved',
  body: z.strictObject({
    /** Whose techniques are listened for; null: the house's. */
    workspaceId: uuid.nullable(),
    /** What the customer said before it: some techniques are known by that. */
    before: z.string().trim().max(2000).default(''),
    text: z.string().trim().min(1).max(2000),
  }),
  reply: evidence,
})
export const copyTechnique = endpoint({
  method: 'POST',
  path: '/api/workspaces/:workspaceId/techniques/:techniqueId/copy',
  summary: 'Make the workspace’s own copy of a technique of the house; when there is one, that one',
  access: 'approved',
  params: oneTechnique,
  reply: techniqueView,
  status: 201,
})
export const addTechnique = endpoint({
  method: 'POST',
  path: '/api/workspaces/:workspaceId/techniques',
  summary: 'Add a technique that the house does not have',
  access: 'approved',
  params: inWorkspace,
  body: z.strictObject({ technique }),
  reply: techniqueView,
  status: 201,
})
export const changeTechnique = endpoint({
  method: 'PUT',
  path: '/api/workspaces/:workspaceId/techniques/:techniqueId',
  summary:
    'Change a technique of the workspace, onto the revision that was read; 409 techniques.changed_elsewhere when another window was first',
  access: 'approved',
  params: oneTechnique,
  body: z.strictObject({ revision: z.number().int().positive(), technique }),
  reply: techniqueView,
})
export const removeTechnique = endpoint({
  method: 'DELETE',
  path: '/api/workspaces/:workspaceId/techniques/:techniqueId',
  summary: 'Remove the workspace’s technique: where it was a copy, the house’s counts again',
  access: 'approved',
  params: oneTechnique,
  reply: z.strictObject({ removed: z.boolean() }),
})
export const importTechniques = endpoint({
  method: 'POST',
  path: '/api/workspaces/:workspaceId/techniques/import',
  summary: 'Take techniques in from a file, all of them or none; those of the same name are replaced',
  access: 'approved',
  maxBytes: 3_000_000,
  params: inWorkspace,
  body: techniqueFile,
  reply: z.strictObject({ taken: z.number().int() }),
})
export const exportTechniques = endpoint({
  method: 'GET',
  path: '/api/workspaces/:workspaceId/techniques/file',
  summary: 'The workspace’s own techniques as a file; without any, the house’s',
  access: 'approved',
  params: inWorkspace,
  reply: techniqueFile,
})
