/** What an MP4 says about its first video track. Throws when it is not whole: a box or a sample reaches past the end. */
export interface Mp4Facts {
  codec: string
  width: number
  height: number
  seconds: number
  frames: number
}

interface Box {
  type: string
  body: Buffer
}

export const readMp4 = (file: Buffer): Mp4Facts => {
  const boxes = boxesOf(file)
  if (boxes[0]?.type !== 'ftyp') throw new Error('Not an MP4: it does not begin with ftyp.')
  const tracks = boxesOf(one(boxes, 'moov')).filter(({ type }) => type === 'trak')
  for (const { body: track } of tracks) {
    const media = boxesOf(one(boxesOf(track), 'mdia'))
    if (one(media, 'hdlr').toString('latin1', 8, 12) !== 'vide') continue
    const samples = boxesOf(one(boxesOf(one(media, 'minf')), 'stbl'))
    const description = one(samples, 'stsd').subarray(8)
    const chunks = one(samples, 'stco')
    for (let chunk = 0; chunk < chunks.readUInt32BE(4); chunk += 1)
      if (chunks.readUInt32BE(8 + chunk * 4) >= file.byteLength) throw new Error('The film is cut off.')
    return {
      codec: description.toString('latin1', 4, 8),
      width: description.readUInt16BE(32),
      height: description.readUInt16BE(34),
      seconds: secondsOf(one(media, 'mdhd')),
      frames: one(samples, 'stsz').readUInt32BE(8),
    }
  }
  throw new Error('The MP4 has no video track.')
}

const boxesOf = (data: Buffer): Box[] => {
  const boxes: Box[] = []
  for (let at = 0; at < data.byteLength;) {
    const short = data.readUInt32BE(at)
    const size = short === 1 ? Number(data.readBigUInt64BE(at + 8)) : short
    if (size < 8 || at + size > data.byteLength)
      throw new Error(`The MP4 is cut off inside ${data.toString('latin1', at + 4, at + 8)}.`)
    boxes.push({
      type: data.toString('latin1', at + 4, at + 8),
      body: data.subarray(at + (short === 1 ? 16 : 8), at + size),
    })
    at += size
  }
  return boxes
}

const one = (boxes: Box[], type: string): Buffer => {
  const found = boxes.find((box) => box.type === type)
  if (found === undefined) throw new Error(`The MP4 has no ${type}.`)
  return found.body
}

const secondsOf = (header: Buffer): number =>
  header.readUInt8(0) === 1
    ? Number(header.readBigUInt64BE(24)) / header.readUInt32BE(20)
    : header.readUInt32BE(16) / header.readUInt32BE(12)
