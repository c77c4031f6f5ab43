import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { crc32 } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Fault } from '../fault.ts'
import type { Storage } from './storage.ts'

/** The promise of a storage driver: every driver passes all of it. */
export const storageSuite = (name: string, open: () => Promise<Storage>): void => {
  describe(name, () => {
    let storage: Storage
    let folder: string
    beforeAll(async () => {
      storage = await open()
      folder = await mkdtemp(join(tmpdir(), 'greenroom-storage-suite-'))
    })
    afterAll(() => rm(folder, { recursive: true, force: true }))

    const content = randomBytes(3 * 1024 * 1024 + 17)
    const keys = async (prefix: string): Promise<string[]> => {
      const found: string[] = []
      for await (const { key } of storage.list('media', prefix)) found.push(key)
      return found.toSorted()
    }

    test('keeps a stream byte for byte and answers its length, SHA-256 and CRC-32', async () => {
      const parts = [content.subarray(0, 10), content.subarray(10, 700_000), content.subarray(700_000)]
      const put = await storage.put('media', 'a/photos/1/original', Readable.from(parts), 'image/png')
      expect(put).toEqual({
        bytes: content.length,
        sha256: createHash('sha256').update(content).digest('hex'),
        crc32: crc32(content),
      })
      expect((await buffer(await storage.read('media', 'a/photos/1/original'))).equals(content)).toBe(true)
    })

    test('keeps a buffer, an empty one too', async () => {
      expect(await storage.put('media', 'a/buffer.bin', content, 'application/octet-stream')).toMatchObject({
        bytes: content.length,
        crc32: crc32(content),
      })
      expect(await storage.put('media', 'a/empty.bin', Buffer.alloc(0), 'application/octet-stream')).toMatchObject({
        bytes: 0,
        crc32: 0,
      })
      expect(await storage.head('media', 'a/empty.bin')).toMatchObject({ bytes: 0 })
      expect((await buffer(await storage.read('media', 'a/empty.bin'))).length).toBe(0)
    })

    test('remembers the content type, whether or not the ending tells it', async () => {
      for (const [key, type] of [
        ['t/plain.webp', 'image/webp'],
        ['t/odd.webp', 'text/plain'],
        ['t/none', 'video/mp4'],
      ] as const) {
        await storage.put('media', key, Buffer.from('x'), type)
        expect((await storage.head('media', key))?.contentType).toBe(type)
      }
      await storage.put('media', 't/odd.webp', Buffer.from('y'), 'image/webp')
      expect((await storage.head('media', 't/odd.webp'))?.contentType).toBe('image/webp')
    })

    test('reads a range, both ends included', async () => {
      await storage.put('media', 'r/file.bin', content, 'application/octet-stream')
      for (const [start, end] of [
        [0, 0],
        [5, 1_000_004],
        [content.length - 3, content.length - 1],
      ] as const) {
        expect(
          (await buffer(await storage.read('media', 'r/file.bin', { start, end }))).equals(
            content.subarray(start, end + 1),
          ),
        ).toBe(true)
      }
    })

    test('replaces whole, and the version tells', async () => {
      await storage.put('media', 'v/file.webp', Buffer.from('first'), 'image/webp')
      const before = await storage.head('media', 'v/file.webp')
      await storage.put('media', 'v/file.webp', Buffer.from('later'), 'image/webp')
      const after = await storage.head('media', 'v/file.webp')
      expect(after?.version).not.toBe(before?.version)
      expect((await storage.head('media', 'v/file.webp'))?.version).toBe(after?.version)
      expect((await buffer(await storage.read('media', 'v/file.webp'))).toString()).toBe('later')
    })

    test('shows nothing of a stream that breaks off, and keeps what was there before', async () => {
      await storage.put('media', 'b/file.webp', Buffer.from('whole'), 'image/webp')
      const broken = (): Readable =>
        Readable.from(
          (async function* () {
            yield Buffer.from('hal')
            await Promise.resolve()
            throw new Error('cable pulled')
          })(),
        )
      await expect(storage.put('media', 'b/file.webp', broken(), 'image/webp')).rejects.toThrow('cable pulled')
      await expect(storage.put('media', 'b/other.webp', broken(), 'image/webp')).rejects.toThrow('cable pulled')
      expect((await buffer(await storage.read('media', 'b/file.webp'))).toString()).toBe('whole')
      expect(await keys('b/')).toEqual(['b/file.webp'])
    })

    test('takes in a finished file, which is then no longer where it was', async () => {
      const path = join(folder, 'made.webp')
      await writeFile(path, 'made elsewhere')
      await storage.adopt('media', 'd/deep/er/made.webp', path, 'image/webp')
      expect((await buffer(await storage.read('media', 'd/deep/er/made.webp'))).toString()).toBe('made elsewhere')
      await expect(readFile(path)).rejects.toThrow('ENOENT')
    })

    test('gives a local path to read from', async () => {
      await storage.put('media', 'l/file.webp', Buffer.from('local'), 'image/webp')
      expect(await readFile(await storage.localPath('media', 'l/file.webp', folder), 'utf8')).toBe('local')
    })

    test('says that a missing object is missing', async () => {
      expect(await storage.head('media', 'no/such.webp')).toBe(null)
      expect(await storage.head('media', 'a/photos')).toBe(null)
      for (const missing of [
        () => storage.read('media', 'no/such.webp'),
        () => storage.read('media', 'a/photos'),
        () => storage.localPath('media', 'no/such.webp', folder),
      ]) {
        const error: unknown = await missing().catch((reason: unknown) => reason)
        expect(error instanceof Fault && error.code).toBe('storage.not_found')
      }
    })

    test('lists by prefix and removes, missing ones without complaint', async () => {
      for (const key of ['p/1/small.webp', 'p/1/large.webp', 'p/10/small.webp', 'p/2'])
        await storage.put('media', key, Buffer.from(key), 'image/webp')
      expect(await keys('p/1/')).toEqual(['p/1/large.webp', 'p/1/small.webp'])
      expect(await keys('p/1')).toEqual(['p/1/large.webp', 'p/1/small.webp', 'p/10/small.webp'])
      expect(await keys('none/')).toEqual([])
      await storage.remove('media', ['p/1/small.webp', 'p/1/large.webp', 'p/never'])
      expect(await keys('p/')).toEqual(['p/10/small.webp', 'p/2'])
      expect(await storage.head('media', 'p/1/small.webp')).toBe(null)
    })

    test('keeps buckets apart', async () => {
      await storage.put('keyframes', 'k/only-here.jpg', Buffer.from('k'), 'image/jpeg')
      expect(await storage.head('media', 'k/only-here.jpg')).toBe(null)
    })

    test('lets two writers of one key both finish, and one of them wins whole', async () => {
      const one = Buffer.alloc(800_000, 1)
      const two = Buffer.alloc(700_000, 2)
      await Promise.all([
        storage.put('media', 'w/file.bin', one, 'application/octet-stream'),
        storage.put('media', 'w/file.bin', two, 'application/octet-stream'),
      ])
      const kept = await buffer(await storage.read('media', 'w/file.bin'))
      expect(kept.equals(one) || kept.equals(two)).toBe(true)
    })

    test('survives writing where another removes the last neighbour', async () => {
      await Promise.all(
        Array.from({ length: 40 }, async (_, index) => {
          await storage.put('media', `n/folder/${index}.webp`, Buffer.from('x'), 'image/webp')
          await storage.remove('media', [`n/folder/${index}.webp`])
        }),
      )
      expect(await keys('n/')).toEqual([])
    })

    test.each([
      '',
      '/a',
      'a/',
      'a//b',
      '../a',
      'a/../b',
      'a/./b',
      '.types/a',
      'a/.b',
      'a\\b',
      'a b',
      'a/b.',
      'a\0b',
      'é',
      'x'.repeat(513),
    ])('refuses the key %j', async (key) => {
      await expect(storage.put('media', key, Buffer.from('x'), 'image/webp')).rejects.toThrow('Not a storage key')
      await expect(storage.head('media', key)).rejects.toThrow('Not a storage key')
      await expect(storage.read('media', key)).rejects.toThrow('Not a storage key')
      await expect(storage.remove('media', [key])).rejects.toThrow('Not a storage key')
      await expect(storage.signedPath('media', key, 60)).rejects.toThrow('Not a storage key')
    })
  })
}
