import { postCaption } from '@greenroom/contract/captions.ts'
import type { NoticeValues, ReasonCode } from '@greenroom/contract/notices.ts'
import { photoPath } from '@greenroom/contract/photos.ts'
import { versionPath } from '@greenroom/contract/scenes.ts'
import type { CalendarEntry, GroupItem, SlideGroup } from '@greenroom/contract/slideshows.ts'
import type { FrozenItem, GroupRow } from './slideshows.groups.store.ts'
import { lateAfterMs } from './slideshows.schedule.rules.ts'
import { clockAt } from './slideshows.slots.rules.ts'
import { groupPath } from './slideshows.view.rules.ts'

const itemView = (item: FrozenItem): GroupItem => ({
  itemId: item.itemId,
  kind: item.kind,
  name: item.name,
  caption: item.caption ?? '',
  captionSource: item.captionSource,
  altText: item.altText,
  thumbUrl: item.fileId === null ? versionPath(item.versionId ?? '', 'poster') : photoPath(item.fileId, 'small'),
})

export const groupView = (row: GroupRow): SlideGroup => {
  const words = postCaption.safeParse(row.words)
  const ready = row.state === 'ready'
  return {
    id: row.id,
    sessionId: row.session_id,
    sessionName: row.session_name,
    number: row.number,
    day: row.day,
    slotNumber: row.slot_number,
    dueAt: row.due_at.toISOString(),
    state: row.state,
    progress: row.progress,
    trouble: troubleOf(row),
    items: row.items.map(itemView),
    words: words.success ? words.data : null,
    videoUrl: ready ? groupPath(row.id, 'video') : null,
    posterUrl: ready ? groupPath(row.id, 'poster') : null,
    photoUrls: ready ? row.photo_set.map((_, index) => groupPath(row.id, `photo-${index + 1}`)) : [],
    durationSeconds: row.duration,
    width: row.width,
    height: row.height,
    bytes: row.bytes,
    findings: row.findings.map(valued),
    createdAt: row.created_at.toISOString(),
    finishedAt: row.finished_at?.toISOString() ?? null,
  }
}

/** What was written down before sentences came with their values has none. */
const valued = <T extends { values?: NoticeValues }>(stored: T): T & { values: NoticeValues } => ({
  ...stored,
  values: stored.values ?? {},
})

const troubleOf = (row: GroupRow): SlideGroup['trouble'] => {
  if (row.failure !== null) return valued(row.failure)
  if (row.state !== 'skipped' || row.reason === null) return null
  return { ...(slotReason(row.reason) ?? leftOut), retryable: false }
}

const sentences = {
  'slideshows.day_full': 'As many slideshows as the session allows a day were made already.',
  'slideshows.missed':
    'Nothing was at work here at that hour. After a pause the newest missed slideshow is made once and the older ones are left out.',
  'slideshows.caught_up': 'Nothing was at work here at that hour; this one was made afterwards.',
  'slideshows.skipped': 'You left this one out.',
  'slots.moved': 'You moved this one.',
  'slots.gap': 'The clock leaves this hour out on that day, so it comes at the first moment after the change.',
  'slots.overlap': 'The clock has this hour twice on that day; it comes the first time.',
} satisfies Partial<Record<ReasonCode, string>>
type SlotReason = NonNullable<CalendarEntry['reason']>
const leftOut: SlotReason & { code: ReasonCode } = {
  code: 'slideshows.left_out',
  sentence: 'This slideshow was left out.',
  values: {},
}
const isReason = (code: string): code is keyof typeof sentences => Object.hasOwn(sentences, code)
export const slotReason = (code: string): SlotReason | null =>
  isReason(code) ? { code, sentence: sentences[code], values: {} } : null

/** What is to be said about when a group was made. */
export const groupReason = (row: GroupRow): SlotReason | null => {
  if (row.failure !== null) {
    const { code, sentence, values } = valued(row.failure)
    return { code, sentence, values }
  }
  if (row.reason !== null) return slotReason(row.reason)
  const late = row.slot_number !== null && row.created_at.getTime() - row.due_at.getTime() > lateAfterMs
  return late ? slotReason('slideshows.caught_up') : null
}

/** The name under which a browser saves it. */
export const fileNameOf = (row: Pick<GroupRow, 'session_name' | 'number' | 'due_at' | 'time_zone' | 'day'>): string => {
  const name = row.session_name
    .normalize('NFKC')
    .replace(/[\p{Cc}\\/:*?"<>|]+/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim()
    .slice(0, 80)
  return `${name === '' ? 'slideshow' : name} ${row.day} ${clockAt(row.time_zone, row.due_at).replace(':', '.')} no ${row.number}`
}
