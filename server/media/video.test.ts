import { existsSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Fault } from '#kernel/fault.ts'
import { chooseEncoder, encodeVideo, hasNodeAv, type Encoder } from './encoder.ts'
import { coloursOf, turnOfMatrix } from './video-facts.ts'
import { posterFrame, probeVideo } from './video-reader.ts'

const width = 160
const height = 96

/** One second of grey that gets lighter: picture n has luma 40 + 4n. */
async function* greys(count = 24): AsyncGenerator<Uint8Array> {
  for (let picture = 0; picture < count; picture++) {
    const frame = Buffer.alloc((width * height * 3) / 2, 128)
    frame.fill(40 + 4 * picture, 0, width * height)
    yield frame
  }
}
const lumaOf = async (jpeg: Buffer) => (await sharp(jpeg).greyscale().raw().toBuffer())[0] ?? 0
const expected = (picture: number) => ((40 + 4 * picture - 16) * 255) / 219

let folder = ''
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'greenroom-video-'))))
afterAll(() => rm(folder, { recursive: true }))

const chosen = await chooseEncoder({ ffmpegPath: null })
const nodeAv: Encoder[] = (await hasNodeAv()) ? [{ kind: 'node-av' }] : []
const drivers: Encoder[] = chosen.kind === 'ffmpeg' ? [chosen, ...nodeAv] : nodeAv

describe.each(drivers)('with $kind', (by) => {
  const file = () => join(folder, `${by.kind}.mp4`)
  const clip = { width, height, fps: 24, crf: 10, preset: 'veryfast', timeoutMs: 30_000 } as const

  it('frames become an MP4 that says what it is', async () => {
    await encodeVideo(by, { ...clip, frames: greys(), outputPath: file() })
    const facts = await probeVideo(by, file())
    expect(facts).toEqual({
      durationSeconds: 1,
      width,
      height,
      fps: 24,
      codec: 'h264',
      turn: 0,
      hasAudio: false,
      colours: 'told',
    })
  })

  it('the index is at the front and the colours are tagged BT.709', async () => {
    const bytes = await readFile(file())
    expect(bytes.indexOf('moov')).toBeLessThan(bytes.indexOf('mdat'))
    const tag = bytes.indexOf('nclx')
    expect([0, 2, 4].map((at) => bytes.readUInt16BE(tag + 4 + at))).toEqual([1, 1, 1])
    // AVCDecoderConfigurationRecord: profile 100 is High.
    expect(bytes[bytes.indexOf('avcC') + 5]).toBe(100)
  })

  it('any moment can be taken out as a picture, the last one too', async () => {
    expect(await lumaOf(await posterFrame(by, file(), 0))).toBeCloseTo(expected(0), -1)
    expect(await lumaOf(await posterFrame(by, file(), 0.5))).toBeCloseTo(expected(12), -1)
    expect(await lumaOf(await posterFrame(by, file(), 99))).toBeCloseTo(expected(23), -1)
  })

  it('a film that was held upright is told as upright', async () => {
    const bytes = await readFile(file())
    const matrix = bytes.indexOf('tkhd') + 4 + 40
    for (const [place, number] of [0, 65536, 0, -65536, 0, 0].entries()) bytes.writeInt32BE(number, matrix + place * 4)
    const turned = join(folder, `${by.kind}-turned.mp4`)
    await writeFile(turned, bytes)
    expect(await probeVideo(by, turned)).toMatchObject({ width: height, height: width, turn: 90 })
  })

  it('what is no video is refused with a sentence', async () => {
    const wrong = join(folder, 'wrong.mp4')
    await writeFile(wrong, '#EXTM3U\nfile:///etc/passwd\n')
    const refusal = { code: 'media.video_unreadable', status: 422 }
    await expect(probeVideo(by, wrong)).rejects.toMatchObject(refusal)
    await expect(posterFrame(by, wrong, 0)).rejects.toMatchObject(refusal)
  })

  it('nothing is left behind when the frames stop half way', async () => {
    const inner = join(folder, `${by.kind}-broken`)
    await mkdir(inner)
    const broken = async function* () {
      yield* greys(3)
      throw new Fault('test.stopped', 409, 'The frames stopped.')
    }
    const work = encodeVideo(by, { ...clip, frames: broken(), outputPath: join(inner, 'out.mp4') })
    await expect(work).rejects.toMatchObject({ code: 'test.stopped' })
    expect(await readdir(inner)).toEqual([])
  })

  it('a canceled encoding leaves nothing behind', async () => {
    const cancel = new AbortController()
    const endless = async function* () {
      for (;;) {
        yield* greys()
        cancel.abort()
      }
    }
    const outputPath = join(folder, 'canceled.mp4')
    const work = encodeVideo(by, { ...clip, frames: endless(), outputPath, signal: cancel.signal })
    await expect(work).rejects.toMatchObject({ code: 'process.canceled' })
    expect(existsSync(outputPath)).toBe(false)
  })
})

describe('choosing an encoder', () => {
  it('refuses an ffmpeg path that is none', async () => {
    const impostor = join(folder, 'ffmpeg')
    await writeFile(impostor, '#!/bin/sh\necho hello\n')
    await writeFile(join(folder, 'ffprobe'), '')
    await chmod(impostor, 0o755)
    for (const ffmpegPath of [impostor, '/nowhere/ffmpeg']) {
      await expect(chooseEncoder({ ffmpegPath })).rejects.toMatchObject({ code: 'media.ffmpeg_unfit' })
    }
  })

  it('finds one on this machine', async () => {
    expect(['ffmpeg', 'node-av']).toContain((await chooseEncoder({ ffmpegPath: null })).kind)
  })
})

it('a display matrix tells the quarter turn', () => {
  const one = 65536
  expect(turnOfMatrix([one, 0, 0, 0, one, 0, 0, 0, 1 << 30])).toBe(0)
  expect(turnOfMatrix([0, one, 0, -one, 0, 0, 0, 0, 1 << 30])).toBe(90)
  expect(turnOfMatrix([-one, 0, 0, 0, -one, 0, 0, 0, 1 << 30])).toBe(180)
  expect(turnOfMatrix([0, -one, 0, one, 0, 0, 0, 0, 1 << 30])).toBe(270)
})

it('the tags of a film tell whether its colours are known, and whether they are those of HDR', () => {
  expect(coloursOf('bt709', 'bt709')).toBe('told')
  expect(coloursOf('unknown', 'unknown')).toBe('untold')
  expect(coloursOf('bt2020nc', 'arib-std-b67')).toBe('wide')
  expect(coloursOf('bt2020nc', 'smpte2084')).toBe('wide')
})
