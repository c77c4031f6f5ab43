import { join } from 'node:path'
import type { Me } from '@greenroom/contract/accounts.ts'
import { take } from '#kernel/auth/limits.ts'
import { actingAs, type Actor, type PersonActor } from '#kernel/db/acting.ts'
import { announce } from '#kernel/events/events.ts'
import { Fault } from '#kernel/fault.ts'
import { newToken } from '#kernel/id.ts'
import type { Tools } from '#kernel/tools.ts'
import { avatarKey, avatarPath, avatarRefusals, avatarUnreadable } from './accounts.rules.ts'
import { deleteLooseAvatars, insertLooseAvatar, selectLooseAvatars, updateAvatar } from './accounts.store.ts'
import { meOf, proveSession } from './accounts.ts'

export interface AvatarTools extends Tools {
  /** Writes a square WebP without metadata to `output`, in a process of its own; `code` of the ingest says what is wrong. */
  drawAvatar(request: { path: string; output: string }): Promise<{ ok: true } | { ok: false; reason: { code: string } }>
}

const house = (reason: string): Actor => ({ kind: 'house', reason })
const changesAnHour = 30
const atOnce = 100

/** Where strangers' bytes lie while they are looked at. */
export const avatarFolder = (tools: Tools): string => join(tools.config.dataFolder, 'work', 'avatars')
/** Where everybody reads the file of this key. */
export const avatarPathOf = avatarPath

/** Before a byte is taken: the session lives, and this person does not keep the house busy (Fault 429). */
export const admitAvatar = async (tools: Tools, actor: PersonActor): Promise<void> => {
  await proveSession(tools, actor)
  await take(tools.db, [{ key: `avatar:person:${actor.userId}`, most: changesAnHour, seconds: 3600 }])
}

/**
 * Makes the picture at `path` one's own. Throws `avatars.*` (422) with what is wrong with it. The file is noted as loose
 * before it is written, and the row that shows it takes the note back: a crash in between leaves nothing behind. The
 * earlier file becomes loose with the same commit, and goes after it.
 */
export const changeAvatar = async (tools: AvatarTools, actor: PersonActor, path: string): Promise<Me> => {
  const output = `${path}.webp`
  const drawn = await tools.drawAvatar({ path, output })
  if (!drawn.ok) {
    const { code, sentence } = avatarRefusals[drawn.reason.code] ?? avatarUnreadable
    throw new Fault(code, 422, sentence)
  }
  const key = avatarKey(actor.userId, newToken(16))
  await actingAs(tools.db, house('a new avatar'), (transaction) => insertLooseAvatar(transaction, key))
  await tools.storage.adopt('avatars', key, output, 'image/webp')
  return await show(tools, actor, avatarPath(key))
}

export const removeAvatar = (tools: Tools, actor: PersonActor): Promise<Me> => show(tools, actor, null)

const show = (tools: Tools, actor: PersonActor, url: string | null): Promise<Me> =>
  actingAs(tools.db, actor, async (transaction) => {
    await updateAvatar(transaction, actor.userId, url)
    await announce(transaction, actor.userId, { type: 'account.changed' })
    return await meOf(tools, transaction, actor)
  })

/** Files first, then the notes: a crash between the two has them removed again. Answers how many. */
export const clearLooseAvatars = async (tools: Tools): Promise<number> => {
  let cleared = 0
  for (;;) {
    const loose = await actingAs(tools.db, house('loose avatars'), (transaction) =>
      selectLooseAvatars(transaction, atOnce),
    )
    const keys = loose.map(({ key }) => key)
    await tools.storage.remove('avatars', keys)
    cleared += await actingAs(tools.db, house('loose avatars'), (transaction) => deleteLooseAvatars(transaction, keys))
    if (keys.length < atOnce) return cleared
  }
}

/** A file has become loose: it goes now, not at the next round of the schedule, which mends a failure. */
export const clearSoon = (tools: Tools): void =>
  void clearLooseAvatars(tools).catch((error: unknown) => tools.log.warn({ error }, 'could not clear avatars'))
