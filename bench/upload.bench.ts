import { randomBytes } from 'node:crypto'
import http from 'node:http'
import { startHelper, type Bench } from './measure.ts'

const count = 200
const bytes = 4_000_000
const parallel = 6

interface Target {
  method: string
  path: string
  headers: Record<string, string>
}

/** 200 files of 4 MB: resumable, each checked to be its owner's, with sums, on the disk when answered; against plain HTTP into a file. */
export const uploadBench: Bench = {
  key: 'upload',
  workload: `upload of ${count} files of 4 MB`,
  unit: 'MB/s',
  better: 'more',
  goal: '≥ 390 MB/s when plain HTTP to disk does 658 (0.59 ×)',
  met: (medians) => (medians.get('ours') ?? 0) >= 0.59 * (medians.get('plain HTTP to disk') ?? Infinity),
  async prepare({ folder }) {
    const house = await startHelper<{ url: string; token: string }>('./house.process.ts', 'idle')
    const plain = await startHelper<{ url: string }>('./plain.process.ts')
    await plain.ask({ folder })
    const content = randomBytes(bytes)
    const agent = new http.Agent({ keepAlive: true, maxSockets: parallel })
    const send = (base: string, { method, path, headers }: Target): Promise<void> =>
      new Promise((resolve, reject) => {
        const request = http.request(
          base + path,
          { agent, method, headers: { ...headers, 'content-length': String(bytes) } },
          (answer) => {
            answer.resume()
            answer.on('end', () =>
              (answer.statusCode ?? 500) < 300 ? resolve() : reject(new Error(`${path} answered ${answer.statusCode}`)),
            )
          },
        )
        request.on('error', reject)
        request.end(content)
      })
    const speed = async (base: string, targets: readonly Target[]): Promise<number> => {
      const began = performance.now()
      const waiting = targets.values()
      const worker = async (): Promise<void> => {
        for (const target of waiting) await send(base, target)
      }
      await Promise.all(Array.from({ length: parallel }, worker))
      return (count * bytes) / 1000 / (performance.now() - began)
    }
    await house.forgetMost()
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
        },
        {
          name: 'plain HTTP to disk',
          kind: 'limit',
          async run() {
            const targets = Array.from({ length: count }, (_, index) => ({
              method: 'PUT',
              path: `/upload?${index}`,
              headers: {},
            }))
            return await speed(plain.ready.url, targets)
          },
        },
      ],
      async notes() {
        return [
          `${parallel} at a time; the house took up to ${Math.round((await house.memory()).most)} MB, database included`,
        ]
      },
      async close() {
        agent.destroy()
        await house.stop()
        await plain.stop()
      },
    }
  },
}
