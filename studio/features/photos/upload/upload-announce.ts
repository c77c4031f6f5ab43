import { call } from '#lib/api.ts'
import { announcementOf, type UploadFile, type Uploader } from './upload-file.ts'
import { FILES_AT_ONCE } from './upload.rules.ts'
import type { OpenBatch, RefusedFile } from './uploads.ts'

/**
 * Tells the house which files will come, and notes down where each of them is to be sent. Announcing a file of a batch
 * again gives it the same place. Answers the files that the house does not want. Throws ApiProblem.
 */
export async function announceFiles(
  uppy: Uploader,
  projectId: string,
  { batchId, order }: OpenBatch,
  files: readonly UploadFile[],
): Promise<(RefusedFile & { id: string })[]> {
  const refused: (RefusedFile & { id: string })[] = []
  for (let first = 0; first < files.length; first += FILES_AT_ONCE) {
    const part = files.slice(first, first + FILES_AT_ONCE)
    const answer = await call('POST /api/projects/:projectId/uploads', {
      params: { projectId },
      body: { batchId, order, files: part.map(announcementOf) },
    })
    const byClient = new Map(part.map((file) => [announcementOf(file).clientId, file]))
    const places: Record<string, Partial<UploadFile>> = {}
    for (const { clientId, fileId, bucket, objectName } of answer.files) {
      const file = byClient.get(clientId)
      if (file === undefined) continue
      const contentType = file.type === '' ? 'application/octet-stream' : file.type
      const place = { fileId, bucketName: bucket, objectName, contentType, cacheControl: '3600' }
      places[file.id] = { meta: { ...file.meta, ...place, metadata: JSON.stringify({ fileId, batchId }) } }
    }
    uppy.patchFilesState(places as never)
    for (const { clientId, sentence } of answer.refused) {
      const file = byClient.get(clientId)
      if (file !== undefined) refused.push({ id: file.id, name: file.name, sentence })
    }
  }
  return refused
}
