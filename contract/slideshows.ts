import * as z from 'zod'
import { captionSource, captionWishes, postCaption, slideCaption } from './captions.ts'
import { captionStyle } from './caption-style.ts'
import { refusal } from './fields.ts'
import { noticeValues } from './notices.ts'
import { instant, microUsd, title, uuid } from './shapes.ts'

/** An hour of the day in the session's own zone, `HH:MM`. */
export const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)
/** A day of the session's own zone, `YYYY-MM-DD`. */
export const calendarDay = z.iso.date()
/** An IANA zone that this runtime knows, e.g. `Europe/Amsterdam`. */
export const timeZone = z
  .string()
  .max(60)
  .refine(
    (name) => {
      try {
        return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone.length > 0
      } catch {
        return false
      }
    },
    refusal('There is no such time zone.', { code: 'shape.time_zone' }),
  )

/** When slideshows are meant to be seen: days of the week (1 = Monday) and a window that does not cross midnight. */
export const postingHours = z
  .strictObject({
    weekdays: z.array(z.number().int().min(1).max(7)).min(1).max(7),
    from: clockTime,
    until: clockTime,
  })
  .refine(({ from, until }) => from <= until, {
    path: ['until'],
    ...refusal('The window ends before it begins.', { code: 'slideshows.window_backwards' }),
  })
  .refine(({ weekdays }) => new Set(weekdays).size === weekdays.length, {
    path: ['weekdays'],
    ...refusal('A day is named twice.', { code: 'slideshows.day_twice' }),
  })
export type PostingHours = z.infer<typeof postingHours>

export const fit = z.enum(['fill', 'fit', 'pad'])
export type Fit = z.infer<typeof fit>

/** How a group is drawn and heard. An empty object is a good look. */
export const renderStyle = z.strictObject({
  format: z.enum(['9:16', '4:5', '1:1']).default('9:16'),
  /** `fit` stands before a blurred copy of itself, `pad` on `padColour`. */
  fit: fit.default('fill'),
  padColour: z
    .string()
    .regex(/^#[0-9a-f]{6}$/i)
    .default('#000000'),
  slideSeconds: z.number().min(1).max(20).default(3),
  transition: z.enum(['cut', 'crossfade']).default('crossfade'),
  transitionSeconds: z.number().min(0.1).max(2).default(0.5),
  /** A slow move over every still. */
  kenBurns: z.boolean().default(false),
  /** Whether clips keep their own sound. */
  keepSound: z.boolean().default(true),
  musicId: uuid.nullable().default(null),
  musicStartSeconds: z.number().min(0).max(3600).default(0),
  musicFadeSeconds: z.number().min(0).max(10).default(1.5),
  musicGainDb: z.number().min(-40).max(6).default(0),
})
export type RenderStyle = z.infer<typeof renderStyle>

export const sessionStyle = z.strictObject({
  caption: captionStyle.prefault({}),
  wishes: captionWishes.prefault({}),
  render: renderStyle.prefault({}),
  /** How many slides make one group. */
  slidesPerGroup: z.number().int().min(1).max(35).default(7),
  /** Whether a group's missing captions are written when it is made. */
  writeCaptions: z.boolean().default(true),
})
export type SessionStyle = z.infer<typeof sessionStyle>

/** Where finished groups are to go; each one waits for a person's approval. */
export const sessionPosting = z.strictObject({
  accountId: uuid,
  mode: z.enum(['direct', 'inbox']),
  form: z.enum(['video', 'photo']),
})
export type SessionPosting = z.infer<typeof sessionPosting>

export const itemWords = slideCaption.omit({ overlay: true })
/** What differs from the session's look for this one item. */
export const itemLook = z.strictObject({
  fit: fit.optional(),
  seconds: z.number().min(1).max(20).optional(),
  /** Of a clip: where it begins. */
  startSeconds: z.number().min(0).max(36_000).optional(),
})
export type ItemLook = z.infer<typeof itemLook>

export const sessionItem = z.strictObject({
  id: uuid,
  /** A file of the library, or a take of a scene; `previewUrl` shows it either way. */
  fileId: uuid.nullable(),
  versionId: uuid.nullable(),
  sceneId: uuid.nullable(),
  kind: z.enum(['image', 'video']),
  name: z.string(),
  width: z.number().int().nullable(),
  height: z.number().int().nullable(),
  durationSeconds: z.number().nullable(),
  thumbhash: z.string().nullable(),
  /** Pictures: a path of this house that shows it small / large; clips: their poster. */
  thumbUrl: z.string(),
  previewUrl: z.string(),
  /** The file was deleted or never became ready: it is left out of groups until it is removed or comes back. */
  missing: z.boolean(),
  position: z.number().int(),
  /** The words on the slide; null = not written yet. */
  caption: z.string().nullable(),
  captionSource: captionSource.nullable(),
  words: itemWords.nullable(),
  look: itemLook,
  usedCount: z.number().int(),
  lastUsedAt: instant.nullable(),
})
export type SessionItem = z.infer<typeof sessionItem>

/** Something to know before it is posted: what, how bad, and what to do. */
export const finding = z.strictObject({
  code: z.string(),
  level: z.enum(['stop', 'warn']),
  /** Which slide, counted from 1; null when it is about the whole. */
  slide: z.number().int().nullable(),
  sentence: z.string(),
  fix: z.string(),
  values: noticeValues,
})
export type Finding = z.infer<typeof finding>

export const groupState = z.enum(['waiting', 'writing', 'rendering', 'ready', 'failed', 'canceled', 'skipped'])
export type GroupState = z.infer<typeof groupState>

export const groupItem = z.strictObject({
  itemId: uuid,
  kind: z.enum(['image', 'video']),
  name: z.string(),
  caption: z.string(),
  captionSource: captionSource.nullable(),
  altText: z.string(),
  thumbUrl: z.string(),
})
export type GroupItem = z.infer<typeof groupItem>

export const slideGroup = z.strictObject({
  id: uuid,
  sessionId: uuid,
  sessionName: z.string(),
  number: z.number().int(),
  day: calendarDay,
  slotNumber: z.number().int().nullable(),
  dueAt: instant,
  state: groupState,
  /** 0 to 1 while it is rendered and known. */
  progress: z.number().nullable(),
  /** Why it was skipped or failed: code and sentence. */
  trouble: z
    .strictObject({
      code: z.string(),
      sentence: z.string(),
      values: noticeValues,
      retryable: z.boolean(),
    })
    .nullable(),
  items: z.array(groupItem),
  words: postCaption.nullable(),
  /** Paths of this house; null until it is ready. */
  videoUrl: z.string().nullable(),
  posterUrl: z.string().nullable(),
  photoUrls: z.array(z.string()),
  durationSeconds: z.number().nullable(),
  width: z.number().int().nullable(),
  height: z.number().int().nullable(),
  bytes: z.number().int().nullable(),
  findings: z.array(finding),
  createdAt: instant,
  finishedAt: instant.nullable(),
})
export type SlideGroup = z.infer<typeof slideGroup>

export const musicTrack = z.strictObject({
  id: uuid,
  name: z.string(),
  durationSeconds: z.number(),
  bytes: z.number().int(),
  url: z.string(),
  createdAt: instant,
})
export type MusicTrack = z.infer<typeof musicTrack>

/** What the writer is doing or did last for a session. */
export const captionRun = z.strictObject({
  id: uuid,
  state: z.enum(['reserved', 'submitted', 'unknown', 'ready', 'failed']),
  disclosure: z.string(),
  itemIds: z.array(uuid),
  priceEstimateMicroUsd: microUsd,
  priceChargedMicroUsd: microUsd.nullable(),
  trouble: z.strictObject({ code: z.string(), sentence: z.string(), retryable: z.boolean() }).nullable(),
  createdAt: instant,
})
export type CaptionRun = z.infer<typeof captionRun>

export const mediaSession = z.strictObject({
  id: uuid,
  name: z.string(),
  isActive: z.boolean(),
  startedAt: instant,
  frequency: z.number().int(),
  maxPerDay: z.number().int(),
  /** Made today, in the session's zone. */
  createdToday: z.number().int(),
  lastRunAt: instant.nullable(),
  /** When the next slideshow is meant to be seen; null when it is not active or nothing is planned. */
  nextDueAt: instant.nullable(),
  timeZone: z.string(),
  postingHours,
  leadMinutes: z.number().int(),
  style: sessionStyle,
  posting: sessionPosting.nullable(),
  projectId: uuid.nullable(),
  itemCount: z.number().int(),
  captionedCount: z.number().int(),
  groupCount: z.number().int(),
  /** Up to four, for the card. */
  coverUrls: z.array(z.string()),
  newestVideoUrl: z.string().nullable(),
  createdAt: instant,
  updatedAt: instant,
})
export type MediaSession = z.infer<typeof mediaSession>

/** A place in the calendar: planned ones have no group yet; past ones always have one, made or skipped. */
export const calendarEntry = z.strictObject({
  sessionId: uuid,
  sessionName: z.string(),
  day: calendarDay,
  /** Null for groups made by hand. */
  slotNumber: z.number().int().nullable(),
  at: instant,
  /** The same moment as it reads on a clock of the session's zone. */
  localTime: clockTime,
  timeZone: z.string(),
  state: z.enum(['planned', 'skipped', 'waiting', 'writing', 'rendering', 'ready', 'failed', 'canceled']),
  groupId: uuid.nullable(),
  /** 0 to 1 while it is rendered and known. */
  progress: z.number().nullable(),
  /** Why it stands here or was left out, e.g. `slideshows.day_full`, `slideshows.missed`, `slots.gap`, `slots.moved`. */
  reason: z.object({ code: z.string(), sentence: z.string(), values: noticeValues }).nullable(),
  /** States of its posts, for the little marks. */
  posts: z.array(z.strictObject({ id: uuid, state: z.string(), accountName: z.string() })),
})
export type CalendarEntry = z.infer<typeof calendarEntry>

/** What a person sets of a session. */
export const sessionSettings = z.strictObject({
  name: title,
  frequency: z.number().int().min(1).max(24),
  maxPerDay: z.number().int().min(1).max(50),
  timeZone,
  postingHours,
  leadMinutes: z.number().int().min(0).max(10_080),
  style: sessionStyle,
  posting: sessionPosting.nullable(),
})
export type SessionSettings = z.infer<typeof sessionSettings>
