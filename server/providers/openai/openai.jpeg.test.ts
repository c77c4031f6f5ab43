import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { slidePicture } from '#testing/slides.ts'
import { readJpegHead } from './openai.jpeg.ts'

const jpeg = await slidePicture('#357', { width: 100, height: 40 })()
/** The picture with one more segment right after its first marker. */
const withSegment = (marker: number, text: string): Buffer => {
  const head = Buffer.from([0xff, marker, 0, text.length + 2])
  return Buffer.concat([jpeg.subarray(0, 2), head, Buffer.from(text), jpeg.subarray(2)])
}

describe('the head of a JPEG', () => {
  it('tells its size', () => {
    expect(readJpegHead(jpeg)).toEqual({ width: 100, height: 40, tellsOfItsOrigin: false })
  })

  it('tells of Exif, XMP and IPTC, and not of a comment or fill bytes', () => {
    for (const [marker, tells] of [
      [0xe1, true],
      [0xed, true],
      [0xfe, false],
      [0xe0, false],
    ] as const)
      expect(readJpegHead(withSegment(marker, 'some text'))).toMatchObject({ width: 100, tellsOfItsOrigin: tells })
    const filled = Buffer.concat([jpeg.subarray(0, 2), Buffer.from([0xff, 0xff]), jpeg.subarray(2)])
    expect(readJpegHead(filled)).toMatchObject({ width: 100 })
  })

  it('is none for what is no JPEG or ends too early, and never breaks', () => {
    for (let length = 0; length < 20; length += 1) expect(readJpegHead(jpeg.subarray(0, length))).toBeNull()
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.boolean(), (bytes, begun) => {
        const data = Buffer.concat([begun ? Buffer.from([0xff, 0xd8, 0xff]) : Buffer.alloc(0), bytes])
        const head = readJpegHead(data)
        expect(head === null || head.width >= 0).toBe(true)
      }),
    )
  })
})
