import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { Exported } from '@greenroom/contract/exports.ts'
import { makeHouse } from './house.ts'
import type { TestPerson } from './people.ts'

export const python = spawnSync('python3', ['-c', 'import zipfile']).status === 0
export const sha = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')

interface SceneWish {
  owner?: TestPerson
  project?: string
  ordinal: number
  /** The clip of each version; null while it is being made. */
  clips: (Buffer | null)[]
  pinned?: number | null
  notes?: string
}

export type ExportHouse = Awaited<ReturnType<typeof openExportHouse>>

/** A house with two people and a project, and the few acts that tests of exports are made of. */
export const openExportHouse = async () => {
  const house = await makeHouse({ working: false })
  const anna = await house.people.add()
  const other = await house.people.add()

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

  const projectId = await addProject(anna, 'Zomer/Huis')

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

  return { house, anna, other, projectId, query, addProject, addScene, order, download, entriesOf }
}
