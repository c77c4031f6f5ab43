import * as z from 'zod'

/** TikTok's answers. Extra fields are let be; only what we act on is asked for. */

type Reviver = (this: unknown, key: string, value: unknown, context: { source?: string }) => unknown
const parse = JSON.parse as (text: string, reviver: Reviver) => unknown

/** A parsed JSON text, or undefined when it is none. Whole numbers too large for a number (post ids) come as digits. */
export const readExactJson = (text: string): unknown => {
  try {
    return parse(text, (_key, value, { source }) =>
      typeof value === 'number' && !Number.isSafeInteger(value) && source !== undefined && /^-?\d+$/.test(source)
        ? source
        : value,
    )
  } catch {
    return undefined
  }
}

const digits = z.union([z.string().regex(/^\d{1,20}$/), z.int().nonnegative().transform(String)])
const words = z.string().catch('')
const amount = z.number().nullish().catch(null)

/** `/v2/oauth/*`: flat. "Manage User Access Tokens". */
export const tokenAnswer = z.object({
  access_token: z.string().min(1),
  expires_in: z.number().positive(),
  open_id: z.string().min(1),
  refresh_token: z.string().min(1).optional(),
  refresh_expires_in: z.number().positive().optional(),
  scope: z.string().default(''),
})
export const tokenRefusal = z.object({ error: z.string().min(1), error_description: words })

/** Everything else: `{data, error}`, where only `error.code === "ok"` means success, whatever the status says. */
export const envelope = z.object({
  data: z.unknown(),
  error: z.object({ code: z.string().min(1), message: words, log_id: words.optional(), logid: words.optional() }),
})

export const userInfo = z.object({
  user: z.object({
    open_id: z.string().min(1),
    display_name: words,
    avatar_url: words,
    username: words,
  }),
})

export const creatorInfo = z.object({
  creator_avatar_url: words,
  creator_username: words,
  creator_nickname: words,
  privacy_level_options: z.array(z.string()),
  comment_disabled: z.boolean(),
  duet_disabled: z.boolean(),
  stitch_disabled: z.boolean(),
  max_video_post_duration_sec: z.number().positive(),
})

/** publish_id has up to 64 characters and upload_url up to 256 (references); a longer one is kept all the same. */
export const opened = z.object({ publish_id: z.string().min(1).max(500), upload_url: z.string().min(1).nullish() })

const ids = z.array(digits).nullish()
export const statusAnswer = z.object({
  status: z.string(),
  fail_reason: z.string().nullish(),
  // TikTok's own spelling, and the one it may be mended to.
  publicaly_available_post_id: ids,
  publicly_available_post_id: ids,
  uploaded_bytes: amount,
  downloaded_bytes: amount,
})

export const videoPage = z.object({
  videos: z
    .array(
      z.object({
        id: digits,
        view_count: amount,
        like_count: amount,
        comment_count: amount,
        share_count: amount,
        share_url: z.string().nullish().catch(null),
      }),
    )
    .default([]),
  cursor: digits.optional(),
  has_more: z.boolean().default(false),
})

/** "Webhooks overview": `content` is JSON once more, in a string. */
export const webhookBody = z.object({
  client_key: z.string(),
  event: z.string(),
  create_time: z.number(),
  user_openid: z.string().min(1),
  content: z.string().default('{}'),
})
export const webhookContent = z.object({
  publish_id: z.string().optional(),
  post_id: digits.optional(),
  reason: z.union([z.string(), z.number()]).optional(),
})
