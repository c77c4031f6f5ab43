import { actingAs, type Actor } from '#kernel/db/acting.ts'
import type { Tools } from '#kernel/tools.ts'
import { planGroups, prepareGroup, renderGroup } from './slideshows.jobs.ts'
import type { SlideshowTools } from './slideshows.making.ts'
import * as store from './slideshows.making.store.ts'
import { forgetTrack, purgeableMusic } from './slideshows.music.store.ts'

const house: Actor = { kind: 'house', reason: 'slideshow upkeep' }

/**
 * For the one process of the embedded database, at its start: nobody renders now, whatever the rows say, and what has come
 * while the house was down is looked at before the next full minute.
 */
export const recoverGroups = (tools: SlideshowTools): Promise<void> =>
  actingAs(tools.db, house, async (transaction) => {
    await store.releaseAllRenders(transaction)
    await tools.jobs.add(transaction, planGroups, {})
  })

/** Open groups that no job cares for any more get one. Jobs may come twice, so one too many does no harm. */
export const sweep = (tools: SlideshowTools): Promise<void> =>
  actingAs(tools.db, house, async (transaction) => {
    for (const { id, user_id: owner, state } of await store.forgottenGroups(transaction)) {
      if (state === 'rendering') await tools.jobs.add(transaction, renderGroup, { groupId: id }, { owner })
      else await tools.jobs.add(transaction, prepareGroup, { groupId: id, itemIds: null }, { owner })
    }
  })

/**
 * Files of slideshows that were deleted longer ago than anybody could undo it, and that were never posted. Their rows stay:
 * a slot that was made once is not made again.
 */
export const purge = async (tools: SlideshowTools): Promise<number> => {
  const groups = await actingAs(tools.db, house, store.purgeable)
  for (const { id, keys } of groups) {
    await tools.storage.remove('Exports', keys)
    await actingAs(tools.db, house, (transaction) => store.forgetFiles(transaction, id))
  }
  return groups.length
}

/** Music that was deleted longer ago than anybody could undo it and that nothing uses: the file, then its row. */
export const purgeMusic = async (tools: Tools): Promise<number> => {
  const tracks = await actingAs(tools.db, house, purgeableMusic)
  for (const { id, key } of tracks) {
    // Whoever dies in between leaves the row, and it is found again.
    await tools.storage.remove('media', [key])
    await actingAs(tools.db, house, (transaction) => forgetTrack(transaction, id))
  }
  return tracks.length
}
