import { Fault } from '#kernel/fault.ts'
import { childStream } from './child-stream.ts'
import type { Encoder } from './encoder.ts'
import { decodeProgram } from './media-decode.ts'
import { isAboutTheFile, slideFault } from './slideshow-faults.ts'
import { soundRate, type SoundEvent } from './sound-shapes.ts'

export interface OpenSound {
  /** So many samples, left and right in turn: zeros behind the end. */
  read(samples: number): Promise<Float32Array>
  close(): Promise<void>
}

const filters = `aresample=${soundRate}:async=1:first_pts=0,aformat=sample_fmts=flt:channel_layouts=stereo`

/** Decodes a sound as it is needed. Reading throws media.music_unreadable or, of a clip, media.slide_unreadable. */
export const openSound = (by: Encoder, event: SoundEvent, timeoutMs: number): OpenSound => {
  const seconds = event.length / soundRate
  const start = () =>
    childStream({
      ...decodeProgram(by, { media: 'audio', path: event.path, startSeconds: event.startSeconds, seconds, filters }),
      timeoutMs,
      maxMemoryMb: 600,
    })
  let bytes = start()
  /** What came and was not asked for yet, and how much came since the file was begun. */
  let [rest, came] = [new Uint8Array() as Uint8Array, 0]
  const more = async (): Promise<Uint8Array | null> => {
    const { value, done } = await bytes.next().catch((error: unknown) => Promise.reject(unreadable(event, error)))
    if (done !== true) {
      came += value.length
      return value
    }
    if (came === 0 && event.slide === null) throw unreadable(event, null)
    if (!event.repeat || came === 0) return null
    ;[bytes, came] = [start(), 0]
    return more()
  }
  return {
    read: async (samples) => {
      const wanted = new Uint8Array(samples * 8)
      for (let have = 0; have < wanted.length;) {
        if (rest.length === 0) {
          const chunk = await more()
          if (chunk === null) break
          rest = chunk
        }
        const part = rest.subarray(0, wanted.length - have)
        wanted.set(part, have)
        have += part.length
        rest = rest.subarray(part.length)
      }
      return new Float32Array(wanted.buffer)
    },
    close: async () => void (await bytes.return(undefined)),
  }
}

const unreadable = (event: SoundEvent, error: unknown): unknown => {
  if (error !== null && !isAboutTheFile(error)) return error
  if (event.slide !== null) return slideFault(event.slide, 'The sound of this clip cannot be read.', error)
  const sentence = 'The music cannot be read, or there is none from its start on. Choose another piece or start.'
  return new Fault('media.music_unreadable', 422, sentence, { cause: error })
}
