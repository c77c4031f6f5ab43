import { extname } from 'node:path'
import { buckets, type Bucket } from './storage.ts'

const segment = /^[A-Za-z0-9_-][A-Za-z0-9._-]*$/
const longestKey = 512

/** Refuses a key that could name anything but an object of its bucket. Keys are made by the house, so this is a broken promise, not bad input. */
export const checkedKey = (key: string): string => {
  if (isKey(key)) return key
  throw new Error(`Not a storage key: ${JSON.stringify(key.slice(0, 80))}`)
}
export const isKey = (key: string): boolean =>
  key.length <= longestKey && key.split('/').every((part) => segment.test(part) && !part.endsWith('.'))

export const isBucket = (name: string): name is Bucket => (buckets as readonly string[]).includes(name)

const types: Record<string, string> = {
  '.webp': 'image/webp',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.png': 'image/png',
  '.avif': 'image/avif',
  '.gif': 'image/gif',
  '.mp4': 'video/mp4',
  '.mov': 'video/quicktime',
  '.webm': 'video/webm',
  '.mp3': 'audio/mpeg',
  '.weba': 'audio/webm',
  '.m4a': 'audio/mp4',
  '.ogg': 'audio/ogg',
  '.wav': 'audio/wav',
  '.json': 'application/json',
  '.zip': 'application/zip',
}

/** What a key's ending says; `application/octet-stream` when it says nothing. */
export const typeOfKey = (key: string): string => types[extname(key).toLowerCase()] ?? 'application/octet-stream'
