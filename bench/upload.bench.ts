import { randomBytes } from 'node:crypto'
import { readdir, rm } from 'node:fs/promises'
import http from 'node:http'
import { join } from 'node:path'
import { startChildOf, type Child } from './child.ts'
import { atLeast, together, type Bench } from './measure.ts'
import { gather } from './peers/install.ts'

const count = 200
const bytes = 4_000_000
const parallel = 6

interface Target {
  method: string
  path: string
  headers: Record<string, string>
  /** What a form puts around the file. */
  before?: Buffer
  after?: Buffer
}

const boundary = 'bench-0123456789abcdef'
const form: Target = {
  method: 'POST',
  path: '/upload',
  headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
  before: Buffer.from(
    `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="IMG_1.jpg"\r\ncontent-type: image/jpeg\r\n\r\n`,
  ),
  after: Buffer.from(`\r\n--${boundary}--\r\n`),
}
const resumable: Target = {
  method: 'POST',
  path: '/upload',
  headers: {
    'tus-resumable': '1.0.0',
    'upload-length': String(bytes),
    'content-type': 'application/offset+octet-stream',
  },
}

/** 200 files of 4 MB: resumable, each checked to be its owner's, with sums, when answered; against plain HTTP into a file. */
export const uploadBench: Bench = {
  key: 'upload',
  workload: `upload of ${count} files of 4 MB, ${parallel} at a time`,
  unit: 'MB/s',
  better: 'more',
  async prepare({ folder, peers }) {
    const house = await startChildOf<{ url: string; token: string }>('./house.process.ts', 'idle')
    const plain = await startChildOf<{ url: string }>('./plain.process.ts')
    await plain.ask({ folder })
    const content = randomBytes(bytes)
    const agent = new http.Agent({ keepAlive: true, maxSockets: parallel })
    const send = (base: string, target: Target): Promise<void> =>
      new Promise((resolve, reject) => {
        const { method, path, headers, before = Buffer.alloc(0), after = Buffer.alloc(0) } = target
        const length = String(before.length + bytes + after.length)
        const request = http.request(
          base + path,
          { agent, method, headers: { ...headers, 'content-length': length } },
          (answer) => {
            answer.resume()
            answer.on('end', () =>
              (answer.statusCode ?? 500) < 300 ? resolve() : reject(new Error(`${path} answered ${answer.statusCode}`)),
            )
          },
        )
        request.on('error', reject)
        if (before.length > 0) request.write(before)
        request.write(content)
        request.end(after)
      })
    const speed = async (base: string, targets: readonly Target[]): Promise<number> => {
      const began = performance.now()
      await together(targets, parallel, (target) => send(base, target))
      return (count * bytes) / 1000 / (performance.now() - began)
    }
    const startOther = async (name: string, which: string, target: Target, from = '') => {
      const place = join(folder, which)
      const child = await startChildOf<{ url: string }>('./peers/upload.process.ts', which, place, from)
      const run = async (): Promise<number> => {
        const result = await speed(
          child.ready.url,
          Array.from({ length: count }, () => target),
        )
        for (const file of await readdir(place)) await rm(join(place, file))
        return result
      }
      return { name, kind: 'peer' as const, run, note: () => most(child), child }
    }
    const { there, absent } = await gather(peers, [
      {
        peer: 'busboy',
        name: 'busboy',
        start: (place) => startOther(`busboy ${place.version}`, 'busboy', form, place.folder),
      },
      {
        peer: 'tus',
        name: '@tus/server',
        start: (place) => startOther(`@tus/server ${place.version}, @tus/file-store`, 'tus', resumable, place.folder),
      },
    ])
    const others = [await startOther('Hono parseBody', 'hono', form), ...there]
    await house.forgetMost()
    const before = await house.memory()
    const growth = async (): Promise<number> => Math.max(0, Math.round((await house.memory()).most - before.now))
    return {
      contestants: [
        {
          name: 'ours',
          kind: 'ours',
          async run() {
            const targets = await house.ask<Target[]>({ do: 'announceFiles', count, bytes })
            const result = await speed(house.ready.url, targets)
            await house.ask({ do: 'forgetFiles' })
            return result
          },
          note: async () =>
            `resumable, owner checked, SHA-256 and CRC-32 taken; the server grew by ${await growth()} MB above idle (to ${Math.round((await house.memory()).most)} MB, database included)`,
        },
        {
          name: 'plain HTTP to disk',
          kind: 'limit',
          run: () =>
            speed(
              plain.ready.url,
              Array.from({ length: count }, (_, index) => ({ method: 'PUT', path: `/upload?${index}`, headers: {} })),
            ),
          note: () => most(plain),
        },
        ...others,
      ],
      absent,
      async promises(medians) {
        const ours = medians.get('ours') ?? NaN
        return [
          {
            promise: '≥ 390 MB/s where plain HTTP to disk does 658 (0.59 ×)',
            kept: atLeast(ours, 390 / 658, medians.get('plain HTTP to disk') ?? NaN),
          },
          { promise: '≤ 150 MB above idle', kept: (await growth()) <= 150 },
        ]
      },
      notes: () => [],
      async close() {
        agent.destroy()
        for (const child of [house, plain, ...others.map((other) => other.child)]) await child.stop()
      },
    }
  },
}

const most = async (child: Child<unknown>): Promise<string> => `${Math.round((await child.memory()).most)} MB`
