import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtemp, open, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { layOutZip, zipPieces, type ZipEntry } from './exports.zip.rules.ts'

interface Packed extends ZipEntry {
  content: Buffer
}
const packed = (name: string, content: Buffer, modified = 1_795_000_001): Packed => ({
  name,
  content,
  bytes: content.length,
  crc32: crc32(content),
  modified,
})
const bytesOf = (entries: readonly Packed[], start?: number, end?: number): Buffer => {
  const layout = layOutZip(entries)
  const pieces = zipPieces(layout, start ?? 0, end ?? layout.bytes - 1)
  return Buffer.concat(
    [...pieces].map((piece) =>
      piece.kind === 'bytes' ? piece.bytes : entries[piece.entry]!.content.subarray(piece.start, piece.end + 1),
    ),
  )
}

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'greenroom-zip-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const has = (program: string, ...args: string[]): boolean => spawnSync(program, args).status === 0
const python = has('python3', '-c', 'import zipfile')
const unzip = has('unzip', '-v')

const readWithPython = `
import json, sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as z:
    wanted = sys.argv[2:]
    print(json.dumps({
        "bad": None if wanted else z.testzip(),
        "names": [i.filename for i in z.infolist()] if len(z.infolist()) < 1000 else len(z.infolist()),
        "sizes": [[i.file_size, i.compress_size, i.header_offset, i.CRC] for i in z.infolist()[:10]],
        "dates": [list(i.date_time) for i in z.infolist()[:10]],
        "modes": [i.external_attr >> 16 for i in z.infolist()[:10]],
        "read": {name: z.read(name).decode() for name in wanted},
    }))`
const readBack = (path: string, ...names: string[]) => {
  const { stdout, stderr } = spawnSync('python3', ['-c', readWithPython, path, ...names], {
    encoding: 'utf8',
    maxBuffer: 1e8,
  })
  if (stdout === '') throw new Error(stderr)
  return JSON.parse(stdout) as {
    bad: string | null
    names: string[] | number
    sizes: number[][]
    dates: number[][]
    modes: number[]
    read: Record<string, string>
  }
}

const ordinary = [
  packed('Zomerhuis/01-wide-één_v1.mp4', randomBytes(70_001)),
  packed('Zomerhuis/frames/夏の家.jpg', randomBytes(1234)),
  packed('empty.txt', Buffer.alloc(0)),
  packed('manifest.json', Buffer.from('{}')),
]

describe('a laid-out ZIP', () => {
  test.runIf(python)('is read by Python with every name, size, time and checksum right', async () => {
    const path = join(folder, 'ordinary.zip')
    await writeFile(path, bytesOf(ordinary))
    const read = readBack(path)
    expect(read.bad).toBeNull()
    expect(read.names).toEqual(ordinary.map((entry) => entry.name))
    expect(read.sizes.map(([size, stored, , checksum]) => [size, stored, checksum])).toEqual(
      ordinary.map((entry) => [entry.bytes, entry.bytes, entry.crc32]),
    )
    expect(read.dates[0]).toEqual([2026, 11, 18, 11, 6, 40])
    expect(read.modes[0]).toBe(0o100644)
  })

  test.runIf(unzip)('passes unzip -t', async () => {
    const path = join(folder, 'unzip.zip')
    await writeFile(path, bytesOf(ordinary))
    const { status, stdout } = spawnSync('unzip', ['-t', path], { encoding: 'utf8' })
    expect(stdout).toContain('No errors detected')
    expect(status).toBe(0)
  })

  test.runIf(unzip)('keeps the exact second of each file', async () => {
    const path = join(folder, 'time.zip')
    await writeFile(path, bytesOf([packed('odd-second.txt', Buffer.from('x'), 1_795_000_001)]))
    const { stdout } = spawnSync('unzip', ['-Zv', path], { encoding: 'utf8', env: { TZ: 'UTC' } })
    expect(stdout).toContain('2026 Nov 18 11:06:41 UTC')
  })

  test('of nothing is an empty archive', () => {
    expect(bytesOf([])).toHaveLength(22)
  })
})

describe('ranges', () => {
  test('every single range of a small archive equals that part of the whole', () => {
    const entries = [
      packed('a', Buffer.from('hello')),
      packed('folder/é', Buffer.alloc(0)),
      packed('b.txt', Buffer.from('world!')),
    ]
    const whole = bytesOf(entries)
    for (let start = 0; start < whole.length; start += 1) {
      for (let end = start; end < whole.length; end += 1) {
        if (!bytesOf(entries, start, end).equals(whole.subarray(start, end + 1)))
          expect.fail(`bytes ${start} to ${end} differ`)
      }
    }
    expect(whole.length).toBeGreaterThan(300)
  })

  test('property: parts cut anywhere make the whole again', () => {
    const entry = fc.tuple(
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }),
      fc.uint8Array({ maxLength: 3000 }),
    )
    fc.assert(
      fc.property(
        fc.array(entry, { maxLength: 40 }),
        fc.array(fc.nat({ max: 1_000_000 }), { maxLength: 6 }),
        (named, numbers) => {
          const entries = named.map(([name, content]) => packed(name, Buffer.from(content)))
          const whole = bytesOf(entries)
          expect(whole).toHaveLength(layOutZip(entries).bytes)
          const cuts = [...new Set([0, ...numbers.map((number) => number % whole.length), whole.length])].sort(
            (a, b) => a - b,
          )
          const parts = cuts.slice(1).map((cut, index) => bytesOf(entries, cuts[index]!, cut - 1))
          expect(Buffer.concat(parts).equals(whole)).toBe(true)
        },
      ),
      { numRuns: 200 },
    )
  })

  test('outside the archive are refused', () => {
    const layout = layOutZip(ordinary)
    for (const [start, end] of [
      [-1, 4],
      [0, layout.bytes],
      [5, 4],
    ] as const)
      expect(() => [...zipPieces(layout, start, end)]).toThrow(RangeError)
  })

  test('touch only the entries they need', () => {
    const layout = layOutZip(ordinary)
    const at = layout.headersAt[1]! + 60
    expect(
      [...zipPieces(layout, at, layout.bytes - 1)].flatMap((piece) => (piece.kind === 'content' ? [piece.entry] : [])),
    ).toEqual([1, 3])
  })
})

describe('Zip64', () => {
  const GiB = 1024 ** 3
  const huge = (name: string, bytes: number): ZipEntry => ({ name, bytes, crc32: 0x12345678, modified: 1_795_000_001 })

  /** Writes everything but the contents of huge entries, which stay holes. */
  const writeSparse = async (path: string, entries: readonly (ZipEntry & { content?: Buffer })[]): Promise<number> => {
    const layout = layOutZip(entries)
    const file = await open(path, 'w')
    let at = 0
    for (const piece of zipPieces(layout, 0, layout.bytes - 1)) {
      const known = piece.kind === 'bytes' ? piece.bytes : entries[piece.entry]?.content
      if (known !== undefined) await file.write(known, 0, known.length, at)
      at += piece.kind === 'bytes' ? piece.bytes.length : piece.end + 1 - piece.start
    }
    await file.truncate(at)
    await file.close()
    expect(at).toBe(layout.bytes)
    return at
  }

  test.runIf(python)('files and offsets beyond 4 GiB are read by Python', async () => {
    const path = join(folder, 'huge.zip')
    const last = packed('after.txt', Buffer.from('still found'))
    const entries = [huge('exactly.mp4', 4 * GiB - 1), huge('under.mp4', 4 * GiB - 2), huge('5 GiB.mp4', 5 * GiB), last]
    const bytes = await writeSparse(path, entries)
    expect(bytes).toBeGreaterThan(13 * GiB - 4)
    const read = readBack(path, 'after.txt')
    expect(read.names).toEqual(entries.map((entry) => entry.name))
    expect(read.sizes).toEqual(
      entries.map((entry, index) => [entry.bytes, entry.bytes, layOutZip(entries).headersAt[index], entry.crc32]),
    )
    expect(read.read['after.txt']).toBe('still found')
  })

  test.runIf(unzip)('what lies beyond 4 GiB is extracted by unzip', async () => {
    const path = join(folder, 'beyond.zip')
    await writeSparse(path, [huge('5 GiB.mp4', 5 * GiB), packed('after.txt', Buffer.from('still found'))])
    const { stdout, status } = spawnSync('unzip', ['-p', path, 'after.txt'], { encoding: 'utf8' })
    expect({ stdout, status }).toEqual({ stdout: 'still found', status: 0 })
  })

  test.runIf(python)('more than 65,535 files are all there', async () => {
    const path = join(folder, 'many.zip')
    const entries = Array.from({ length: 70_000 }, (_, index) => packed(`${index}.txt`, Buffer.from(String(index))))
    await writeFile(path, bytesOf(entries))
    expect(readBack(path, '69999.txt')).toMatchObject({ names: 70_000, read: { '69999.txt': '69999' } })
  })

  test('is used only where a number does not fit', () => {
    const withEnd64 = (entries: readonly ZipEntry[]): boolean => {
      const layout = layOutZip(entries)
      const [end] = [...zipPieces(layout, layout.bytes - 42, layout.bytes - 1)].slice(-1)
      return end?.kind === 'bytes' && end.bytes.includes(Buffer.from('PK\x06\x07', 'latin1'))
    }
    const many = (count: number) => Array.from({ length: count }, () => huge('x', 0))
    expect([withEnd64(many(65_534)), withEnd64(many(65_535))]).toEqual([false, true])
    expect([withEnd64([huge('x', 4 * GiB - 200)]), withEnd64([huge('x', 4 * GiB - 20)])]).toEqual([false, true])
  })
})
