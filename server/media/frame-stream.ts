/**
 * Frames on their way to an encoder. Most of a slideshow stands still, and a frame of 3 MB that is the same as the one
 * before need not be copied through pipes again: here it is only told that it stays.
 */
export interface FrameShape {
  width: number
  height: number
  fps: number
}

/**
 * As Matroska with raw yuv420p pictures (RFC 9559): a frame that stays is left out, and whoever reads it fills the gaps by
 * the times. Every chunk that comes in is one frame; the same array again is the same picture again.
 */
export async function* asMatroska(frames: AsyncIterable<Uint8Array>, shape: FrameShape): AsyncGenerator<Uint8Array> {
  yield fileHead(shape)
  let number = 0
  let shown: Uint8Array | null = null
  let left = false
  for await (const frame of frames) {
    left = frame === shown
    if (!left) {
      yield frameHead(number, frame.length)
      yield frame
    }
    shown = frame
    number += 1
  }
  // The last moment is written even when it is like the one before: its time says how long the film is.
  if (!left || shown === null) return
  yield frameHead(number - 1, shown.length)
  yield shown
}

/** With a byte before every frame: 1 when its bytes follow, 0 when it is as the one before. */
export async function* asMarked(frames: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let shown: Uint8Array | null = null
  for await (const frame of frames) {
    yield Uint8Array.of(frame === shown ? 0 : 1)
    if (frame !== shown) yield frame
    shown = frame
  }
}

const fileHead = ({ width, height, fps }: FrameShape): Uint8Array => {
  const duration = Math.round(1e9 / fps)
  const video = element(
    'e0',
    element('b0', number(width)),
    element('ba', number(height)),
    element('2eb524', text('I420')),
  )
  const track = element(
    'ae',
    ...[element('d7', number(1)), element('73c5', number(1)), element('83', number(1)), element('9c', number(0))],
    ...[element('23e383', number(duration)), element('86', text('V_UNCOMPRESSED')), video],
  )
  return Buffer.concat([
    element('1a45dfa3', element('4282', text('matroska')), element('4287', number(4)), element('4285', number(2))),
    // A segment that ends with the file. Its times count frames.
    Buffer.from('1853806701ffffffffffffff', 'hex'),
    element('1549a966', element('2ad7b1', number(duration))),
    element('1654ae6b', track),
  ])
}

/** Everything before the bytes of a frame: a cluster of its own with one block in it. */
const frameHead = (place: number, bytes: number): Uint8Array => {
  const block = Buffer.concat([Buffer.from('a3', 'hex'), length(bytes + 4), Buffer.from('81000080', 'hex')])
  const time = element('e7', number(place))
  return Buffer.concat([Buffer.from('1f43b675', 'hex'), length(time.length + block.length + bytes), time, block])
}

const element = (id: string, ...parts: Buffer[]): Buffer => {
  const content = Buffer.concat(parts)
  return Buffer.concat([Buffer.from(id, 'hex'), length(content.length), content])
}
const text = (value: string): Buffer => Buffer.from(value, 'latin1')
const number = (value: number): Buffer => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}
/** EBML's variable-length integer, always in eight bytes. */
const length = (value: number): Buffer => {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64BE(BigInt(value) | (1n << 56n))
  return bytes
}
