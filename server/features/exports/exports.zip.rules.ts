/**
 * The byte layout of a ZIP whose files are stored, not packed (APPNOTE.TXT 6.3.10; clips are compressed already). Sizes and
 * CRC-32 are known beforehand, so every byte has its place before the first one is sent, and any range can be made alone.
 */
export interface ZipEntry {
  /** Path inside the archive, with forward slashes. */
  name: string
  bytes: number
  crc32: number
  /** Seconds since 1970, UTC. */
  modified: number
}

export interface ZipLayout {
  entries: readonly ZipEntry[]
  /** Where each local header begins. */
  headersAt: readonly number[]
  /** Where each record of the central directory begins, and where the directory ends. */
  recordsAt: readonly number[]
  bytes: number
}

/** A stretch of the archive: finished bytes, or part of an entry's content (`start` and `end` inclusive). */
export type ZipPiece = { kind: 'bytes'; bytes: Buffer } | { kind: 'content'; entry: number; start: number; end: number }

const max16 = 0xffff
const max32 = 0xffffffff
const batchBytes = 64 * 1024

export const layOutZip = (entries: readonly ZipEntry[]): ZipLayout => {
  const headersAt: number[] = []
  const recordsAt: number[] = []
  let at = 0
  for (const entry of entries) {
    headersAt.push(at)
    at += headerBytes(entry) + entry.bytes
  }
  for (const [index, entry] of entries.entries()) {
    recordsAt.push(at)
    at += recordBytes(entry, headersAt[index] ?? 0)
  }
  recordsAt.push(at)
  const layout = { entries, headersAt, recordsAt, bytes: 0 }
  return { ...layout, bytes: at + ending(layout).length }
}

/** The pieces that together are exactly bytes `start` to `end` (inclusive) of the archive, in order. */
export function* zipPieces(layout: ZipLayout, start: number, end: number): Generator<ZipPiece> {
  const { entries, headersAt, recordsAt, bytes } = layout
  if (start < 0 || end >= bytes || start > end) throw new RangeError(`No bytes ${start} to ${end} in ${bytes}`)
  const part = (at: number, whole: Buffer): Buffer =>
    whole.subarray(Math.max(0, start - at), Math.max(0, Math.min(whole.length, end + 1 - at)))

  for (let index = lastBefore(headersAt, start); index < entries.length && (headersAt[index] ?? 0) <= end; index += 1) {
    const entry = entries[index]
    const at = headersAt[index]
    if (entry === undefined || at === undefined) break
    const header = part(at, localHeader(entry))
    if (header.length > 0) yield { kind: 'bytes', bytes: header }
    const contentAt = at + headerBytes(entry)
    const from = Math.max(0, start - contentAt)
    const to = Math.min(entry.bytes - 1, end - contentAt)
    if (from <= to) yield { kind: 'content', entry: index, start: from, end: to }
  }

  const directoryEnd = recordsAt[entries.length] ?? 0
  let batch: Buffer[] = []
  let batched = 0
  for (let index = lastBefore(recordsAt, start); index < entries.length && (recordsAt[index] ?? 0) <= end; index += 1) {
    const entry = entries[index]
    if (entry === undefined) break
    const record = part(recordsAt[index] ?? 0, centralRecord(entry, headersAt[index] ?? 0))
    batch.push(record)
    batched += record.length
    if (batched >= batchBytes) {
      yield { kind: 'bytes', bytes: Buffer.concat(batch) }
      batch = []
      batched = 0
    }
  }
  if (end >= directoryEnd) batch.push(part(directoryEnd, ending(layout)))
  const rest = Buffer.concat(batch)
  if (rest.length > 0) yield { kind: 'bytes', bytes: rest }
}

/** The last place at or before `position`; 0 when all are behind it. */
const lastBefore = (places: readonly number[], position: number): number => {
  let low = 0
  let high = places.length - 1
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((places[middle] ?? 0) <= position) low = middle
    else high = middle - 1
  }
  return low
}

const nameBytes = (entry: ZipEntry): number => Buffer.byteLength(entry.name)
const isLarge = (entry: ZipEntry): boolean => entry.bytes >= max32
const timeBytes = 9
const headerBytes = (entry: ZipEntry): number => 30 + nameBytes(entry) + timeBytes + (isLarge(entry) ? 20 : 0)
const farBytes = (entry: ZipEntry, headerAt: number): number => (isLarge(entry) ? 16 : 0) + (headerAt >= max32 ? 8 : 0)
const recordBytes = (entry: ZipEntry, headerAt: number): number => {
  const far = farBytes(entry, headerAt)
  return 46 + nameBytes(entry) + timeBytes + (far === 0 ? 0 : 4 + far)
}

/** 4.5 when 64-bit fields are used, else 2.0 (folders). */
const neededVersion = (far: boolean): number => (far ? 45 : 20)
/** Bit 11: the name is UTF-8. */
const utf8Flag = 0x0800

const localHeader = (entry: ZipEntry): Buffer => {
  const header = Buffer.alloc(headerBytes(entry))
  const large = isLarge(entry)
  header.writeUInt32LE(0x04034b50, 0)
  header.writeUInt16LE(neededVersion(large), 4)
  header.writeUInt16LE(utf8Flag, 6)
  header.writeUInt16LE(0, 8)
  header.writeUInt32LE(dosTime(entry.modified), 10)
  header.writeUInt32LE(entry.crc32, 14)
  header.writeUInt32LE(large ? max32 : entry.bytes, 18)
  header.writeUInt32LE(large ? max32 : entry.bytes, 22)
  header.writeUInt16LE(nameBytes(entry), 26)
  header.writeUInt16LE(timeBytes + (large ? 20 : 0), 28)
  let at = 30 + header.write(entry.name, 30)
  at = writeTime(header, entry.modified, at)
  if (large) writeFar(header, [entry.bytes, entry.bytes], at)
  return header
}

const centralRecord = (entry: ZipEntry, headerAt: number): Buffer => {
  const record = Buffer.alloc(recordBytes(entry, headerAt))
  const large = isLarge(entry)
  const distant = headerAt >= max32
  const far = farBytes(entry, headerAt)
  record.writeUInt32LE(0x02014b50, 0)
  // Made on Unix (3), so that the mode below is understood.
  record.writeUInt16LE((3 << 8) | neededVersion(far > 0), 4)
  record.writeUInt16LE(neededVersion(far > 0), 6)
  record.writeUInt16LE(utf8Flag, 8)
  record.writeUInt16LE(0, 10)
  record.writeUInt32LE(dosTime(entry.modified), 12)
  record.writeUInt32LE(entry.crc32, 16)
  record.writeUInt32LE(large ? max32 : entry.bytes, 20)
  record.writeUInt32LE(large ? max32 : entry.bytes, 24)
  record.writeUInt16LE(nameBytes(entry), 28)
  record.writeUInt16LE(timeBytes + (far === 0 ? 0 : 4 + far), 30)
  // A plain file, readable by all, writable by its owner.
  record.writeUInt32LE((0o100644 << 16) >>> 0, 38)
  record.writeUInt32LE(distant ? max32 : headerAt, 42)
  let at = 46 + record.write(entry.name, 46)
  at = writeTime(record, entry.modified, at)
  if (far > 0) writeFar(record, [...(large ? [entry.bytes, entry.bytes] : []), ...(distant ? [headerAt] : [])], at)
  return record
}

/** Zip64 field (0x0001): only the values that do not fit their place, in the order of the standard. */
const writeFar = (into: Buffer, values: readonly number[], at: number): void => {
  into.writeUInt16LE(0x0001, at)
  into.writeUInt16LE(values.length * 8, at + 2)
  for (const [index, value] of values.entries()) into.writeBigUInt64LE(BigInt(value), at + 4 + index * 8)
}

/** Extended timestamp (0x5455): the DOS time beside it has no zone and counts in steps of two seconds. */
const writeTime = (into: Buffer, modified: number, at: number): number => {
  into.writeUInt16LE(0x5455, at)
  into.writeUInt16LE(5, at + 2)
  into.writeUInt8(1, at + 4)
  into.writeUInt32LE(Math.min(Math.max(0, Math.floor(modified)), 0x7fffffff), at + 5)
  return at + timeBytes
}

/** Time in the low and date in the high half, in UTC; the format begins in 1980. */
const dosTime = (modified: number): number => {
  const date = new Date(Math.max(modified, 315_532_800) * 1000)
  const day = ((date.getUTCFullYear() - 1980) << 9) | ((date.getUTCMonth() + 1) << 5) | date.getUTCDate()
  const time = (date.getUTCHours() << 11) | (date.getUTCMinutes() << 5) | (date.getUTCSeconds() >> 1)
  return ((day << 16) | time) >>> 0
}

const ending = ({ entries, recordsAt }: Omit<ZipLayout, 'bytes'>): Buffer => {
  const count = entries.length
  const directoryAt = recordsAt[0] ?? 0
  const directoryEnd = recordsAt[count] ?? 0
  const directoryBytes = directoryEnd - directoryAt
  const far = count >= max16 || directoryAt >= max32 || directoryBytes >= max32
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(Math.min(count, max16), 8)
  end.writeUInt16LE(Math.min(count, max16), 10)
  end.writeUInt32LE(Math.min(directoryBytes, max32), 12)
  end.writeUInt32LE(Math.min(directoryAt, max32), 16)
  if (!far) return end
  const far64 = Buffer.alloc(56 + 20)
  far64.writeUInt32LE(0x06064b50, 0)
  far64.writeBigUInt64LE(44n, 4)
  far64.writeUInt16LE((3 << 8) | 45, 12)
  far64.writeUInt16LE(45, 14)
  far64.writeBigUInt64LE(BigInt(count), 24)
  far64.writeBigUInt64LE(BigInt(count), 32)
  far64.writeBigUInt64LE(BigInt(directoryBytes), 40)
  far64.writeBigUInt64LE(BigInt(directoryAt), 48)
  far64.writeUInt32LE(0x07064b50, 56)
  far64.writeBigUInt64LE(BigInt(directoryEnd), 64)
  far64.writeUInt32LE(1, 72)
  return Buffer.concat([far64, end])
}
