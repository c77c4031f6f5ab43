import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chooseEncoder, encodeVideo, hasNodeAv, type Encoder } from './encoder.ts'
import { picturesOf } from './fixtures/slideshow-media.ts'

const [width, height] = [64, 48]
const chosen = await chooseEncoder({ ffmpegPath: null })
const nodeAv: Encoder[] = (await hasNodeAv()) ? [{ kind: 'node-av' }] : []
const drivers: Encoder[] = chosen.kind === 'ffmpeg' ? [chosen, ...nodeAv] : nodeAv

let folder = ''
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'greenroom-frames-'))))
afterAll(() => rm(folder, { recursive: true }))

const grey = (luma: number): Uint8Array =>
  new Uint8Array((width * height * 3) / 2).fill(128).fill(luma, 0, width * height)

describe.each(drivers)('frames that stay are told instead of sent, with $kind', (by) => {
  const encoded = async (fps: number, frames: Uint8Array[]): Promise<number[]> => {
    const outputPath = join(folder, `${by.kind}.mp4`)
    const source = async function* () {
      yield* frames
    }
    const film = { width, height, fps, crf: 4, preset: 'ultrafast', timeoutMs: 30_000, wholeFrames: true } as const
    await encodeVideo(by, { ...film, frames: source(), outputPath })
    return (await picturesOf(by, outputPath, width, height)).map((picture) => Math.round((picture[0] ?? 0) / 10) * 10)
  }
  const repeat = (count: number, frame: Uint8Array): Uint8Array[] => Array.from({ length: count }, () => frame)

  it.each([24, 25, 30, 60])('each for as long as it is shown, at %i a second', async (fps) => {
    const [dark, middle, light] = [grey(40), grey(120), grey(200)]
    const frames = [...repeat(70, dark), middle, ...repeat(2, light), dark, ...repeat(95, middle)]
    expect(await encoded(fps, frames)).toEqual(frames.map((frame) => frame[0]))
  })

  it('and a film of one frame is one', async () => {
    expect(await encoded(30, [grey(120)])).toEqual([120])
    expect(await encoded(30, repeat(31, grey(120)))).toHaveLength(31)
  })
})
