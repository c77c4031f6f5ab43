import { createHash } from 'node:crypto'
import sharp from 'sharp'
import type { SeenPicture } from './paid-log.ts'
import { refusal, type Refusal } from './world.ts'

/** Images and vision guide: PNG, JPEG, WEBP or still GIF, up to 50 MB of them and 500 pictures in one request. */
const largestBytes = 50_000_000
const formats = ['jpeg', 'png', 'webp', 'gif']

/** Opens one `input_image`, the way the vendor does before it takes the request. */
export const seePicture = async (url: string, detail: string, label: string): Promise<SeenPicture | Refusal> => {
  const encoded = /^data:image\/(jpeg|png|webp|gif);base64,([A-Za-z0-9+/]+={0,2})$/.exec(url)
  const bad = (message: string): Refusal => refusal(400, 'invalid_image_url', message, 'input')
  if (encoded === null) return bad('Expected a base64-encoded data URL with an image MIME type.')
  const data = Buffer.from(encoded[2] ?? '', 'base64')
  if (data.byteLength > largestBytes) return refusal(400, 'image_too_large', 'Image is too large.', 'input')
  try {
    const { format, width, height, exif } = await sharp(data).metadata()
    if (!formats.includes(format) || format !== encoded[1])
      return refusal(400, 'unsupported_image_media_type', 'The image data does not match its MIME type.', 'input')
    return {
      label,
      sha256: createHash('sha256').update(data).digest('hex'),
      bytes: data.byteLength,
      width,
      height,
      hasExif: exif !== undefined,
      detail,
      colour: await colourOf(data),
    }
  } catch {
    return refusal(400, 'image_parse_error', 'The image could not be parsed.', 'input')
  }
}

/** One word for the average of all pixels; decoding them proves that the picture is whole. */
const colourOf = async (data: Buffer): Promise<string> => {
  const { channels } = await sharp(data).removeAlpha().toColourspace('srgb').stats()
  const [red = 0, green = 0, blue = 0] = channels.map(({ mean }) => mean)
  const highest = Math.max(red, green, blue)
  if (highest - Math.min(red, green, blue) < 20) return highest < 85 ? 'dark' : highest > 170 ? 'bright' : 'grey'
  return highest === red ? 'red' : highest === green ? 'green' : 'blue'
}

/** Patches of 32 px, 1.2 tokens each: what the small models of 2026 were measured to bill. `detail` makes no difference. */
export const pictureTokens = ({ width, height }: SeenPicture): number =>
  Math.ceil(Math.min(1536, Math.ceil(width / 32) * Math.ceil(height / 32)) * 1.2)
