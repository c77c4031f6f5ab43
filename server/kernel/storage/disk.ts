import { createHash } from 'node:crypto'
import { constants } from 'node:fs'
import {
  copyFile,
  mkdir,
  open,
  opendir,
  readdir,
  readFile,
  rename,
  rm,
  rmdir,
  stat,
  writeFile,
  type FileHandle,
} from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'
import { Readable } from 'node:stream'
import { crc32 } from 'node:zlib'
import { Fault } from '../fault.ts'
import { newToken } from '../id.ts'
import { hasCode, isMissing, nullIfMissing } from './disk-errors.ts'
import { checkedKey, typeOfKey } from './keys.ts'
import type { SignedLinks } from './signed-links.ts'
import type { Bucket, Storage } from './storage.ts'

const readAhead = 512 * 1024
// Half-written files of a process that died; a living one is never this slow.
const staleMs = 24 * 3600 * 1000

/**
 * Files below `folder/<bucket>/<key>`. A content type that the key's ending does not tell lies beside the bucket in
 * `.types/`. Nothing is visible under its key before it is whole and on the disk.
 */
export const openDiskStorage = async ({ folder, links }: { folder: string; links: SignedLinks }): Promise<Storage> => {
  const partials = join(folder, '.partial')
  await mkdir(partials, { recursive: true })
  await removeStale(partials)
  const pathOf = (bucket: Bucket, key: string): string => join(folder, bucket, checkedKey(key))
  const typePathOf = (bucket: Bucket, key: string): string => join(folder, '.types', bucket, checkedKey(key))

  const keepType = async (bucket: Bucket, key: string, contentType: string): Promise<void> => {
    const path = typePathOf(bucket, key)
    if (contentType === typeOfKey(key)) return await rm(path, { force: true })
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, contentType)
  }
  const contentTypeOf = async (bucket: Bucket, key: string): Promise<string> => {
    try {
      return await readFile(typePathOf(bucket, key), 'utf8')
    } catch (error) {
      if (isMissing(error)) return typeOfKey(key)
      throw error
    }
  }
  const moveIn = async (from: string, bucket: Bucket, key: string, contentType: string): Promise<void> => {
    await keepType(bucket, key, contentType)
    await moveTo(from, pathOf(bucket, key))
  }

  return {
    async put(bucket, key, content, contentType) {
      checkedKey(key)
      const temporary = join(partials, newToken(12))
      try {
        const written = await writeWhole(temporary, content instanceof Readable ? content : slices(content))
        await moveIn(temporary, bucket, key, contentType)
        return written
      } catch (error) {
        await rm(temporary, { force: true })
        throw error
      }
    },
    async adopt(bucket, key, filePath, contentType) {
      checkedKey(key)
      await syncFile(filePath)
      try {
        await moveIn(filePath, bucket, key, contentType)
      } catch (error) {
        if (!hasCode(error, 'EXDEV')) throw error
        const temporary = join(partials, newToken(12))
        await copyFile(filePath, temporary, constants.COPYFILE_FICLONE)
        await syncFile(temporary)
        await moveIn(temporary, bucket, key, contentType)
        await rm(filePath, { force: true })
      }
    },
    async head(bucket, key) {
      try {
        const info = await stat(pathOf(bucket, key), { bigint: true })
        if (!info.isFile()) return null
        return {
          bytes: Number(info.size),
          contentType: await contentTypeOf(bucket, key),
          // Replacing makes a new file, so the pair changes even within the clock's resolution.
          version: `${info.mtimeNs.toString(36)}-${info.ino.toString(36)}`,
        }
      } catch (error) {
        if (isMissing(error)) return null
        throw error
      }
    },
    async read(bucket, key, range) {
      const file = await openToRead(pathOf(bucket, key))
      return file.createReadStream({ highWaterMark: readAhead, ...range })
    },
    async localPath(bucket, key) {
      const path = pathOf(bucket, key)
      await (await openToRead(path)).close()
      return path
    },
    async remove(bucket, keys) {
      for (const key of keys) {
        const path = pathOf(bucket, key)
        await rm(path, { force: true })
        await rm(typePathOf(bucket, key), { force: true })
        await removeEmptyFolders(dirname(path), join(folder, bucket))
      }
    },
    async *list(bucket, prefix) {
      const root = join(folder, bucket)
      const parent = prefix.slice(0, prefix.lastIndexOf('/') + 1)
      if (parent !== '') checkedKey(parent.slice(0, -1))
      for await (const path of filesBelow(join(root, parent))) {
        const key = relative(root, path).split(sep).join('/')
        const info = key.startsWith(prefix) ? await stat(path).catch(nullIfMissing) : null
        if (info !== null) yield { key, bytes: info.size }
      }
    },
    signedPath: async (bucket, key, seconds) => links.path(bucket, checkedKey(key), seconds),
  }
}

/** Writes and takes the sums on the way; the file is on the disk when this answers. */
const writeWhole = async (
  path: string,
  content: AsyncIterable<Buffer | Uint8Array | string>,
): Promise<{ bytes: number; sha256: string; crc32: number }> => {
  const file = await open(path, 'wx')
  try {
    const hash = createHash('sha256')
    let checksum = 0
    let bytes = 0
    for await (const part of content) {
      const chunk = typeof part === 'string' ? Buffer.from(part) : part
      hash.update(chunk)
      checksum = crc32(chunk, checksum)
      await file.writeFile(chunk)
      bytes += chunk.length
    }
    await file.datasync()
    return { bytes, sha256: hash.digest('hex'), crc32: checksum }
  } finally {
    await file.close()
  }
}

/** A long buffer in pieces, so that hashing it does not hold up everybody else. */
async function* slices(content: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < content.length; at += 1024 * 1024) yield content.subarray(at, at + 1024 * 1024)
}

const syncFile = async (path: string): Promise<void> => {
  const file = await open(path, 'r+')
  try {
    await file.datasync()
  } finally {
    await file.close()
  }
}

/** The folder may be swept away as empty by a removal between the two steps, or while it is being made; then it is made again. */
const moveTo = async (from: string, to: string): Promise<void> => {
  for (let attempt = 0; ; attempt += 1) {
    try {
      await mkdir(dirname(to), { recursive: true })
      return await rename(from, to)
    } catch (error) {
      if (!isMissing(error) || attempt === 5 || (await stat(from).catch(nullIfMissing)) === null) throw error
    }
  }
}

const openToRead = async (path: string): Promise<FileHandle> => {
  try {
    const file = await open(path, 'r')
    if ((await file.stat()).isFile()) return file
    await file.close()
  } catch (error) {
    if (!isMissing(error)) throw error
  }
  throw new Fault('storage.not_found', 404, 'This file is not there any more.')
}

async function* filesBelow(folder: string): AsyncGenerator<string> {
  const entries = await opendir(folder).catch(nullIfMissing)
  if (entries === null) return
  for await (const entry of entries) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) yield* filesBelow(path)
    else if (entry.isFile()) yield path
  }
}

const removeEmptyFolders = async (from: string, root: string): Promise<void> => {
  for (let folder = from; folder !== root && folder.startsWith(root); folder = dirname(folder)) {
    try {
      await rmdir(folder)
    } catch (error) {
      // Somebody else's files are in it, or it is in use.
      if (hasCode(error, 'ENOTEMPTY', 'EEXIST', 'EBUSY', 'EPERM')) return
      if (!isMissing(error)) throw error
    }
  }
}

const removeStale = async (folder: string): Promise<void> => {
  for (const name of await readdir(folder)) {
    const path = join(folder, name)
    const info = await stat(path).catch(nullIfMissing)
    if (info !== null && Date.now() - info.mtimeMs > staleMs) await rm(path, { force: true })
  }
}
