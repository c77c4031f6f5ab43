import * as z from 'zod'
import { endpoint } from './endpoint.ts'
import { callMode, callStatus, scoreState } from './rehearsals.ts'
import { instant, uuid } from './shapes.ts'
import { bilingual, spokenLanguage } from './techniques.ts'

/** What an admin of the house is told of anybody's call before choosing to read it: no word of it, and no recording. */
export const listedCall = z.strictObject({
  id: uuid,
  userId: uuid,
  userName: z.string(),
  userEmail: z.string(),
  workspace: z.strictObject({ id: uuid, name: z.string() }).nullable(),
  scenarioId: uuid,
  scenarioTitle: bilingual,
  language: spokenLanguage,
  mode: callMode,
  status: callStatus,
  scoreState,
  score: z.number().nullable(),
  passed: z.boolean().nullable(),
  turns: z.number().int(),
  durationSeconds: z.number().int().nullable(),
  shared: z.boolean(),
  /** Whether there are words to read; they go with time, or with the agreement to keep them. */
  words: z.boolean(),
  recordings: z.boolean(),
  /** How often somebody else has read its words. */
  readings: z.number().int(),
  startedAt: instant,
})
export type ListedCall = z.infer<typeof listedCall>

export const listAllCalls = endpoint({
  method: 'GET',
  path: '/api/admin/calls',
  summary:
    'Calls of everybody, newest first and without their words; reading one asks for a reason and is written down',
  access: 'admin',
  query: z.strictObject({
    /** In the name or address of the person, or in the title of the scenario. */
    search: z.string().max(200).optional(),
    status: callStatus.optional(),
    /** `none` = calls that belong to no workspace. */
    workspace: z.union([uuid, z.literal('none')]).optional(),
    words: z.enum(['there', 'gone']).optional(),
    /** Begun within so many days. */
    days: z.coerce.number().int().min(1).max(3650).optional(),
    cursor: z.string().max(200).optional(),
    limit: z.coerce.number().int().min(1).max(100).default(30),
  }),
  reply: z.strictObject({ calls: z.array(listedCall), nextCursor: z.string().nullable() }),
})
