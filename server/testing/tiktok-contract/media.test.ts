import { createHash } from 'node:crypto'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { startListener } from '#testing/listener.ts'
import { dataOf, info, photos, publish, upload } from './bodies.ts'
import { filmOf, pictureOf } from './films.ts'
import { handOf, put } from './signing-in.ts'
import { startTiktokContract } from './tiktok-contract.ts'

const tiktok = await startTiktokContract({ speed: 0, settings: { redirectUris: ['https://house.example.com/back'] } })
const { api, signIn } = handOf(tiktok)
const media = await startListener()
const [jpeg, webp, png, large] = await Promise.all([
  pictureOf('jpeg'),
  pictureOf('webp'),
  pictureOf('png'),
  pictureOf('jpeg', 1081, 1921),
])
afterAll(async () => {
  await tiktok.close()
  await media.close()
})
beforeEach(() => tiktok.reset())

const look = async (token: string, publishId: string) =>
  dataOf(await api(publish('status/fetch'), token, { publish_id: publishId }))
const rangeOf = (data: Buffer, first = 0, total = data.length) => `${first}-${first + data.length - 1}/${total}`

describe('the upload host of the contract server', () => {
  const size = 12_000_001
  const film = filmOf(size)
  const begin = async () => {
    const { access_token: token } = await signIn()
    const said = await api(publish('video/init'), token, { ...info(), ...upload(size, 5_000_000, 2) })
    const { publish_id: publishId = '', upload_url: url = '' } = dataOf(said)
    return { token, publishId, url }
  }
  const first = film.subarray(0, 5_000_000)
  const second = film.subarray(5_000_000)

  it('takes chunks in order, says where it stands, and is done only at the end', async () => {
    const { token, publishId, url } = await begin()
    expect(url.length).toBeLessThanOrEqual(256)
    const early = await put(url, second, rangeOf(second, 5_000_000, size))
    expect([early.status, early.headers.get('content-range')]).toEqual([416, `bytes 0-0/${size}`])
    const one = await put(url, first, rangeOf(first, 0, size))
    expect([one.status, one.headers.get('content-range')]).toEqual([206, `bytes 0-4999999/${size}`])
    expect((await put(url, first, rangeOf(first, 0, size))).status).toBe(416)
    expect(await look(token, publishId)).toMatchObject({ status: 'PROCESSING_UPLOAD', uploaded_bytes: 5_000_000 })
    expect((await put(url, second, rangeOf(second, 5_000_000, size))).status).toBe(201)
    expect(tiktok.posts()).toEqual([])
    tiktok.advance(2000)
    expect((await look(token, publishId))['status']).toBe('PUBLISH_COMPLETE')
    expect(tiktok.posts()).toMatchObject([
      { publishId, account: 'open', privacy: 'SELF_ONLY', sha256: [createHash('sha256').update(film).digest('hex')] },
    ])
  })

  it('refuses what was not announced', async () => {
    const { url } = await begin()
    const odd = film.subarray(0, 5_000_001)
    expect((await put(url, odd, rangeOf(odd, 0, size))).status).toBe(400)
    expect((await put(url, first, rangeOf(first, 0, size + 1))).status).toBe(400)
    expect((await put(url, first.subarray(1), rangeOf(first, 0, size))).status).toBe(400)
    expect((await put(url, first, rangeOf(first, 0, size), { 'content-type': 'video/x-msvideo' })).status).toBe(400)
    expect((await put(url, first, rangeOf(first, 0, size), { authorization: 'Bearer x' })).status).toBe(400)
    expect((await put(`${url}x`, first, rangeOf(first, 0, size))).status).toBe(404)
    tiktok.advance(3_600_001)
    expect((await put(url, first, rangeOf(first, 0, size))).status).toBe(403)
  })

  it('keeps nothing of a chunk that was cut', async () => {
    const { token, publishId, url } = await begin()
    tiktok.inject({ on: 'chunk', kind: 'cut_middle' })
    await expect(put(url, first, rangeOf(first, 0, size))).rejects.toThrow()
    expect((await look(token, publishId))['uploaded_bytes']).toBe(0)
    tiktok.inject({ on: 'chunk', kind: 'cut_after' })
    await expect(put(url, first, rangeOf(first, 0, size))).rejects.toThrow()
    expect((await look(token, publishId))['uploaded_bytes']).toBe(5_000_000)
  })

  it('fails a film that is none', async () => {
    const { access_token: token } = await signIn()
    const noise = Buffer.alloc(1000, 7)
    const said = await api(publish('video/init'), token, { ...info(), ...upload(1000, 1000, 1) })
    await put(dataOf(said)['upload_url'] ?? '', noise, rangeOf(noise))
    tiktok.advance(2000)
    expect(await look(token, dataOf(said)['publish_id'] ?? '')).toMatchObject({
      status: 'FAILED',
      fail_reason: 'file_format_check_failed',
    })
    expect(tiktok.posts()).toEqual([])
  })
})

describe('pulling by the contract server', () => {
  const files: Record<string, Buffer> = { '/a.jpg': jpeg, '/b.webp': webp, '/c.jpg': png, '/d.jpg': large }
  beforeEach(() => {
    tiktok.control({ settings: { verified: [`${media.origin}/`, 'media.example.com'] } })
    media.answerWith((request, response) => {
      const data = files[request.url ?? '']
      if (request.url === '/moved.jpg') response.writeHead(302, { location: '/a.jpg' }).end()
      else if (data === undefined) response.writeHead(404).end()
      else response.end(data)
    })
  })
  const ending = async (...paths: string[]) => {
    const { access_token: token } = await signIn()
    const said = await api(
      publish('content/init'),
      token,
      photos(
        {},
        paths.map((path) => `${media.origin}${path}`),
      ),
    )
    const publishId = dataOf(said)['publish_id'] ?? ''
    expect((await look(token, publishId))['status']).toBe('PROCESSING_DOWNLOAD')
    tiktok.advance(500)
    await tiktok.settled()
    tiktok.advance(2000)
    const { status = '', fail_reason: reason = '' } = await look(token, publishId)
    return `${status} ${reason}`.trim()
  }

  it('opens every photo and believes no name', async () => {
    expect(await ending('/a.jpg', '/b.webp')).toBe('PUBLISH_COMPLETE')
    expect(tiktok.posts()[0]?.sha256).toEqual(
      [jpeg, webp].map((data) => createHash('sha256').update(data).digest('hex')),
    )
    expect(await ending('/a.jpg', '/c.jpg')).toBe('FAILED file_format_check_failed')
    expect(await ending('/d.jpg')).toBe('FAILED picture_size_check_failed')
    expect(await ending('/moved.jpg')).toBe('FAILED photo_pull_failed')
    expect(await ending('/gone.jpg')).toBe('FAILED photo_pull_failed')
    expect(tiktok.posts()).toHaveLength(1)
  })

  it.each([
    ['http://media.example.com/a.jpg', false],
    ['https://media.example.com/a.jpg?signed=yes', true],
    ['https://deep.media.example.com/a.jpg', true],
    ['https://xmedia.example.com/a.jpg', false],
    ['https://93.184.216.34/a.jpg', false],
  ])('knows whether %s is verified', async (url, isVerified) => {
    const { access_token: token } = await signIn()
    const { code } = await api(publish('content/init'), token, photos({}, [url]))
    expect(code).toBe(isVerified ? 'ok' : 'url_ownership_unverified')
  })

  it('wants every address verified', async () => {
    const { access_token: token } = await signIn()
    const images = [`${media.origin}/a.jpg`, 'https://else.example.org/a.jpg']
    const { code } = await api(publish('content/init'), token, photos({}, images))
    expect(code).toBe('url_ownership_unverified')
  })

  it('can be called off', async () => {
    const { access_token: token } = await signIn()
    const publishId = dataOf(await api(publish('content/init'), token, photos()))['publish_id'] ?? ''
    const other = await signIn({ account: 'private' })
    expect((await api(publish('cancel'), other.access_token, { publish_id: publishId })).code).toBe(
      'token_not_authorized_for_specified_publish_id',
    )
    await api(publish('cancel'), token, { publish_id: publishId })
    tiktok.advance(5000)
    await tiktok.settled()
    tiktok.advance(5000)
    expect(await look(token, publishId)).toMatchObject({ status: 'FAILED', fail_reason: 'publish_cancelled' })
    expect(tiktok.posts()).toEqual([])
  })
})
