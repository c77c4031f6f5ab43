import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { admit, claimedKind, cleanFolder, inWords } from './photos.announce.rules.ts'
import { frameSize, givenName, naturally, planNames, positionsBetween, slugOf, type Nameable } from './photos.rules.ts'

describe('the name of a project as files carry it', () => {
  test.each([
    ['Summer House', 'summer-house'],
    ['  Été à la plage!  ', 'ete-a-la-plage'],
    ['Straße & Größe', 'strasse-grosse'],
    ['Smørrebrød Łódź', 'smorrebrod-lodz'],
    ['L’atelier', 'latelier'],
    ['ﬁne ２０２６', 'fine-2026'],
    ['夏の家', 'photo'],
    ['🏖️', 'photo'],
    ['---', 'photo'],
    ['../../etc', 'etc'],
    ['Project 7', 'project-7'],
  ])('%j becomes %j', (name, slug) => expect(slugOf(name)).toBe(slug))

  test('is plain whatever people type', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (name) => {
        expect(slugOf(name)).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/)
        expect(slugOf(name).length).toBeLessThanOrEqual(60)
      }),
    )
  })
})

const nameable = fc.record({
  id: fc.uuid(),
  mime: fc.constantFrom('image/jpeg', 'image/png', 'video/mp4', 'image/heic', 'image/x-unknown'),
  takenAt: fc.option(fc.date({ noInvalidDate: true })),
  modifiedAt: fc.option(fc.date({ noInvalidDate: true })),
  position: fc.double({ noNaN: true, min: -1e9, max: 1e9 }),
})
const batch = fc.uniqueArray(nameable, { selector: (file) => file.id, maxLength: 60 })

describe('naming a batch', () => {
  test('gives every file one number, without a gap, and positions in the same order', () => {
    fc.assert(
      fc.property(
        batch,
        fc.constantFrom('name' as const, 'taken' as const),
        fc.integer({ min: 1, max: 1e6 }),
        (files, order, firstNumber) => {
          const names = planNames(files, { order, slug: 'summer', firstNumber, lastPosition: 10 })
          expect(names.map(({ number }) => number)).toEqual(files.map((_, index) => firstNumber + index))
          expect(new Set(names.map(({ id }) => id))).toEqual(new Set(files.map(({ id }) => id)))
          expect(names.map(({ position }) => position)).toEqual(files.map((_, index) => 11 + index))
        },
      ),
    )
  })

  test('does not depend on the order in which files are handed in', () => {
    fc.assert(
      fc.property(batch, fc.constantFrom('name' as const, 'taken' as const), (files, order) => {
        const plan = { order, slug: 's', firstNumber: 1, lastPosition: 0 }
        expect(planNames(files.toReversed(), plan)).toEqual(planNames(files, plan))
      }),
    )
  })

  test('never gives two photos of a project one name, also when the project is renamed in between', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(fc.string({ unit: fc.constantFrom('a', '1', '2', ' ', '-') }), fc.integer({ min: 1, max: 4 })),
          { maxLength: 40 },
        ),
        (renames) => {
          const names: string[] = []
          for (const [project, count] of renames) {
            const files = Array.from({ length: count }, (_, index): Nameable => ({
              id: String(index),
              mime: 'image/jpeg',
              takenAt: null,
              modifiedAt: null,
              position: index,
            }))
            names.push(
              ...planNames(files, {
                order: 'name',
                slug: slugOf(project),
                firstNumber: names.length + 1,
                lastPosition: 0,
              }).map(({ name }) => name),
            )
          }
          expect(new Set(names).size).toBe(names.length)
        },
      ),
    )
    expect(givenName(slugOf('Summer 2'), 1, 'image/jpeg')).toBe('summer-2-1.jpeg')
    expect(givenName(slugOf('Summer'), 21, 'image/png')).toBe('summer21.png')
  })

  test('by time takes the camera’s clock, then the file’s, and puts files without any last', () => {
    const file = (id: string, position: number, takenAt: string | null, modifiedAt: string | null): Nameable => ({
      id,
      mime: 'image/jpeg',
      position,
      takenAt: takenAt === null ? null : new Date(takenAt),
      modifiedAt: modifiedAt === null ? null : new Date(modifiedAt),
    })
    const files = [
      file('none', 1, null, null),
      file('late', 2, '2026-03-01', '2020-01-01'),
      file('copy', 3, null, '2026-02-01'),
      file('early', 4, '2026-01-01', null),
      file('none-too', 0, null, null),
    ]
    const named = planNames(files, { order: 'taken', slug: 's', firstNumber: 1, lastPosition: 0 })
    expect(named.map(({ id }) => id)).toEqual(['early', 'copy', 'late', 'none-too', 'none'])
  })
})

describe('natural order', () => {
  test('reads numbers as people do, parents before what is in them', () => {
    const files = [
      'b/img1',
      'img10',
      'IMG2',
      'img1',
      'a/b/x',
      'a/z',
      'a/b10/x',
      'a/b2/x',
      'clip 1.10',
      'clip 1.9',
      'été',
      'étage',
    ]
    const sorted = files
      .map((path) => ({
        folder: path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '',
        name: path.slice(path.lastIndexOf('/') + 1),
      }))
      .toSorted(naturally)
      .map(({ folder, name }) => (folder === '' ? name : `${folder}/${name}`))
    expect(sorted).toEqual([
      'clip 1.9',
      'clip 1.10',
      'étage',
      'été',
      'img1',
      'IMG2',
      'img10',
      'a/z',
      'a/b/x',
      'a/b2/x',
      'a/b10/x',
      'b/img1',
    ])
  })

  test('is one order: two different names are never equal, and swapping them swaps the answer', () => {
    const file = fc.record({
      folder: fc.string({ unit: fc.constantFrom('a', 'A', '1', '01', '/', 'é') }),
      name: fc.string({ unit: 'grapheme' }),
    })
    fc.assert(
      fc.property(file, file, file, (a, b, c) => {
        expect(Math.sign(naturally(a, b))).toBe(-Math.sign(naturally(b, a)) + 0)
        if (naturally(a, b) < 0 && naturally(b, c) < 0) expect(naturally(a, c)).toBeLessThan(0)
        if (a.folder === b.folder && a.name !== b.name) expect(naturally(a, b)).not.toBe(0)
      }),
    )
  })
})

describe('positions for photos that are moved', () => {
  const neighbour = fc.option(fc.double({ noNaN: true, min: -1e12, max: 1e12 }))
  test('grow strictly and stay between the neighbours, or there is no room and it is said', () => {
    fc.assert(
      fc.property(neighbour, neighbour, fc.integer({ min: 1, max: 200 }), (one, other, count) => {
        const [before, after] = one !== null && other !== null && one > other ? [other, one] : [one, other]
        const positions = positionsBetween(before, after, count)
        if (positions === null) {
          expect(
            before !== null &&
              after !== null &&
              after - before <= 1e-9 * Math.max(1, Math.abs(before), Math.abs(after)),
          ).toBe(true)
          return
        }
        const all = [...(before === null ? [] : [before]), ...positions, ...(after === null ? [] : [after])]
        expect(positions).toHaveLength(count)
        for (const [index, value] of all.entries())
          if (index > 0) expect(value).toBeGreaterThan(all[index - 1] ?? Infinity)
      }),
    )
  })

  test('run out after moving between the same two often enough', () => {
    let [low, moves] = [1, 0]
    for (let position: number[] | null = [low]; position !== null; position = positionsBetween(low, 2, 1)) {
      low = position[0] ?? low
      moves += 1
    }
    expect(moves).toBeGreaterThan(40)
  })
})

describe('announcing files', () => {
  const file = (name: string, bytes = 10, mime = '') => ({
    clientId: name,
    name,
    folder: '',
    bytes,
    mime,
    modifiedAt: null,
  })
  const room = { maxBytes: 1000, quotaBytes: 2000, usedBytes: 0 }

  test.each([
    ['a.JPG', '', 'image'],
    ['a.heic', '', 'image'],
    ['a.MOV', '', 'video'],
    ['noending', 'image/png', 'image'],
    ['clip', 'video/x-m4v', 'video'],
    ['a.svg', 'image/svg+xml', null],
    ['a.pdf', 'application/pdf', null],
    ['.DS_Store', '', null],
    ['noending', '', null],
    ['jpg', '', null],
  ] as const)('%j of type %j is taken as %j', (name, mime, kind) => expect(claimedKind(name, mime)).toBe(kind))

  test('refuses each unfit file with its own reason and keeps the rest', () => {
    const { admitted, refused } = admit(
      [
        file('b.jpg', 1000),
        file('big.jpg', 1001),
        file('empty.jpg', 0),
        file('x.svg'),
        file('a.jpg', 900),
        file('c.jpg', 101),
      ],
      room,
    )
    expect(admitted.map(({ name }) => name)).toEqual(['a.jpg', 'b.jpg'])
    expect(Object.fromEntries(refused.map(({ clientId, code }) => [clientId, code]))).toEqual({
      'big.jpg': 'photos.too_large',
      'empty.jpg': 'photos.empty',
      'x.svg': 'photos.type_not_supported',
      'c.jpg': 'photos.quota_full',
    })
    for (const { clientId, sentence } of refused) expect(sentence).toContain(clientId)
  })

  test('keeps names and folders harmless and readable', () => {
    expect(cleanFolder('/Summer//./2026/../rooms\\attic/ ')).toBe('Summer/2026/rooms/attic')
    const [taken] = admit([{ ...file('a\u0000b\ud800.jpg'), folder: '../../etc' }], room).admitted
    expect(taken).toMatchObject({ name: 'ab\ufffd.jpg', folder: 'etc' })
  })

  test('says sizes in words', () =>
    expect([0, 512, 1536, 5 * 1024 ** 3].map(inWords)).toEqual(['0 bytes', '512 bytes', '1.5 KB', '5 GB']))
})

test('the frame for makers keeps the shape and stays below 8,000 pixels', () => {
  expect(frameSize(4000, 3000)).toEqual({ width: 4000, height: 3000 })
  expect(frameSize(16000, 200)).toEqual({ width: 8000, height: 100 })
  expect(frameSize(100000, 1)).toEqual({ width: 8000, height: 1 })
})
