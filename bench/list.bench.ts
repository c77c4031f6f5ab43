import autocannon from 'autocannon'
import { Hono } from 'hono'
import { jwt, sign } from 'hono/jwt'
import { serve } from '@hono/node-server'
import type { AddressInfo } from 'node:net'
import { postgresFolder } from '../server/testing/postgres.ts'
import { startHelper, type Bench } from './measure.ts'

const rows = 50
const connections = 64
const seconds = 5

/** 50 rows as JSON at 64 connections: session check and row security in the same round trip, against an answer from memory. */
export const listBench: Bench = {
  key: 'list',
  workload: `list of ${rows} photos, ${connections} connections`,
  unit: 'requests/s',
  better: 'more',
  goal: '≥ 1.2 × PocketBase (1,099/s when measured beside 6,023/s from memory: 0.22 × memory)',
  met: (medians) => (medians.get('ours') ?? 0) >= 0.22 * (medians.get('from memory') ?? Infinity),
  async prepare() {
    const slowest = new Map<string, number>()
    const cost = new Map<string, number>()
    const houses = [await startHelper<{ url: string; token: string }>('./house.process.ts')]
    if (postgresFolder !== null) houses.push(await startHelper('./house.process.ts', 'postgres'))
    const paths = await Promise.all(houses.map((house) => house.ask<{ path: string }>({ do: 'photos', count: rows })))
    const [first] = houses
    if (first === undefined) throw new Error('No house came up')
    const sample = await fetch(first.ready.url + (paths[0]?.path ?? ''), {
      headers: { authorization: `Bearer ${first.ready.token}` },
    })
    const body = await sample.text()
    if (sample.status !== 200) throw new Error(`The list answered ${sample.status}: ${body}`)
    const memory = await fromMemory(body)

    const load = async (name: string, url: string, token: string): Promise<number> => {
      const result = await autocannon({
        url,
        connections,
        duration: seconds,
        headers: { authorization: `Bearer ${token}` },
      })
      if (result.non2xx > 0 || result.errors > 0)
        throw new Error(`${name}: ${result.non2xx} refusals, ${result.errors} errors`)
      slowest.set(name, result.latency.p99)
      return result.requests.average
    }
    const names = ['ours', 'ours on Postgres']
    return {
      contestants: [
        ...houses.map((house, index) => ({
          name: names[index] ?? '',
          kind: index === 0 ? ('ours' as const) : ('peer' as const),
          async run() {
            const name = names[index] ?? ''
            const before = await house.processorMs()
            const rate = await load(name, house.ready.url + (paths[index]?.path ?? ''), house.ready.token)
            cost.set(name, ((await house.processorMs()) - before) / (rate * seconds))
            return rate
          },
        })),
        { name: 'from memory', kind: 'limit' as const, run: () => load('from memory', memory.url, memory.token) },
      ],
      notes: () => [
        `${(body.length / 1000).toFixed(1)} kB an answer`,
        `processor time a request ${[...cost].map(([name, ms]) => `${name} ${ms.toFixed(2)} ms`).join(', ')}`,
        `p99 ${[...slowest].map(([name, ms]) => `${name} ${Math.round(ms)} ms`).join(', ')}`,
        'not compared: PocketBase, Directus and Parse Server are programs of their own',
        ...(postgresFolder === null ? ['no Postgres here'] : []),
      ],
      async close() {
        for (const house of houses) await house.stop()
        await memory.close()
      },
    }
  },
}

/** The same bytes with nothing but a checked token in front of them. */
const fromMemory = async (body: string): Promise<{ url: string; token: string; close(): Promise<void> }> => {
  const secret = 'only for this comparison'
  const app = new Hono()
  app.use(jwt({ secret, alg: 'HS256' }))
  app.get('/', (c) => c.body(body, 200, { 'Content-Type': 'application/json' }))
  const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' })
  if (!server.listening) await new Promise<void>((resolve) => server.once('listening', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    token: await sign({ sub: 'bench', exp: Math.floor(Date.now() / 1000) + 3600 }, secret),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
