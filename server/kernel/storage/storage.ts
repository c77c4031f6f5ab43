import type { Readable } from 'node:stream'

/** The buckets of data.md that exist so far; none is public except `avatars`. */
export const buckets = ['media', 'keyframes', 'avatars', 'Exports', 'audio-uploads', 'session-transcripts'] as const
export type Bucket = (typeof buckets)[number]

export interface StoredObject {
  bytes: number
  contentType: string
  /** Changes whenever the bytes change; usable as an ETag. */
  version: string
}

/**
 * Where bytes live. Keys are `{user}/photos/…` or `{user}/scenes/…`; they are made by the house, never by a caller.
 * The disk driver and every other one pass storage.suite.ts.
 */
export interface Storage {
  /** Writes whole or not at all (temporary name, then an atomic rename). Answers the byte count and SHA-256 (hex) taken on the way. */
  put(
    bucket: Bucket,
    key: string,
    content: Readable | Buffer,
    contentType: string,
  ): Promise<{ bytes: number; sha256: string; crc32: number }>
  /** Moves a finished local file in, on the same file system without copying. */
  adopt(bucket: Bucket, key: string, filePath: string, contentType: string): Promise<void>
  head(bucket: Bucket, key: string): Promise<StoredObject | null>
  /** A stream of the whole object or of `[start, end]`, both inclusive. Throws Fault `storage.not_found`. */
  read(bucket: Bucket, key: string, range?: { start: number; end: number }): Promise<Readable>
  /** A local path to read from, for child processes; drivers without files bring the object into `folder` first. */
  localPath(bucket: Bucket, key: string, folder: string): Promise<string>
  remove(bucket: Bucket, keys: readonly string[]): Promise<void>
  list(bucket: Bucket, prefix: string): AsyncIterable<{ key: string; bytes: number }>
  /** A link that works for this method and object only, for `seconds`. A path on this house, or a full address elsewhere. */
  signedPath(bucket: Bucket, key: string, seconds: number): Promise<string>
}
