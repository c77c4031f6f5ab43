import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import sharp from 'sharp'

/** A number between 0 and 1 that only depends on the seed and the place in line. */
const noise = (seed: number, place: number): number => {
  const wave = Math.sin(seed * 127.1 + place * 311.7) * 43_758.5453
  return wave - Math.floor(wave)
}

/** A small evening landscape that no other seed draws. */
const landscape = (seed: number, width: number, height: number): Buffer => {
  const hue = Math.round(noise(seed, 1) * 360)
  const ridge = (place: number, base: number, rough: number): string => {
    const points = Array.from({ length: 13 }, (_, step) => {
      const y = base - noise(seed + place, step) * rough
      return `${((step * width) / 12).toFixed(0)},${(y * height).toFixed(0)}`
    })
    return `M0,${height} L${points.join(' L')} L${width},${height} Z`
  }
  const sun = { x: (0.2 + noise(seed, 2) * 0.6) * width, y: (0.2 + noise(seed, 3) * 0.2) * height, r: 0.06 * height }
  return Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <defs><linearGradient id="sky" x1="0" y1="0" x2="0" y2="1">
      <stop offset="0" stop-color="hsl(${hue} 45% 28%)"/><stop offset="0.7" stop-color="hsl(${(hue + 40) % 360} 70% 72%)"/>
    </linearGradient></defs>
    <rect width="${width}" height="${height}" fill="url(#sky)"/>
    <circle cx="${sun.x}" cy="${sun.y}" r="${sun.r}" fill="hsl(${(hue + 60) % 360} 90% 88%)"/>
    <path d="${ridge(11, 0.72, 0.25)}" fill="hsl(${hue} 25% 45%)"/>
    <path d="${ridge(23, 0.85, 0.2)}" fill="hsl(${hue} 30% 28%)"/>
    <path d="${ridge(37, 0.98, 0.16)}" fill="hsl(${hue} 35% 14%)"/>
  </svg>`)
}

export interface PictureWish {
  width?: number
  height?: number
  format?: 'jpeg' | 'png' | 'webp'
  /** EXIF orientation, 1 to 8: the picture is turned when it is shown. */
  orientation?: number
}

/** The bytes of a photo; the same seed and wish give the same bytes. */
export const picture = async (seed: number, wish: PictureWish = {}): Promise<Buffer> => {
  const { width = 1200, height = 800, format = 'jpeg', orientation } = wish
  const drawn = sharp(landscape(seed, width, height)).toFormat(format, { quality: 82 })
  return await (orientation === undefined ? drawn : drawn.withMetadata({ orientation })).toBuffer()
}

/** A photo of about this many megabytes, which no compressor makes smaller: grain all over. */
export const heavyPicture = async (seed: number, megabytes: number): Promise<Buffer> => {
  // Lossless grain is about as large as its pixels.
  const side = Math.round(Math.sqrt((megabytes * 1_000_000) / 3))
  const grain = new Uint8Array(side * side * 3)
  let state = seed * 2_654_435_761 + 1
  for (let place = 0; place < grain.length; place += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    grain[place] = state >>> 24
  }
  return await sharp(grain, { raw: { width: side, height: side, channels: 3 } })
    .png({ compressionLevel: 1 })
    .toBuffer()
}

export interface FileOnDisk {
  /** Path inside the folder, with forward slashes. */
  path: string
  bytes: Buffer
}

/** Writes files below a folder and answers them. */
export const writeFiles = async (folder: string, files: readonly FileOnDisk[]): Promise<void> => {
  for (const { path, bytes } of files) {
    const file = join(folder, ...path.split('/'))
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, bytes)
  }
}

/** What people really have in a folder: turned photos, several kinds, names in any script, copies, and two broken ones. */
export const mixedFolder = async (): Promise<{ files: FileOnDisk[]; good: number; refused: string[] }> => {
  const twin = await picture(7)
  const files: FileOnDisk[] = [
    { path: 'IMG_1.jpg', bytes: await picture(1) },
    { path: 'IMG_2.jpg', bytes: await picture(2, { width: 800, height: 1200, orientation: 6 }) },
    { path: 'IMG_10.jpg', bytes: await picture(3, { orientation: 3 }) },
    { path: 'IMG_11.jpg', bytes: await picture(4, { width: 800, height: 1200, orientation: 8 }) },
    { path: 'drone/DJI_0001.png', bytes: await picture(5, { format: 'png', width: 900, height: 600 }) },
    { path: 'drone/DJI_0002.webp', bytes: await picture(6, { format: 'webp' }) },
    { path: 'Été à la plage – 海岸 🌅.jpg', bytes: twin },
    { path: 'copy of the beach.jpg', bytes: twin },
    { path: 'cut-short.jpg', bytes: (await picture(8)).subarray(0, 4000) },
    { path: 'drawing.jpg', bytes: landscape(9, 600, 400) },
    { path: '.DS_Store', bytes: Buffer.from('litter') },
  ]
  return { files, good: 8, refused: ['cut-short.jpg', 'drawing.jpg'] }
}
