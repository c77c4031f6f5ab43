import { Hono } from 'hono'
import * as z from 'zod'
import { denial, deny, enter, isDenial, ok, scopeMissing, speaksJson, struck, type Denial } from './exchange.ts'
import type { Grant } from './grants.ts'
import type { Task } from './tasks.ts'
import { minute, type ContractEnv, type Exchange, type World } from './world.ts'

/** "Get User Info": what each field needs. */
const userFields: Readonly<Record<string, string>> = {
  open_id: 'user.info.basic',
  union_id: 'user.info.basic',
  avatar_url: 'user.info.basic',
  display_name: 'user.info.basic',
  username: 'user.info.profile',
  profile_deep_link: 'user.info.profile',
  follower_count: 'user.info.stats',
}
const videoFields = [
  'id',
  'title',
  'create_time',
  'share_url',
  'view_count',
  'like_count',
  'comment_count',
  'share_count',
]

/** The Display API: who it is, and the numbers of public posts. */
export const displayApp = (world: World): Hono<ContractEnv> => {
  const app = new Hono<ContractEnv>()

  app.get('/user/info/', (exchange) => {
    const grant = enter(world, exchange, 'user_info', 600)
    const fault = struck(world, exchange, world.faults.take('read')?.kind)
    if (fault !== null) return fault
    const fields = fieldsOf(exchange)
    if (isDenial(grant)) return deny(world, exchange, grant)
    if (fields.length === 0 || !fields.every((field) => field in userFields))
      return deny(world, exchange, denial(400, 'invalid_params', 'Fields are missing or unknown.'))
    if (!fields.every((field) => grant.scopes.includes(userFields[field] ?? '')))
      return deny(world, exchange, scopeMissing)
    const account = world.accounts.find(grant.openId)
    const user: Record<string, string | number> = {
      open_id: grant.openId,
      union_id: `union${grant.openId}`,
      avatar_url: `${world.origin()}/avatars/${account?.name ?? ''}.svg`,
      display_name: account?.displayName ?? '',
      username: account?.username ?? '',
      profile_deep_link: '',
      follower_count: 0,
    }
    return ok(exchange, { user: Object.fromEntries(fields.map((field) => [field, user[field]])) })
  })

  app.post('/video/query/', (exchange) =>
    answer(world, exchange, 'video_query', queryBody, (listed, { filters }) => ({
      videos: listed.filter(({ postId }) => filters.video_ids.includes(postId ?? '')),
    })),
  )
  app.post('/video/list/', (exchange) =>
    answer(world, exchange, 'video_list', listBody, (listed, { max_count: most, cursor = Number.MAX_SAFE_INTEGER }) => {
      const older = listed.filter(({ endedAt }) => (endedAt ?? 0) < cursor)
      const videos = older.slice(0, most)
      return {
        videos,
        more: { cursor: Math.floor(videos.at(-1)?.endedAt ?? 0), has_more: older.length > videos.length },
      }
    }),
  )

  app.get('/avatars/:name', (exchange) =>
    exchange.body(
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><circle cx="4" cy="4" r="4" fill="#678"/></svg>',
      200,
      {
        'Content-Type': 'image/svg+xml',
      },
    ),
  )
  return app
}

const queryBody = z.strictObject({ filters: z.strictObject({ video_ids: z.array(z.string()).min(1).max(20) }) })
const listBody = z.strictObject({ max_count: z.int().min(1).max(20).default(10), cursor: z.int().optional() })

const fieldsOf = (exchange: Exchange): string[] =>
  (exchange.req.query('fields') ?? '').split(',').filter((field) => field !== '')

/** Public posts of the caller, newest first. */
const answer = async <Body>(
  world: World,
  exchange: Exchange,
  name: string,
  shape: z.ZodType<Body>,
  choose: (listed: Task[], body: Body) => { videos: Task[]; more?: object },
): Promise<Response> => {
  const grant: Grant | Denial = enter(world, exchange, name, 600)
  const fault = struck(world, exchange, world.faults.take('read')?.kind)
  if (fault !== null) return fault
  if (isDenial(grant)) return deny(world, exchange, grant)
  if (!grant.scopes.includes('video.list')) return deny(world, exchange, scopeMissing)
  const fields = fieldsOf(exchange)
  const body = shape.safeParse(speaksJson(exchange) ? await exchange.req.json().catch(() => null) : null)
  if (!body.success || fields.length === 0 || !fields.every((field) => videoFields.includes(field)))
    return deny(world, exchange, denial(400, 'invalid_params'))
  const listed = world.tasks
    .all()
    .filter((task) => task.openId === grant.openId && world.tasks.isListed(task))
    .reverse()
  const { videos, more = {} } = choose(listed, body.data)
  return ok(exchange, { videos: videos.map((task) => videoOf(world, task, fields)), ...more })
}

const videoOf = (world: World, task: Task, fields: string[]): object => {
  const seen = Math.floor((world.clock.now() - (task.endedAt ?? 0)) / minute)
  const username = world.accounts.find(task.openId)?.username ?? ''
  const video: Record<string, string | number> = {
    id: task.postId ?? '',
    title: task.title,
    create_time: Math.floor(task.createdAt / 1000),
    share_url: `https://www.tiktok.com/@${username}/video/${task.postId ?? ''}`,
    // A view a minute, and a like for every ten.
    view_count: seen,
    like_count: Math.floor(seen / 10),
    comment_count: 0,
    share_count: 0,
  }
  return Object.fromEntries(fields.map((field) => [field, video[field]]))
}
