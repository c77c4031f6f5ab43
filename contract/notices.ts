import * as z from 'zod'

/** Numbers and names that stand in a sentence of the server, by the name of their place; empty for rows of older houses. */
export const noticeNumbers = z.record(z.string(), z.union([z.string(), z.number()]))
export const noticeValues = noticeNumbers.default({})
export type NoticeValues = z.infer<typeof noticeValues>

/*
 * What the server tells by itself, by code, with the values of its sentence. The server's own sentence is English and is
 * shown to whoever reads English; for other languages the studio has words for every code here, with `{name}` where a value
 * stands. The types below keep the server to these codes. `because` is itself a code, of `reasonValues`.
 */

/** Findings: each has a sentence and a fix. */
export const findingValues = {
  'captions.too_long': ['slide'],
  'captions.outside_safe_box': ['slide', 'pixels'],
  'captions.low_contrast': ['slide', 'contrast', 'least'],
  'captions.no_letter': ['slide', 'letters'],
  'captions.fell_back': ['because'],
  'media.wrong_codec': ['codec'],
  'media.wrong_size': ['width', 'height', 'meantWidth', 'meantHeight'],
  'media.wrong_length': ['seconds', 'meantSeconds'],
  'media.no_sound': [],
  'slideshows.music_gone': [],
  'publishing.scope_missing': [],
  'publishing.reconnect': [],
  'posts.account_blocked': ['because'],
  'posts.no_public_address': [],
} as const satisfies Table

/** What a publisher's rules say against a post, a sentence and a fix each; the code begins with its name and a dot. */
export const publisherValues = {
  title_too_long: ['length', 'most', 'over'],
  description_too_long: ['length', 'most', 'over'],
  no_privacy: [],
  privacy_not_offered: [],
  branded_private: [],
  unaudited_public: [],
  unaudited_account: [],
  commercial_undecided: [],
  comments_disabled: [],
  duet_disabled: [],
  stitch_disabled: [],
  wrong_media: [],
  video_type: [],
  video_codec: ['codec'],
  video_rate: ['rate'],
  video_size: ['width', 'height'],
  video_bytes: [],
  video_long: ['seconds', 'most', 'over'],
  video_short: [],
  video_ratio: [],
  cover_outside: [],
  cover_index: [],
  photo_count: ['count', 'most'],
  photo_type: ['photo'],
  photo_size: ['photo', 'width', 'height'],
  photo_bytes: ['photo'],
  wrong_source: [],
} as const satisfies Table

/** Notes about days of the calendar. */
export const noteValues = {
  'slideshows.day_full': ['session', 'most', 'count'],
  'slots.clock_forward': ['zone', 'minutes'],
  'slots.clock_back': ['zone', 'minutes'],
  'slots.day_left_out': ['zone'],
  'slots.day_twice': ['zone'],
} as const satisfies Table

/** Why something stands where it stands, waits, failed or is not known: one sentence. Words without a dot are the publisher's. */
export const reasonValues = {
  'slideshows.caught_up': [],
  'slideshows.day_full': [],
  'slideshows.missed': [],
  'slideshows.skipped': [],
  'slideshows.left_out': [],
  'slideshows.no_media': [],
  'slideshows.quota_full': [],
  'slideshows.too_long': ['minutes'],
  'slideshows.house_fault': [],
  'slots.moved': [],
  'slots.gap': [],
  'slots.overlap': [],
  'storage.not_found': [],
  'photos.type_not_supported': [],
  'photos.empty': [],
  'photos.truncated': [],
  'photos.too_many_pixels': [],
  'photos.unreadable': [],
  'photos.bytes_lost': [],
  'photos.ingest_failed': [],
  'photos.too_large': [],
  'photos.quota_full': [],
  'photos.batch_closed': [],
  'media.slide_unreadable': ['slide'],
  'media.music_unreadable': [],
  'media.video_unreadable': [],
  'media.ffmpeg_unfit': [],
  'media.no_encoder': [],
  'captions.auth': [],
  'captions.insufficient_funds': [],
  'captions.rate_limited': [],
  'captions.provider_down': [],
  'captions.model_unavailable': [],
  'captions.moderated': [],
  'captions.truncated': [],
  'captions.unreadable': [],
  'captions.picture': [],
  'captions.invalid_input': [],
  'captions.unknown': [],
  'captions.writer_gone': [],
  'captions.session_gone': [],
  'captions.nothing_to_write': [],
  'captions.house_fault': [],
  'posts.not_there': [],
  'posts.day_full': ['most'],
  'posts.inbox_full': ['most'],
  'posts.minute_full': [],
  'posts.changed_since': [],
  'posts.no_public_address': [],
  'posts.media_gone': [],
  'posts.unknown': [],
  'posts.unknown_unsent': [],
  'posts.no_verdict': [],
  'posts.upload_over': [],
  'publishing.reconnect': [],
  'publishing.unreachable': [],
  not_sent: [],
  upload_host: [],
  wrong_length: [],
  odd_progress: [],
  internal: [],
  video_pull_failed: [],
  photo_pull_failed: [],
  file_format_check_failed: [],
  duration_check_failed: [],
  frame_rate_check_failed: [],
  picture_size_check_failed: [],
  video_bitrate_check_failed: [],
  privacy_level_not_authorized: [],
  privacy_level_option_mismatch: [],
  spam_risk_too_many_posts: [],
  spam_risk: [],
  spam_risk_text: [],
  spam_risk_user_banned_from_posting: [],
  spam_risk_too_many_pending_share: [],
  auth_removed: [],
  publish_cancelled: [],
  access_token_invalid: [],
  access_token_expired: [],
  scope_not_authorized: [],
  scope_permission_missed: [],
  rate_limit_exceeded: [],
  reached_active_user_cap: [],
  unaudited_client_can_only_post_to_private_accounts: [],
  url_ownership_unverified: [],
  app_version_check_failed: [],
  invalid_param: [],
  invalid_params: [],
  invalid_publish_id: [],
  token_not_authorized_for_specified_publish_id: [],
} as const satisfies Table

export type Table = Readonly<Record<string, readonly string[]>>
export type ValuesOf<T extends Table, Code extends keyof T> = Record<T[Code][number], string | number>
/** A code of a table with exactly its values. */
type Known<T extends Table> = { [Code in keyof T]: { code: Code; values: ValuesOf<T, Code> } }[keyof T]
export type FindingCode = keyof typeof findingValues
export type PublisherCode = keyof typeof publisherValues
export type NoteCode = keyof typeof noteValues
export type ReasonCode = keyof typeof reasonValues
export type KnownFinding = Known<typeof findingValues>
export type KnownNote = Known<typeof noteValues>
export type KnownReason = Known<typeof reasonValues>
