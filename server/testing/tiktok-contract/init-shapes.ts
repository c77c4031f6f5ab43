import * as z from 'zod'

/** What may open a post, strictly: a field in the wrong place would be lost without a word, so here it is refused. */

/** At most so many UTF-16 units; the library's own `max` counts whole characters. */
const words = (most: number) =>
  z.string().refine((text) => text.length <= most, { error: `longer than ${most} UTF-16 units` })

const fileUpload = z.strictObject({
  source: z.literal('FILE_UPLOAD'),
  video_size: z.int().positive(),
  chunk_size: z.int().positive(),
  total_chunk_count: z.int().positive(),
})
const pull = z.strictObject({ source: z.literal('PULL_FROM_URL'), video_url: z.url() })
const videoSource = z.union([fileUpload, pull])
const disclosed = { brand_content_toggle: z.boolean(), brand_organic_toggle: z.boolean().optional() }

/** "Direct Post" reference. Lengths count UTF-16 units. */
export const directVideo = z.strictObject({
  post_info: z.strictObject({
    privacy_level: z.string(),
    title: words(2200).optional(),
    disable_duet: z.boolean().optional(),
    disable_stitch: z.boolean().optional(),
    disable_comment: z.boolean().optional(),
    video_cover_timestamp_ms: z.int().optional(),
    ...disclosed,
    is_aigc: z.boolean().optional(),
  }),
  source_info: videoSource,
})

/** "Upload Content" reference: media only. */
export const inboxVideo = z.strictObject({ source_info: videoSource })

const photoSource = z.strictObject({
  source: z.literal('PULL_FROM_URL'),
  photo_images: z.array(z.url()).min(1).max(35),
  photo_cover_index: z.int().nonnegative(),
})
const photoWords = { title: words(90).optional(), description: words(4000).optional() }

/** "Photo Post" reference. `is_aigc` stands at the top. */
export const photoPost = z
  .union([
    z.strictObject({
      media_type: z.literal('PHOTO'),
      post_mode: z.literal('DIRECT_POST'),
      is_aigc: z.boolean().optional(),
      post_info: z.strictObject({
        ...photoWords,
        privacy_level: z.string(),
        disable_comment: z.boolean().optional(),
        auto_add_music: z.boolean().optional(),
        ...disclosed,
      }),
      source_info: photoSource,
    }),
    z.strictObject({
      media_type: z.literal('PHOTO'),
      post_mode: z.literal('MEDIA_UPLOAD'),
      is_aigc: z.boolean().optional(),
      post_info: z.strictObject(photoWords),
      source_info: photoSource,
    }),
  ])
  .refine(({ source_info: { photo_images, photo_cover_index } }) => photo_cover_index < photo_images.length, {
    error: 'photo_cover_index is out of range',
  })

/** "Media Transfer Guide": what is wrong with the announced chunks, or null. */
export const chunkProblem = ({
  video_size,
  chunk_size,
  total_chunk_count,
}: z.infer<typeof fileUpload>): string | null => {
  if (video_size > 4 * 1024 ** 3) return 'The video is too large'
  if (total_chunk_count > 1000) return 'The total chunk count is invalid'
  if (total_chunk_count === 1 && chunk_size === video_size)
    return video_size <= 64 * 1024 ** 2 ? null : 'The chunk size is invalid'
  if (chunk_size < 5_000_000 || chunk_size > 64 * 1024 ** 2) return 'The chunk size is invalid'
  return total_chunk_count === Math.floor(video_size / chunk_size) ? null : 'The total chunk count is invalid'
}

/**
 * "Media Transfer Guide": https, no bare address, under a verified domain or the exact beginning of a verified prefix.
 * A prefix that is listed with http is taken too: that is how a house on the same machine is pulled from.
 */
export const isVerified = (address: string, verified: readonly string[]): boolean => {
  const url = new URL(address)
  const bare = /^[\d.]+$|^\[/.test(url.hostname)
  return verified.some((entry) =>
    entry.includes('://')
      ? entry.endsWith('/') && address.startsWith(entry)
      : url.protocol === 'https:' && !bare && (url.hostname === entry || url.hostname.endsWith(`.${entry}`)),
  )
}
