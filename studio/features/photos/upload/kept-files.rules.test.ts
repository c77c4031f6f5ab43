import { describe, expect, test } from 'vitest'
import { makeEarlier, makeLedger, type KeptFile } from './kept-files.rules.ts'

const MB = 2 ** 20
const numbered = (count: number, bytes = 1000) =>
  Array.from({ length: count }, (_, place) => ({ clientId: `f${place + 1}`, bytes }))
const ids = (files: readonly { clientId: string }[]): string[] => files.map(({ clientId }) => clientId)

describe('keeping the files of a batch', () => {
  test('begins with the last ones, some at a time', () => {
    const ledger = makeLedger()
    ledger.add(numbered(40))
    const first = ledger.next()
    expect(first).toHaveLength(32)
    expect(ids(first).slice(0, 2)).toEqual(['f40', 'f39'])
    expect(ids(ledger.next())).toEqual(['f8', 'f7', 'f6', 'f5', 'f4', 'f3', 'f2', 'f1'])
    expect(ledger.next()).toEqual([])
  })

  test('writes no more than some megabytes at a time', () => {
    const ledger = makeLedger()
    ledger.add(numbered(10, 12 * MB))
    expect(ledger.next()).toHaveLength(3)
  })

  test('passes over what has arrived in the meantime', () => {
    const ledger = makeLedger()
    ledger.add(numbered(4))
    ledger.drop('f3')
    ledger.drop('f1')
    expect(ids(ledger.next())).toEqual(['f4', 'f2'])
  })

  test('knows what a closed page would lose: all that neither arrived nor is written', () => {
    const ledger = makeLedger()
    ledger.add(numbered(40))
    expect(ledger.unkept()).toBe(40)
    const first = ledger.next()
    expect(ledger.unkept()).toBe(40)
    ledger.written(first)
    expect(ledger.unkept()).toBe(8)
    for (const { clientId } of numbered(8)) ledger.drop(clientId)
    expect(ledger.unkept()).toBe(0)
  })

  test('never takes a file that is too big, and waits with one for which there is no room yet', () => {
    const ledger = makeLedger({ fileBytes: 60, totalBytes: 100 })
    ledger.add([
      { clientId: 'small', bytes: 30 },
      { clientId: 'later', bytes: 50 },
      { clientId: 'huge', bytes: 61 },
      { clientId: 'first', bytes: 60 },
    ])
    expect(ids(ledger.next())).toEqual(['first', 'small'])
    expect(ledger.next()).toEqual([])
    ledger.drop('first')
    expect(ids(ledger.next())).toEqual(['later'])
    expect(ledger.next()).toEqual([])
    ledger.written([
      { clientId: 'small', bytes: 30 },
      { clientId: 'later', bytes: 50 },
    ])
    expect(ledger.unkept()).toBe(1)
  })

  test('goes on one by one after a failure, so that only the file that cannot be read is left out', () => {
    const ledger = makeLedger()
    ledger.add(numbered(3))
    ledger.refused(ledger.next(), false)
    const kept: string[] = []
    for (let chunk = ledger.next(); chunk.length > 0; chunk = ledger.next()) {
      expect(chunk).toHaveLength(1)
      if (chunk[0]?.clientId === 'f2') ledger.refused(chunk, false)
      else ledger.written(chunk)
      kept.push(...ids(chunk))
    }
    expect(kept).toEqual(['f3', 'f2', 'f1'])
    expect(ledger.unkept()).toBe(1)
    ledger.add(numbered(60).slice(40))
    expect(ledger.next()).toHaveLength(20)
  })

  test('tries nothing more in a browser that is full, and remembers it', () => {
    const ledger = makeLedger()
    ledger.add(numbered(40))
    ledger.written(ledger.next())
    ledger.refused(ledger.next(), true)
    expect(ledger.next()).toEqual([])
    expect(ledger.unkept()).toBe(8)
    ledger.add([{ clientId: 'one more', bytes: 1 }])
    expect(ledger.next()).toEqual([])
    expect(ledger.unkept()).toBe(9)
  })

  test('does not copy again what an earlier page kept, and counts its room', () => {
    const ledger = makeLedger({ fileBytes: 60, totalBytes: 100 })
    ledger.restore([{ clientId: 'kept', bytes: 60 }])
    ledger.add([
      { clientId: 'kept', bytes: 60 },
      { clientId: 'new', bytes: 50 },
    ])
    expect(ledger.next()).toEqual([])
    ledger.drop('kept')
    expect(ids(ledger.next())).toEqual(['new'])
  })
})

describe('a batch that was cut off', () => {
  const row = (path: string, more: Partial<KeptFile> = {}): KeptFile => {
    const name = path.slice(path.lastIndexOf('/') + 1)
    const place = path === name ? null : path
    const known = { batchId: 'b', clientId: `id of ${path}`, name, type: '', bytes: 10, path: place, modified: 5 }
    return { ...known, arrived: false, address: null, ...more }
  }
  const rows = [
    row('shoot/a/IMG_1.jpg', { arrived: true }),
    row('shoot/a/IMG_2.jpg'),
    row('shoot/b/IMG_2.jpg', { address: 'https://there' }),
    row('IMG_3.jpg', { bytes: 20 }),
  ]
  const earlier = () => makeEarlier(rows, (clientId) => clientId === 'id of IMG_3.jpg')

  test('has files that arrived, files that are kept, and files that wait to be picked again', () => {
    expect(earlier().arrived()).toEqual({ files: 1, bytes: 10 })
    expect(earlier().lost()).toEqual({ files: 2, bytes: 20 })
  })

  test('knows its files again, also when they are picked from further inside or outside', () => {
    const known = (path: string, modified = 5) => earlier().recognise({ path, bytes: 10, modified }, 'new')?.clientId
    expect(earlier().recognise({ path: 'x', bytes: 1, modified: 1 }, 'id of IMG_3.jpg')?.name).toBe('IMG_3.jpg')
    expect(known('shoot/b/IMG_2.jpg')).toBe('id of shoot/b/IMG_2.jpg')
    expect(known('b/IMG_2.jpg')).toBe('id of shoot/b/IMG_2.jpg')
    expect(known('IMG_2.jpg')).toBe('id of shoot/a/IMG_2.jpg')
    expect(known('work/shoot/a/IMG_1.jpg')).toBe('id of shoot/a/IMG_1.jpg')
    expect(known('other/a/IMG_1.jpg')).toBeUndefined()
    expect(known('shoot/b/IMG_2.jpg', 6)).toBeUndefined()
  })

  test('has one less lost when it is picked again, and goes on where it was', () => {
    const batch = earlier()
    expect(batch.addressOf('id of shoot/b/IMG_2.jpg')).toBe('https://there')
    batch.found('id of shoot/b/IMG_2.jpg')
    expect(batch.lost().files).toBe(1)
    expect(batch.arrived().files).toBe(1)
  })

  test('counts a lost one as arrived when the house has it after all', () => {
    const batch = earlier()
    batch.cameAfterAll('id of shoot/a/IMG_2.jpg')
    batch.cameAfterAll('id of IMG_3.jpg')
    expect(batch.lost().files).toBe(1)
    expect(batch.arrived().files).toBe(2)
    expect(batch.hasArrived('id of shoot/a/IMG_2.jpg')).toBe(true)
  })
})
