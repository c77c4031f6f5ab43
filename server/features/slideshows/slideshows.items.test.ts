import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { SessionItem } from '@greenroom/contract/slideshows.ts'
import { makeHouse, type TestHouse } from '#testing/house.ts'
import type { TestPerson } from '#testing/people.ts'
import { addProjectWithPhotos } from '#testing/ready-photos.ts'
import { itemsOf, newSession, sessionWithPhotos } from '#testing/slideshow-house.ts'
import { placesAfterInsert, placesAfterMove } from './slideshows.rules.ts'

let house: TestHouse
let anna: TestPerson
let other: TestPerson
beforeAll(async () => {
  house = await makeHouse({ working: false })
  anna = await house.people.add()
  other = await house.people.add()
})
afterAll(() => house.stop())

const files = (items: readonly SessionItem[]) => items.map(({ fileId }) => fileId)
const places = (items: readonly SessionItem[]) => items.map(({ position }) => position)
const ids = (items: readonly SessionItem[]) => items.map(({ id }) => id)

describe('media of a session', () => {
  test('stand in the order they were chosen, and before the one that was named', async () => {
    const { session, fileIds, items } = await sessionWithPhotos(house, anna, { count: 3 })
    expect([files(items), places(items)]).toEqual([fileIds, [1, 2, 3]])
    const more = (await addProjectWithPhotos(house, anna, { count: 2 })).fileIds
    const added = await anna.call('POST', `/api/media-sessions/${session.id}/items`, {
      media: more.map((fileId) => ({ fileId })),
      before: items[1]?.id,
    })
    expect(files(added.body.items)).toEqual(more)
    const now = await itemsOf(anna, session.id)
    expect(files(now)).toEqual([fileIds[0], ...more, fileIds[1], fileIds[2]])
    expect(places(now)).toEqual([1, 2, 3, 4, 5])
  })

  test('may hold one file at several places', async () => {
    const { session, fileIds } = await sessionWithPhotos(house, anna, { count: 1 })
    const again = await anna.call('POST', `/api/media-sessions/${session.id}/items`, {
      media: [{ fileId: fileIds[0] }, { fileId: fileIds[0] }],
    })
    expect(again.status).toBe(201)
    expect(places(await itemsOf(anna, session.id))).toEqual([1, 2, 3])
  })

  test('are one’s own and ready: with one that is not, none is added', async () => {
    const { session } = await sessionWithPhotos(house, anna, { count: 1 })
    const mine = (await addProjectWithPhotos(house, anna, { count: 1 })).fileIds[0]
    const foreign = (await addProjectWithPhotos(house, other, { count: 1 })).fileIds[0]
    const answer = await anna.call('POST', `/api/media-sessions/${session.id}/items`, {
      media: [{ fileId: mine }, { fileId: foreign }],
    })
    expect(answer).toMatchObject({
      status: 404,
      body: { code: 'slideshows.media_not_found', fields: [{ path: 'media.1' }] },
    })
    expect(await itemsOf(anna, session.id)).toHaveLength(1)
  })

  test('move before another one, in the order given', async () => {
    const { session, items } = await sessionWithPhotos(house, anna, { count: 5 })
    const [a, b, c, d, e] = ids(items)
    const answer = await anna.call('POST', `/api/media-sessions/${session.id}/items/move`, { ids: [e, c], before: b })
    expect(answer.body).toEqual({ changed: 2 })
    expect(ids(await itemsOf(anna, session.id))).toEqual([a, e, c, b, d])
  })

  test('that were taken out come back as they were', async () => {
    const { session, items } = await sessionWithPhotos(house, anna, { count: 4 })
    const [first, second, , last] = ids(items)
    await anna.call('PATCH', `/api/media-sessions/${session.id}/items/${second}`, {
      caption: 'Roses',
      altText: 'Red roses',
      look: { fit: 'pad', seconds: 5 },
    })
    const before = await itemsOf(anna, session.id)
    const removed = await anna.call('POST', `/api/media-sessions/${session.id}/items/remove`, { ids: [second, last] })
    expect(places(await itemsOf(anna, session.id))).toEqual([1, 2])
    const restored = await anna.call('POST', `/api/media-sessions/${session.id}/items/restore`, removed.body)
    expect(restored.body.items).toEqual(before)
    // A second click finds them there.
    await anna.call('POST', `/api/media-sessions/${session.id}/items/restore`, removed.body)
    expect(await itemsOf(anna, session.id)).toEqual(before)
    expect(ids(before)[0]).toBe(first)
  })

  test('keep a caption as the person’s who wrote it, until it is taken away', async () => {
    const { session, items } = await sessionWithPhotos(house, anna, { count: 1 })
    const path = `/api/media-sessions/${session.id}/items/${items[0]?.id}`
    expect((await anna.call('PATCH', path, { caption: 'Roses 🌹' })).body).toMatchObject({
      caption: 'Roses 🌹',
      captionSource: 'person',
    })
    expect((await anna.call('PATCH', path, { look: { seconds: 2 } })).body).toMatchObject({
      caption: 'Roses 🌹',
      look: { seconds: 2 },
    })
    expect((await anna.call('PATCH', path, { caption: '' })).body).toMatchObject({
      caption: '',
      captionSource: 'person',
    })
    expect((await anna.call('PATCH', path, { caption: null })).body).toMatchObject({
      caption: null,
      captionSource: null,
    })
  })

  test('whose file was deleted are told as missing and stay', async () => {
    const { session, fileIds } = await sessionWithPhotos(house, anna, { count: 2 })
    await anna.call('POST', '/api/photos/delete', { ids: [fileIds[0]] })
    expect((await itemsOf(anna, session.id)).map(({ missing }) => missing)).toEqual([true, false])
  })

  test('are 2000 at most', async () => {
    const session = await newSession(anna)
    const [fileId] = (await addProjectWithPhotos(house, anna, { count: 1 })).fileIds
    const add = (count: number) =>
      anna.call('POST', `/api/media-sessions/${session.id}/items`, {
        media: Array.from({ length: count }, () => ({ fileId })),
      })
    expect([(await add(1000)).status, (await add(1000)).status]).toEqual([201, 201])
    expect(await add(1)).toMatchObject({ status: 422, body: { code: 'slideshows.too_many' } })
  })

  test('keep places without a gap when many hands work at once', async () => {
    const { session, items } = await sessionWithPhotos(house, anna, { count: 6 })
    const path = `/api/media-sessions/${session.id}/items`
    await Promise.all([
      anna.call('POST', `${path}/move`, { ids: [items[5]?.id], before: items[0]?.id }),
      anna.call('POST', `${path}/remove`, { ids: [items[2]?.id] }),
      anna.call('POST', path, { media: [{ fileId: items[0]?.fileId }], before: items[3]?.id }),
      anna.call('POST', `${path}/move`, { ids: [items[1]?.id], before: null }),
    ])
    expect(places(await itemsOf(anna, session.id))).toEqual([1, 2, 3, 4, 5, 6])
  })
})

describe('places', () => {
  const row = fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 12 })

  test('after a move everything is there once, from 1 without a gap, and the moved stand together before the named one', () => {
    fc.assert(
      fc.property(row, fc.infiniteStream(fc.nat()), (all, picks) => {
        const pick = () => picks.next().value as number
        const moved = all.filter(() => pick() % 2 === 0)
        const before = pick() % 3 === 0 ? null : (all[pick() % all.length] ?? null)
        const current = all.map((id, index) => ({ id, position: index + 1 }))
        const after = placesAfterMove(current, moved, before)
        expect(after.map(({ id }) => id).toSorted()).toEqual(all.toSorted())
        expect(after.map(({ position }) => position)).toEqual(all.map((_, index) => index + 1))
        const order = after.map(({ id }) => id)
        const from = order.indexOf(moved[0] ?? '')
        if (moved.length > 0) expect(order.slice(from, from + moved.length)).toEqual(moved)
        if (before !== null && !moved.includes(before) && moved.length > 0)
          expect(order[from + moved.length]).toBe(before)
        const stayed = (ids: string[]) => ids.filter((id) => !moved.includes(id))
        expect(stayed(order)).toEqual(stayed(all))
      }),
    )
  })

  test('what is taken out and put back stands where it stood', () => {
    fc.assert(
      fc.property(row, fc.infiniteStream(fc.boolean()), (all, picks) => {
        const current = all.map((id, index) => ({ id, position: index + 1 }))
        const gone = current.filter(() => picks.next().value === true)
        const rest = current.filter((one) => !gone.includes(one)).map(({ id }, index) => ({ id, position: index + 1 }))
        const { placed } = placesAfterInsert(rest, gone)
        expect([...placed.keys()]).toEqual(all)
        expect([...placed.values()]).toEqual(all.map((_, index) => index + 1))
      }),
    )
  })
})
