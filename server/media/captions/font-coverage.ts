import { brotliDecompressSync } from 'node:zlib'

/**
 * Which characters a WOFF2 file has glyphs for. Reads the table directory (W3C WOFF2, section 4.1), where known tables
 * are told by number and lengths are variable, and the `cmap` table (OpenType, formats 4 and 12), which WOFF2 only
 * compresses. Throws when the file is not what it says.
 */
export const codePointsOf = (file: Buffer): number[] => {
  if (file.toString('latin1', 0, 4) !== 'wOF2') throw new Error('This is not a WOFF2 font.')
  const tables = file.readUInt16BE(12)
  const compressed = file.readUInt32BE(20)
  let at = 48
  let start = 0
  let cmap: { start: number; length: number } | null = null
  const variable = (): number => {
    for (let value = 0; ;) {
      const byte = file.readUInt8(at++)
      value = value * 128 + (byte & 127)
      if (byte < 128) return value
    }
  }
  for (let table = 0; table < tables; table++) {
    const flags = file.readUInt8(at++)
    const number = flags & 63
    const named = number === 63 ? file.toString('latin1', at, (at += 4)) : null
    let length = variable()
    // glyf and loca (10 and 11) are transformed unless their version is 3, all others unless it is 0.
    const version = flags >> 6
    if (number === 10 || number === 11 ? version !== 3 : version !== 0) length = variable()
    if (number === 0 || named === 'cmap') cmap = { start, length }
    start += length
  }
  if (cmap === null) throw new Error('This font has no character map.')
  const data = brotliDecompressSync(file.subarray(at, at + compressed))
  return charactersOf(data.subarray(cmap.start, cmap.start + cmap.length))
}

const charactersOf = (cmap: Buffer): number[] => {
  const offsets = Array.from({ length: cmap.readUInt16BE(2) }, (_, table) => cmap.readUInt32BE(8 + table * 8))
  const all = new Set<number>()
  for (const offset of new Set(offsets)) {
    const format = cmap.readUInt16BE(offset)
    if (format === 12) addGroups(cmap, offset, all)
    if (format === 4) addSegments(cmap, offset, all)
  }
  return [...all]
}

const addGroups = (cmap: Buffer, offset: number, all: Set<number>): void => {
  for (let group = 0; group < cmap.readUInt32BE(offset + 12); group++) {
    const at = offset + 16 + group * 12
    for (let point = cmap.readUInt32BE(at); point <= cmap.readUInt32BE(at + 4); point++) all.add(point)
  }
}

const addSegments = (cmap: Buffer, offset: number, all: Set<number>): void => {
  const bytes = cmap.readUInt16BE(offset + 6)
  for (let segment = 0; segment < bytes; segment += 2) {
    const end = cmap.readUInt16BE(offset + 14 + segment)
    const start = cmap.readUInt16BE(offset + 16 + bytes + segment)
    const delta = cmap.readUInt16BE(offset + 16 + 2 * bytes + segment)
    const place = offset + 16 + 3 * bytes + segment
    const range = cmap.readUInt16BE(place)
    for (let point = start; point <= end && point !== 0xffff; point++) {
      const glyph = range === 0 ? (point + delta) & 0xffff : cmap.readUInt16BE(place + range + (point - start) * 2)
      if (glyph !== 0) all.add(point)
    }
  }
}
