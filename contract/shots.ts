import * as z from 'zod'
import { endpoint } from './endpoint.ts'
import { changed, nothing, title, uuid } from './shapes.ts'

/** How the local maker moves its camera for a shot type. */
export const motion = z.enum([
  'push-in',
  'pull-out',
  'pan-left',
  'pan-right',
  'tilt-up',
  'tilt-down',
  'drift',
  'handheld',
  'static',
])
export type Motion = z.infer<typeof motion>

export const shotType = z.strictObject({
  id: uuid,
  name: z.string(),
  /** May hold `{subject}`, `{project}` and `{notes}`. */
  promptTemplate: z.string(),
  /** Defaults are shared and cannot be edited; copy one to change it. */
  isDefault: z.boolean(),
  /** Number key 1–9, or null. */
  key: z.number().int().min(1).max(9).nullable(),
  motion,
  position: z.number(),
})
export type ShotType = z.infer<typeof shotType>

const shotParams = z.strictObject({ shotTypeId: uuid })
const promptTemplate = z.string().trim().min(3).max(4000)
const key = z.number().int().min(1).max(9).nullable()
const draft = z.strictObject({ name: title, promptTemplate, key: key.default(null), motion: motion.default('push-in') })

export const listShotTypes = endpoint({
  method: 'GET',
  path: '/api/shot-types',
  summary: 'The shared shot types and one’s own, in order',
  access: 'approved',
  reply: z.strictObject({ shotTypes: z.array(shotType) }),
})
export const createShotType = endpoint({
  method: 'POST',
  path: '/api/shot-types',
  summary: 'Add a shot type of one’s own',
  access: 'approved',
  body: draft,
  reply: shotType,
  status: 201,
})
export const copyShotType = endpoint({
  method: 'POST',
  path: '/api/shot-types/:shotTypeId/copy',
  summary: 'Copy a shot type to one’s own',
  access: 'approved',
  params: shotParams,
  body: nothing,
  reply: shotType,
  status: 201,
})
export const changeShotType = endpoint({
  method: 'PATCH',
  path: '/api/shot-types/:shotTypeId',
  summary: 'Change a shot type of one’s own',
  access: 'approved',
  params: shotParams,
  body: z.strictObject({
    name: title.optional(),
    promptTemplate: promptTemplate.optional(),
    key: key.optional(),
    motion: motion.optional(),
  }),
  reply: shotType,
})
export const deleteShotType = endpoint({
  method: 'DELETE',
  path: '/api/shot-types/:shotTypeId',
  summary: 'Delete a shot type of one’s own; scenes made with it keep their prompt',
  access: 'approved',
  params: shotParams,
  reply: nothing,
})
export const orderShotTypes = endpoint({
  method: 'PUT',
  path: '/api/shot-types/order',
  summary: 'Order one’s own shot types',
  access: 'approved',
  body: z.strictObject({ ids: z.array(uuid).max(200) }),
  reply: changed,
})
/** The file that export writes and import reads. */
export const shotTypeFile = z.strictObject({
  greenroom: z.literal('shot-types'),
  version: z.literal(1),
  shotTypes: z.array(draft).min(1).max(200),
})
export const importShotTypes = endpoint({
  method: 'POST',
  path: '/api/shot-types/import',
  summary: 'Add the shot types of an exported file; nothing is added when one of them is wrong',
  access: 'approved',
  body: shotTypeFile,
  reply: z.strictObject({ shotTypes: z.array(shotType) }),
  status: 201,
})
export const exportShotTypes = endpoint({
  method: 'GET',
  path: '/api/shot-types/export',
  summary: 'One’s own shot types as a file that can be imported elsewhere',
  access: 'approved',
  reply: shotTypeFile.extend({ shotTypes: z.array(draft).max(200) }),
})
