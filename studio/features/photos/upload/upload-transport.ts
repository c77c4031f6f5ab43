import type { TusOptions } from '@uppy/tus'
import type { House } from '@greenroom/contract/house.ts'
import { auth } from '#lib/session.ts'
import type { FileMeta } from './upload-file.ts'

/** How bytes travel: resumable (tus) to the endpoint that the house names, with its own chunk size. */
export const transport = (
  house: House,
  isPaused: (fileId: string) => boolean,
): TusOptions<FileMeta, Record<string, unknown>> => ({
  endpoint: new URL(house.upload.endpoint, location.origin).href,
  chunkSize: house.upload.chunkBytes,
  // Browsers allow six connections to one server; the page needs some of them for itself.
  limit: 4,
  // A small file is one request instead of two; of a large one the address has to be known early.
  uploadDataDuringCreation: true,
  // The addresses of unfinished uploads are kept with the files themselves.
  storeFingerprintForResuming: false,
  // A server that is started again is back within this time.
  retryDelays: [0, 1000, 2000, 4000, 8000, 15_000, 30_000, 60_000],
  allowedMetaFields: ['bucketName', 'objectName', 'contentType', 'cacheControl', 'metadata'],
  headers: { apikey: house.publishableKey },
  onBeforeRequest: async (request, file) => {
    // Long uploads outlive a token; the client renews it when it is about to end.
    const { data } = await (await auth()).getSession()
    request.setHeader('Authorization', `Bearer ${data.session?.access_token ?? ''}`)
    // What is paused while its request is prepared, the library cannot take back any more.
    if (isPaused(file.id)) throw new Error('Paused before it was sent.')
  },
  onShouldRetry: (error, attempt, _options, next) =>
    error.originalResponse?.getStatus() === 401 ? attempt < 2 : next(error),
})
