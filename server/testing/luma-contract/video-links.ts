import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { Hono } from 'hono'
import sharp from 'sharp'
import type { Job } from './jobs.ts'
import { cut } from './exchange.ts'
import type { ContractEnv, World } from './world.ts'
import type { ContractClock } from './contract-clock.ts'

/** Addresses of finished videos, each with its own end. */
export interface VideoLinks {
  /** A new address for the job's video that dies after `seconds` (null: never). */
  mint(job: Job, seconds: number | null): string
  /** Null when the address is unknown or dead. */
  open(token: string): Job | null
  /** Kills every address that was minted so far. */
  expireAll(): void
}

export const makeVideoLinks = (clock: ContractClock, origin: () => string): VideoLinks => {
  const links = new Map<string, { job: Job; until: number }>()
  return {
    mint(job, seconds) {
      const token = randomUUID()
      links.set(token, { job, until: seconds === null ? Infinity : clock.now() + seconds * 1000 })
      const life = seconds === null ? '' : `?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Expires=${seconds}`
      return `${origin()}/cdn/${token}/output.mp4${life}`
    },
    open(token) {
      const link = links.get(token)
      return link !== undefined && clock.now() < link.until ? link.job : null
    },
    expireAll() {
      links.clear()
    },
  }
}

/** The vendor's CDN: real H.264 at 24 fps, as long as the job asked for. Made with x264 from a moving block. */
export const cdnRoutes = (world: World): Hono<ContractEnv> => {
  const app = new Hono<ContractEnv>()
  const denied = '<?xml version="1.0"?><Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>'

  app.get('/:token/output.mp4', async (exchange) => {
    const fault = world.faults.take('asset')
    const job = world.links.open(exchange.req.param('token'))
    if (job === null || fault?.kind === 'expired')
      return exchange.body(denied, 403, { 'Content-Type': 'application/xml' })
    if (fault?.kind === 'wrong_type') return exchange.html('<p>Please wait</p>')
    const video = await readFile(new URL(`fixtures/scene-${job.durationSeconds}s.mp4`, import.meta.url))
    if (fault?.kind !== 'truncated')
      return exchange.body(video, 200, { 'Content-Type': 'video/mp4', 'Content-Length': String(video.byteLength) })
    const { outgoing } = exchange.env
    outgoing.writeHead(200, { 'Content-Type': 'video/mp4', 'Content-Length': video.byteLength })
    await new Promise((resolve) => outgoing.write(video.subarray(0, video.byteLength >> 1), resolve))
    return cut(exchange)
  })

  app.get('/:token/thumbnail.jpg', async (exchange) => {
    if (world.links.open(exchange.req.param('token')) === null)
      return exchange.body(denied, 403, { 'Content-Type': 'application/xml' })
    const create = { width: 640, height: 360, channels: 3, background: '#1f2937' } as const
    return exchange.body(await sharp({ create }).jpeg().toBuffer(), 200, { 'Content-Type': 'image/jpeg' })
  })

  return app
}
