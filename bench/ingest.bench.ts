import { mkdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { chooseEncoder } from '../server/media/encoder.ts'
import { openPhotoIngest } from '../server/media/photo-ingest.ts'
import type { Bench } from './measure.ts'
import { makePhotos } from './pictures.ts'

const count = 12
const parallel = 2

/** 12-megapixel JPEGs to three WebP sizes, thumbhash, perceptual hash, EXIF and sums, in two children; against decoding alone. */
export const ingestBench: Bench = {
  key: 'ingest',
  workload: '12-megapixel JPEGs looked at and made small',
  unit: 'photos/s',
  better: 'more',
  goal: '≥ 7.5/s when decoding alone does 13.2/s (0.57 ×)',
  met: (medians) => (medians.get('ours') ?? 0) >= 0.57 * (medians.get('decoding alone') ?? Infinity),
  async prepare({ folder }) {
    const paths = await makePhotos(folder, count)
    const sizes = await Promise.all(paths.map(async (path) => (await stat(path)).size))
    const ingest = openPhotoIngest({ encoder: await chooseEncoder({ ffmpegPath: null }), processes: parallel })
    // One thread a picture and two pictures at a time, as in the two children.
    sharp.concurrency(1)
    sharp.cache(false)
    const perSecond = async (work: (path: string, index: number) => Promise<unknown>): Promise<number> => {
      const began = performance.now()
      const waiting = paths.entries()
      const worker = async (): Promise<void> => {
        for (const [index, path] of waiting) await work(path, index)
      }
      await Promise.all(Array.from({ length: parallel }, worker))
      return (paths.length * 1000) / (performance.now() - began)
    }
    return {
      contestants: [
        {
          name: 'ours',
          kind: 'ours',
          run: () =>
            perSecond(async (path, index) => {
              const target = join(folder, `made-${index}`)
              await mkdir(target, { recursive: true })
              const made = await ingest.ingest({ path, folder: target })
              if (!made.ok) throw new Error(made.reason.sentence)
            }),
        },
        { name: 'decoding alone', kind: 'limit', run: () => perSecond((path) => sharp(path).raw().toBuffer()) },
        {
          name: 'two sizes as Immich makes them',
          kind: 'peer',
          run: () =>
            perSecond(async (path) => {
              const upright = sharp(path).rotate()
              await upright
                .clone()
                .resize(1440, 1440, { fit: 'outside', withoutEnlargement: true })
                .jpeg({ quality: 80 })
                .toBuffer()
              await upright
                .clone()
                .resize(250, 250, { fit: 'outside', withoutEnlargement: true })
                .webp({ quality: 80 })
                .toBuffer()
            }),
        },
      ],
      notes: () => [
        `${(sizes.reduce((sum, size) => sum + size, 0) / sizes.length / 1e6).toFixed(1)} MB a photo; Immich itself does not install here, its settings do`,
      ],
      close: () => ingest.close(),
    }
  },
}
