import { randomUUID } from 'node:crypto'
import type { ContractClock } from './contract-clock.ts'

/** A file of the Agents API's Files API. */
export interface StoredFile {
  id: string
  key: string
  state: 'pending' | 'ready' | 'failed' | 'deleted'
  mime: string
  sizeBytes: number
  filename: string | null
  purpose: string
  createdAt: number
  data: Buffer | null
  /** The unguessable end of its upload address. */
  uploadToken: string
  uploadExpiresAt: number
}

export interface StoredFiles {
  add(given: Pick<StoredFile, 'key' | 'mime' | 'sizeBytes' | 'filename' | 'purpose'>): StoredFile
  find(id: string, key: string): StoredFile | null
  byUpload(token: string): StoredFile | null
  of(key: string): StoredFile[]
  clear(): void
}

export const makeStoredFiles = (clock: ContractClock): StoredFiles => {
  const files = new Map<string, StoredFile>()
  return {
    add(given) {
      const file: StoredFile = {
        ...given,
        id: `file_${randomUUID()}`,
        state: 'pending',
        createdAt: clock.now(),
        data: null,
        uploadToken: randomUUID(),
        uploadExpiresAt: clock.now() + 3_600_000,
      }
      files.set(file.id, file)
      return file
    },
    find(id, key) {
      const file = files.get(id)
      return file !== undefined && file.key === key && file.state !== 'deleted' ? file : null
    },
    byUpload: (token) => [...files.values()].find((file) => file.uploadToken === token) ?? null,
    of: (key) => [...files.values()].filter((file) => file.key === key && file.state !== 'deleted'),
    clear() {
      files.clear()
    },
  }
}

export const fileAnswer = (file: StoredFile): object => ({
  id: file.id,
  object: 'file',
  state: file.state,
  mime_type: file.mime,
  size_bytes: file.sizeBytes,
  filename: file.filename,
  purpose: file.purpose,
  created_at: new Date(file.createdAt).toISOString(),
})
