import { stat } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { startChildOf } from './child.ts'
import { atLeast, quantile, secondsOf, type Bench } from './measure.ts'
import { drain } from './drain.ts'
import { makePhotos } from './pictures.ts'

const count = 12
const samePixels = 'Immich’s settings at our preview pixels'
/** A list is asked for this often while photographs are made small. */
const askEveryMs = 20

/** 12-megapixel JPEGs to three WebP sizes, thumbhash, perceptual hash, EXIF and sums, in two children of a house; against decoding alone. */
export const ingestBench: Bench = {
  key: 'ingest',
  workload: '12-megapixel JPEGs looked at and made small, two at a time',
  unit: 'photos/s',
  better: 'more',
  async prepare({ folder }) {
    const paths = await makePhotos(folder, count)
    const sizes = await Promise.all(paths.map(async (path) => (await stat(path)).size))
    const house = await startChildOf<{ url: string; token: string }>('./house.process.ts', 'idle')
    const others = await startChildOf('./peers/ingest.process.ts')
    const list = await house.ask<{ path: string }>({ do: 'photos', count: 50 })
    const other = (name: string, kind: 'limit' | 'peer', way: string, note = '', hands = 2) => ({
      name,
      kind,
      run: async () => count / (await secondsOf(() => others.ask({ way, paths, hands }))),
      note: () => note,
    })
    const workers = async (): Promise<number[]> =>
      (await house.memoryOfChildren('photo-worker')).map((memory) => Math.round(memory.most))
    let memory: number[] = []
    let answering = { idle: NaN, busy: NaN }

    /** Milliseconds that lists took, asked for at a steady pace while the work goes on. */
    const answersDuring = async (work: Promise<unknown>): Promise<number[]> => {
      let working = true
      const over = work.finally(() => (working = false))
      const waits: Promise<number>[] = []
      const ask = async (): Promise<number> =>
        (await secondsOf(() => drain(house.ready.url + list.path, { authorization: `Bearer ${house.ready.token}` }))) *
        1000
      while (working) {
        waits.push(ask())
        await sleep(askEveryMs)
      }
      await over
      return await Promise.all(waits)
    }
    return {
      contestants: [
        {
          name: 'ours',
          kind: 'ours',
          async run() {
            const seconds = await secondsOf(() => house.ask({ do: 'ingest', paths, folder }))
            memory = await workers()
            return count / seconds
          },
          note: () =>
            `three WebP sizes, thumbhash, perceptual hash, EXIF, SHA-256, CRC-32; the two processes took ${memory.join(' + ')} MB at most`,
        },
        other('decoding alone', 'limit', 'decode'),
        other('decoding alone, one at a time', 'peer', 'decode', '', 1),
        other(
          'Immich’s settings',
          'peer',
          'immich',
          'a JPEG preview of 1920x1440, a WebP of 250, the pixels of a thumbhash; no sums, no EXIF',
        ),
        other(
          samePixels,
          'peer',
          'immichSamePixels',
          'a JPEG preview of 1600x1200, a WebP of 250, the pixels of a thumbhash; no sums, no EXIF',
        ),
        other('three naive pipelines', 'peer', 'naive', 'each WebP size from the file at sharp’s own effort; SHA-256'),
      ],
      absent: [
        { name: 'Immich itself', why: 'is a program with a Postgres and a Redis of its own: its settings run here' },
      ],
      async promises(medians) {
        const many = Array.from({ length: 4 }, () => paths).flat()
        const quiet = await answersDuring(sleep(5000))
        const busy = await answersDuring(house.ask({ do: 'ingest', paths: many, folder }))
        const ours = medians.get('ours') ?? NaN
        answering = { idle: quantile(quiet, 0.99), busy: quantile(busy, 0.99) }
        return [
          { promise: '≥ 7.5/s', kept: ours >= 7.5 },
          {
            promise: '≥ 0.57 × decoding alone, both two at a time',
            kept: atLeast(ours, 0.57, medians.get('decoding alone') ?? NaN),
          },
          {
            promise: '≥ 1.27 × Immich’s settings at our preview pixels (7.5/s where they did 5.9/s)',
            kept: atLeast(ours, 7.5 / 5.9, medians.get(samePixels) ?? NaN),
          },
          {
            promise: 'both processes together ≤ 330 MB',
            kept: memory.reduce((sum, megabytes) => sum + megabytes, 0) <= 330,
          },
          {
            promise: 'p99 of HTTP unhurt meanwhile (not above 1.5 × idle)',
            kept: answering.busy <= 1.5 * answering.idle,
          },
        ]
      },
      notes: () => [
        `${(sizes.reduce((sum, size) => sum + size, 0) / sizes.length / 1e6).toFixed(1)} MB a photo`,
        `a list of 50 photos asked for every ${askEveryMs} ms: 99 of 100 answered within ${answering.idle.toFixed(0)} ms when idle, within ${answering.busy.toFixed(0)} ms during ingest`,
      ],
      async close() {
        await house.stop()
        await others.stop()
      },
    }
  },
}
