import { inflateSync } from 'node:zlib'

/**
 * Which characters a WOFF file has glyphs for. Reads the table directory (W3C WOFF 1.0, section 4) and the `cmap` table
 * (OpenType, formats 4 and 12). Throws when the file is not what it says.
 */
export const codePointsOf = (file: Buffer): number[] => {
  if (file.toString('latin1', 0, 4) !== 'wOFF') throw new Error('This is not a WOFF font.')
  for (let table = 0; table < file.readUInt16BE(12); table++) {
    const entry = 44 + table * 20
    if (file.toString('latin1', entry, entry + 4) !== 'cmap') continue
    const start = file.readUInt32BE(entry + 4)
    const stored = file.subarray(start, start + file.readUInt32BE(entry + 8))
    // A table that would not become smaller is stored as it is.
    return charactersOf(stored.length < file.readUInt32BE(entry + 12) ? inflateSync(stored) : stored)
  }
  throw new Error('This font has no character map.')
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
