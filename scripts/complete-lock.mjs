// Completes package-lock.json (npm run lock). Packages with native parts come in one package per platform; where a registry
// lacks some of those, npm leaves them out of the lock, and "npm ci" then refuses the lock on every machine. This adds
// what is missing: name, exact version and platform, which is all that a machine of another platform needs.
import { execSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { at, root } from './ground/places.mjs'

/**
 * @typedef {{ version?: string, optional?: boolean, dev?: boolean, os?: string[], cpu?: string[], libc?: string[],
 *   optionalDependencies?: Record<string, string> }} Entry
 */

/** @param {{ packages: Record<string, Entry> }} lock @returns {Record<string, Entry>} the entries that are missing */
export function missingEntries(lock) {
  /** @type {Record<string, Entry>} */
  const missing = {}
  for (const [place, entry] of Object.entries(lock.packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      if (isThere(lock.packages, place, name)) continue
      if (!/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))
        throw new Error(`${name}@${version} is missing and has no exact version.`)
      missing[`node_modules/${name}`] = {
        version,
        ...platformOf(name),
        ...(entry.dev ? { dev: true } : {}),
        optional: true,
      }
    }
  }
  return missing
}

/** Looks where Node would look. @param {Record<string, Entry>} packages @param {string} place @param {string} name */
function isThere(packages, place, name) {
  for (let from = place; ; from = from.replace(/(^|\/)[^/]*$/, '')) {
    if (packages[from === '' ? `node_modules/${name}` : `${from}/node_modules/${name}`]) return true
    if (from === '') return false
  }
}

/** What the name of a platform's package says: system, processor, C library. @param {string} name */
function platformOf(name) {
  const words = (name.split('/').at(-1) ?? name).split('-')
  /** @param {string[]} known */
  const among = (known) => words.find((word) => known.includes(word))
  const os = among([
    'android',
    'darwin',
    'freebsd',
    'linux',
    'netbsd',
    'openbsd',
    'openharmony',
    'sunos',
    'aix',
    'win32',
  ])
  const cpu = among(['arm', 'arm64', 'ia32', 'loong64', 'ppc64', 'riscv64', 's390x', 'x64', 'wasm32', 'mips64el'])
  if (!os && !cpu) throw new Error(`${name} is missing, and its name does not tell for which platform it is.`)
  return { ...(os ? { os: [os] } : {}), ...(cpu ? { cpu: [cpu] } : {}) }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const file = at('package-lock.json')
  const lock = JSON.parse(readFileSync(file, 'utf8'))
  const missing = missingEntries(lock)
  const count = Object.keys(missing).length
  if (count > 0) {
    lock.packages = { ...lock.packages, ...missing }
    writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`)
    // Once more, so that they stand where npm puts them and the next install changes nothing.
    execSync('npm install --package-lock-only --ignore-scripts --omit-lockfile-registry-resolved', { cwd: root })
  }
  console.log(`${count} platform packages added to package-lock.json.`)
}
