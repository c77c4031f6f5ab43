import { photoPath } from '@greenroom/contract/photos.ts'
import { versionPath } from '@greenroom/contract/scenes.ts'
import {
  itemLook,
  itemWords,
  sessionPosting,
  sessionStyle,
  type MediaSession,
  type SessionItem,
  type SessionPosting,
  type SessionStyle,
} from '@greenroom/contract/slideshows.ts'
import type { ItemRow } from './slideshows.items.store.ts'
import type { SessionRow } from './slideshows.store.ts'
import { dayAt, nextSlot, type Rhythm, type SlotChange } from './slideshows.slots.rules.ts'

/** Rows can be written past this house too: what is not a style is the standard one. */
export const styleOf = (stored: unknown): SessionStyle => {
  const read = sessionStyle.safeParse(stored)
  return read.success ? read.data : sessionStyle.parse({})
}
export const postingOf = (stored: unknown): SessionPosting | null => {
  const read = sessionPosting.safeParse(stored)
  return read.success ? read.data : null
}

type Timing = Pick<SessionRow, 'time_zone' | 'frequency' | 'posting_hours'>
export const rhythmOf = (row: Timing): Rhythm => ({
  timeZone: row.time_zone,
  frequency: row.frequency,
  hours: row.posting_hours,
})
export const changesOf = (stored: readonly { day: string; number: number; movedTo: string | null }[]): SlotChange[] =>
  stored.map(({ day, number, movedTo }) => ({ day, number, movedTo: movedTo === null ? null : new Date(movedTo) }))

export const sessionView = (row: SessionRow, now: Date): MediaSession => {
  const leftOut = new Set(row.skipped.map(({ day, number }) => `${day} ${number}`))
  const next = row.is_active
    ? nextSlot(rhythmOf(row), changesOf(row.changes), now, ({ day, number }) => leftOut.has(`${day} ${number}`))
    : null
  return {
    id: row.id,
    name: row.name,
    isActive: row.is_active,
    startedAt: row.started_at.toISOString(),
    frequency: row.frequency,
    maxPerDay: row.max_per_day,
    createdToday: row.made_by_day[dayAt(row.time_zone, now)] ?? 0,
    lastRunAt: row.last_run_at?.toISOString() ?? null,
    nextDueAt: next?.at.toISOString() ?? null,
    timeZone: row.time_zone,
    postingHours: row.posting_hours,
    leadMinutes: row.lead_minutes,
    style: styleOf(row.style),
    posting: postingOf(row.posting),
    projectId: row.project_id,
    itemCount: row.item_count,
    captionedCount: row.captioned_count,
    groupCount: row.group_count,
    coverUrls: row.covers.map((cover) => thumbOf(cover)),
    newestVideoUrl: row.newest_group_id === null ? null : groupPath(row.newest_group_id, 'video'),
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  }
}

export const groupPath = (groupId: string, variant: string): string => `/media/groups/${groupId}/${variant}`
export const musicPath = (musicId: string): string => `/media/music/${musicId}`

const thumbOf = ({ fileId, versionId }: { fileId: string | null; versionId: string | null }): string =>
  fileId === null ? versionPath(versionId ?? '', 'poster') : photoPath(fileId, 'small')

export const itemView = (row: ItemRow): SessionItem => {
  const words = itemWords.safeParse(row.caption_words)
  const look = itemLook.safeParse(row.look)
  const media = { fileId: row.source_file_id, versionId: row.scene_version_id }
  return {
    id: row.id,
    ...media,
    sceneId: row.scene_id,
    kind: row.media_type,
    name: row.name,
    width: row.width,
    height: row.height,
    durationSeconds: row.duration,
    thumbhash: row.thumbhash,
    thumbUrl: thumbOf(media),
    previewUrl: media.fileId === null ? thumbOf(media) : photoPath(media.fileId, 'large'),
    missing: row.missing,
    position: row.position,
    caption: row.generated_caption,
    captionSource: row.caption_source,
    words: words.success ? words.data : null,
    look: look.success ? look.data : {},
    usedCount: row.used_count,
    lastUsedAt: row.last_used_at?.toISOString() ?? null,
  }
}
