import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { work, type Work, type WorkContext } from '#kernel/jobs/jobs.ts'
import type { Tools } from '#kernel/tools.ts'
import { makeSamplePhotos, samplePhotoNames } from '#media/sample-photos/sample-photos.ts'
import { announceMade, closeMade, handIn } from '../photos/photos.made.ts'
import { makeSample } from './projects.jobs.ts'

type Sample = { projectId: string; userId: string; batchId: string }

export const projectWorks = (tools: Tools): Work[] => [
  work(
    makeSample,
    (sample, context) => fill(tools, sample, context),
    (sample) => closeMade(tools, { ...sample, id: sample.batchId }),
  ),
]

/** Draws the photographs and hands each of them in as soon as it is there. A second run draws only what the first did not hand in. */
const fill = async (tools: Tools, { projectId, userId, batchId }: Sample, context: WorkContext): Promise<void> => {
  const awaited = await announceMade(tools, { id: batchId, projectId, userId }, samplePhotoNames)
  if (awaited.size === 0) return
  const folder = join(tools.config.dataFolder, 'work', 'samples', batchId)
  await mkdir(folder, { recursive: true })
  const troubles: unknown[] = []
  const takings: Promise<unknown>[] = []
  try {
    await makeSamplePhotos({
      folder,
      names: [...awaited.keys()],
      processes: tools.config.INGEST_PROCESSES,
      longSide: tools.config.SAMPLE_LONG_SIDE,
      signal: context.signal,
      onPhoto: ({ name, path }) => {
        const file = awaited.get(name)
        if (file !== undefined) takings.push(handIn(tools, file, path).catch((error: unknown) => troubles.push(error)))
      },
    })
  } finally {
    await Promise.all(takings)
    await rm(folder, { recursive: true, force: true })
  }
  if (troubles.length > 0) throw troubles[0]
}
