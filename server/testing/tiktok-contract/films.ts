import { readFile } from 'node:fs/promises'
import sharp from 'sharp'

const scene = await readFile(new URL('../luma-contract/fixtures/scene-5s.mp4', import.meta.url))

/** A real film of five seconds that is exactly `bytes` long: the rest is a `free` box, which players skip. */
export const filmOf = (bytes: number): Buffer => {
  const rest = bytes - scene.byteLength
  if (rest === 0) return scene
  if (rest < 8) throw new RangeError(`A film has ${scene.byteLength} bytes, or at least 8 more.`)
  const free = Buffer.alloc(rest)
  free.writeUInt32BE(rest, 0)
  free.write('free', 4, 'latin1')
  return Buffer.concat([scene, free])
}
export const shortestFilm = scene.byteLength

/** A real picture. */
export const pictureOf = (format: 'jpeg' | 'webp' | 'png', width = 1080, height = 1920): Promise<Buffer> =>
  sharp({ create: { width, height, channels: 3, background: '#456' } })
    .toFormat(format)
    .toBuffer()
