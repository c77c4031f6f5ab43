import type { ChunkPlan } from '../publisher-post.ts'

/**
 * "Media Transfer Guide": each chunk 5 to 64 MB, the last one takes the remainder and may reach 128 MB; under 5 MB, and
 * whenever one chunk is enough, the file goes whole and chunk_size is its size; 1 to 1000 chunks; in order.
 * TikTok's own example counts MB in thousands; these numbers are right under both readings.
 */
export const chunkLimits = { smallest: 5_000_000, largest: 64_000_000, most: 1000, file: 4_000_000_000 }

/** Small enough to be held in memory while it is sent; the last one is under twice as much. */
const usualChunk = 10_000_000

/** Throws RangeError for an empty file, one over 4 GB, or a chunk size that TikTok does not take. */
export const chunkPlan = (bytes: number, wanted: number = usualChunk): ChunkPlan => {
  if (!Number.isSafeInteger(bytes) || bytes < 1 || bytes > chunkLimits.file)
    throw new RangeError(`A video has 1 to ${chunkLimits.file} bytes, not ${bytes}.`)
  if (!Number.isInteger(wanted) || wanted < chunkLimits.smallest || wanted > chunkLimits.largest)
    throw new RangeError(`A chunk has ${chunkLimits.smallest} to ${chunkLimits.largest} bytes, not ${wanted}.`)
  const count = Math.max(1, Math.floor(bytes / wanted))
  if (count > chunkLimits.most) throw new RangeError(`${count} chunks are more than ${chunkLimits.most}.`)
  const chunkSize = count === 1 && bytes <= chunkLimits.largest ? bytes : wanted
  const chunks = Array.from({ length: count }, (_, index) => ({
    first: index * chunkSize,
    last: index === count - 1 ? bytes - 1 : (index + 1) * chunkSize - 1,
  }))
  return { bytes, chunkSize, chunks }
}

/**
 * Where the other side stands, by its `Content-Range: bytes 0-{UPLOADED}/{TOTAL}`. Whether UPLOADED is the last byte or
 * a count is not said, so the reading that ends on a chunk's border is taken. Null when neither does.
 */
export const progressOf = (plan: ChunkPlan, header: string | null): { next: number; received: number } | null => {
  const found = /^bytes\s+(?:0-(\d{1,16})|\*)\/(\d{1,16}|\*)$/i.exec(header?.trim() ?? '')
  if (found === null) return null
  const told = found[1] === undefined ? 0 : Number(found[1])
  for (const received of [told + 1, told]) {
    if (received === plan.bytes) return { next: plan.chunks.length, received }
    const next = plan.chunks.findIndex(({ first }) => first === received)
    if (next >= 0) return { next, received }
  }
  return null
}
