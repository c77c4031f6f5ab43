import type { ReasonCode } from '@greenroom/contract/notices.ts'
import type { Retry } from '../publisher-post.ts'

/** What a code of TikTok's means for a person, and what helps. */
export interface Reason {
  sentence: string
  retry: Retry
}

const tooManyPosts: Reason = {
  sentence: 'TikTok takes no more posts from this account today.',
  retry: 'later',
}
const banned: Reason = { sentence: 'TikTok has barred this account from posting.', retry: 'never' }

/** Why a post that was taken came to nothing: `fail_reason` of "Get Post Status". Undocumented ones are marked. */
const failReasons = {
  internal: { sentence: 'Something went wrong at TikTok.', retry: 'yes' },
  video_pull_failed: { sentence: 'TikTok could not fetch the video from this house.', retry: 'yes' },
  photo_pull_failed: { sentence: 'TikTok could not fetch the photos from this house.', retry: 'yes' },
  file_format_check_failed: { sentence: 'TikTok does not take this file format.', retry: 'fix-media' },
  duration_check_failed: { sentence: 'The video is too long or too short for this account.', retry: 'fix-media' },
  frame_rate_check_failed: { sentence: 'TikTok takes 23 to 60 pictures a second.', retry: 'fix-media' },
  picture_size_check_failed: { sentence: 'The picture is too small or too large for TikTok.', retry: 'fix-media' },
  // Seen in others' code, not in TikTok's table.
  video_bitrate_check_failed: { sentence: 'The bit rate of the video does not suit TikTok.', retry: 'fix-media' },
  privacy_level_not_authorized: {
    sentence: 'This account may not use the chosen visibility.',
    retry: 'fix-post',
  },
  spam_risk_too_many_posts: tooManyPosts,
  spam_risk: { sentence: 'TikTok took the post for spam.', retry: 'never' },
  spam_risk_text: { sentence: 'TikTok took the words of the post for spam.', retry: 'never' },
  spam_risk_user_banned_from_posting: banned,
  auth_removed: { sentence: 'The account was disconnected while the post was under way.', retry: 'never' },
  publish_cancelled: { sentence: 'The post was called off.', retry: 'never' },
} satisfies Partial<Record<ReasonCode, Reason>>

/** Unknown codes are final: what nobody knows is not tried again by itself. */
export const failReason = (code: string): Reason =>
  own(failReasons, code) ?? { sentence: `TikTok did not publish the post (${shown(code)}).`, retry: 'never' }

/** Error codes of the calls: "Content Posting API" error tables, and `invalid_params` as the Display API spells it. */
const refusals = {
  access_token_invalid: { sentence: 'TikTok wants a fresh sign-in for this account.', retry: 'refresh' },
  access_token_expired: { sentence: 'TikTok wants a fresh sign-in for this account.', retry: 'refresh' },
  scope_not_authorized: {
    sentence: 'This account did not allow that. Connect it again and leave every box ticked.',
    retry: 'reconnect',
  },
  scope_permission_missed: {
    sentence: 'This account did not allow that. Connect it again and leave every box ticked.',
    retry: 'reconnect',
  },
  rate_limit_exceeded: { sentence: 'TikTok asks for a pause.', retry: 'yes' },
  spam_risk_too_many_posts: tooManyPosts,
  spam_risk_user_banned_from_posting: banned,
  spam_risk_too_many_pending_share: {
    sentence: 'Too many drafts wait in the TikTok inbox. Finish or delete some there first.',
    retry: 'later',
  },
  spam_risk: { sentence: 'TikTok took the post for spam.', retry: 'never' },
  reached_active_user_cap: {
    sentence: 'TikTok lets only a few accounts a day post through this house, and today’s number is reached.',
    retry: 'later',
  },
  unaudited_client_can_only_post_to_private_accounts: {
    sentence: 'Until TikTok has audited this app, the account must be private and the post visible to its owner only.',
    retry: 'fix-post',
  },
  url_ownership_unverified: {
    sentence: 'TikTok does not know this house’s address. It must be verified in the developer portal.',
    retry: 'operator',
  },
  privacy_level_option_mismatch: {
    sentence: 'This account no longer offers the chosen visibility.',
    retry: 'fix-post',
  },
  app_version_check_failed: {
    sentence: 'The TikTok app on the phone is too old for this. Update it to 31.8 or newer.',
    retry: 'later',
  },
  invalid_param: { sentence: 'TikTok did not accept the post as it is.', retry: 'fix-post' },
  invalid_params: { sentence: 'TikTok did not accept the post as it is.', retry: 'fix-post' },
  invalid_publish_id: { sentence: 'TikTok does not know this post any more.', retry: 'never' },
  token_not_authorized_for_specified_publish_id: {
    sentence: 'This post was made by another account.',
    retry: 'never',
  },
} satisfies Partial<Record<ReasonCode, Reason>>

export const refusalReason = (code: string): Reason =>
  own(refusals, code) ?? { sentence: `TikTok said no (${shown(code)}).`, retry: 'never' }

/** "Query Creator Info": the account, or the app for today, is full or barred. Sent with HTTP 200 on purpose. */
const blocking = new Set([
  'spam_risk_too_many_posts',
  'spam_risk_user_banned_from_posting',
  'reached_active_user_cap',
  'spam_risk',
])
export const blocksAccount = (code: string): boolean => blocking.has(code)

/** Codes that promise nothing about what happened: "try again later" of "Error handling". */
const troubles = new Set(['internal_error', 'internal', 'server_error', 'temporarily_unavailable', 'timeout'])
export const isTrouble = (code: string): boolean => troubles.has(code)

/** "Webhooks events", authorization.removed: `reason` as a number. */
const removals = ['unknown', 'user_disconnected', 'account_deleted', 'age_changed', 'account_banned', 'revoked_by_app']
export const removalReason = (reason: number): string => removals[reason] ?? 'unknown'

const own = <Value>(table: Readonly<Record<string, Value>>, key: string): Value | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined

/** A foreign word, short and harmless enough to be put into a sentence. */
export const shown = (code: string): string =>
  code
    .replace(/[^\w.-]+/g, ' ')
    .trim()
    .slice(0, 60) || 'no reason given'
