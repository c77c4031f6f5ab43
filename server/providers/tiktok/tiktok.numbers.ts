import type * as z from 'zod'
import type { PostNumbers, PostNumbersFound, Publisher } from '../publisher.ts'
import type { FreeCalls } from './tiktok.client.ts'
import { videoPage } from './tiktok.wire.ts'

const fields = 'id,view_count,like_count,comment_count,share_count,share_url'
/** "Query Videos" and "List Videos": up to 20 at a time, public ones of the token's own account only. */
const most = 20

export const makeNumbers = (ask: FreeCalls['ask']): Pick<Publisher, 'videos' | 'listVideos'> => {
  const page = async (accessToken: string, path: string, body: object): ReturnType<Publisher['videos']> => {
    const said = await ask(accessToken, { method: 'POST', path: `${path}?fields=${fields}`, body }, videoPage)
    return said.kind === 'ok' ? foundFrom(said.data) : said
  }
  return {
    async videos(accessToken, postIds) {
      if (postIds.length > most) throw new RangeError(`At most ${most} posts are asked for at once.`)
      if (postIds.length === 0) return { kind: 'videos', videos: [], cursor: null }
      return page(accessToken, '/v2/video/query/', { filters: { video_ids: postIds } })
    },
    listVideos: (accessToken, cursor) =>
      page(accessToken, '/v2/video/list/', {
        max_count: most,
        ...(cursor === null ? {} : { cursor: Number(cursor) }),
      }),
  }
}

const foundFrom = ({ videos, cursor, has_more: more }: z.infer<typeof videoPage>): PostNumbersFound => ({
  kind: 'videos',
  videos: videos.map((video): PostNumbers => ({
    postId: video.id,
    views: video.view_count ?? null,
    likes: video.like_count ?? null,
    comments: video.comment_count ?? null,
    shares: video.share_count ?? null,
    url: video.share_url ?? null,
  })),
  cursor: more ? (cursor ?? null) : null,
})
