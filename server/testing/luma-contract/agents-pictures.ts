import { pictureRefs, type CreateVideo, type ImageRef } from './agents-rules.ts'
import { fetchPicture, openPicture, pictureLimits, type Picture } from './pictures.ts'
import { isRefusal, type Refusal, type World } from './world.ts'

/** Reads every picture of a request, the way the vendor does before it takes the job. */
export const readPictures = async (world: World, body: CreateVideo, key: string): Promise<Picture[] | Refusal> => {
  const pictures: Picture[] = []
  for (const { name, ref } of pictureRefs(body)) {
    if ('generation_id' in ref) {
      const refusal = priorProblem(world, name, ref.generation_id, key)
      if (refusal !== null) return refusal
      continue
    }
    const data = await bytesOf(world, name, ref, key)
    if (isRefusal(data)) return data
    if (data.byteLength > pictureLimits.bytes) return { status: 413, detail: `${name}: image exceeds 50 MB limit` }
    pictures.push(await openPicture(data))
  }
  return pictures
}

const bytesOf = async (
  world: World,
  name: string,
  ref: Exclude<ImageRef, { generation_id: string }>,
  key: string,
): Promise<Buffer | Refusal> => {
  if ('data' in ref) return Buffer.from(ref.data, 'base64')
  if ('url' in ref) return (await fetchPicture(ref.url)) ?? { status: 422, detail: `${name}: failed to fetch URL` }
  const file = world.files.find(ref.file_id, key)
  if (file === null) return { status: 422, detail: `${name}: file not found` }
  return file.state === 'ready' && file.data !== null
    ? file.data
    : { status: 422, detail: `${name}: file is not ready` }
}

const priorProblem = (world: World, name: string, id: string, key: string): Refusal | null => {
  const prior = world.jobs.find(id, 'agents', key)
  if (prior === null) return { status: 422, detail: `${name}: generation not found` }
  return world.jobs.phase(prior) === 'done' && prior.ends.as === 'video'
    ? null
    : { status: 422, detail: `${name}: generation is not completed` }
}
