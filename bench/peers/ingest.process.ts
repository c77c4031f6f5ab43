import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import sharp from 'sharp'
import { serveQuestions } from '../answering.ts'
import { together } from '../measure.ts'

/** Other ways of making a photograph's pictures with the same library: one thread a picture, as ours. */
sharp.concurrency(1)
sharp.cache(false)

type Way = (path: string) => Promise<unknown>

/** A JPEG preview, a small WebP and the pixels of a thumbhash from one decode: Immich's settings, in the colours most photographs have. */
const asImmich =
  (preview: { size: number; fit: 'outside' | 'inside' }): Way =>
  async (path) => {
    const { data, info } = await sharp(path, { failOn: 'error', limitInputPixels: false })
      .rotate()
      .resize(preview.size, preview.size, { fit: preview.fit, withoutEnlargement: true })
      .raw()
      .toBuffer({ resolveWithObject: true })
    const again = () => sharp(data, { raw: info })
    await Promise.all([
      again().jpeg({ quality: 80, chromaSubsampling: '4:4:4' }).toBuffer(),
      again().resize(250, 250, { fit: 'outside', withoutEnlargement: true }).webp({ quality: 80 }).toBuffer(),
      again().resize(100, 100, { fit: 'inside', withoutEnlargement: true }).ensureAlpha().raw().toBuffer(),
    ])
  }

const ways = {
  decode: (path) => sharp(path).raw().toBuffer(),
  immich: asImmich({ size: 1440, fit: 'outside' }),
  immichSamePixels: asImmich({ size: 1600, fit: 'inside' }),
  /** Each size from the file, as a first version would have it. */
  async naive(path) {
    for (const size of [1600, 800, 320])
      await sharp(path).rotate().resize(size, size, { fit: 'inside', withoutEnlargement: true }).webp().toBuffer()
    createHash('sha256')
      .update(await readFile(path))
      .digest('hex')
  },
} satisfies Record<string, Way>

await serveQuestions(() => ({
  ready: {},
  async answer({ way, paths, hands }: { way: keyof typeof ways; paths: string[]; hands: number }) {
    await together(paths, hands, ways[way])
    return null
  },
  stop: () => undefined,
}))
