import type { Outbound } from '#kernel/http/outbound.ts'
import { postOnce } from '#kernel/http/post-once.ts'
import type { CaptionRequest, Writer, Written } from '../writer.ts'
import { readJpegHead } from './openai.jpeg.ts'
import { costMicroUsd, priceOf, type TokenPrice } from './openai.models.ts'
import { bodyFor, keyed, outputTokensFor } from './openai.writer.prompt.ts'
import { refused, writtenFrom } from './openai.writer.rules.ts'

export interface OpenAiWriterOptions {
  /** From platform.openai.com. */
  apiKey: string
  /** Default https://api.openai.com/v1. */
  baseUrl?: string
  model: string
  outbound: Outbound
  /** Requests a minute of the key's tier; its limits page shows it. */
  writesPerMinute: number
  /** Default: the known price of the model. */
  price?: TokenPrice | null
  /** How long to wait before the outcome counts as unknown. Default 90 s: twenty slides take a while. */
  timeoutMs?: number
}

/** Twenty texts are written in well under a minute, and one that fails wastes little. */
const mostSlides = 20
const maxSide = 512
const maxPictureBytes = 1_000_000
/**
 * A picture of 512 x 512 is 16 x 16 patches. Documented is a factor of 1.62 tokens for each, measured in the field 1.2,
 * and `detail: 'low'` makes no difference to models that count patches; so the dearer figure is taken.
 */
const pictureTokens = Math.ceil(16 * 16 * 1.62)

/** Captions by a model that looks at the pictures, through OpenAI's Responses API. */
export const makeOpenAiWriter = (options: OpenAiWriterOptions): Writer => {
  const { apiKey, model, outbound, writesPerMinute, timeoutMs = 90_000 } = options
  const baseUrl = (options.baseUrl ?? 'https://api.openai.com/v1').replace(/\/+$/, '')
  const price = options.price ?? priceOf(model)

  return {
    id: 'openai',
    disclosure: `OpenAI ${model}`,
    ai: true,
    seesPictures: true,
    limits: { slides: mostSlides, writesPerMinute },

    estimateMicroUsd(request) {
      const writing = keyed(request.slides)
      // Two bytes a token is far more than any script takes; the rest of the body is our own words and the schema.
      const words = Buffer.byteLength(JSON.stringify(bodyFor(model, request, new Map(), '')))
      const pictures = writing.filter(({ slide }) => slide.picture !== null).length
      return costMicroUsd(price, Math.ceil(words / 2) + pictures * (pictureTokens + 10), outputTokensFor(request))
    },

    async write(request, { requestId, userRef, signal }) {
      const writing = keyed(request.slides).length
      if (writing > mostSlides || (writing === 0 && !request.post.write))
        return refused('invalid_input', `${writing} slides to write`, false, 'no')
      const pictures = await readPictures(request)
      if ('kind' in pictures) return pictures
      // The only place that spends money: one POST, whatever happens. The header traces it; it does not make it repeatable.
      const posted = await postOnce(outbound, `${baseUrl}/responses`, {
        headers: {
          authorization: `Bearer ${apiKey}`,
          'content-type': 'application/json',
          accept: 'application/json',
          'x-client-request-id': requestId,
        },
        body: JSON.stringify(bodyFor(model, request, pictures, userRef)),
        timeoutMs,
        signal,
      })
      if (posted.outcome === 'answered') {
        const { status, headers, body } = posted.reply
        return writtenFrom({ request, price }, status, headers, body.toString('utf8'))
      }
      if (posted.outcome === 'maybe_sent') return { kind: 'unknown', reason: posted.fault.message }
      const { kind, message } = posted.fault
      const passing = kind === 'connect' || kind === 'aborted' || kind === 'timeout'
      const words = `${kind}: ${message}`
      return refused('provider_down', words, passing, 'no', passing ? { retryAfterSeconds: 30 } : {})
    },
  }
}

/** The pictures to send, by key. Each is looked at first: what is too large or tells where it was taken does not leave the house. */
const readPictures = async ({ slides }: CaptionRequest): Promise<ReadonlyMap<string, Buffer> | Written> => {
  const pictures = new Map<string, Buffer>()
  for (const { key, slide } of keyed(slides)) {
    if (slide.picture === null) continue
    const of = `slide ${slide.position}`
    try {
      const data = await slide.picture()
      const head = readJpegHead(data)
      if (head === null) return refused('picture', `${of}: not a JPEG`, false, 'no')
      if (head.tellsOfItsOrigin) return refused('picture', `${of}: it carries Exif`, false, 'no')
      if (Math.max(head.width, head.height) > maxSide || data.byteLength > maxPictureBytes)
        return refused('picture', `${of}: ${head.width} x ${head.height}, ${data.byteLength} bytes`, false, 'no')
      pictures.set(key, data)
    } catch (error) {
      const words = `${of}: ${error instanceof Error ? error.message : String(error)}`
      return refused('picture', words, true, 'no', { retryAfterSeconds: 30 })
    }
  }
  return pictures
}
