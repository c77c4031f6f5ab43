import { crc32, deflateSync } from 'node:zlib'
import exifr from 'exifr'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openPhotoIngest } from '#media/photo-ingest.ts'
import { makeIdentifier, mediaCookieName } from '#kernel/http/identify.ts'
import { makeHouse, type TestHouse } from '#testing/house.ts'
import type { TestPerson } from '#testing/people.ts'
import { newProject, picture, settled, upload, whenPhotos } from '#testing/photos.ts'
import { frameOf } from './photos.ts'

let house: TestHouse
let anna: TestPerson
let other: TestPerson
let photo: string
const gps = {
  IFD3: { GPSLatitude: '51/1 30/1 0/1', GPSLatitudeRef: 'N', GPSLongitude: '0/1 7/1 0/1', GPSLongitudeRef: 'W' },
}
let original: Buffer
beforeAll(async () => {
  house = await makeHouse()
  anna = await house.people.add()
  other = await house.people.add()
  const noise = { type: 'gaussian' as const, mean: 128, sigma: 30 }
  original = await sharp({ create: { width: 2400, height: 1200, channels: 3, background: 'red', noise } })
    .withExif(gps)
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer()
  const projectId = await newProject(anna, 'Été ☀')
  await upload(anna, projectId, [{ name: 'a.jpg', bytes: original }])
  photo = (await whenPhotos(house, anna, projectId, settled))[0]?.id ?? ''
})
afterAll(() => house.stop())

const bytesOf = async (answer: Response): Promise<Buffer> => Buffer.from(await answer.arrayBuffer())
const cookieOf = (person: TestPerson): string => {
  const identifier = makeIdentifier({
    keys: house.signer.keys,
    issuer: house.signer.issuer,
    cookieSecret: house.secrets.cookieKey,
  })
  return `${mediaCookieName}=${identifier.cookieFor({ userId: person.id, sessionId: person.sessionId }).value}`
}

describe('pictures of a photo', () => {
  test.each([
    ['small', 320],
    ['medium', 800],
    ['large', 1600],
  ] as const)('%s has its long edge at %i, stands upright and tells nothing about places', async (variant, side) => {
    const answer = await anna.fetch(`/media/photos/${photo}/${variant}`)
    expect([answer.status, answer.headers.get('content-type'), answer.headers.get('cache-control')]).toEqual([
      200,
      'image/webp',
      'private, max-age=3600',
    ])
    expect(answer.headers.get('content-disposition')).toMatch(/^inline; filename="/)
    const bytes = await bytesOf(answer)
    const { format, height, width, exif, xmp, iptc } = await sharp(bytes).metadata()
    expect({ format, height, width }).toEqual({ format: 'webp', height: side, width: side / 2 })
    // Read from the file's own parts: three letters also come up among so many bytes by chance.
    expect([exif, xmp, iptc]).toEqual([undefined, undefined, undefined])
  })

  test('the original comes byte for byte, to be saved, under its given name', async () => {
    const answer = await anna.fetch(`/media/photos/${photo}/original`)
    expect(answer.headers.get('content-type')).toBe('image/jpeg')
    expect(answer.headers.get('content-disposition')).toBe(
      `attachment; filename="ete1.jpeg"; filename*=UTF-8''ete1.jpeg`,
    )
    expect((await bytesOf(answer)).equals(original)).toBe(true)
    const part = await anna.fetch(`/media/photos/${photo}/original`, { headers: { range: 'bytes=10-19' } })
    expect([part.status, (await bytesOf(part)).equals(original.subarray(10, 20))]).toEqual([206, true])
  })

  test('are not sent again to whoever has them', async () => {
    const first = await anna.fetch(`/media/photos/${photo}/small`)
    expect(
      (
        await anna.fetch(`/media/photos/${photo}/small`, {
          headers: { 'if-none-match': first.headers.get('etag') ?? '' },
        })
      ).status,
    ).toBe(304)
  })

  test('are for their owner: by token or by cookie, and for nobody else', async () => {
    const path = `/media/photos/${photo}/small`
    const by = (headers: Record<string, string>): Promise<Response> => fetch(`${house.url}${path}`, { headers })
    expect((await by({ cookie: cookieOf(anna) })).status).toBe(200)
    expect((await by({ cookie: cookieOf(other) })).status).toBe(404)
    expect((await other.fetch(path)).status).toBe(404)
    expect((await by({})).status).toBe(401)
    expect((await by({ cookie: `${cookieOf(anna)}x` })).status).toBe(401)
    const pending = await house.people.add({ status: 'pending' })
    expect((await pending.fetch(path)).status).toBe(403)
  })

  test('end with the session, for cookies too', async () => {
    const person = await house.people.add()
    const cookie = cookieOf(person)
    await house.tools.db.driver.query('delete from auth.sessions where id = $1', [person.sessionId])
    expect((await fetch(`${house.url}/media/photos/${photo}/small`, { headers: { cookie } })).status).toBe(401)
  })

  test.each(['/media/photos/nothing/small', '/media/photos/00000000-0000-4000-8000-000000000000/small'])(
    '%s is not there',
    async (path) => {
      expect((await anna.fetch(path)).status).toBe(404)
    },
  )

  test('of another size than offered are not there', async () =>
    expect((await anna.fetch(`/media/photos/${photo}/huge`)).status).toBe(404))

  test('opened by a signed link need no sign-in, for this object only, until it expires', async () => {
    const key = `${anna.id}/photos/${photo}/small.webp`
    const path = await house.tools.storage.signedPath('media', key, 60)
    const answer = await fetch(`${house.url}${path}`)
    expect([answer.status, answer.headers.get('content-type'), answer.redirected]).toEqual([200, 'image/webp', false])
    expect((await fetch(`${house.url}${path}`, { method: 'HEAD' })).status).toBe(200)
    expect((await fetch(`${house.url}${path}`, { headers: { range: 'bytes=0-9' } })).status).toBe(206)
    expect((await fetch(`${house.url}${path.replace('small', 'large')}`)).status).toBe(403)
    expect((await fetch(`${house.url}${path}`, { method: 'DELETE' })).status).toBe(404)
    expect((await fetch(`${house.url}${await house.tools.storage.signedPath('media', key, -1)}`)).status).toBe(410)
    expect((await fetch(`${house.url}${await house.tools.storage.signedPath('media', `${key}x`, 60)}`)).status).toBe(
      404,
    )
  })

  test('for makers are drawn once they are asked for, upright and without a place', async () => {
    const frames = openPhotoIngest({ encoder: { kind: 'node-av' }, processes: 1 })
    const tools = { ...house.tools, frames }
    try {
      expect(await house.tools.storage.head('media', `${anna.id}/photos/${photo}/frame.jpg`)).toBe(null)
      const frame = await frameOf(tools, photo)
      expect(frame).toMatchObject({ width: 1200, height: 2400, key: `${anna.id}/photos/${photo}/frame.jpg` })
      const path = await house.tools.storage.localPath('media', frame.key, '')
      expect(await sharp(path).metadata()).toMatchObject({ format: 'jpeg', width: 1200, height: 2400 })
      expect(await exifr.gps(path).catch(() => undefined)).toBeUndefined()
      const before = await house.tools.storage.head('media', frame.key)
      expect(await frameOf(tools, photo)).toEqual(frame)
      expect(await house.tools.storage.head('media', frame.key)).toEqual(before)
    } finally {
      await frames.close()
    }
  })
})

const pngOf = (width: number, height: number): Buffer => {
  const chunk = (type: string, body: Buffer): Buffer => {
    const head = Buffer.alloc(8)
    head.writeUInt32BE(body.length)
    head.write(type, 4)
    const sum = Buffer.alloc(4)
    sum.writeUInt32BE(crc32(Buffer.concat([Buffer.from(type), body])))
    return Buffer.concat([head, body, sum])
  }
  const size = Buffer.alloc(13)
  size.writeUInt32BE(width)
  size.writeUInt32BE(height, 4)
  size.set([8, 2], 8)
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', size),
    chunk('IDAT', deflateSync(Buffer.alloc(1000))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

test('files that cannot be used are refused with a reason, and their bytes are not kept', async () => {
  const whole = await sharp({
    create: {
      width: 600,
      height: 400,
      channels: 3,
      background: 'blue',
      noise: { type: 'gaussian', mean: 128, sigma: 30 },
    },
  })
    .jpeg()
    .toBuffer()
  const bad: Record<string, { bytes: Buffer; code: string }> = {
    'cut.jpg': { bytes: whole.subarray(0, whole.length >> 1), code: 'photos.truncated' },
    'bomb.png': { bytes: pngOf(60_000, 60_000), code: 'photos.too_many_pixels' },
    'drawing.jpg': {
      bytes: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
      code: 'photos.type_not_supported',
    },
    'page.png': { bytes: Buffer.from('<!doctype html><script>alert(1)</script>'), code: 'photos.type_not_supported' },
    'zeros.mp4': { bytes: Buffer.alloc(5000), code: 'photos.type_not_supported' },
  }
  const projectId = await newProject(anna)
  await upload(anna, projectId, [
    ...Object.entries(bad).map(([name, { bytes }]) => ({ name, bytes })),
    { name: 'good.jpg', bytes: await picture(77) },
  ])
  const photos = await whenPhotos(house, anna, projectId, settled)
  expect(
    Object.fromEntries(photos.map(({ originalName, state, rejection }) => [originalName, rejection?.code ?? state])),
  ).toEqual({
    ...Object.fromEntries(Object.entries(bad).map(([name, { code }]) => [name, code])),
    'good.jpg': 'ready',
  })
  for (const { id, state, rejection } of photos.filter((one) => one.state === 'rejected')) {
    expect(rejection?.sentence, state).toMatch(/\.$/)
    expect((await anna.fetch(`/media/photos/${id}/original`)).status).toBe(404)
    for await (const { key } of house.tools.storage.list('media', `${anna.id}/photos/${id}/`))
      throw new Error(`Still there: ${key}`)
  }
})
