import { call } from '#lib/api.ts'
import type { KeptFile } from './kept-files.rules.ts'
import { announcementOf, arrivedBefore, placed, type Place, type UploadFile } from './upload-file.ts'
import { FILES_AT_ONCE } from './upload.rules.ts'
import type { OpenBatch } from './uploads.ts'

interface Announced {
  readonly places: readonly Place[]
  readonly refused: readonly {
    readonly clientId: string
    readonly name: string
    readonly code: string
    readonly sentence: string
  }[]
}

/**
 * Tells the house which files will come; answers where each of them is to be sent, and which the house does not want.
 * Announcing a file of a batch again gives it the same place. Throws ApiProblem.
 */
export async function announceFiles(
  projectId: string,
  { batchId, order }: OpenBatch,
  files: readonly KeptFile[],
): Promise<Announced> {
  const places: Place[] = []
  const refused: { clientId: string; name: string; code: string; sentence: string }[] = []
  const names = new Map(files.map(({ clientId, name }) => [clientId, name]))
  for (let first = 0; first < files.length; first += FILES_AT_ONCE) {
    const part = files.slice(first, first + FILES_AT_ONCE)
    const answer = await call('POST /api/projects/:projectId/uploads', {
      params: { projectId },
      body: { batchId, order, files: part.map(announcementOf) },
    })
    places.push(...answer.files)
    for (const { clientId, code, sentence } of answer.refused)
      refused.push({ clientId, name: names.get(clientId) ?? '', code, sentence })
  }
  return { places, refused }
}

/** What the uploader has to know of its files: where they go, and which of them need not go any more. */
export function placesOf(
  places: readonly Place[],
  files: ReadonlyMap<string, UploadFile>,
  batchId: string,
): Record<string, Partial<UploadFile>> {
  const patches: Record<string, Partial<UploadFile>> = {}
  for (const place of places) {
    const file = files.get(place.clientId)
    if (file === undefined) continue
    patches[file.id] = Object.assign(placed(file, batchId, place), place.arrived ? arrivedBefore(file) : {})
  }
  return patches
}
