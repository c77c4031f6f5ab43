import type { PostCaption } from '@greenroom/contract/captions.ts'
import type { SlideGroup } from '@greenroom/contract/slideshows.ts'
import { actingAs, type Actor, type PersonActor, type Transaction } from '#kernel/db/acting.ts'
import { claimRequest } from '#kernel/db/request-keys.ts'
import { announce } from '#kernel/events/events.ts'
import { Fault, notFound } from '#kernel/fault.ts'
import type { Tools } from '#kernel/tools.ts'
import { fileNameOf, groupView } from './slideshows.groups.rules.ts'
import * as store from './slideshows.groups.store.ts'
import type { GroupRow } from './slideshows.groups.store.ts'
import { selectItems } from './slideshows.items.store.ts'
import { prepareGroup } from './slideshows.jobs.ts'
import { lockGroup, stepGroup } from './slideshows.making.store.ts'
import { addGroup } from './slideshows.schedule.store.ts'
import { dayAt } from './slideshows.slots.rules.ts'
import { selectSession } from './slideshows.store.ts'
import { noSession, undoOver } from './slideshows.ts'

const house: Actor = { kind: 'house', reason: 'slideshow groups' }

/** Newest first, behind the number `before`. */
export const listGroups = (
  tools: Tools,
  actor: PersonActor,
  sessionId: string,
  { before, limit }: { before?: number | undefined; limit: number },
): Promise<{ groups: SlideGroup[]; more: boolean }> =>
  actingAs(tools.db, actor, async (transaction) => {
    const rows = await store.selectGroups(transaction, sessionId, { before: before ?? null, limit })
    if (rows.length === 0 && (await selectSession(transaction, sessionId, tools.clock.now())) === undefined)
      throw noSession()
    return { groups: rows.slice(0, limit).map(groupView), more: rows.length > limit }
  })

export const getGroup = (tools: Tools, actor: PersonActor, groupId: string): Promise<SlideGroup> =>
  actingAs(tools.db, actor, async (transaction) => groupView(await existing(transaction, groupId)))

const existing = async (transaction: Transaction, groupId: string): Promise<GroupRow> => {
  const row = await store.selectGroup(transaction, groupId)
  if (row === undefined) throw noGroup()
  return row
}

/**
 * Makes a slideshow now, of the items given or of what comes next; it counts for today in the session's zone. A repeated
 * click with the same key answers the group of the first one. Throws `slideshows.day_full` (409), `slideshows.no_media` (422).
 */
export const runNow = async (
  tools: Tools,
  actor: PersonActor,
  sessionId: string,
  { idempotencyKey, itemIds }: { idempotencyKey: string; itemIds: readonly string[] | null },
): Promise<SlideGroup> => {
  const claim = { userId: actor.userId, key: idempotencyKey, purpose: 'slideshows.run' }
  const click: { earlier: string | null } = { earlier: null }
  try {
    return await actingAs(tools.db, actor, async (transaction) => {
      click.earlier = await store.earlierRun(transaction, claim)
      if (click.earlier !== null) return groupView(await existing(transaction, click.earlier))
      const now = tools.clock.now()
      const session = await selectSession(transaction, sessionId, now)
      if (session === undefined) throw noSession()
      const wanted = itemIds === null ? null : [...new Set(itemIds)]
      await refuseMissing(transaction, sessionId, wanted)
      const day = dayAt(session.time_zone, now)
      const made = await addGroup(transaction, { sessionId, day, slotNumber: null, dueAt: now, leftOut: null })
      if (made === null) throw new Error('A group without a slot was taken for one that is there')
      const earlier = (await claimRequest(transaction, { ...claim, result: made.id })) as string | null
      if (earlier !== null) {
        // The same click came twice at once, and the other one was first: this one takes back what it did.
        click.earlier = earlier
        throw new Error('The same click has made a slideshow')
      }
      await tools.jobs.add(transaction, prepareGroup, { groupId: made.id, itemIds: wanted }, { owner: actor.userId })
      await announceGroups(transaction, actor.userId, sessionId, [made.id])
      await announce(transaction, actor.userId, { type: 'sessions.changed', sessionId })
      return groupView(await existing(transaction, made.id))
    })
  } catch (error) {
    if (click.earlier === null) throw error
    return await getGroup(tools, actor, click.earlier)
  }
}

const refuseMissing = async (
  transaction: Transaction,
  sessionId: string,
  wanted: readonly string[] | null,
): Promise<void> => {
  const usable = new Set(
    (await selectItems(transaction, sessionId)).filter(({ missing }) => !missing).map(({ id }) => id),
  )
  if (wanted !== null && wanted.some((id) => !usable.has(id)))
    throw new Fault('slideshows.media_not_found', 404, 'One of these is not in the session, or its file is gone.', {
      fields: [
        { path: 'itemIds', message: 'Choose media that are in the session.', code: 'slideshows.not_in_session' },
      ],
    })
  if (usable.size === 0)
    throw new Fault('slideshows.no_media', 422, 'This session holds no media yet. Put some in first.')
}

/** Stops a group that is not finished; a render that runs ends within seconds. */
export const cancelGroup = (tools: Tools, actor: PersonActor, groupId: string): Promise<SlideGroup> =>
  stepByPerson(tools, actor, groupId, async (transaction, row) => {
    if (!(await stepGroup(transaction, row.id, ['waiting', 'writing', 'rendering'], 'canceled')))
      throw new Fault('slideshows.not_running', 409, 'This slideshow is not being made any more.')
  })

/** Makes a failed or cancelled group once more, of the same media. */
export const retryGroup = (tools: Tools, actor: PersonActor, groupId: string): Promise<SlideGroup> =>
  stepByPerson(tools, actor, groupId, async (transaction, row) => {
    if (!(await stepGroup(transaction, row.id, ['failed', 'canceled'], 'waiting')))
      throw new Fault('slideshows.not_failed', 409, 'Only a slideshow that failed or was cancelled is made again.')
    await tools.jobs.add(transaction, prepareGroup, { groupId: row.id, itemIds: null }, { owner: row.user_id })
  })

/** States are the house's to write: the person is asked for first, then the house does it. */
const stepByPerson = async (
  tools: Tools,
  actor: PersonActor,
  groupId: string,
  step: (transaction: Transaction, row: GroupRow) => Promise<void>,
): Promise<SlideGroup> => {
  await getGroup(tools, actor, groupId)
  await actingAs(tools.db, house, async (transaction) => {
    const row = await lockGroup(transaction, groupId)
    if (row === undefined || row.user_id !== actor.userId) throw noGroup()
    await step(transaction, row)
    await announceGroups(transaction, row.user_id, row.session_id, [groupId])
  })
  return await getGroup(tools, actor, groupId)
}

/** The text that new posts of it begin with. A post holds its own words, so what was agreed to goes out as it was agreed to. */
export const changeGroupWords = (
  tools: Tools,
  actor: PersonActor,
  groupId: string,
  words: PostCaption,
): Promise<SlideGroup> =>
  actingAs(tools.db, actor, async (transaction) => {
    const { session_id: sessionId } = await existing(transaction, groupId)
    await store.setWords(transaction, groupId, words)
    await announceGroups(transaction, actor.userId, sessionId, [groupId])
    return groupView(await existing(transaction, groupId))
  })

export const setGroupsDeleted = (
  tools: Tools,
  actor: PersonActor,
  ids: readonly string[],
  gone: boolean,
): Promise<number> =>
  actingAs(tools.db, actor, async (transaction) => {
    const touched = await store.setGroupsDeleted(transaction, ids, gone)
    if (touched.length === 0) throw gone ? noGroup() : undoOver()
    for (const [sessionId, groups] of Map.groupBy(touched, ({ session_id: id }) => id))
      await announceGroups(
        transaction,
        actor.userId,
        sessionId,
        groups.map(({ id }) => id),
      )
    return touched.length
  })

/** Where a finished group's video, poster or picture lies that this person may see. Throws `slideshows.not_found`. */
export const groupFile = async (
  tools: Tools,
  actor: PersonActor,
  groupId: string,
  variant: string,
): Promise<{ key: string; fileName: string; contentType: string }> => {
  const row = await actingAs(tools.db, actor, (transaction) => store.selectGroup(transaction, groupId))
  const photo = /^photo-(\d+)$/.exec(variant)?.[1]
  const key =
    photo !== undefined
      ? row?.photo_set[Number(photo) - 1]?.key
      : variant === 'video'
        ? row?.exported_video_path
        : row?.poster
  if (row?.state !== 'ready' || key == null) throw noGroup()
  const name = fileNameOf(row)
  if (variant === 'video') return { key, fileName: `${name}.mp4`, contentType: 'video/mp4' }
  return { key, fileName: `${name}${photo === undefined ? '' : ` - ${photo}`}.jpg`, contentType: 'image/jpeg' }
}

export const announceGroups = (
  transaction: Transaction,
  userId: string,
  sessionId: string,
  groupIds: string[],
): Promise<void> => announce(transaction, userId, { type: 'groups.changed', sessionId, groupIds })

const noGroup = () => notFound('slideshows', 'There is no such slideshow.')
