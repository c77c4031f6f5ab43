import type { CaptionWishes } from '@greenroom/contract/captions.ts'
import type { CaptionRun, ItemLook, MediaSession, SessionItem } from '@greenroom/contract/slideshows.ts'
import { actingAs, type PersonActor, type Transaction } from '#kernel/db/acting.ts'
import { announce } from '#kernel/events/events.ts'
import { Fault, notFound } from '#kernel/fault.ts'
import { newId } from '#kernel/id.ts'
import type { Tools } from '#kernel/tools.ts'
import { newestRun } from '../captions/captions.ts'
import * as store from './slideshows.items.store.ts'
import { placesAfterInsert, placesAfterMove, wordsWithAlt } from './slideshows.rules.ts'
import { lockSession } from './slideshows.store.ts'
import { noSession, sessionOf } from './slideshows.ts'
import { itemView, styleOf } from './slideshows.view.rules.ts'

/** The most media one session holds. */
const mostItems = 2000

export const getMediaSession = (
  tools: Tools,
  actor: PersonActor,
  sessionId: string,
): Promise<{ session: MediaSession; items: SessionItem[]; captionRun: CaptionRun | null }> =>
  actingAs(tools.db, actor, async (transaction) => ({
    session: await sessionOf(tools, transaction, sessionId),
    items: await itemsOf(transaction, sessionId),
    captionRun: await newestRun(transaction, sessionId),
  }))

const itemsOf = async (transaction: Transaction, sessionId: string): Promise<SessionItem[]> =>
  (await store.selectItems(transaction, sessionId)).map(itemView)

export type WantedMedia = { fileId: string } | { versionId: string }
/**
 * Puts media into a session, in the order given, before an item (null = at the end); answers the new items. The same file
 * may stand at several places. Throws `slideshows.media_not_found` when one is not one's own or not ready; then none is added.
 */
export const addSessionItems = (
  tools: Tools,
  actor: PersonActor,
  sessionId: string,
  { media, before }: { media: readonly WantedMedia[]; before: string | null },
): Promise<SessionItem[]> =>
  changing(tools, actor, sessionId, async (transaction, current) => {
    const wanted = media.map((one) => ({
      id: newId(),
      fileId: 'fileId' in one ? one.fileId : null,
      versionId: 'versionId' in one ? one.versionId : null,
    }))
    const kinds = await usableKinds(transaction, wanted)
    const place = before === null ? current.length + 1 : current.find(({ id }) => id === before)?.position
    if (place === undefined) throw noItem()
    await insertAt(
      transaction,
      { sessionId, userId: actor.userId },
      current,
      wanted.map((one, index) => ({
        ...one,
        kind: kinds.get(one.fileId ?? one.versionId ?? '') ?? 'image',
        position: place + index,
        caption: null,
        captionSource: null,
        words: null,
        look: {},
      })),
    )
    const fresh = new Set(wanted.map(({ id }) => id))
    return (await itemsOf(transaction, sessionId)).filter(({ id }) => fresh.has(id))
  })

const usableKinds = async (
  transaction: Transaction,
  wanted: readonly store.Media[],
): Promise<Map<string, 'image' | 'video'>> => {
  const kinds = new Map((await store.selectUsable(transaction, wanted)).map(({ id, kind }) => [id, kind]))
  const missing = wanted.findIndex(({ fileId, versionId }) => !kinds.has(fileId ?? versionId ?? ''))
  if (missing >= 0)
    throw new Fault(
      'slideshows.media_not_found',
      404,
      'One of these is not in your library, or not ready yet. Wait until it is, or leave it out.',
      {
        fields: [
          {
            path: `media.${missing}`,
            message: 'It is not in your library, or not ready yet.',
            code: 'slideshows.not_in_library',
          },
        ],
      },
    )
  return kinds
}

const insertAt = async (
  transaction: Transaction,
  whose: { sessionId: string; userId: string },
  current: readonly SessionItem[],
  items: readonly store.NewItem[],
): Promise<void> => {
  if (current.length + items.length > mostItems)
    throw new Fault('slideshows.too_many', 422, `A session holds at most ${mostItems} pictures and clips.`, {
      values: { most: mostItems },
    })
  const { moved, placed } = placesAfterInsert(
    current,
    items.map(({ id, position }) => ({ id, position })),
  )
  if (moved.length > 0) await store.setPlaces(transaction, whose.sessionId, moved)
  await store.insertItems(
    transaction,
    whose,
    items.map((item) => ({ ...item, position: placed.get(item.id) ?? item.position })),
  )
}

/** Answers what was taken out, as `restoreSessionItems` wants it. */
export const removeSessionItems = (
  tools: Tools,
  actor: PersonActor,
  sessionId: string,
  ids: readonly string[],
): Promise<SessionItem[]> =>
  changing(tools, actor, sessionId, async (transaction, current) => {
    const wanted = new Set(ids)
    const removed = current.filter(({ id }) => wanted.has(id))
    if (removed.length === 0) throw noItem()
    await store.deleteItems(transaction, sessionId, ids)
    const rest = current.filter(({ id }) => !wanted.has(id))
    await store.setPlaces(
      transaction,
      sessionId,
      rest.map(({ id }, index) => ({ id, position: index + 1 })),
    )
    return removed
  })

/** Puts items back where they were, with their captions and look. Those that are there already are left as they are. */
export const restoreSessionItems = (
  tools: Tools,
  actor: PersonActor,
  sessionId: string,
  items: readonly SessionItem[],
): Promise<SessionItem[]> =>
  changing(tools, actor, sessionId, async (transaction, current) => {
    const there = new Set(current.map(({ id }) => id))
    const gone = [...new Map(items.map((item) => [item.id, item])).values()].filter(({ id }) => !there.has(id))
    const kinds = await usableKinds(transaction, gone)
    await insertAt(
      transaction,
      { sessionId, userId: actor.userId },
      current,
      gone.map((item) => ({ ...item, kind: kinds.get(item.fileId ?? item.versionId ?? '') ?? item.kind })),
    )
    return await itemsOf(transaction, sessionId)
  })

/** Puts items, in the order given, before another one, or at the end. Answers how many. */
export const moveSessionItems = (
  tools: Tools,
  actor: PersonActor,
  sessionId: string,
  { ids, before }: { ids: readonly string[]; before: string | null },
): Promise<number> =>
  changing(tools, actor, sessionId, async (transaction, current) => {
    const there = new Set(current.map(({ id }) => id))
    if (ids.some((id) => !there.has(id)) || (before !== null && !there.has(before))) throw noItem()
    await store.setPlaces(transaction, sessionId, placesAfterMove(current, ids, before))
    return new Set(ids).size
  })

/** Words and look of one item. A caption written here is a person's; null takes it away, so that it can be written anew. */
export const changeSessionItem = (
  tools: Tools,
  actor: PersonActor,
  { sessionId, itemId }: { sessionId: string; itemId: string },
  change: { caption?: string | null | undefined; altText?: string | undefined; look?: ItemLook | undefined },
): Promise<SessionItem> =>
  changing(tools, actor, sessionId, async (transaction, current, wishes) => {
    const item = current.find(({ id }) => id === itemId)
    if (item === undefined) throw noItem()
    const spoken = change.caption !== undefined
    const written = spoken || change.altText !== undefined
    await store.updateItem(transaction, itemId, {
      caption: change.caption === undefined ? item.caption : change.caption,
      captionSource: change.caption === undefined ? item.captionSource : change.caption === null ? null : 'person',
      words: change.altText === undefined ? item.words : wordsWithAlt(item.words, change.altText, wishes.language),
      look: change.look ?? item.look,
      changedAt: written ? tools.clock.now() : null,
    })
    const row = await store.selectItem(transaction, sessionId, itemId)
    if (row === undefined) throw noItem()
    return itemView(row)
  })

/** One change of a session's items at a time, so that places stay 1, 2, 3 … */
const changing = <T>(
  tools: Tools,
  actor: PersonActor,
  sessionId: string,
  work: (transaction: Transaction, current: SessionItem[], wishes: CaptionWishes) => Promise<T>,
): Promise<T> =>
  actingAs(tools.db, actor, async (transaction) => {
    const session = await lockSession(transaction, sessionId)
    if (session === undefined) throw noSession()
    const done = await work(transaction, await itemsOf(transaction, sessionId), styleOf(session.style).wishes)
    await store.touchSession(transaction, sessionId)
    await announce(transaction, actor.userId, { type: 'sessions.changed', sessionId })
    return done
  })

const noItem = () => notFound('slideshows', 'This is not in the session any more.')
