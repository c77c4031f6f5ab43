import { readFileSync } from 'node:fs'

/**
 * npm starts us through a shell. Who ends npm (a supervisor, `kill %1`) ends the shell at best, and we would live on with
 * the port in our hands. So under npm we look every second whether both are still there.
 * @param {() => void} gone
 * @returns {() => void} stops looking
 */
export function watchNpm(gone) {
  if (!process.env.npm_lifecycle_event) return () => {}
  const parent = process.ppid
  const npm = findNpm()
  const timer = setInterval(() => {
    if (process.ppid === parent && findNpm() === npm) return
    clearInterval(timer)
    gone()
  }, 1000)
  timer.unref()
  return () => clearInterval(timer)
}

/** The process id of npm, up to three parents away; null where the system does not tell (no /proc) or npm is not there. */
function findNpm() {
  let pid = process.ppid
  for (let step = 0; step < 3 && pid > 1; step++) {
    try {
      if (readFileSync(`/proc/${pid}/comm`, 'utf8').startsWith('npm')) return pid
      // "pid (name) state parent …"; the name may hold anything, so the rest is read from its last bracket on.
      pid = Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[1])
    } catch {
      return null
    }
  }
  return null
}
