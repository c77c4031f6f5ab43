import type { PostCaption } from '@greenroom/contract/captions.ts'
import { actingAs } from '#kernel/db/acting.ts'
import { newId } from '#kernel/id.ts'
import type { Writer } from '#providers/writer.ts'
import { planRun, type CaptionTools } from './captions.ts'
import { batchesOf } from './captions.rules.ts'
import { house, sendRun } from './captions.sending.ts'
import * as store from './captions.store.ts'
import type { RunFailure, RunRow } from './captions.store.ts'

export interface GroupToWrite {
  groupId: string
  sessionId: string
  userId: string
  /** Items whose captions were missing when the group was frozen, and all of its items in order. */
  missing: readonly string[]
  items: readonly string[]
}
export type GroupWritten =
  | { kind: 'later'; delayMs: number }
  /** `fellBack`: why the template wrote what the first writer could not. */
  | { kind: 'done'; post: PostCaption | null; fellBack: RunFailure | null }

/**
 * Writes a group's missing captions and its post text. May be called again at any moment, after a crash too: calls that
 * were made are read from the ledger. When the first writer failed or nobody knows what became of its call, the template
 * writes what is missing.
 */
export const writeForGroup = async (
  tools: CaptionTools,
  group: GroupToWrite,
  signal: AbortSignal,
): Promise<GroupWritten> => {
  const { first, fallback } = tools.writers
  let runs = await reserveForGroup(tools, first, group)
  const later = await sendAll(tools, runs, signal)
  if (later !== null) return later
  runs = await runsOf(tools, group.groupId)
  const trouble = runs.find(({ state }) => state !== 'ready') ?? null
  if (trouble !== null && first.id !== fallback.id) {
    const wait = await sendAll(tools, await reserveForGroup(tools, fallback, group), signal)
    if (wait !== null) return wait
    runs = await runsOf(tools, group.groupId)
  }
  const post = runs.find(({ result }) => result?.post != null)?.result?.post ?? null
  return { kind: 'done', post, fellBack: trouble?.failure ?? null }
}

const sendAll = async (
  tools: CaptionTools,
  runs: readonly RunRow[],
  signal: AbortSignal,
): Promise<{ kind: 'later'; delayMs: number } | null> => {
  for (const run of runs) {
    const sent = await sendRun(tools, run.id, signal)
    if (sent.kind === 'later') return sent
  }
  return null
}

const runsOf = (tools: CaptionTools, groupId: string): Promise<RunRow[]> =>
  actingAs(tools.db, house, (transaction) => store.selectRunsOfGroup(transaction, groupId))

/** This writer's runs of a group, made when there are none yet. */
const reserveForGroup = (tools: CaptionTools, writer: Writer, group: GroupToWrite): Promise<RunRow[]> =>
  actingAs(tools.db, house, async (transaction) => {
    const { groupId, sessionId, userId } = group
    const own = async () =>
      (await store.selectRunsOfGroup(transaction, groupId)).filter((run) => run.writer === writer.id)
    const there = await own()
    if (there.length > 0) return there
    const all = await store.selectSlides(transaction, sessionId)
    const byId = new Map(all.map((slide) => [slide.id, slide]))
    const context = group.items.flatMap((id) => byId.get(id) ?? [])
    const open = new Set(group.missing)
    const toWrite = context.filter(({ id, caption }) => open.has(id) && caption === null)
    const style = (await store.selectStyle(transaction, sessionId))?.style
    // A group whose captions are all there still wants a text for its post.
    const batches = toWrite.length === 0 ? [[]] : batchesOf(toWrite, writer.limits.slides)
    for (const [index, batch] of batches.entries()) {
      const run = planRun(writer, batch, context, { sessionId, overwrite: false, style, post: index === 0 })
      await store.insertRun(transaction, { ...run, id: newId(), userId, groupId })
    }
    return await own()
  })
