import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { privateFolder } from './private-folder.ts'

/**
 * The ledger of living children: one empty file per child, named after it and its parent, so that a parent that starts
 * again can end what a killed predecessor left behind. Where the kernel ends children with their parent there is
 * nothing to sweep. A process is named by its id and its start time, because ids are used again.
 */
interface Named {
  pid: number
  /** Clock ticks since boot, field 22 of /proc/<pid>/stat. */
  startedAt: string
}

/** Writes down a child. Returns the act of crossing it out; where /proc is missing there is nothing to write. */
export const recordChild = (pid: number): (() => void) => {
  const child = startOf(pid)
  const parent = startOf(process.pid)
  const place = child !== null && parent !== null ? privateFolder('children') : null
  if (place === null) return () => undefined
  const file = join(place, `${process.pid}-${parent}-${pid}-${child}`)
  writeFileSync(file, '')
  return () => rmSync(file, { force: true })
}

/**
 * Kills the children of parents that are gone. Call it once at boot; several servers on one machine do not disturb
 * each other. Returns how many were still alive.
 */
export const sweepStaleChildren = (): number => {
  const place = privateFolder('children')
  if (place === null) return 0
  let killed = 0
  for (const name of readdirSync(place)) {
    const [parentPid, parentStart, childPid, childStart] = name.split('-')
    if (!parentPid || !parentStart || !childPid || !childStart) continue
    if (isAlive({ pid: Number(parentPid), startedAt: parentStart })) continue
    if (isAlive({ pid: Number(childPid), startedAt: childStart })) killed += endGroup(Number(childPid)) ? 1 : 0
    rmSync(join(place, name), { force: true })
  }
  return killed
}

/** SIGKILL to a child and everything it started in its own group. False when it was gone already. */
export const endGroup = (pid: number): boolean => {
  // A group exists only where children are started detached; the plain id is what Windows knows.
  for (const target of process.platform === 'win32' ? [pid] : [-pid, pid]) {
    try {
      process.kill(target, 'SIGKILL')
      return true
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
    }
  }
  return false
}

const isAlive = (named: Named): boolean => startOf(named.pid) === named.startedAt

const startOf = (pid: number): string | null => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
    // The second field is the program's name in brackets and may hold spaces, so counting starts behind it.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    // A zombie has ended; only its parent has not noticed.
    return fields[0] === 'Z' ? null : (fields[19] ?? null)
  } catch {
    return null
  }
}
