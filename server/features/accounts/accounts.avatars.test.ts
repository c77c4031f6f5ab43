import { readdir } from 'node:fs/promises'
import { request } from 'node:http'
import { join } from 'node:path'
import { sql } from 'kysely'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { me as meShape } from '@greenroom/contract/accounts.ts'
import { actingAs, actingAsConnection } from '#kernel/db/acting.ts'
import { makeHouse, type TestHouse } from '#testing/house.ts'
import type { TestPerson } from '#testing/people.ts'
import { picture } from '#testing/photos.ts'
import { browserOf } from '#testing/supabase.ts'
import { changeAvatar, clearLooseAvatars } from './accounts.avatars.ts'

let house: TestHouse
beforeAll(async () => {
  // Nobody works here: what is cleared, a test clears.
  house = await makeHouse({ working: false })
})
afterAll(() => house.stop())

const send = async (person: TestPerson, bytes: Buffer, type = 'image/jpeg') => {
  const answer = await person.fetch('/api/me/avatar', {
    method: 'PUT',
    headers: { 'content-type': type },
    body: new Uint8Array(bytes),
  })
  const body = JSON.parse(await answer.text())
  return { status: answer.status, body, url: String(body.avatarUrl) }
}
const filesOf = async (person: TestPerson): Promise<string[]> => {
  const found: string[] = []
  for await (const { key } of house.tools.storage.list('avatars', `${person.id}/`)) found.push(key)
  return found
}
const look = (path: string, init: RequestInit = {}) => fetch(`${house.url}${path}`, init)

describe('one’s own picture', () => {
  test('becomes a square WebP without metadata that everybody may see and keep', async () => {
    const anna = await house.people.add()
    const taken = await sharp({ create: { width: 600, height: 300, channels: 3, background: 'teal' } })
      .withExif({ IFD3: { GPSLatitude: '51/1 30/1 0/1', GPSLatitudeRef: 'N' } })
      .jpeg()
      .toBuffer()
    const { status, body, url } = await send(anna, taken)
    expect([status, meShape.parse(body).id]).toEqual([200, anna.id])
    expect(url).toMatch(new RegExp(`^/storage/v1/object/public/avatars/${anna.id}/[\\w-]{20,}\\.webp$`))
    expect((await anna.call('GET', '/api/me')).body.avatarUrl).toBe(url)

    const seen = await look(url)
    expect(seen.status).toBe(200)
    expect(Object.fromEntries(seen.headers)).toMatchObject({
      'content-type': 'image/webp',
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
    })
    const made = await sharp(Buffer.from(await seen.arrayBuffer())).metadata()
    expect(made).toMatchObject({ format: 'webp', width: 256, height: 256 })
    expect([made.exif, made.xmp, made.iptc]).toEqual([undefined, undefined, undefined])
  })

  test.each(['png', 'webp', 'avif', 'gif'] as const)('may be a %s, whatever it calls itself', async (format) => {
    const anna = await house.people.add()
    expect((await send(anna, await picture(3, format), 'application/octet-stream')).status).toBe(200)
  })

  test('is told to the person’s other windows', async () => {
    const anna = await house.people.add()
    await send(anna, await picture(1))
    const { rows } = await house.tools.db.driver.query('select type from public.events where user_id = $1', [anna.id])
    expect(rows).toEqual([{ type: 'account.changed' }])
  })

  test('takes the place of the earlier one, whose file goes only after the new row is there', async () => {
    const anna = await house.people.add()
    const first = await send(anna, await picture(1))
    const second = await send(anna, await picture(2))
    expect(second.url).not.toBe(first.url)
    expect(await filesOf(anna)).toHaveLength(2)
    await clearLooseAvatars(house.tools)
    expect((await look(first.url)).status).toBe(404)
    expect((await look(second.url)).status).toBe(200)
    expect(await clearLooseAvatars(house.tools)).toBe(0)
  })

  test('is removed with its file', async () => {
    const anna = await house.people.add()
    const { url } = await send(anna, await picture(1))
    const { status, body } = await anna.call('DELETE', '/api/me/avatar')
    expect([status, body.avatarUrl]).toEqual([200, null])
    await clearLooseAvatars(house.tools)
    expect((await look(url)).status).toBe(404)
    expect(await filesOf(anna)).toEqual([])
    expect((await anna.call('DELETE', '/api/me/avatar')).status).toBe(200)
  })

  test('stands in the list of people for admins', async () => {
    const [anna, admin] = [await house.people.add(), await house.people.add({ role: 'admin' })]
    const { url } = await send(anna, await picture(1))
    const { body } = await admin.call('GET', `/api/admin/people?search=${anna.email}`)
    expect(body.people).toMatchObject([{ id: anna.id, avatarUrl: url }])
  })
})

describe('a picture is refused', () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>'
  test.each([
    ['an SVG', 'image/svg+xml', () => Buffer.from(svg), 'avatars.type_not_supported'],
    [
      'a text that is called .png',
      'image/png',
      () => Buffer.from('hello, I am a picture'),
      'avatars.type_not_supported',
    ],
    [
      'a page',
      'image/png',
      () => Buffer.from('<!doctype html><script>alert(1)</script>'),
      'avatars.type_not_supported',
    ],
    ['nothing at all', 'image/png', () => Buffer.alloc(0), 'avatars.empty'],
    ['a half of a picture', 'image/jpeg', async () => (await noisy(600)).subarray(0, 9000), 'avatars.truncated'],
    ['a decompression bomb', 'image/png', () => bomb(), 'avatars.too_many_pixels'],
  ])('when it is %s', async (_what, type, bytes, code) => {
    const anna = await house.people.add()
    const answer = await send(anna, await bytes(), type)
    expect([answer.status, answer.body.code]).toEqual([422, code])
    expect((await anna.call('GET', '/api/me')).body.avatarUrl).toBeNull()
    expect(await filesOf(anna)).toEqual([])
    expect(await readdir(join(house.dataFolder, 'work', 'avatars'))).toEqual([])
  })

  test('when it is larger than 5 MB, whether that is told beforehand or found out', async () => {
    const anna = await house.people.add()
    const large = Buffer.alloc(5_000_001)
    const told = await send(anna, large)
    expect([told.status, told.body.code]).toEqual([413, 'request.too_large'])
    expect((await send(anna, Buffer.alloc(9 * 1024 ** 2))).status).toBe(413)

    const untold = await new Promise<number>((resolve, reject) => {
      const asking = request(`${house.url}/api/me/avatar`, {
        method: 'PUT',
        headers: { authorization: `Bearer ${anna.accessToken}`, 'transfer-encoding': 'chunked' },
      })
      asking.on('response', (answer) => resolve(answer.statusCode ?? 0)).on('error', reject)
      asking.end(large)
    })
    expect(untold).toBe(413)
  })

  test('without a session, from another site, and after the session has ended', async () => {
    const anna = await house.people.add()
    const body = new Uint8Array(await picture(1))
    expect((await look('/api/me/avatar', { method: 'PUT', body })).status).toBe(401)
    expect((await look('/api/me/avatar', { method: 'DELETE' })).status).toBe(401)
    const foreign = await anna.fetch('/api/me/avatar', {
      method: 'PUT',
      body,
      headers: { origin: 'https://else.test' },
    })
    expect(foreign.status).toBe(403)
    await anna.call('DELETE', `/api/me/sessions/${anna.sessionId}`)
    expect((await send(anna, await picture(1))).status).toBe(401)
  })

  test('when somebody tries more often than anybody needs', async () => {
    const anna = await house.people.add()
    const nothing = Buffer.alloc(0)
    for (let count = 0; count < 30; count += 1) expect((await send(anna, nothing)).status).toBe(422)
    expect((await send(anna, nothing)).status).toBe(429)
  })
})

describe('only the person', () => {
  test('sets their own: there is no address for another’s, and the database refuses one', async () => {
    const [anna, bo] = [await house.people.add(), await house.people.add()]
    expect((await bo.call('PUT', `/api/people/${anna.id}/avatar`, {})).status).toBe(404)
    const { url } = await send(anna, await picture(1))
    const changed = await actingAs(house.tools.db, bo.actor, (transaction) =>
      transaction.run(sql`update public.profiles set avatar_url = null where id = ${anna.id}`),
    )
    expect(changed).toBe(0)
    for (const stranger of [
      url,
      'https://else.test/track.gif',
      `/storage/v1/object/public/avatars/${bo.id}/../x.webp`,
    ]) {
      const own = actingAs(house.tools.db, bo.actor, (transaction) =>
        transaction.run(sql`update public.profiles set avatar_url = ${stranger} where id = ${bo.id}`),
      )
      await expect(own).rejects.toMatchObject({ constraint: 'profiles_avatar_url_own' })
    }
  })

  test.each(['..%2F..%2Fmedia', `${'0'.repeat(36)}/..%2Fx.webp`, 'x/y.webp', ''])(
    'no other file is served: %s',
    async (path) => {
      expect((await look(`/storage/v1/object/public/avatars/${path}`)).status).toBe(404)
    },
  )
})

describe('nothing is left behind', () => {
  test('by an account that is deleted', async () => {
    const anna = await house.people.add()
    const { url } = await send(anna, await picture(1))
    const admin = browserOf(house, { key: house.secrets.secretKey })
    expect((await admin.auth.admin.deleteUser(anna.id)).error).toBeNull()
    expect(await clearLooseAvatars(house.tools)).toBe(1)
    expect((await look(url)).status).toBe(404)
    expect(await filesOf(anna)).toEqual([])
  })

  test('by a crash between the file and the row; one that is only on its way stays', async () => {
    const anna = await house.people.add()
    const folder = join(house.dataFolder, 'crash')
    const path = `${folder}-picture`
    const drawAvatar = async ({ output }: { output: string }) => {
      await sharp({ create: { width: 8, height: 8, channels: 3, background: 'red' } })
        .webp()
        .toFile(output)
      return { ok: true } as const
    }
    const ended = { ...anna.actor, sessionId: crypto.randomUUID() }
    await expect(changeAvatar({ ...house.tools, drawAvatar }, ended, path)).rejects.toMatchObject({ status: 401 })
    expect(await filesOf(anna)).toHaveLength(1)
    expect(await clearLooseAvatars(house.tools)).toBe(0)
    await actingAsConnection(house.tools.db, (transaction) =>
      transaction.run(sql`update private.loose_avatars set due = now()`),
    )
    expect(await clearLooseAvatars(house.tools)).toBe(1)
    expect(await filesOf(anna)).toEqual([])
  })

  test('by a house at work, which hears of it at once', async () => {
    const working = await makeHouse()
    const anna = await working.people.add()
    const removed = new Promise<void>((resolve) => {
      const { remove } = working.tools.storage
      working.tools.storage.remove = async (bucket, keys) => {
        await remove(bucket, keys)
        if (keys.length > 0) resolve()
      }
    })
    const put = await anna.fetch('/api/me/avatar', { method: 'PUT', body: new Uint8Array(await picture(1)) })
    const { avatarUrl } = (await put.json()) as { avatarUrl: string }
    await anna.call('DELETE', '/api/me/avatar')
    await removed
    expect((await fetch(`${working.url}${avatarUrl}`)).status).toBe(404)
    await working.stop()
  })
})

const noisy = (side: number): Promise<Buffer> =>
  sharp({
    create: {
      width: side,
      height: side,
      channels: 3,
      background: 'grey',
      noise: { type: 'gaussian', mean: 128, sigma: 60 },
    },
  })
    .jpeg()
    .toBuffer()

/** Ten thousand by ten thousand pixels in a few kilobytes. */
const bomb = (): Promise<Buffer> =>
  sharp({ create: { width: 10_000, height: 10_000, channels: 3, background: 'white' } })
    .png({ compressionLevel: 9, palette: true })
    .toBuffer()
