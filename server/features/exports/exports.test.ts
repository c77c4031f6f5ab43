import { spawnSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { readdir, readlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Exported } from '@greenroom/contract/exports.ts'
import { makeHouse, type TestHouse } from '#testing/house.ts'
import type { TestPerson } from '#testing/people.ts'

let house: TestHouse
let anna: TestPerson
let other: TestPerson
let projectId: string
beforeAll(async () => {
  house = await makeHouse({ working: false })
  anna = await house.people.add()
  other = await house.people.add()
  projectId = await addProject(anna, 'Zomer/Huis')
})
afterAll(() => house.stop())

const query = async (text: string, values: unknown[]): Promise<{ id: string }> =>
  (await house.tools.db.driver.query(text, values)).rows[0] as { id: string }

const addProject = async (owner: TestPerson, name: string): Promise<string> =>
  (
    await query('insert into public.projects (owner_id, name, name_key) values ($1, $2, $3) returning id', [
      owner.id,
      name,
      name,
    ])
  ).id

interface SceneWish {
  owner?: TestPerson
  project?: string
  ordinal: number
  /** The clip of each version; null while it is being made. */
  clips: (Buffer | null)[]
  pinned?: number | null
  notes?: string
}
/** A scene as the house keeps it, with its files in storage. Every scene has a start frame of its own. */
const addScene = async ({
  owner = anna,
  project = projectId,
  ordinal,
  clips,
  pinned = 1,
  notes = '',
}: SceneWish): Promise<string> => {
  const { storage } = house.tools
  const base = `${owner.id}/photos/${project}/${ordinal}`
  const frameKey = `${base}/frame.jpg`
  const frame = await storage.put('media', frameKey, Buffer.from(`upright picture ${ordinal}`), 'image/jpeg')
  const photo = await query(
    `insert into public.source_files (user_id, project_id, file_path, name, original_name, bytes, state, number)
     values ($1, $2, $3, $4, 'IMG.jpg', 100, 'ready', $5) returning id`,
    [owner.id, project, `${base}/original.jpg`, `zomer-huis${ordinal}.jpeg`, ordinal],
  )
  const scene = await query(
    `insert into public.scenes (user_id, project_id, start_key, start_file_id, ordinal, position, status)
     values ($1, $2, $3, $4, $5::integer, $5::integer, 'ready') returning id`,
    [owner.id, project, frameKey, photo.id, ordinal],
  )
  for (const [index, clip] of clips.entries()) {
    const key = `${owner.id}/scenes/${project}/${scene.id}/${index + 1}.mp4`
    const kept = clip === null ? null : await storage.put('media', key, clip, 'video/mp4')
    const meta = {
      provider: 'local',
      model: 'preview',
      disclosure: 'Local preview renderer, not AI',
      ai: false,
      prompt: '=Wide shot',
      notes,
      options: {
        provider: 'local',
        model: 'preview',
        durationSeconds: 5,
        resolution: '720p',
        ratio: '16:9',
        loop: false,
      },
      shotType: { id: '6f0a2c1e-0001-4c1a-9a00-000000000001', name: 'Wide', motion: 'pull-out' },
      start: { fileId: photo.id, name: `zomer-huis${ordinal}.jpeg`, sha256: frame.sha256, key: frameKey },
      end: null,
      priceEstimateMicroUsd: 0,
    }
    await query(
      `insert into public.scene_versions (scene_id, user_id, version, video_url, duration, bytes, sha256, crc32, render_meta, ready_at)
       values ($1, $2, $3, $4, 5, $5, $6, $7, $8::jsonb, now()) returning id`,
      [
        scene.id,
        owner.id,
        index + 1,
        kept && key,
        kept?.bytes ?? null,
        kept?.sha256 ?? null,
        kept?.crc32 ?? null,
        JSON.stringify(meta),
      ],
    )
  }
  await query('update public.scenes set version = $2 where id = $1 returning id', [scene.id, pinned])
  return scene.id
}

const order = async (project: string, body: object = {}, person = anna): Promise<Exported> => {
  const made = await person.call('POST', `/api/projects/${project}/exports`, body)
  expect(made).toMatchObject({ status: 201 })
  return made.body
}
const download = async (made: Exported, headers: Record<string, string> = {}, person = anna) => {
  const answer = await person.fetch(`/media/exports/${made.id}`, { headers })
  return { status: answer.status, headers: answer.headers, bytes: Buffer.from(await answer.arrayBuffer()) }
}
const python = spawnSync('python3', ['-c', 'import zipfile']).status === 0
const entriesOf = async (archive: Buffer): Promise<Record<string, string>> => {
  const path = join(house.dataFolder, 'read.zip')
  await writeFile(path, archive)
  const script = `
import hashlib, json, sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as z:
    assert z.testzip() is None
    print(json.dumps({i.filename: hashlib.sha256(z.read(i)).hexdigest() for i in z.infolist()}))`
  const { stdout, stderr } = spawnSync('python3', ['-c', script, path], { encoding: 'utf8' })
  if (stdout === '') throw new Error(stderr)
  return JSON.parse(stdout)
}
const sha = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')

describe('an export', () => {
  const clips = [randomBytes(300_000), randomBytes(1000), randomBytes(2000)]
  let scenes: string[]
  beforeAll(async () => {
    scenes = [
      await addScene({ ordinal: 1, clips: [clips[0]!, clips[1]!], pinned: 2 }),
      await addScene({ ordinal: 2, clips: [clips[2]!], notes: 'line\nbreak' }),
      await addScene({ ordinal: 3, clips: [null], pinned: null }),
    ]
  })

  test.runIf(python)('is a ZIP with the pinned clips, their frames, manifest and shot list', async () => {
    const made = await order(projectId)
    expect(made).toMatchObject({ clips: 2, frames: 2, projectId, order: { versions: 'pinned', frames: true } })
    expect(made.fileName).toMatch(/^Zomer-Huis \d{4}-\d\d-\d\d\.zip$/)
    const { status, headers, bytes } = await download(made)
    expect(status).toBe(200)
    expect(bytes).toHaveLength(made.bytes)
    expect(headers.get('content-length')).toBe(String(made.bytes))
    expect(headers.get('content-type')).toBe('application/zip')
    expect(headers.get('content-disposition')).toContain(`attachment; filename="${made.fileName}"`)
    const entries = await entriesOf(bytes)
    expect(Object.keys(entries)).toEqual([
      'Zomer-Huis/01-wide-zomer-huis1_v2.mp4',
      'Zomer-Huis/02-wide-zomer-huis2_v1.mp4',
      'Zomer-Huis/frames/zomer-huis1.jpg',
      'Zomer-Huis/frames/zomer-huis2.jpg',
      'manifest.json',
      'shots.csv',
    ])
    expect(Object.values(entries).slice(0, 3)).toEqual([
      sha(clips[1]!),
      sha(clips[2]!),
      sha(Buffer.from('upright picture 1')),
    ])
  })

  test.runIf(python)('holds all finished takes, only the chosen scenes, no frames, when asked', async () => {
    const { bytes } = await download(
      await order(projectId, {
        versions: 'all',
        sceneIds: [scenes[0], scenes[2]],
        frames: false,
        pattern: '{version}',
      }),
    )
    expect(Object.keys(await entriesOf(bytes))).toEqual([
      'Zomer-Huis/1.mp4',
      'Zomer-Huis/2.mp4',
      'manifest.json',
      'shots.csv',
    ])
  })

  test('with nothing finished is refused with a sentence', async () => {
    expect(await anna.call('POST', `/api/projects/${projectId}/exports`, { sceneIds: [scenes[2]] })).toMatchObject({
      status: 409,
      body: { code: 'exports.nothing_ready' },
    })
    const empty = await addProject(anna, 'empty')
    expect(await anna.call('POST', `/api/projects/${empty}/exports`, {})).toMatchObject({
      status: 409,
      body: { code: 'exports.nothing_ready' },
    })
  })

  test('with a wrong pattern or a scene of another project is refused', async () => {
    expect(await anna.call('POST', `/api/projects/${projectId}/exports`, { pattern: '{date}' })).toMatchObject({
      status: 422,
      body: { code: 'exports.pattern_refused', fields: [{ path: 'pattern' }] },
    })
    const foreign = await addScene({
      project: await addProject(anna, 'elsewhere'),
      ordinal: 1,
      clips: [randomBytes(10)],
    })
    expect(await anna.call('POST', `/api/projects/${projectId}/exports`, { sceneIds: [foreign] })).toMatchObject({
      status: 404,
      body: { code: 'scenes.not_found' },
    })
  })

  test('is listed newest first and announced', async () => {
    const made = await order(projectId)
    const list = await anna.call('GET', `/api/projects/${projectId}/exports`)
    expect(list.body.exports[0]).toEqual(made)
    const { rows } = await house.tools.db.driver.query(
      "select data from public.events where user_id = $1 and type = 'exports.changed' order by id desc limit 1",
      [anna.id],
    )
    expect(rows).toEqual([{ data: { projectId } }])
  })

  test('is nobody else’s', async () => {
    const made = await order(projectId)
    expect((await download(made, {}, other)).status).toBe(404)
    expect(await other.call('GET', `/api/projects/${projectId}/exports`)).toMatchObject({
      status: 404,
      body: { code: 'projects.not_found' },
    })
    expect(await other.call('POST', `/api/projects/${projectId}/exports`, {})).toMatchObject({
      status: 404,
      body: { code: 'projects.not_found' },
    })
    expect((await fetch(`${house.url}/media/exports/${made.id}`)).status).toBe(401)
    expect((await anna.fetch('/media/exports/none')).status).toBe(404)
  })

  test('says that it has expired', async () => {
    const made = await order(projectId)
    await house.tools.db.driver.query('update public.exports set expires_at = now() where id = $1', [made.id])
    const answer = await anna.fetch(`/media/exports/${made.id}`)
    expect(answer.status).toBe(410)
    expect(await answer.json()).toMatchObject({ code: 'exports.expired' })
    const list: { exports: Exported[] } = (await anna.call('GET', `/api/projects/${projectId}/exports`)).body
    expect(list.exports.map((one) => one.id)).not.toContain(made.id)
  })

  test('stays the same while scenes change, and says so when a clip itself is gone', async () => {
    const project = await addProject(anna, 'changing')
    const scene = await addScene({ project, ordinal: 1, clips: [randomBytes(1000), randomBytes(1000)] })
    const made = await order(project)
    const before = await download(made)
    await query('update public.scenes set version = 2, deleted_at = now() where id = $1 returning id', [scene])
    expect((await download(made)).bytes.equals(before.bytes)).toBe(true)
    const key = `${anna.id}/scenes/${project}/${scene}/1.mp4`
    await house.tools.storage.put('media', key, randomBytes(1000), 'video/mp4')
    expect(await anna.call('GET', `/media/exports/${made.id}`)).toMatchObject({
      status: 410,
      body: { code: 'exports.changed' },
    })
    await house.tools.storage.remove('media', [key])
    expect(await anna.call('GET', `/media/exports/${made.id}`)).toMatchObject({
      status: 410,
      body: { code: 'exports.changed' },
    })
  })

  test('of a clip that is missing names the scene', async () => {
    const project = await addProject(anna, 'missing')
    const scene = await addScene({ project, ordinal: 4, clips: [randomBytes(1000)] })
    await house.tools.storage.remove('media', [`${anna.id}/scenes/${project}/${scene}/1.mp4`])
    const refused = await anna.call('POST', `/api/projects/${project}/exports`, {})
    expect(refused).toMatchObject({ status: 409, body: { code: 'exports.clip_missing' } })
    expect(refused.body.detail).toContain('scene 4')
  })

  test('never reads somebody else’s file, even when a row names it', async () => {
    const project = await addProject(other, 'forged')
    await addScene({ owner: other, project, ordinal: 1, clips: [randomBytes(1000)] })
    await house.tools.db.driver.query('update public.scene_versions set video_url = $2 where user_id = $1', [
      other.id,
      `${anna.id}/scenes/${projectId}/${scenes[0]}/1.mp4`,
    ])
    expect(await other.call('POST', `/api/projects/${project}/exports`, {})).toMatchObject({ status: 500 })
  })
})

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
    await expect.poll(openMedia, { timeout: 10_000 }).toEqual([])
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
