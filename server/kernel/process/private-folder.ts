import { lstatSync, mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * A folder in the machine's temporary folder that only this user can write to, made when it is missing. Null when a
 * stranger was there first: what lies in it decides whom we kill and which code we run.
 */
export const privateFolder = (name: string): string | null => {
  const user = process.getuid?.()
  const path = join(tmpdir(), `greenroom-${name}-${user ?? 'all'}`)
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 })
    const found = lstatSync(path)
    const ours = user === undefined || (found.uid === user && (found.mode & 0o022) === 0)
    return found.isDirectory() && ours ? path : null
  } catch {
    return null
  }
}
