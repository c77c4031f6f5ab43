import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, expect, test } from 'vitest'
import { openDiskStorage } from './disk.ts'
import { makeSignedLinks } from './signed-links.ts'
import { storageSuite } from './storage.suite.ts'

const folder = await mkdtemp(join(tmpdir(), 'greenroom-disk-'))
afterAll(() => rm(folder, { recursive: true, force: true }))
const links = makeSignedLinks(Buffer.alloc(32, 7))

storageSuite('storage on disk', () => openDiskStorage({ folder, links }))

test('leaves no half-written file behind when the source breaks', async () => {
  const storage = await openDiskStorage({ folder, links })
  const broken = Readable.from(
    (async function* () {
      yield await Promise.resolve(Buffer.alloc(100_000))
      throw new Error('cable pulled')
    })(),
  )
  await expect(storage.put('media', 'half.bin', broken, 'application/octet-stream')).rejects.toThrow('cable pulled')
  expect(await readdir(join(folder, '.partial'))).toEqual([])
})

test('sweeps what a process that died left half-written, but not what one is writing now', async () => {
  const other = join(folder, 'other')
  await mkdir(join(other, '.partial'), { recursive: true })
  await writeFile(join(other, '.partial', 'old'), 'x')
  await writeFile(join(other, '.partial', 'new'), 'x')
  const longAgo = new Date(Date.now() - 25 * 3600 * 1000)
  await utimes(join(other, '.partial', 'old'), longAgo, longAgo)
  await openDiskStorage({ folder: other, links })
  expect(await readdir(join(other, '.partial'))).toEqual(['new'])
})

test('removes folders that became empty, so that ten thousand deleted photos leave nothing', async () => {
  const storage = await openDiskStorage({ folder: join(folder, 'tidy'), links })
  await storage.put('media', 'u/photos/1/small.webp', Buffer.from('x'), 'text/plain')
  await storage.remove('media', ['u/photos/1/small.webp'])
  expect(await readdir(join(folder, 'tidy', 'media'))).toEqual([])
})
