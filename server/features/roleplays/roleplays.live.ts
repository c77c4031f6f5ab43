import { createHash } from 'node:crypto'
import * as z from 'zod'
import { take } from '#kernel/auth/limits.ts'
import { actingAs, type PersonActor } from '#kernel/db/acting.ts'
import { Fault } from '#kernel/fault.ts'
import { newId } from '#kernel/id.ts'
import type { AvatarSession } from '#providers/avatar.ts'
import { demandConsent } from './roleplays.consents.ts'
import { paidOnce } from './roleplays.ledger.ts'
import * as ledger from './roleplays.ledger.store.ts'
import { house } from './roleplays.scenario.ts'
import { ownRoleplay, type RehearsalTools } from './roleplays.ts'

const keptFace = z.object({ sessionId: z.string() })
/** Minting takes a moment or does not work. */
const waitMs = 20_000

const noFace = (): Fault => new Fault('roleplays.no_face', 409, 'Nobody in this house can draw a face.')

/**
 * Opens a session of the face for a running call of one's own. Each is a row of the ledger, counted at its longest until it
 * has ended. The token is told once and kept nowhere. Throws roleplays.no_face, consent_needed, call_ended, face_unavailable
 * (409), too_many_faces (429).
 */
export const openFace = async (tools: RehearsalTools, actor: PersonActor, sessionId: string) => {
  const { avatar } = tools.coach
  if (avatar === null) throw noFace()
  await actingAs(tools.db, actor, async (transaction) => {
    const row = await ownRoleplay(transaction, actor, sessionId)
    await demandConsent(transaction, actor.userId, 'provider')
    if (row.status !== 'in_progress' || row.call_ended_at !== null)
      throw new Fault('roleplays.call_ended', 409, 'The conversation has ended.')
  })
  const { sessionSeconds: seconds, sessionsPerTenMinutes: most } = avatar.limits
  // Counted before anything is sent, so that many at once are no way around it.
  const key = `face:person:${actor.userId}`
  await take(tools.db, [{ key, most, seconds: 600, code: 'roleplays.too_many_faces' }])
  const faceId = newId()
  const settled = await paidOnce<AvatarSession>(
    tools,
    {
      userId: actor.userId,
      sessionId,
      kind: 'avatar_session',
      about: faceId,
      provider: avatar.id,
      model: avatar.model,
      hash: createHash('sha256').update(faceId).digest('hex'),
      price: avatar.estimateMicroUsd(seconds),
      callsPerMinute: 60,
      send: (context) => avatar.openSession({ seconds }, context),
      // Whoever reads the ledger can end a session, and not begin one.
      keep: (session) => ({ sessionId: session.sessionId }),
      read: () => {
        throw new Error('A token is told once.')
      },
    },
    AbortSignal.timeout(waitMs),
  )
  if (settled.kind !== 'done') {
    // Nobody waits for it: the drawn face has taken its place.
    await actingAs(tools.db, house, (transaction) => ledger.giveUp(transaction, { sessionId, about: faceId }))
    // Not a 503: programs send again what a server was too busy for, and every session that is opened costs.
    throw new Fault('roleplays.face_unavailable', 409, 'The face cannot be shown right now.')
  }
  const { token, apiUrl, seconds: length } = settled.value
  return { faceId, token, apiUrl, seconds: length, sandbox: avatar.sandbox, disclosure: avatar.disclosure }
}

/** Ends it at the vendor, which else waits minutes for a sign of life, and settles what it cost at most. */
export const endFace = async (
  tools: RehearsalTools,
  actor: PersonActor,
  sessionId: string,
  faceId: string,
): Promise<{ ended: boolean }> => {
  const { avatar } = tools.coach
  if (avatar === null) throw noFace()
  await actingAs(tools.db, actor, (transaction) => ownRoleplay(transaction, actor, sessionId))
  const row = await actingAs(tools.db, house, (transaction) => ledger.selectFace(transaction, sessionId, faceId))
  const kept = keptFace.safeParse(row?.result)
  if (row === undefined || !kept.success) return { ended: false }
  const context = { requestId: row.id, userRef: actor.userId, signal: AbortSignal.timeout(waitMs) }
  const ended = await avatar.endSession(kept.data.sessionId, context)
  if (ended.kind !== 'done') return { ended: false }
  const charged = avatar.estimateMicroUsd(row.seconds)
  await actingAs(tools.db, house, (transaction) => ledger.settleFace(transaction, row.id, charged))
  return { ended: true }
}
