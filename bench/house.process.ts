import { randomBytes } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { chooseEncoder } from '../server/media/encoder.ts'
import { openPhotoIngest } from '../server/media/photo-ingest.ts'
import { actingAs, actingAsConnection } from '../server/kernel/db/acting.ts'
import { announce } from '../server/kernel/events/events.ts'
import { newId } from '../server/kernel/id.ts'
import { makeHouse } from '../server/testing/house.ts'
import { uploadPath } from '../server/kernel/storage/uploads.ts'
import { announce as announceFiles, newProject } from '../server/testing/photos.ts'
import { startPostgres } from '../server/testing/postgres.ts'
import { serveQuestions } from './answering.ts'
import { together } from './measure.ts'

/** A real house in a process of its own, embedded or on Postgres, with a signed-in person and what a bench asks for. */
const wish = process.argv[2]
const postgres = wish === 'postgres' ? await startPostgres() : null
const url = postgres === null ? undefined : (await postgres.createDatabase('bench')).ownerUrl
const house = await makeHouse({
  environment: { LOG_LEVEL: 'fatal', ...(url === undefined ? {} : { DATABASE_URL: url }) },
  replace: { checkReplies: false },
  // What was uploaded is left alone while uploading is measured.
  working: wish !== 'idle',
})
const person = await house.people.add()
const { db, storage } = house.tools

const addProject = async (name: string): Promise<string> =>
  await actingAs(db, person.actor, async (transaction) => {
    const row = await transaction.one(sql<{ id: string }>`
      insert into public.projects (owner_id, name, name_key) values (${person.id}, ${name}, ${name}) returning id`)
    return row.id
  })

const addPhoto = async (projectId: string, number: number): Promise<{ id: string; key: string }> => {
  const key = `${person.id}/photos/${projectId}/${number}`
  const row = await actingAsConnection(db, (transaction) =>
    transaction.one(sql<{ id: string }>`
      insert into public.source_files (user_id, project_id, file_path, name, original_name, number, mime, bytes, width, height, sha256, thumbhash, state, position)
      values (${person.id}, ${projectId}, ${`${key}/original.jpg`}, ${`house${number}.jpeg`}, ${`IMG_${number}.JPG`}, ${number}, 'image/jpeg', 3456789, 4000, 3000,
              ${randomBytes(32).toString('hex')}, ${randomBytes(24).toString('base64')}, 'ready', ${number}) returning id`),
  )
  return { id: row.id, key }
}

/** Scenes with one finished take each; the clips are random, as coded video is to everything but its player. */
const addScenes = async (projectId: string, count: number, clipBytes: number): Promise<string[]> => {
  const photo = await addPhoto(projectId, 1)
  const frame = await storage.put('media', `${photo.key}/frame.jpg`, randomBytes(200_000), 'image/jpeg')
  const meta = {
    provider: 'local',
    model: 'preview',
    disclosure: 'Local preview renderer, not AI',
    ai: false,
    prompt: 'x',
    notes: '',
    options: {
      provider: 'local',
      model: 'preview',
      durationSeconds: 5,
      resolution: '720p',
      ratio: '16:9',
      loop: false,
    },
    shotType: { id: newId(), name: 'Wide', motion: 'pull-out' },
    start: {
      fileId: photo.id,
      name: 'house1.jpeg',
      sha256: frame.sha256,
      key: `${photo.key}/frame.jpg`,
      bytes: frame.bytes,
      width: 1,
      height: 1,
    },
    end: null,
    priceEstimateMicroUsd: 0,
  }
  const files: string[] = []
  for (let ordinal = 1; ordinal <= count; ordinal += 1) {
    const id = newId()
    const key = `${person.id}/scenes/${projectId}/${id}/1.mp4`
    const clip = await storage.put('media', key, randomBytes(clipBytes), 'video/mp4')
    files.push(await storage.localPath('media', key, house.dataFolder))
    await actingAsConnection(db, async (transaction) => {
      await transaction.run(sql`
        insert into public.scenes (id, user_id, project_id, start_key, start_file_id, ordinal, position, status)
        values (${id}, ${person.id}, ${projectId}, 'x', ${photo.id}, ${ordinal}, ${ordinal}, 'ready')`)
      await transaction.run(sql`
        insert into public.scene_versions (scene_id, user_id, version, video_url, bytes, sha256, crc32, render_meta, ready_at)
        values (${id}, ${person.id}, 1, ${key}, ${clip.bytes}, ${clip.sha256}, ${clip.crc32}, ${JSON.stringify(meta)}::jsonb, now())`)
      await transaction.run(sql`update public.scenes set version = 1 where id = ${id}`)
    })
  }
  return files
}

type Question =
  | { do: 'zip'; count: number; clipBytes: number }
  | { do: 'photos'; count: number }
  | { do: 'people'; count: number }
  | { do: 'announceFiles'; count: number; bytes: number }
  | { do: 'forgetFiles' }
  | { do: 'ingest'; paths: string[]; folder: string }
  | { do: 'announce'; userIds: string[] }

const answers = {
  /** Lays out an export of new scenes; answers its address and the clips themselves. */
  async zip({ count, clipBytes }: { count: number; clipBytes: number }) {
    const projectId = await addProject('Export')
    const files = await addScenes(projectId, count, clipBytes)
    const { body } = await person.call('POST', `/api/projects/${projectId}/exports`, {})
    return { path: `/media/exports/${body.id}`, bytes: body.bytes as number, files }
  },
  async photos({ count }: { count: number }) {
    const projectId = await addProject('List')
    for (let number = 1; number <= count; number += 1) await addPhoto(projectId, number)
    return { path: `/api/projects/${projectId}/photos?limit=${count}` }
  },
  async people({ count }: { count: number }) {
    const people = []
    for (let index = 0; index < count; index += 1) people.push(await house.people.add())
    return people.map(({ id, accessToken }) => ({ id, accessToken }))
  },
  /** Announces files; answers the one request that sends each of them. */
  async announceFiles({ count, bytes }: { count: number; bytes: number }) {
    const files = Array.from({ length: count }, (_, index) => ({ name: `IMG_${index}.jpg`, bytes }))
    const announced = await announceFiles(person, await newProject(person), files)
    return announced.files.map((file) => ({
      method: 'POST',
      path: uploadPath,
      headers: {
        authorization: `Bearer ${person.accessToken}`,
        'tus-resumable': '1.0.0',
        'upload-length': String(bytes),
        'upload-metadata': Object.entries({
          bucketName: file.bucket,
          objectName: file.objectName,
          contentType: 'image/jpeg',
        })
          .map(([name, value]) => `${name} ${Buffer.from(value).toString('base64')}`)
          .join(','),
        'content-type': 'application/offset+octet-stream',
      },
    }))
  },
  async forgetFiles() {
    const keys: string[] = []
    for await (const { key } of storage.list('media', `${person.id}/photos/`)) keys.push(key)
    await storage.remove('media', keys)
    return keys.length
  },
  /** As after an upload: two children make the pictures. */
  async ingest({ paths, folder }: { paths: string[]; folder: string }) {
    await together(paths, 2, async (path, index) => {
      const target = join(folder, `made-${index}`)
      await mkdir(target, { recursive: true })
      const made = await ingest.ingest({ path, folder: target })
      if (!made.ok) throw new Error(made.reason.sentence)
    })
    return null
  },
  /** One message to each of these people, in one transaction; answers when it began and when it was committed. */
  async announce({ userIds }: { userIds: string[] }) {
    const began = process.hrtime.bigint()
    await actingAs(db, { kind: 'house', reason: 'bench' }, async (transaction) => {
      for (const userId of userIds) await announce(transaction, userId, { type: 'shots.changed' })
    })
    return { began, committed: process.hrtime.bigint() }
  },
}

const ingest = openPhotoIngest({ encoder: await chooseEncoder({ ffmpegPath: null }), processes: 2 })

await serveQuestions(() => ({
  ready: { url: house.url, token: person.accessToken, userId: person.id },
  answer(question: Question) {
    if (question.do === 'zip') return answers.zip(question)
    if (question.do === 'photos') return answers.photos(question)
    if (question.do === 'people') return answers.people(question)
    if (question.do === 'announceFiles') return answers.announceFiles(question)
    if (question.do === 'forgetFiles') return answers.forgetFiles()
    if (question.do === 'ingest') return answers.ingest(question)
    return answers.announce(question)
  },
  async stop() {
    await ingest.close()
    await house.stop()
    await postgres?.close()
  },
}))
