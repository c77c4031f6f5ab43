import { postCaption, type PostCaption } from '@greenroom/contract/captions.ts'
import { reasonValues, type KnownFinding, type KnownReason, type ReasonCode } from '@greenroom/contract/notices.ts'
import type { Finding } from '@greenroom/contract/slideshows.ts'
import { actingAs, type Actor, type Transaction } from '#kernel/db/acting.ts'
import { announce } from '#kernel/events/events.ts'
import { Fault } from '#kernel/fault.ts'
import type { CaptionTools } from '../captions/captions.ts'
import { chooseItems } from './slideshows.choice.rules.ts'
import { longestFilmSeconds, slideSeconds } from './slideshows.film.rules.ts'
import { announceGroups } from './slideshows.groups.ts'
import type { FrozenItem, GroupFailure, GroupRow } from './slideshows.groups.store.ts'
import { selectItems, type ItemRow } from './slideshows.items.store.ts'
import { prepareGroup, renderGroup } from './slideshows.jobs.ts'
import * as store from './slideshows.making.store.ts'
import type { KeptGroup } from './slideshows.making.store.ts'
import { frozenMusicFile, musicFile } from './slideshows.music.store.ts'
import { itemView, postingOf, styleOf } from './slideshows.view.rules.ts'

export interface SlideshowTools extends CaptionTools {
  /** A group of a session that is to post by itself has become ready, in the transaction that says so. */
  announceReady?:
    | ((transaction: Transaction, group: { id: string; userId: string; sessionId: string }) => Promise<void>)
    | undefined
}

const house: Actor = { kind: 'house', reason: 'slideshow making' }

/** What comes next for a group: its captions, its render (whose job is there), or nothing. */
export type Prepared = { step: 'write'; group: GroupRow } | { step: 'none' }

/**
 * Chooses the media of a waiting group and freezes them, with the session's look. Doing it again changes nothing: what is
 * frozen stays. A group that cannot be made fails with a reason.
 */
export const freeze = (tools: SlideshowTools, groupId: string, wanted: readonly string[] | null): Promise<Prepared> =>
  actingAs(tools.db, house, async (transaction): Promise<Prepared> => {
    const seen = await store.lockGroup(transaction, groupId)
    if (seen === undefined || seen.deleted) return { step: 'none' }
    if (seen.state === 'writing') return { step: 'write', group: seen }
    if (seen.state !== 'waiting') return { step: 'none' }
    const trouble = seen.items.length > 0 ? null : await choose(tools, transaction, seen, wanted)
    if (trouble !== null) {
      await fail(transaction, seen, trouble)
      return { step: 'none' }
    }
    const group = await store.lockGroup(transaction, groupId)
    if (group === undefined) return { step: 'none' }
    const style = styleOf(group.style)
    const wordless = group.items.some(({ caption }) => caption === null) || !postCaption.safeParse(group.words).success
    if (style.writeCaptions && wordless) {
      await store.stepGroup(transaction, groupId, ['waiting'], 'writing')
      await announceGroups(transaction, group.user_id, group.session_id, [groupId])
      return { step: 'write', group: { ...group, state: 'writing' } }
    }
    await toRender(tools, transaction, group)
    return { step: 'none' }
  })

const choose = async (
  tools: SlideshowTools,
  transaction: Transaction,
  group: GroupRow,
  wanted: readonly string[] | null,
): Promise<GroupFailure | null> => {
  const session = await store.lockSessionStyle(transaction, group.session_id)
  if (session === undefined) return noMedia
  const style = styleOf(session.style)
  const rows = await selectItems(transaction, group.session_id)
  const usable = rows.map(itemView).map((item) => ({
    ...item,
    lastUsedAt: item.lastUsedAt === null ? null : new Date(item.lastUsedAt),
  }))
  const previous = await store.previousItems(transaction, group.session_id, group.id)
  const chosen = wanted ?? chooseItems(usable, previous, style.slidesPerGroup)
  const byId = new Map(rows.filter(({ missing }) => !missing).map((row) => [row.id, row]))
  const items = chosen.flatMap((id) => byId.get(id) ?? []).map(frozenOf)
  if (items.length === 0) return noMedia
  const seconds = items.reduce((sum, item) => sum + slideSeconds(item, style.render), 0)
  if (seconds > longestFilmSeconds) return tooLong(seconds)
  const { musicId } = style.render
  const music = musicId === null ? null : await musicFile(transaction, group.user_id, musicId)
  const findings: Finding[] = musicId !== null && music === undefined ? [musicGone] : []
  await store.freezeGroup(transaction, group.id, { items, style, findings })
  await store.countUse(
    transaction,
    items.map(({ itemId }) => itemId),
    tools.clock.now(),
  )
  await announce(transaction, group.user_id, { type: 'sessions.changed', sessionId: group.session_id })
  return null
}

const frozenOf = (row: ItemRow): FrozenItem => ({
  itemId: row.id,
  fileId: row.source_file_id,
  versionId: row.scene_version_id,
  kind: row.media_type,
  name: row.name,
  key: row.key,
  sha256: row.sha256,
  width: row.width,
  height: row.height,
  duration: row.duration,
  originalName: row.original_name,
  takenOn: row.taken_at?.toISOString().slice(0, 10) ?? null,
  caption: row.generated_caption,
  captionSource: row.caption_source,
  altText: itemView(row).words?.altText ?? '',
  look: itemView(row).look,
})

const toRender = async (tools: SlideshowTools, transaction: Transaction, group: GroupRow): Promise<void> => {
  if (!(await store.stepGroup(transaction, group.id, ['waiting', 'writing'], 'rendering'))) return
  await tools.jobs.add(transaction, renderGroup, { groupId: group.id }, { owner: group.user_id })
  await announceGroups(transaction, group.user_id, group.session_id, [group.id])
}

interface FellBack {
  code: ReasonCode
  sentence: string
}
/** Puts what was written into the frozen group, and sends it to be rendered. What is missing still stays empty. */
export const takeWords = (
  tools: SlideshowTools,
  groupId: string,
  { post, fellBack }: { post: PostCaption | null; fellBack: FellBack | null },
): Promise<void> =>
  actingAs(tools.db, house, async (transaction) => {
    const group = await store.lockGroup(transaction, groupId)
    if (group?.state !== 'writing') return
    const now = new Map((await selectItems(transaction, group.session_id)).map((row) => [row.id, row]))
    const items = group.items.map((item) => {
      const row = now.get(item.itemId)
      if (item.caption !== null) return item
      if (row === undefined || row.generated_caption === null) return { ...item, caption: '' }
      const { caption, captionSource, altText } = frozenOf(row)
      return { ...item, caption, captionSource, altText }
    })
    const words = postCaption.safeParse(group.words).success ? group.words : post
    const findings = group.findings.filter(({ code }) => code !== fallbackCode)
    await store.setGroupWords(transaction, groupId, {
      items,
      words,
      findings: fellBack === null ? findings : [...findings, fallbackFinding(fellBack)],
    })
    await toRender(tools, transaction, group)
  })

/** Comes back to a group that waits for its writer. */
export const prepareLater = (tools: SlideshowTools, group: GroupRow, delayMs: number): Promise<void> =>
  actingAs(tools.db, house, (transaction) =>
    tools.jobs.add(transaction, prepareGroup, { groupId: group.id, itemIds: null }, { owner: group.user_id, delayMs }),
  )

export interface ToRender {
  group: GroupRow
  musicKey: string | null
  /** What is missing of what it was frozen with. */
  findings: readonly Finding[]
}
/** Takes a group for rendering; `taken` when another one renders it, null when there is nothing to render. */
export const claimRender = (tools: SlideshowTools, groupId: string): Promise<ToRender | 'taken' | null> =>
  actingAs(tools.db, house, async (transaction) => {
    const group = await store.lockGroup(transaction, groupId)
    if (group?.state !== 'rendering') return null
    if (group.deleted) {
      await store.stepGroup(transaction, groupId, ['rendering'], 'canceled')
      return null
    }
    if ((await store.usedBytes(transaction, group.user_id)) >= tools.config.QUOTA_GB * 1024 ** 3) {
      await fail(transaction, group, quotaFull)
      return null
    }
    if (!(await store.claimRender(transaction, groupId))) return 'taken'
    const { musicId } = styleOf(group.style).render
    const music = musicId === null ? undefined : await frozenMusicFile(transaction, group.user_id, musicId)
    const told = group.findings.some(({ code }) => code === musicGone.code)
    // It was gone when the group was frozen: bringing it back within its hour changes nothing about that.
    if (told) return { group, musicKey: null, findings: [] }
    return { group, musicKey: music?.key ?? null, findings: musicId !== null && music === undefined ? [musicGone] : [] }
  })

/** Says that it is still rendered and how far it is; false when the group is not wanted any more. */
export const stillWanted = (tools: SlideshowTools, groupId: string, progress: number | null): Promise<boolean> =>
  actingAs(tools.db, house, (transaction) => store.beatRender(transaction, groupId, progress))

export const release = async (tools: SlideshowTools, groupId: string): Promise<void> => {
  await actingAs(tools.db, house, (transaction) => store.releaseRender(transaction, groupId))
}

export const renderLater = (tools: SlideshowTools, groupId: string, delayMs: number): Promise<void> =>
  actingAs(tools.db, house, async (transaction) => {
    const group = await store.lockGroup(transaction, groupId)
    if (group?.state === 'rendering')
      await tools.jobs.add(transaction, renderGroup, { groupId }, { owner: group.user_id, delayMs })
  })

/** Everything lies in storage. Tells whoever listens, and the room that posts. Answers whether the group still waited for it. */
export const keep = (tools: SlideshowTools, groupId: string, kept: KeptGroup): Promise<boolean> =>
  actingAs(tools.db, house, async (transaction) => {
    const group = await store.lockGroup(transaction, groupId)
    if (group === undefined) return false
    const findings = [...group.findings, ...kept.findings]
    if (!(await store.keepGroup(transaction, group, { ...kept, findings }))) return false
    const { user_id: userId, session_id: sessionId } = group
    await announceGroups(transaction, userId, sessionId, [groupId])
    await announce(transaction, userId, { type: 'sessions.changed', sessionId })
    const session = await store.lockSessionStyle(transaction, sessionId)
    if (!group.deleted && postingOf(session?.posting) !== null)
      await tools.announceReady?.(transaction, { id: groupId, userId, sessionId })
    return true
  })

/** It cannot be made, and the person reads why. */
export const failedFor = (tools: SlideshowTools, groupId: string, error: unknown): Promise<void> =>
  actingAs(tools.db, house, async (transaction) => {
    const group = await store.lockGroup(transaction, groupId)
    if (group !== undefined) await fail(transaction, group, failureOf(error))
  })

const fail = async (transaction: Transaction, group: GroupRow, failure: GroupFailure): Promise<void> => {
  if (!(await store.failGroup(transaction, group.id, failure))) return
  await announceGroups(transaction, group.user_id, group.session_id, [group.id])
}

/** What a person can do something about is said in its own words; our own faults in ours. */
const failureOf = (error: unknown): GroupFailure => {
  if (error instanceof Fault && isSayable(error.code)) {
    const { code, values, message: sentence } = error
    return { ...({ code, values } as KnownReason), sentence, retryable: true }
  }
  return {
    code: 'slideshows.house_fault',
    sentence: 'This slideshow could not be made because of a fault on our side. Try it again.',
    values: {},
    retryable: true,
  }
}
const isSayable = (code: string): boolean =>
  (code.startsWith('media.') || code === 'storage.not_found') && Object.hasOwn(reasonValues, code)

const noMedia: GroupFailure = {
  code: 'slideshows.no_media',
  sentence: 'The session holds no media that can be used. Put some in, then try again.',
  values: {},
  retryable: true,
}
const quotaFull: GroupFailure = {
  code: 'slideshows.quota_full',
  sentence: 'Your storage is full. Delete what you do not need any more, then try again.',
  values: {},
  retryable: true,
}
const tooLong = (seconds: number): GroupFailure => {
  const minutes = Math.round(seconds / 60)
  return {
    code: 'slideshows.too_long',
    sentence: `This slideshow would last ${minutes} minutes; ten are the most. Choose fewer slides, or show them shorter, then try again.`,
    values: { minutes },
    retryable: true,
  }
}
const musicGone: Finding & KnownFinding = {
  code: 'slideshows.music_gone',
  level: 'warn',
  slide: null,
  sentence: 'The music of this session was deleted, so this slideshow has none.',
  fix: 'Choose other music in the session.',
  values: {},
}
const fallbackCode = 'captions.fell_back'
const fallbackFinding = ({ code, sentence }: FellBack): Finding & KnownFinding => ({
  code: fallbackCode,
  level: 'warn',
  slide: null,
  sentence: `Captions are from templates, because the writer could not do it. ${sentence}`,
  fix: 'Have the captions of these items written again, then make the slideshow anew.',
  values: { because: code },
})
