import { mkdir, open, readdir, rm, rmdir, stat, type FileHandle } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Fault } from '../fault.ts'
import { hasCode, isMissing, nullIfMissing } from './disk-errors.ts'
import type { Storage } from './storage.ts'
import type { AnnouncedFile, UploadDesk } from './uploads.ts'
import type { UploadWriter } from './upload-writer.ts'

type FileId = Pick<AnnouncedFile, 'userId' | 'fileId'>

/** What has come of a file so far. */
export interface Part {
  /** `{user}/{file}/{upload}`, also its path below the folder of uploads. */
  id: string
  bytes: number
  begunAt: Date
}
export interface UploadParts {
  /** The part of this file, or null when nothing has come of it. */
  find(file: FileId): Promise<Part | null>
  /** An empty one. */
  make(id: string): Promise<Part>
  /** The file of a part, to write into. Throws ENOENT when it is gone. */
  open(id: string): Promise<FileHandle>
  /** Moves a part with every byte in it into storage, and says so. Throws a Fault with 410 when nobody wants it any more. */
  finish(file: AnnouncedFile, id: string): Promise<void>
  /** True when all of it is in storage, although the database may not know yet: a crash came between the two. */
  isComplete(file: AnnouncedFile): Promise<boolean>
  forget(file: FileId): Promise<void>
  /** Everything of which something may have come. */
  all(): AsyncIterable<FileId>
}

interface PartsOptions {
  folder: string
  storage: Storage
  desk: UploadDesk
  writer: UploadWriter
}

/** Parts of files, `folder/{user}/{file}/{upload}`. How many bytes have come is the length on the disk; nothing is written down beside it. */
export const openParts = async ({ folder, storage, desk, writer }: PartsOptions): Promise<UploadParts> => {
  await mkdir(folder, { recursive: true })
  const folderOf = (file: FileId): string => join(folder, file.userId, file.fileId)
  const forget = (file: FileId): Promise<void> => rm(folderOf(file), { recursive: true, force: true })

  const isComplete = async (file: AnnouncedFile): Promise<boolean> => {
    if (!file.arrived) {
      const object = await storage.head(file.bucket, file.key)
      if (object?.bytes !== file.bytes) return false
      await desk.arrived(file, null)
    }
    await forget(file)
    return true
  }
  const finish = async (file: AnnouncedFile, id: string): Promise<void> => {
    try {
      // The claimed type is only a claim: what the file is will be found out by looking.
      await storage.adopt(file.bucket, file.key, join(folder, id), 'application/octet-stream')
    } catch (error) {
      // Another process on the same folder may have moved it just now.
      if (isMissing(error) && (await isComplete(file))) return
      throw error
    }
    try {
      await desk.arrived(file, writer.takeSums(id, file.bytes))
    } catch (error) {
      if (error instanceof Fault && error.status === 410) await storage.remove(file.bucket, [file.key])
      throw error
    }
    await forget(file)
  }

  return {
    forget,
    open: (id) => open(join(folder, id), 'r+'),
    async find(file) {
      const [name] = (await readdir(folderOf(file)).catch(nullIfMissing)) ?? []
      if (name === undefined) return null
      const id = `${file.userId}/${file.fileId}/${name}`
      // The folder's date stays while the part grows.
      const made = await stat(folderOf(file)).catch(nullIfMissing)
      const part = await stat(join(folder, id)).catch(nullIfMissing)
      return made === null || part === null ? null : { id, bytes: part.size, begunAt: made.mtime }
    },
    async make(id) {
      await mkdir(dirname(join(folder, id)), { recursive: true })
      await (await open(join(folder, id), 'wx')).close()
      return { id, bytes: 0, begunAt: new Date() }
    },
    finish,
    isComplete,
    async *all() {
      for (const userId of await readdir(folder)) {
        for (const fileId of (await readdir(join(folder, userId)).catch(nullIfMissing)) ?? []) yield { userId, fileId }
        await removeIfEmpty(join(folder, userId))
      }
    },
  }
}

const removeIfEmpty = async (path: string): Promise<void> => {
  try {
    await rmdir(path)
  } catch (error) {
    if (!hasCode(error, 'ENOTEMPTY', 'EEXIST') && !isMissing(error)) throw error
  }
}
