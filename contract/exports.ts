import * as z from 'zod'
import { endpoint } from './endpoint.ts'
import { instant, uuid } from './shapes.ts'

export const exportOrder = z.strictObject({
  versions: z.enum(['pinned', 'all']).default('pinned'),
  /** Only these scenes; left out, every scene with something to export. */
  sceneIds: z.array(uuid).max(1000).optional(),
  /** May hold {project} {nn} {shot} {name} {version}; the ending is added. */
  pattern: z.string().trim().min(1).max(200).default('{nn}-{shot}-{name}_v{version}'),
  frames: z.boolean().default(true),
})
export type ExportOrder = z.infer<typeof exportOrder>

/** A frozen list of what goes into one ZIP. Its bytes are laid out once, so a broken download can be continued. */
export const exported = z.strictObject({
  id: uuid,
  projectId: uuid,
  fileName: z.string(),
  bytes: z.number().int(),
  clips: z.number().int(),
  frames: z.number().int(),
  order: exportOrder,
  createdAt: instant,
  expiresAt: instant,
})
export type Exported = z.infer<typeof exported>
const projectParams = z.strictObject({ projectId: uuid })
export const createExport = endpoint({
  method: 'POST',
  path: '/api/projects/:projectId/exports',
  summary: 'Lay out a ZIP of the project’s scenes; download it at /media/exports/:id',
  access: 'approved',
  params: projectParams,
  body: exportOrder,
  reply: exported,
  status: 201,
})
export const listExports = endpoint({
  method: 'GET',
  path: '/api/projects/:projectId/exports',
  summary: 'Exports of a project that can still be downloaded, newest first',
  access: 'approved',
  params: projectParams,
  reply: z.strictObject({ exports: z.array(exported) }),
})
export const exportPath = (exportId: string): string => `/media/exports/${exportId}`
