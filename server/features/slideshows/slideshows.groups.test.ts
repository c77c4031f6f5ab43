import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { SlideGroup } from '@greenroom/contract/slideshows.ts'
import { newId } from '#kernel/id.ts'
import { makeHouse, type TestHouse } from '#testing/house.ts'
import type { TestPerson } from '#testing/people.ts'
import { settled, upload, whenPhotos } from '#testing/photos.ts'
import { itemsOf, newSession, run, sessionWithPhotos, untilGroup } from '#testing/slideshow-house.ts'

let house: TestHouse
let anna: TestPerson
let other: TestPerson
beforeAll(async () => {
  house = await makeHouse()
  anna = await house.people.add()
  other = await house.people.add()
})
afterAll(() => house.stop())

const short = { slidesPerGroup: 2, render: { format: '1:1', slideSeconds: 1, transition: 'cut' } }
const finished = ({ state }: SlideGroup): boolean => ['ready', 'failed', 'canceled'].includes(state)

describe('a slideshow made by hand', () => {
  let group: SlideGroup
  test('gets its media, captions, post text, film, poster and pictures', async () => {
    const { session, items } = await sessionWithPhotos(house, anna, { count: 3, style: short })
    const asked = await run(anna, session.id)
    expect(asked).toMatchObject({
      status: 202,
      body: { state: 'waiting', number: 1, slotNumber: null, videoUrl: null },
    })
    group = await untilGroup(anna, asked.body.id, finished)
    expect(group).toMatchObject({ state: 'ready', progress: null, trouble: null, width: 1080, height: 1080 })
    expect(group.items.map(({ itemId }) => itemId)).toEqual(items.slice(0, 2).map(({ id }) => id))
    for (const item of group.items)
      expect(item).toMatchObject({ captionSource: 'template', caption: expect.stringMatching(/./) })
    expect(group.words?.caption).not.toBe('')
    expect(group.durationSeconds).toBeCloseTo(2, 1)
    expect(group.photoUrls).toHaveLength(2)
    expect(group.findings.filter(({ level }) => level === 'stop')).toEqual([])
    const now = await itemsOf(anna, session.id)
    expect(now.map(({ usedCount }) => usedCount)).toEqual([1, 1, 0])
    expect(now.map(({ captionSource }) => captionSource)).toEqual(['template', 'template', null])
  }, 120_000)

  test('can be played in parts, saved under a good name, and only by its owner', async () => {
    const part = await anna.fetch(group.videoUrl ?? '', { headers: { range: 'bytes=0-99' } })
    expect([part.status, part.headers.get('content-type'), (await part.arrayBuffer()).byteLength]).toEqual([
      206,
      'video/mp4',
      100,
    ])
    const whole = await anna.fetch(`${group.videoUrl}?download=1`)
    expect(whole.headers.get('content-disposition')).toMatch(/^attachment; .*Summer/)
    expect((await whole.arrayBuffer()).byteLength).toBe(group.bytes)
    for (const url of [group.posterUrl, ...group.photoUrls]) {
      const picture = await anna.fetch(url ?? '')
      expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/jpeg'])
      expect((await other.fetch(url ?? '')).status).toBe(404)
    }
    expect((await other.fetch(group.videoUrl ?? '')).status).toBe(404)
    expect((await anna.fetch(`/media/groups/${group.id}/photo-3`)).status).toBe(404)
  })

  test('takes another text for its post, and says of others that they are not there', async () => {
    const words = { title: 'Roses', caption: 'In the garden', hashtags: ['roses'] }
    expect((await anna.call('PATCH', `/api/slide-groups/${group.id}`, { words })).body.words).toEqual(words)
    for (const [method, path, body] of [
      ['GET', `/api/slide-groups/${group.id}`, undefined],
      ['PATCH', `/api/slide-groups/${group.id}`, { words }],
      ['POST', `/api/slide-groups/${group.id}/cancel`, undefined],
      ['POST', `/api/slide-groups/${group.id}/retry`, undefined],
      ['POST', '/api/slide-groups/delete', { ids: [group.id] }],
      ['GET', `/api/media-sessions/${group.sessionId}/groups`, undefined],
      ['POST', `/api/media-sessions/${group.sessionId}/run`, { idempotencyKey: newId() }],
    ] as const)
      expect([path, (await other.call(method, path, body)).status]).toEqual([path, 404])
  })

  test('can be uploaded as a clip, which becomes ready with its length and pictures, and stands in another slideshow with its sound', async () => {
    const film = Buffer.from(await (await anna.fetch(group.videoUrl ?? '')).arrayBuffer())
    const session = await newSession(anna, { style: { slidesPerGroup: 1, render: { format: '4:5', fit: 'fit' } } })
    const { projectId } = (await anna.call('POST', `/api/media-sessions/${session.id}/project`)).body
    await upload(anna, projectId, [{ name: 'clip.mp4', bytes: film }])
    const [clip] = await whenPhotos(house, anna, projectId, settled)
    expect(clip).toMatchObject({ state: 'ready', kind: 'video', width: 1080, height: 1080 })
    expect(clip?.durationSeconds).toBeCloseTo(2, 1)
    expect((await anna.fetch(`/media/photos/${clip?.id}/small`)).status).toBe(200)
    await anna.call('POST', `/api/media-sessions/${session.id}/items`, { media: [{ fileId: clip?.id }] })
    expect(await itemsOf(anna, session.id)).toMatchObject([{ kind: 'video', missing: false }])
    const made = await untilGroup(anna, (await run(anna, session.id)).body.id, finished)
    expect(made).toMatchObject({ state: 'ready', width: 1080, height: 1350, items: [{ kind: 'video' }] })
    // A clip is shown as long as it is.
    expect(made.durationSeconds).toBeCloseTo(2, 1)
  }, 120_000)

  test('is neither cancelled nor made again when it is finished', async () => {
    expect(await anna.call('POST', `/api/slide-groups/${group.id}/cancel`)).toMatchObject({
      status: 409,
      body: { code: 'slideshows.not_running' },
    })
    expect(await anna.call('POST', `/api/slide-groups/${group.id}/retry`)).toMatchObject({
      status: 409,
      body: { code: 'slideshows.not_failed' },
    })
  })

  test('goes and comes back within ten seconds', async () => {
    const list = async (): Promise<string[]> =>
      (await anna.call('GET', `/api/media-sessions/${group.sessionId}/groups`)).body.groups.map(
        ({ id }: SlideGroup) => id,
      )
    await anna.call('POST', '/api/slide-groups/delete', { ids: [group.id] })
    expect(await list()).toEqual([])
    expect((await anna.fetch(group.videoUrl ?? '')).status).toBe(404)
    await anna.call('POST', '/api/slide-groups/restore', { ids: [group.id] })
    expect(await list()).toEqual([group.id])
  })

  test('holds what a person chose, in their order, with their own captions', async () => {
    const { session, items } = await sessionWithPhotos(house, anna, { count: 3, style: short })
    const [first, , third] = items
    await anna.call('PATCH', `/api/media-sessions/${session.id}/items/${third?.id}`, { caption: 'Mine' })
    const asked = await run(anna, session.id, { itemIds: [third?.id, first?.id] })
    const made = await untilGroup(anna, asked.body.id, finished)
    expect(made.state).toBe('ready')
    expect(made.items.map(({ itemId }) => itemId)).toEqual([third?.id, first?.id])
    expect(made.items[0]).toMatchObject({ caption: 'Mine', captionSource: 'person' })
  }, 120_000)
})

describe('a click', () => {
  test('that comes twice makes one slideshow', async () => {
    const { session } = await sessionWithPhotos(house, anna, { count: 2, style: short, maxPerDay: 1 })
    const idempotencyKey = newId()
    const answers = await Promise.all([1, 2, 3].map(() => run(anna, session.id, { idempotencyKey })))
    expect(answers.map(({ status }) => status)).toEqual([202, 202, 202])
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1)
    expect(await run(anna, session.id)).toMatchObject({ status: 409, body: { code: 'slideshows.day_full' } })
    const read = await anna.call('GET', `/api/media-sessions/${session.id}`)
    expect(read.body.session).toMatchObject({ createdToday: 1, groupCount: 1 })
  })

  test('on a session without media, or on media that are not in it, is refused', async () => {
    const empty = await newSession(anna)
    expect(await run(anna, empty.id)).toMatchObject({ status: 422, body: { code: 'slideshows.no_media' } })
    const { session } = await sessionWithPhotos(house, anna, { count: 1 })
    expect(await run(anna, session.id, { itemIds: [newId()] })).toMatchObject({
      status: 404,
      body: { code: 'slideshows.media_not_found' },
    })
  })
})

describe('a slideshow that cannot be made', () => {
  test('says which slide is damaged, and is made of the same media when that is mended', async () => {
    const { session, fileIds, items } = await sessionWithPhotos(house, anna, { count: 2, style: short })
    const { rows } = await house.tools.db.driver.query('select file_path from source_files where id = $1', [fileIds[1]])
    const path = (rows[0] as { file_path: string }).file_path
    const whole = await house.tools.storage.read('media', path)
    const good = await buffer(whole)
    await house.tools.storage.put('media', path, good.subarray(0, 20), 'image/jpeg')
    const asked = await run(anna, session.id)
    const failed = await untilGroup(anna, asked.body.id, finished)
    expect(failed).toMatchObject({
      state: 'failed',
      trouble: { code: 'media.slide_unreadable', values: { slide: 2 }, retryable: true },
    })
    expect(failed.trouble?.sentence).toContain('Slide 2')
    await house.tools.storage.put('media', path, good, 'image/jpeg')
    expect((await anna.call('POST', `/api/slide-groups/${failed.id}/retry`)).body.state).toBe('waiting')
    const made = await untilGroup(anna, failed.id, finished)
    expect([made.state, made.items.map(({ itemId }) => itemId)]).toEqual(['ready', items.map(({ id }) => id)])
    // Made of what was frozen: nothing counts as used twice.
    expect((await itemsOf(anna, session.id)).map(({ usedCount }) => usedCount)).toEqual([1, 1])
  }, 180_000)

  test('is stopped while it is rendered, and nothing of it stays', async () => {
    const long = { slidesPerGroup: 35, render: { slideSeconds: 17, transition: 'crossfade' } }
    const { session } = await sessionWithPhotos(house, anna, { count: 35, style: long })
    const asked = await run(anna, session.id)
    // Whoever opens the page now reads how far it is, without having listened.
    await untilGroup(anna, asked.body.id, ({ progress }) => progress !== null && progress > 0)
    const stopped = await anna.call('POST', `/api/slide-groups/${asked.body.id}/cancel`)
    expect(stopped.body).toMatchObject({ state: 'canceled', progress: null })
    // The next one is not held up by the one that was stopped.
    const next = await sessionWithPhotos(house, anna, { count: 1, style: short })
    const after = await run(anna, next.session.id)
    expect((await untilGroup(anna, after.body.id, finished)).state).toBe('ready')
    expect((await untilGroup(anna, asked.body.id, () => true)).state).toBe('canceled')
  }, 180_000)
})

test('the names of the original brief do the same', async () => {
  const session = await newSession(anna, { style: short, name: 'Brief' })
  const { fileIds } = await sessionWithPhotos(house, anna, { count: 1 })
  const upload = await anna.call('POST', '/api/upload-source-images', {
    sessionId: session.id,
    batchId: newId(),
    order: 'name',
    files: [{ clientId: 'one', name: 'a.jpg', bytes: 1000, mime: 'image/jpeg' }],
  })
  expect(upload).toMatchObject({
    status: 201,
    body: { files: [{ clientId: 'one', bucket: 'media', arrived: false }], refused: [] },
  })
  expect((await anna.call('GET', `/api/projects/${upload.body.projectId}`)).body.name).toBe('Brief')
  const selected = await anna.call('POST', '/api/select-images', {
    sessionId: session.id,
    media: [{ fileId: fileIds[0] }],
  })
  expect(selected).toMatchObject({ status: 201, body: { items: [{ fileId: fileIds[0], position: 1 }] } })
  const made = await anna.call('POST', '/api/create-video', { sessionId: session.id, idempotencyKey: newId() })
  expect(made).toMatchObject({ status: 202, body: { sessionId: session.id, state: 'waiting' } })
  const { body } = await anna.call('GET', '/api/openapi.json')
  expect(Object.keys(body.paths)).toEqual(
    expect.arrayContaining(['/api/upload-source-images', '/api/select-images', '/api/create-video']),
  )
})
