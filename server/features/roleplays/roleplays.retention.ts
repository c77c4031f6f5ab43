import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { actingAs } from '#kernel/db/acting.ts'
import type { Tools } from '#kernel/tools.ts'
import { clipFolder } from './roleplays.clips.ts'
import { removeAudio, removeWords } from './roleplays.keeping.ts'
import { filesOf } from './roleplays.keeping.store.ts'
import { abandonedAfterHours, houseDays } from './roleplays.keeping.rules.ts'
import * as store from './roleplays.retention.store.ts'
import { tell } from './roleplays.ts'
import { house } from './roleplays.scenario.ts'

/** Closes calls that nobody goes on with. Their words stay; they are not scored. */
export const abandonIdle = async (tools: Tools): Promise<number> =>
  await actingAs(tools.db, house, async (transaction) => {
    const closed = await store.abandonIdle(transaction, tools.clock.now(), abandonedAfterHours)
    for (const { id, user_id } of closed) await tell(transaction, user_id, id)
    return closed.length
  })

type Overdue = typeof store.audioOverdue

/** What has been kept for as long as it may be goes, files before rows: a crash in between has it removed again. */
export const purgeOverdue = async (tools: Tools): Promise<{ audio: number; words: number; calls: number }> => ({
  audio: await each(tools, store.audioOverdue, (id) => removeAudio(tools, id)),
  words: await each(tools, store.wordsOverdue, (id) => removeWords(tools, id)),
  calls: await each(tools, store.callsOverdue, (id) => removeCall(tools, id)),
})

const each = async (tools: Tools, overdue: Overdue, remove: (id: string) => Promise<void>): Promise<number> => {
  let removed = 0
  let before = ''
  for (;;) {
    const ids = await actingAs(tools.db, house, (transaction) => overdue(transaction, tools.clock.now(), houseDays))
    // The same ones again would be asked for for ever: the next round of the schedule tries them anew.
    if (ids.length === 0 || ids[0]?.id === before) return removed
    before = ids[0]?.id ?? ''
    for (const { id } of ids) await remove(id)
    removed += ids.length
  }
}

const removeCall = async (tools: Tools, id: string): Promise<void> => {
  const files = await actingAs(tools.db, house, (transaction) => filesOf(transaction, id))
  if (files === undefined) return
  await tools.storage.remove('audio-uploads', files.audio)
  if (files.transcript !== null) await tools.storage.remove('session-transcripts', [files.transcript])
  await actingAs(tools.db, house, async (transaction) => {
    await store.dropCall(transaction, id)
    await tell(transaction, files.user_id, id)
  })
}

const atOnce = 500
/**
 * Files that no row names: of a call whose owner is gone, or of an upload whose process died before its row was written.
 * Those of calls in which something has happened today may still get their row.
 */
export const removeStray = async (tools: Tools): Promise<number> => {
  let removed = 0
  for (const bucket of ['audio-uploads', 'session-transcripts'] as const) {
    let keys: string[] = []
    const look = async (): Promise<void> => {
      const some = keys
      keys = []
      const stray = await actingAs(tools.db, house, (transaction) => store.strayKeys(transaction, some))
      await tools.storage.remove(
        bucket,
        stray.map(({ key }) => key),
      )
      removed += stray.length
    }
    for await (const { key } of tools.storage.list(bucket, '')) {
      keys.push(key)
      if (keys.length >= atOnce) await look()
    }
    await look()
  }
  return removed
}

const leftAfterMs = 24 * 3600 * 1000
/** Half-sent recordings of a process that died; a living upload is never this slow. */
export const removeHalfSent = async (tools: Tools): Promise<number> => {
  const folder = clipFolder(tools)
  await mkdir(folder, { recursive: true })
  let removed = 0
  for (const name of await readdir(folder)) {
    const path = join(folder, name)
    const { mtimeMs } = (await stat(path).catch(() => null)) ?? { mtimeMs: Infinity }
    if (mtimeMs > tools.clock.now().getTime() - leftAfterMs) continue
    await rm(path, { recursive: true, force: true })
    removed += 1
  }
  return removed
}
