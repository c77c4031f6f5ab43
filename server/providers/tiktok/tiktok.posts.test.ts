import { describe, expect, it } from 'vitest'
import { plainDraft } from '../publisher.suite.ts'
import { chunkPlan } from './tiktok.chunks.ts'
import { openingOf } from './tiktok.posts.ts'
import { isUploadAddress } from './tiktok.upload.ts'

describe('what is sent to open a post', () => {
  const plan = chunkPlan(50_000_123)
  const source_info = { source: 'FILE_UPLOAD', video_size: 50_000_123, chunk_size: 10_000_000, total_chunk_count: 5 }

  it('says everything about a direct video, both toggles included', () => {
    const draft = plainDraft({
      privacy: 'PUBLIC_TO_EVERYONE',
      allowComments: true,
      commercial: true,
      brandedContent: true,
      aiGenerated: true,
      coverAtMs: 1000,
    })
    expect(openingOf(draft, { by: 'upload', plan })).toEqual({
      path: '/v2/post/publish/video/init/',
      body: {
        post_info: {
          privacy_level: 'PUBLIC_TO_EVERYONE',
          title: 'A quiet hall #light',
          disable_duet: true,
          disable_stitch: true,
          disable_comment: false,
          video_cover_timestamp_ms: 1000,
          brand_content_toggle: true,
          brand_organic_toggle: false,
          is_aigc: true,
        },
        source_info,
      },
    })
  })

  it('discloses nothing while the switch is off', () => {
    const { body } = openingOf(plainDraft({ ownBrand: true, brandedContent: true }), {
      by: 'pull',
      url: 'https://a.example/x',
    })
    expect(body).toMatchObject({
      post_info: { brand_content_toggle: false, brand_organic_toggle: false },
      source_info: { source: 'PULL_FROM_URL', video_url: 'https://a.example/x' },
    })
    expect(body).not.toHaveProperty('post_info.video_cover_timestamp_ms')
  })

  it('takes only the media of an inbox video along', () => {
    expect(openingOf(plainDraft({ delivery: 'inbox' }), { by: 'upload', plan })).toEqual({
      path: '/v2/post/publish/inbox/video/init/',
      body: { source_info },
    })
  })

  it('tells of AI at the top for photos', () => {
    const urls = ['https://a.example/1.jpg', 'https://a.example/2.jpg']
    const draft = plainDraft({ kind: 'photos', description: 'Two', coverIndex: 1, addMusic: true, aiGenerated: true })
    const photos = { source: 'PULL_FROM_URL', photo_images: urls, photo_cover_index: 1 }
    expect(openingOf(draft, { by: 'pull-photos', urls })).toEqual({
      path: '/v2/post/publish/content/init/',
      body: {
        media_type: 'PHOTO',
        post_mode: 'DIRECT_POST',
        is_aigc: true,
        post_info: {
          title: 'A quiet hall #light',
          description: 'Two',
          privacy_level: 'SELF_ONLY',
          disable_comment: true,
          auto_add_music: true,
          brand_content_toggle: false,
          brand_organic_toggle: false,
        },
        source_info: photos,
      },
    })
    expect(openingOf({ ...draft, delivery: 'inbox' }, { by: 'pull-photos', urls }).body).toEqual({
      media_type: 'PHOTO',
      post_mode: 'MEDIA_UPLOAD',
      is_aigc: true,
      post_info: { title: 'A quiet hall #light', description: 'Two' },
      source_info: photos,
    })
  })
})

describe('where bytes may go', () => {
  it.each([
    ['https://open-upload.tiktokapis.com/video/?upload_id=1', true],
    ['https://upload.us.tiktokapis.com/video/', true],
    ['https://tiktokapis.com/', true],
    ['http://open-upload.tiktokapis.com/video/', false],
    ['https://open-upload.tiktokapis.com:8443/video/', false],
    ['https://user@open-upload.tiktokapis.com/video/', false],
    ['https://xtiktokapis.com/', false],
    ['https://tiktokapis.com.example.com/', false],
    ['http://127.0.0.1:4420/upload/video/', true],
    ['http://127.0.0.1:4421/upload/video/', false],
    ['not an address', false],
  ])('%s: %s', (address, may) => {
    expect(isUploadAddress(address, ['tiktokapis.com', 'http://127.0.0.1:4420'])).toBe(may)
  })
})
