import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'

/** Noise at several scales over a light: it costs what photographs cost to decode and to store, 2 to 4 MB at 12 megapixels. */
export const makePhotos = async (folder: string, count: number): Promise<string[]> => {
  const paths: string[] = []
  for (let index = 0; index < count; index += 1) {
    const hue = Math.round(127 + 120 * Math.sin(index))
    // Raw pixels throughout: the media room forbids decoders that photographs do not need.
    const light = sharp(Buffer.from([250, 250, 250, hue, 200, 160, 120, 140, hue, 40, hue, 90]), {
      raw: { width: 2, height: 2, channels: 3 },
    })
    const base = await light.resize(width, height, { kernel: 'linear', fit: 'fill' }).raw().toBuffer()
    const layers = await Promise.all([grain(100, 60), grain(10, 50), grain(2, 22)])
    const path = join(folder, `photo-${index}.jpg`)
    const picture = await sharp(base, { raw: full })
      .composite(layers.map((input) => ({ input, raw: full, blend: 'soft-light' as const })))
      .withExif({
        IFD0: { Orientation: String((index % 8) + 1), Make: 'Bench' },
        IFD2: { DateTimeOriginal: '2026:11:21 10:00:00' },
      })
      .jpeg({ quality: 88 })
      .toBuffer()
    await writeFile(path, picture)
    paths.push(path)
  }
  return paths
}

const width = 4000
const height = 3000
const full = { width, height, channels: 3 } as const

const grain = (scale: number, sigma: number): Promise<Buffer> =>
  sharp({
    create: {
      width: width / scale,
      height: height / scale,
      channels: 3,
      background: '#808080',
      noise: { type: 'gaussian', mean: 128, sigma },
    },
  })
    .raw()
    .toBuffer({ resolveWithObject: true })
    .then(({ data, info }) =>
      sharp(data, { raw: info }).resize(width, height, { kernel: 'cubic', fit: 'fill' }).removeAlpha().raw().toBuffer(),
    )
