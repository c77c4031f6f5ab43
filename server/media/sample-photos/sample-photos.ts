import * as z from 'zod'
import { workerPool } from '#kernel/process/worker-pool.ts'
import { fileNameOf, places } from './places.ts'

const samplePhoto = z.strictObject({ name: z.string(), path: z.string() })
export type MadeSamplePhoto = z.infer<typeof samplePhoto>

/** What they are called, in the order of their pairs. */
export const samplePhotoNames = places.flatMap(({ photos }) => photos.map(({ name }) => fileNameOf(name)))

/**
 * Draws 24 photographs of landscapes into `folder`, which exists: twelve places, two of each that make a start and an
 * end frame; JPEG, 3000x2000 or 2000x3000, with the time taken in their EXIF. The same on every machine but for rounding.
 * They are drawn in child processes; `onPhoto` is told of each one as it is ready, in no particular order. Answers all of
 * them in the order of their pairs. Faults as `workerPool`.
 */
export const makeSamplePhotos = async (wish: {
  folder: string
  /** Processes at most; the machine's processors, 4 at most, unless said. */
  processes?: number
  onPhoto?: (photo: MadeSamplePhoto) => void
  signal?: AbortSignal
  /** Pixels on the long side, 3,000 at most and unless said; small ones are for tests. */
  longSide?: number
  /** Only those of `samplePhotoNames`; all unless said. */
  names?: readonly string[]
}): Promise<MadeSamplePhoto[]> => {
  const pool = workerPool<{ place: number; names: string[]; folder: string; longSide: number }, null>({
    modulePath: new URL('./landscape-worker.ts', import.meta.url),
    ...(wish.processes === undefined ? {} : { size: wish.processes }),
    timeoutMs: 120_000,
    maxMemoryMb: 600,
    readResult: (value) => z.null().parse(value),
  })
  try {
    const wanted = new Set(wish.names ?? samplePhotoNames)
    const pairs = places.map(async ({ photos }, place) => {
      const names = photos.map(({ name }) => fileNameOf(name)).filter((name) => wanted.has(name))
      if (names.length === 0) return []
      const made: MadeSamplePhoto[] = []
      const onMessage = (message: unknown) => {
        const photo = samplePhoto.parse(message)
        made.push(photo)
        wish.onPhoto?.(photo)
      }
      await pool.run(
        { place, names, folder: wish.folder, longSide: wish.longSide ?? 3000 },
        { onMessage, signal: wish.signal },
      )
      return made
    })
    return (await Promise.all(pairs)).flat()
  } finally {
    await pool.close()
  }
}
