import type { MediaSession } from '@greenroom/contract/slideshows.ts'
import type * as contract from '@greenroom/contract/slideshow-sessions.ts'
import type * as z from 'zod'
import { actingAs, violated, type PersonActor, type Transaction } from '#kernel/db/acting.ts'
import { announce } from '#kernel/events/events.ts'
import { Fault, notFound } from '#kernel/fault.ts'
import { newId } from '#kernel/id.ts'
import type { Tools } from '#kernel/tools.ts'
import { createProjectNear } from '../projects/projects.ts'
import * as store from './slideshows.store.ts'
import { postingOf, sessionView, styleOf } from './slideshows.view.rules.ts'

/** One's own living sessions, last changed first. */
export const listMediaSessions = (tools: Tools, actor: PersonActor): Promise<MediaSession[]> =>
  actingAs(tools.db, actor, async (transaction) => {
    const now = tools.clock.now()
    return (await store.selectSessions(transaction, now)).map((row) => sessionView(row, now))
  })

/** In a running transaction. Throws `slideshows.not_found`. */
export const sessionOf = async (tools: Tools, transaction: Transaction, sessionId: string): Promise<MediaSession> => {
  const now = tools.clock.now()
  const row = await store.selectSession(transaction, sessionId, now)
  if (row === undefined) throw noSession()
  return sessionView(row, now)
}

type NewSession = z.output<typeof contract.createMediaSession.body & object>
/** Not active until it is switched on. */
export const createMediaSession = (tools: Tools, actor: PersonActor, input: NewSession): Promise<MediaSession> =>
  actingAs(tools.db, actor, async (transaction) => {
    await refuseForeign(transaction, input)
    const id = newId()
    await store.insertSession(transaction, { ...input, id, userId: actor.userId })
    return await changed(tools, transaction, actor, id)
  })

type Changes = z.output<typeof contract.changeMediaSession.body & object>
/** What is left out stays. What is planned is worked out from the settings, so it follows at once; what was made stays. */
export const changeMediaSession = (
  tools: Tools,
  actor: PersonActor,
  sessionId: string,
  changes: Changes,
): Promise<MediaSession> =>
  actingAs(tools.db, actor, async (transaction) => {
    if ((await store.lockSession(transaction, sessionId)) === undefined) throw noSession()
    const row = await store.selectSession(transaction, sessionId, tools.clock.now())
    if (row === undefined) throw noSession()
    await refuseForeign(transaction, changes)
    await store.updateSession(transaction, sessionId, {
      name: changes.name ?? row.name,
      frequency: changes.frequency ?? row.frequency,
      maxPerDay: changes.maxPerDay ?? row.max_per_day,
      timeZone: changes.timeZone ?? row.time_zone,
      postingHours: changes.postingHours ?? row.posting_hours,
      leadMinutes: changes.leadMinutes ?? row.lead_minutes,
      style: changes.style ?? styleOf(row.style),
      posting: changes.posting === undefined ? postingOf(row.posting) : changes.posting,
    })
    return await changed(tools, transaction, actor, sessionId)
  })

/** A session names music and an account: both must be one's own. */
const refuseForeign = async (
  transaction: Transaction,
  { style, posting }: Pick<Changes, 'style' | 'posting'>,
): Promise<void> => {
  const musicId = style?.render.musicId ?? null
  if (musicId !== null && !(await store.musicIsThere(transaction, musicId)))
    throw new Fault('slideshows.music_not_found', 422, 'This music is not among yours. Choose another one.', {
      fields: [
        {
          path: 'style.render.musicId',
          message: 'Choose music of yours, or none.',
          code: 'slideshows.music_not_found',
        },
      ],
    })
  if (posting != null && !(await store.accountIsThere(transaction, posting.accountId)))
    throw new Fault('slideshows.account_not_found', 422, 'This account is not connected. Connect it first.', {
      fields: [
        {
          path: 'posting.accountId',
          message: 'Choose a connected account, or none.',
          code: 'slideshows.account_not_found',
        },
      ],
    })
}

/**
 * Switches a session on: its slots count from now, what is past is not caught up. Only one can be on: throws
 * `slideshows.other_active` (409) when another one is and `insteadOf` does not name it; else both change together.
 */
export const activateMediaSession = async (
  tools: Tools,
  actor: PersonActor,
  sessionId: string,
  insteadOf: string | null,
): Promise<MediaSession> => {
  try {
    return await actingAs(tools.db, actor, async (transaction) => {
      const session = await store.lockSession(transaction, sessionId)
      if (session === undefined) throw noSession()
      if (session.is_active) return await sessionOf(tools, transaction, sessionId)
      const other = await store.lockActive(transaction)
      if (other !== undefined && other.id !== insteadOf) throw otherActive(other.name)
      if (other !== undefined) {
        await store.setActive(transaction, other.id, false, null)
        await announce(transaction, actor.userId, { type: 'sessions.changed', sessionId: other.id })
      }
      await store.setActive(transaction, sessionId, true, tools.clock.now())
      return await changed(tools, transaction, actor, sessionId)
    })
  } catch (error) {
    // Somebody switched another one on between the look and the write.
    if (violated(error, store.activeIndex)) throw otherActive(null)
    throw error
  }
}

const otherActive = (name: string | null): Fault =>
  new Fault(
    'slideshows.other_active',
    409,
    `${name === null ? 'Another session' : `“${name}”`} is switched on, and only one can be. Switch to this one instead?`,
    {
      fields: [
        { path: 'insteadOf', message: 'Name the session that is to be switched off.', code: 'slideshows.other_active' },
      ],
      ...(name === null ? {} : { values: { name } }),
    },
  )

/** What is being made is finished, nothing new begins. */
export const pauseMediaSession = (tools: Tools, actor: PersonActor, sessionId: string): Promise<MediaSession> =>
  actingAs(tools.db, actor, async (transaction) => {
    if ((await store.setActive(transaction, sessionId, false, null)) === 0) throw noSession()
    return await changed(tools, transaction, actor, sessionId)
  })

/** Deletes sessions (an active one is switched off) or brings them back within 10 s, paused. Answers how many. */
export const setSessionsDeleted = (
  tools: Tools,
  actor: PersonActor,
  ids: readonly string[],
  gone: boolean,
): Promise<number> =>
  actingAs(tools.db, actor, async (transaction) => {
    const touched = await store.setSessionsDeleted(transaction, ids, gone)
    if (touched.length === 0) throw gone ? noSession() : undoOver()
    for (const sessionId of touched) await announce(transaction, actor.userId, { type: 'sessions.changed', sessionId })
    return touched.length
  })

/** The project that takes what is uploaded from this session's page; made with its name when there is none (any more). */
export const openSessionProject = (tools: Tools, actor: PersonActor, sessionId: string): Promise<string> =>
  actingAs(tools.db, actor, async (transaction) => {
    const session = await store.lockSession(transaction, sessionId)
    if (session === undefined) throw noSession()
    if (session.project_id !== null && (await store.projectLives(transaction, session.project_id)))
      return session.project_id
    const project = await createProjectNear(transaction, actor, {
      name: session.name,
      description: 'Media uploaded for slideshows.',
    })
    await store.setProject(transaction, sessionId, project.id)
    await changed(tools, transaction, actor, sessionId)
    return project.id
  })

const changed = async (
  tools: Tools,
  transaction: Transaction,
  actor: PersonActor,
  sessionId: string,
): Promise<MediaSession> => {
  const session = await sessionOf(tools, transaction, sessionId)
  await announce(transaction, actor.userId, { type: 'sessions.changed', sessionId })
  return session
}

export const noSession = () => notFound('slideshows', 'There is no such slideshow session.')
export const undoOver = () => new Fault('slideshows.undo_over', 410, 'The 10 seconds for undoing this are over.')
