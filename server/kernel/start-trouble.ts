import { ConfigError } from './config.ts'
import { FolderInUse } from './db/lock.ts'
import { MigrationError } from './db/migrate.ts'
import { PortUnavailable } from './http/serve.ts'

/** What stopped a start, for the person at the terminal: one sentence when they can mend it, else ours with its stack. Pure. */
export const startTrouble = (error: unknown): string => {
  if (
    error instanceof ConfigError ||
    error instanceof FolderInUse ||
    error instanceof PortUnavailable ||
    error instanceof MigrationError
  )
    return error.message
  if (isDiskFull(error)) return 'The disk is full. Make room, or set GREENROOM_DATA to a folder on another disk.'
  if (error instanceof Error && 'code' in error) {
    if (error.code === 'EACCES' || error.code === 'EROFS')
      return `This user may not write to the data folder (${error.message}). Set GREENROOM_DATA to another folder.`
    if (error.code === 'ECONNREFUSED')
      return 'The database at DATABASE_URL does not answer. Start it, or take DATABASE_URL away to use the embedded one.'
  }
  if (error instanceof Error) return error.stack ?? error.message
  return `The house could not start: ${JSON.stringify(error)}`
}

/** The number that the embedded engine's file system has for ENOSPC (WASI's `nospc`). */
const enospcOfEngine = 51

/** Node, the file system inside the embedded engine and the database say it in three ways. */
const isDiskFull = (error: unknown): boolean => {
  if (typeof error !== 'object' || error === null) return false
  if ('code' in error && (error.code === 'ENOSPC' || error.code === '53100')) return true
  if ('errno' in error && error.errno === enospcOfEngine) return true
  return 'message' in error && String(error.message).includes('No space left on device')
}
