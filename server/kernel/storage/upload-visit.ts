import { AsyncLocalStorage } from 'node:async_hooks'
import type { IncomingMessage } from 'node:http'
import type { PersonActor } from '../db/acting.ts'
import type { Part } from './upload-parts.ts'
import type { AnnouncedFile } from './uploads.ts'

/** One request to tus. The library tells its store and its lock only which upload is meant; this is who asks, and with what. */
export interface Visit {
  person: PersonActor
  method: string
  /** The socket's own stream, with the body of the request. */
  incoming: IncomingMessage
  /** Set once it is known to be this person's. */
  file?: AnnouncedFile
  /** What of it is here, as far as this request has looked: a part, or all of it in storage. */
  here?: Part | 'all'
  /** Ends the writing when the same sender comes again. */
  stop: AbortController
}

const visits = new AsyncLocalStorage<Visit>()

export const visiting = <T>(visit: Visit, work: () => Promise<T>): Promise<T> => visits.run(visit, work)

/** Of the request that is being answered. Throws outside of one. */
export const currentVisit = (): Visit => {
  const visit = visits.getStore()
  if (visit === undefined) throw new Error('The store of uploads was asked outside a request')
  return visit
}

/** The file that is visited. Throws when it has not been looked for yet. */
export const visitedFile = ({ file }: Visit): AnnouncedFile => {
  if (file === undefined) throw new Error('An upload was asked for before its file was known')
  return file
}

export const bytesHere = ({ here, file }: Visit): number => (here === 'all' ? (file?.bytes ?? 0) : (here?.bytes ?? 0))
