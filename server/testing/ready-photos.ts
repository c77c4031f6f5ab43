import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import sharp from 'sharp'
import { actingAsConnection } from '#kernel/db/acting.ts'
import { newId } from '#kernel/id.ts'
import { besideOriginal, originalKeyOf } from '../features/photos/photos.rules.ts'
import type { House } from '../house.ts'
import type { TestPerson } from './people.ts'

/** A project of this person with `count` ready photos, put straight into database and storage: for tests of what comes after uploading. */
export const addProjectWithPhotos = async (
  house: House,
  person: TestPerson,
  { count = 2, name = `Project ${newId().slice(0, 8)}`, width = 640, height = 360 } = {},
): Promise<{ projectId: string; fileIds: string[] }> => {
  const projectId = newId()
  await actingAsConnection(house.tools.db, (transaction) =>
    transaction.run(sql`
      insert into public.projects (id, owner_id, name, name_key, next_photo_number)
      values (${projectId}, ${person.id}, ${name}, ${name.toLowerCase()}, ${count + 1})`),
  )
  const fileIds: string[] = []
  for (let number = 1; number <= count; number += 1) {
    const id = newId()
    const key = originalKeyOf(person.id, id)
    const jpeg = await picture(width, height, number)
    await house.tools.storage.put('media', key, jpeg, 'image/jpeg')
    await house.tools.storage.put('media', besideOriginal(key, 'frame.jpg'), jpeg, 'image/jpeg')
    await actingAsConnection(house.tools.db, (transaction) =>
      transaction.run(sql`
        insert into public.source_files
          (id, user_id, project_id, file_path, name, original_name, number, mime, bytes, width, height, sha256, state, position)
        values (${id}, ${person.id}, ${projectId}, ${key}, ${`test${number}.jpeg`}, ${`IMG_${number}.JPG`}, ${number}, 'image/jpeg',
                ${jpeg.length}, ${width}, ${height}, ${createHash('sha256').update(jpeg).digest('hex')}, 'ready', ${number})`),
    )
    fileIds.push(id)
  }
  return { projectId, fileIds }
}

/** Light falls differently in each, so that a morph has something to do. */
const picture = (width: number, height: number, number: number): Promise<Buffer> => {
  const pixels = Buffer.alloc(width * height * 3)
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = (y * width + x) * 3
      pixels[at] = (x * 255) / width
      pixels[at + 1] = (y * 255) / height
      pixels[at + 2] = (number * 40 + x * y) % 256
    }
  }
  return sharp(pixels, { raw: { width, height, channels: 3 } })
    .jpeg()
    .toBuffer()
}
