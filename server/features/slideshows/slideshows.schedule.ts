import { actingAs, type Actor, type Transaction } from '#kernel/db/acting.ts'
import { announce } from '#kernel/events/events.ts'
import type { Tools } from '#kernel/tools.ts'
import { prepareGroup } from './slideshows.jobs.ts'
import { dueSlots, lookedUntil, slotKey } from './slideshows.schedule.rules.ts'
import * as store from './slideshows.schedule.store.ts'
import { dayAfter, dayAt } from './slideshows.slots.rules.ts'
import { changesOf, rhythmOf } from './slideshows.view.rules.ts'

const house: Actor = { kind: 'house', reason: 'slideshow schedule' }

/** Makes a group for every slot that has come, each with its own job. Answers how many groups came to be, left-out ones too. */
export const planDue = async (tools: Tools): Promise<number> => {
  const sessions = await actingAs(tools.db, house, store.selectActive)
  let made = 0
  for (const { id } of sessions) {
    try {
      made += await actingAs(tools.db, house, (transaction) => planSession(tools, transaction, id))
    } catch (error) {
      // One session that cannot be planned must not stop everybody's.
      tools.log.error({ error, sessionId: id }, 'a slideshow session could not be planned')
    }
  }
  return made
}

/**
 * One look at one session, under its lock: groups, their jobs and the mark that says how far was looked are one
 * transaction, so that a second worker or a crash finds all of it or nothing.
 */
const planSession = async (tools: Tools, transaction: Transaction, sessionId: string): Promise<number> => {
  const session = await store.lockForPlanning(transaction, sessionId)
  if (session === undefined) return 0
  const now = tools.clock.now()
  const rhythm = rhythmOf(session)
  const after = lookedUntil([session.planned_until, session.started_at], now)
  const made = await store.madeSlots(transaction, sessionId, dayAfter(dayAt(rhythm.timeZone, after), -longestMoveDays))
  const due = dueSlots(
    { rhythm, changes: changesOf(session.changes), leadMinutes: session.lead_minutes },
    { after, now, made: new Set(made.map(slotKey)) },
  )
  const fresh: string[] = []
  for (const { slot, leftOut } of due) {
    const group = await store.addGroup(transaction, {
      sessionId,
      day: slot.day,
      slotNumber: slot.number,
      dueAt: slot.at,
      leftOut,
    })
    if (group === null) continue
    fresh.push(group.id)
    if (group.state === 'waiting')
      await tools.jobs.add(transaction, prepareGroup, { groupId: group.id, itemIds: null }, { owner: session.user_id })
  }
  await store.setPlannedUntil(transaction, sessionId, now > after ? now : after)
  if (fresh.length > 0) {
    await announce(transaction, session.user_id, { type: 'groups.changed', sessionId, groupIds: fresh })
    await announce(transaction, session.user_id, { type: 'sessions.changed', sessionId })
  }
  return fresh.length
}

/** A slot may be moved so far from its own day. */
export const longestMoveDays = 60
