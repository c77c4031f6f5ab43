import * as z from 'zod'
import { uuid } from './shapes.ts'

/**
 * What travels over the event stream (`GET /api/events`, text/event-stream, cookie). An event says what changed, not
 * what it became: the studio reads the rows again, so nothing private travels by mistake and order does not matter.
 */
export const houseEvent = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('photos.changed'), projectId: uuid, fileIds: z.array(uuid) }),
  z.strictObject({ type: z.literal('scenes.changed'), projectId: uuid, sceneIds: z.array(uuid) }),
  /** Progress is not kept: it is sent to whoever listens and never replayed. */
  z.strictObject({
    type: z.literal('scene.progress'),
    projectId: uuid,
    sceneId: uuid,
    version: z.number().int(),
    progress: z.number(),
  }),
  z.strictObject({ type: z.literal('projects.changed'), projectId: uuid }),
  z.strictObject({ type: z.literal('shots.changed') }),
  z.strictObject({ type: z.literal('exports.changed'), projectId: uuid }),
  z.strictObject({ type: z.literal('sessions.changed'), sessionId: uuid }),
  z.strictObject({ type: z.literal('groups.changed'), sessionId: uuid, groupIds: z.array(uuid) }),
  /** Passing, as `scene.progress`: the group itself keeps the newest one every few seconds. */
  z.strictObject({ type: z.literal('group.progress'), sessionId: uuid, groupId: uuid, progress: z.number() }),
  z.strictObject({ type: z.literal('posts.changed'), publicationIds: z.array(uuid) }),
  z.strictObject({ type: z.literal('publishing.changed') }),
  z.strictObject({ type: z.literal('music.changed') }),
  z.strictObject({ type: z.literal('workspaces.changed'), workspaceId: uuid }),
  z.strictObject({ type: z.literal('scenarios.changed'), scenarioId: uuid }),
  z.strictObject({ type: z.literal('techniques.changed') }),
  /** A call: its turns, its recordings, its score, or who may see it. */
  z.strictObject({ type: z.literal('roleplays.changed'), sessionId: uuid }),
  z.strictObject({ type: z.literal('assignments.changed'), assignmentId: uuid }),
  z.strictObject({ type: z.literal('account.changed') }),
  z.strictObject({ type: z.literal('people.changed') }),
  z.strictObject({ type: z.literal('generations.changed') }),
])
export type HouseEvent = z.infer<typeof houseEvent>
