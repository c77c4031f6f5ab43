import * as z from 'zod'
import { endpoint } from './endpoint.ts'
import { instant, uuid } from './shapes.ts'
import { bilingual } from './techniques.ts'

export const assignment = z.strictObject({
  id: uuid,
  workspaceId: uuid,
  workspaceName: z.string(),
  scenarioId: uuid,
  title: bilingual,
  /** The scenario is still on the shelf. */
  canBegin: z.boolean(),
  userId: uuid,
  userName: z.string(),
  assignedBy: z.string(),
  note: z.string(),
  dueAt: instant.nullable(),
  /** What was handed in, and what it came to. */
  sessionId: uuid.nullable(),
  score: z.number().nullable(),
  completedAt: instant.nullable(),
  withdrawnAt: instant.nullable(),
  createdAt: instant,
  /** Of the caller: finished calls of this scenario that could be handed in, the newest first. */
  candidates: z.array(z.strictObject({ sessionId: uuid, score: z.number().nullable(), at: instant })),
})
export type Assignment = z.infer<typeof assignment>

const assignmentParams = z.strictObject({ assignmentId: uuid })
const note = z.string().trim().max(1000)

export const createAssignments = endpoint({
  method: 'POST',
  path: '/api/assignments',
  summary: 'Ask several people of a workspace to practise a scenario; each gets a mail. For its leaders',
  access: 'approved',
  body: z.strictObject({
    workspaceId: uuid,
    scenarioId: uuid,
    userIds: z.array(uuid).min(1).max(100),
    note: note.default(''),
    dueAt: instant.nullable().default(null),
  }),
  reply: z.strictObject({
    created: z.array(assignment),
    /** People for whom the same is open already: they keep what they have. */
    already: z.array(uuid),
  }),
  status: 201,
})
export const listAssignments = endpoint({
  method: 'GET',
  path: '/api/assignments',
  summary: 'One’s own assignments; with `workspace`, everybody’s there (for its leaders)',
  access: 'approved',
  query: z.strictObject({ workspace: uuid.optional() }),
  reply: z.strictObject({ assignments: z.array(assignment) }),
})
export const changeAssignment = endpoint({
  method: 'PATCH',
  path: '/api/assignments/:assignmentId',
  summary: 'Change note or deadline',
  access: 'approved',
  params: assignmentParams,
  body: z.strictObject({ note: note.optional(), dueAt: instant.nullable().optional() }),
  reply: assignment,
})
export const withdrawAssignment = endpoint({
  method: 'POST',
  path: '/api/assignments/:assignmentId/withdraw',
  summary: 'Take an open assignment back',
  access: 'approved',
  params: assignmentParams,
  reply: assignment,
})
export const handIn = endpoint({
  method: 'POST',
  path: '/api/assignments/:assignmentId/hand-in',
  summary: 'Hand a finished call in: its leaders may see it from then on',
  access: 'approved',
  params: assignmentParams,
  body: z.strictObject({ sessionId: uuid }),
  reply: assignment,
})
