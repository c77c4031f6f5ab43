/** Bodies of inits as an app would write them, for tests that spoil one thing at a time. */
export const publish = (path: string): string => `/v2/post/publish/${path}/`

export const info = (change: object = {}) => ({
  post_info: { privacy_level: 'SELF_ONLY', title: 'A hall', brand_content_toggle: false, ...change },
})
export const upload = (video_size: number, chunk_size: number, total_chunk_count: number) => ({
  source_info: { source: 'FILE_UPLOAD', video_size, chunk_size, total_chunk_count },
})
export const photos = (change: object = {}, images = ['https://media.example.com/a.jpg']) => ({
  media_type: 'PHOTO',
  post_mode: 'DIRECT_POST',
  is_aigc: false,
  post_info: { privacy_level: 'SELF_ONLY', title: 'A hall', brand_content_toggle: false, ...change },
  source_info: { source: 'PULL_FROM_URL', photo_images: images, photo_cover_index: 0 },
})
export const dataOf = ({ body }: { body: Record<string, unknown> }) => (body['data'] ?? {}) as Record<string, string>
