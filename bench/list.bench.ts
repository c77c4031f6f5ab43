import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import autocannon from 'autocannon'
import { Hono } from 'hono'
import { jwt, sign } from 'hono/jwt'
import { postgresFolder } from '../server/testing/postgres.ts'
import { startChildOf } from './child.ts'
import { atLeast, median, quantile, type Bench, type Contestant, type Promised } from './measure.ts'
import { gather, type PeerName } from './peers/install.ts'
import type { OtherList, Row } from './peers/rows.ts'

const rows = 50
const connections = 64
const seconds = 5

/** 50 rows as JSON at 64 connections: session check and row security in the same round trip, against an answer from memory. */
export const listBench: Bench = {
  key: 'list',
  workload: `list of ${rows} photos, ${connections} connections, row security on`,
  unit: 'requests/s',
  better: 'more',
  async prepare({ folder, peers }) {
    const houses = [await startChildOf<{ url: string; token: string }>('./house.process.ts')]
    if (postgresFolder !== null) houses.push(await startChildOf('./house.process.ts', 'postgres'))
    const lists: OtherList[] = []
    for (const house of houses) {
      const { path } = await house.ask<{ path: string }>({ do: 'photos', count: rows })
      lists.push({ url: house.ready.url + path, headers: { authorization: `Bearer ${house.ready.token}` } })
    }
    const body = await sampleOf(lists[0])
    const memory = await fromMemory(body)
    const rowsFile = join(folder, 'rows.json')
    await writeFile(rowsFile, JSON.stringify((JSON.parse(body) as { photos: Row[] }).photos))
    const starter = (peer: PeerName, file: string, note: string) => ({
      peer,
      name: peer,
      async start({ folder: from, version }: { folder: string; version: string }) {
        const data = join(folder, file)
        await mkdir(data)
        const child = await startChildOf<OtherList>(`./peers/${file}.process.ts`, from, data, rowsFile)
        const kilobytes = (await sampleOf(child.ready)).length / 1000
        return { name: `${peer} ${version.replace(/-.*/, '')}`, child, note: `${kilobytes.toFixed(1)} kB; ${note}` }
      },
    })
    const { there, absent } = await gather(peers, [
      starter('PocketBase', 'pocketbase', 'with a rule that a row is its owner’s; the newest version that npm has'),
      starter('@supabase/lite', 'supabase-lite', 'on its own SQLite, with a policy that a row is its owner’s'),
    ])
    const contestant = (
      name: string,
      kind: 'ours' | 'limit' | 'peer',
      list: OtherList,
      note: () => string,
      processorMs: () => Promise<number> = async () => NaN,
    ): Contestant => {
      const slowest: number[] = []
      let cost = NaN
      return {
        name,
        kind,
        async run() {
          const before = await processorMs()
          const greeted = new Set<object>()
          const waits: number[] = []
          const going = autocannon({ ...list, connections, duration: seconds })
          going.on('response', (connection, _status, _bytes, milliseconds) => {
            // The first answer tells how 64 connections are opened at once, not how long a list takes.
            if (greeted.has(connection)) waits.push(milliseconds)
            else greeted.add(connection)
          })
          const result = await going
          if (result.non2xx > 0 || result.errors > 0)
            throw new Error(`${result.non2xx} refusals and ${result.errors} errors`)
          cost = ((await processorMs()) - before) / (result.requests.average * seconds)
          slowest.push(quantile(waits, 0.99))
          return result.requests.average
        },
        note: () =>
          [
            `p99 ${Math.round(median(slowest))} ms`,
            Number.isNaN(cost) ? '' : `${cost.toFixed(2)} ms of processor`,
            note(),
          ]
            .filter((part) => part !== '')
            .join('; '),
      }
    }
    const kilobytes = `${(body.length / 1000).toFixed(1)} kB`
    const names = ['ours', 'ours on Postgres']
    return {
      contestants: [
        ...houses.map((house, index) =>
          contestant(
            names[index] ?? '',
            index === 0 ? 'ours' : 'peer',
            lists[index] ?? { url: '', headers: {} },
            () => (index === 0 ? `${kilobytes}; embedded database, session checked` : 'session checked'),
            () => house.processorMs(),
          ),
        ),
        contestant('from memory', 'limit', memory, () => `${kilobytes}; Hono with nothing but a checked token`),
        ...there.map(({ name, child, note }) => contestant(name, 'peer', child.ready, () => note)),
      ],
      absent: [
        ...absent,
        ...(postgresFolder === null ? [{ name: 'ours on Postgres', why: 'no Postgres 15 or newer is here' }] : []),
        { name: 'Parse Server', why: 'wants a MongoDB or a Postgres with PostGIS of its own' },
        { name: 'Directus', why: 'is a program with a set-up of its own' },
      ],
      promises(medians) {
        const ours = medians.get('ours') ?? NaN
        const onPostgres = medians.get('ours on Postgres')
        const memoryRate = medians.get('from memory') ?? NaN
        const rival = [...medians].find(([name]) => name.startsWith('PocketBase'))
        const against = (share: number, rate: number, who: string): Promised =>
          rival === undefined
            ? {
                promise: `${who} ≥ ${share} × PocketBase (not here; it did 1,099/s beside 6,023/s from memory)`,
                kept: atLeast(rate, share * (1099 / 6023), memoryRate),
              }
            : { promise: `${who} ≥ ${share} × PocketBase`, kept: atLeast(rate, share, rival[1]) }
        return [
          against(1.2, ours, 'embedded'),
          ...(onPostgres === undefined ? [] : [against(1.8, onPostgres, 'on Postgres')]),
        ]
      },
      notes: () => [],
      async close() {
        for (const child of [...houses, ...there.map((other) => other.child)]) await child.stop()
        await memory.close()
      },
    }
  },
}

/** One answer, to see that it is one: all rows are in it. */
const sampleOf = async (list: OtherList | undefined): Promise<string> => {
  const answer = await fetch(list?.url ?? '', { headers: list?.headers ?? {} })
  const body = await answer.text()
  if (!answer.ok) throw new Error(`The list answered ${answer.status}: ${body}`)
  const there = body.match(/\.jpeg"/gi)?.length ?? 0
  if (there !== rows) throw new Error(`The list answered with ${there} rows instead of ${rows}`)
  return body
}

/** The same bytes with nothing but a checked token in front of them. */
const fromMemory = async (body: string): Promise<OtherList & { close(): Promise<void> }> => {
  const secret = 'only for this comparison'
  const app = new Hono()
  app.use(jwt({ secret, alg: 'HS256' }))
  app.get('/', (c) => c.body(body, 200, { 'Content-Type': 'application/json' }))
  const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' })
  if (!server.listening) await new Promise<void>((resolve) => server.once('listening', resolve))
  const token = await sign({ sub: 'bench', exp: Math.floor(Date.now() / 1000) + 3600 }, secret)
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    headers: { authorization: `Bearer ${token}` },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
