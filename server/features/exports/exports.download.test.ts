import { randomBytes } from 'node:crypto'
import { readdir, readlink } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Exported } from '@greenroom/contract/exports.ts'
import { openExportHouse, type ExportHouse } from '#testing/export-house.ts'
import type { TestPerson } from '#testing/people.ts'

let opened: ExportHouse
let house: ExportHouse['house']
let anna: TestPerson
beforeAll(async () => {
  opened = await openExportHouse()
  ;({ house, anna } = opened)
})
afterAll(() => house.stop())
const addProject: ExportHouse['addProject'] = (...given) => opened.addProject(...given)
const addScene: ExportHouse['addScene'] = (...given) => opened.addScene(...given)
const order: ExportHouse['order'] = (...given) => opened.order(...given)
const download: ExportHouse['download'] = (...given) => opened.download(...given)

describe('a download', () => {
  let made: Exported
  let whole: Buffer
  let tag: string
  beforeAll(async () => {
    const project = await addProject(anna, 'download')
    for (let ordinal = 1; ordinal <= 5; ordinal += 1)
      await addScene({ project, ordinal, clips: [randomBytes(400_000 + ordinal)] })
    made = await order(project)
    const answer = await download(made)
    whole = answer.bytes
    tag = answer.headers.get('etag')!
  })

  test('can be continued from any byte, and the parts make the whole', async () => {
    const cuts = [
      0,
      1,
      29,
      60,
      399_999,
      400_200,
      1_000_000,
      whole.length - 500,
      whole.length - 22,
      whole.length - 1,
      whole.length,
    ]
    const parts: Buffer[] = []
    for (const [index, cut] of cuts.slice(1).entries()) {
      const part = await download(made, { range: `bytes=${cuts[index]}-${cut - 1}`, 'if-range': tag })
      expect(part.status).toBe(206)
      expect(part.headers.get('content-range')).toBe(`bytes ${cuts[index]}-${cut - 1}/${whole.length}`)
      parts.push(part.bytes)
    }
    expect(Buffer.concat(parts).equals(whole)).toBe(true)
  })

  test('takes open and last ranges, and refuses one beyond the end', async () => {
    expect((await download(made, { range: `bytes=${whole.length - 10}-` })).bytes.equals(whole.subarray(-10))).toBe(
      true,
    )
    expect((await download(made, { range: 'bytes=-10' })).bytes.equals(whole.subarray(-10))).toBe(true)
    const beyond = await download(made, { range: `bytes=${whole.length}-` })
    expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, `bytes */${whole.length}`])
  })

  test('begins again when the archive is not the one that was begun', async () => {
    const again = await download(made, { range: 'bytes=10-20', 'if-range': '"another"' })
    expect([again.status, again.bytes.length]).toEqual([200, whole.length])
    expect((await download(made, { 'if-none-match': tag })).status).toBe(304)
  })

  test('answers HEAD with length and tag and no bytes', async () => {
    const head = await anna.fetch(`/media/exports/${made.id}`, { method: 'HEAD' })
    expect([
      head.status,
      head.headers.get('content-length'),
      head.headers.get('etag'),
      head.headers.get('accept-ranges'),
    ]).toEqual([200, String(whole.length), tag, 'bytes'])
    expect(await head.arrayBuffer()).toHaveProperty('byteLength', 0)
  })

  test('works with the cookie of the browser', async () => {
    const { makeIdentifier } = await import('#kernel/http/identify.ts')
    const { value } = makeIdentifier({
      keys: house.signer.keys,
      issuer: house.signer.issuer,
      cookieSecret: house.secrets.cookieKey,
    }).cookieFor({ userId: anna.id, sessionId: anna.sessionId })
    const answer = await fetch(`${house.url}/media/exports/${made.id}`, {
      headers: { cookie: `greenroom_media=${value}` },
    })
    expect(answer.status).toBe(200)
    expect(Buffer.from(await answer.arrayBuffer()).equals(whole)).toBe(true)
  })

  test.runIf(process.platform === 'linux')('that is left frees every file', async () => {
    const project = await addProject(anna, 'left')
    // Larger than all buffers between here and there, so that the stream is in the middle of a file when left.
    await addScene({ project, ordinal: 1, clips: [Buffer.alloc(64 * 1024 * 1024)] })
    const large = await order(project)
    const leaving = new AbortController()
    const answer = await anna.fetch(`/media/exports/${large.id}`, { signal: leaving.signal })
    await answer.body!.getReader().read()
    expect(await openMedia()).toHaveLength(1)
    leaving.abort()
    await expect.poll(openMedia, { timeout: 90_000 }).toEqual([])
  })

  test('ends when the session ends, and what came until then is the beginning of the archive', async () => {
    const person = await house.people.add()
    const project = await addProject(person, 'session')
    await addScene({ owner: person, project, ordinal: 1, clips: [Buffer.alloc(64 * 1024 * 1024)] })
    const large = await order(project, {}, person)
    let now = Date.now()
    const { clock } = house.tools
    const real = clock.now
    clock.now = () => new Date(now)
    try {
      const reader = (await person.fetch(`/media/exports/${large.id}`)).body!.getReader()
      const first = (await reader.read()).value!
      await house.tools.db.driver.query('delete from auth.sessions where user_id = $1', [person.id])
      now += 6000
      let zeros = 0
      const drain = async (): Promise<void> => {
        for (let next = await reader.read(); !next.done; next = await reader.read()) {
          // A client continues behind what it has, so an error text among the bytes would stay in its file.
          expect(next.value.every((byte: number) => byte === 0)).toBe(true)
          zeros += next.value.length
        }
      }
      await expect(drain()).rejects.toThrow(/terminated|aborted/)
      expect(first.length + zeros).toBeLessThan(large.bytes)
    } finally {
      clock.now = real
    }
  })
})

/** Files of the media bucket that this process has open (Linux). */
const openMedia = async (): Promise<string[]> => {
  const links = await Promise.all(
    (await readdir('/proc/self/fd')).map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => '')),
  )
  return links.filter((link) => link.startsWith(join(house.dataFolder, 'storage', 'media')))
}
