import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Exported } from '@greenroom/contract/exports.ts'
import { openExportHouse, python, sha, type ExportHouse } from '#testing/export-house.ts'
import type { TestPerson } from '#testing/people.ts'

let opened: ExportHouse
let house: ExportHouse['house']
let anna: TestPerson
let other: TestPerson
let projectId: string
beforeAll(async () => {
  opened = await openExportHouse()
  ;({ house, anna, other, projectId } = opened)
})
afterAll(() => house.stop())
const query: ExportHouse['query'] = (...given) => opened.query(...given)
const addProject: ExportHouse['addProject'] = (...given) => opened.addProject(...given)
const addScene: ExportHouse['addScene'] = (...given) => opened.addScene(...given)
const order: ExportHouse['order'] = (...given) => opened.order(...given)
const download: ExportHouse['download'] = (...given) => opened.download(...given)
const entriesOf: ExportHouse['entriesOf'] = (...given) => opened.entriesOf(...given)

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
