import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** The project's folder. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..')

/** @param {string[]} parts */
export const at = (...parts) => path.join(root, ...parts)

/** Node's arguments that read the settings of this folder; what the environment says already wins over them. */
export const envFile = () => (existsSync(at('.env')) ? ['--env-file=.env'] : [])

/**
 * Node's arguments for the house. The embedded database is one large WebAssembly module: compiled on one thread at a
 * time and with a smaller nursery for young objects, the idle house keeps about 420 MB instead of 500, at the same speed.
 */
export const houseFlags = ['--wasm-num-compilation-tasks=1', '--max-semi-space-size=8']

/**
 * Node's argument for a house that lives for a test. The machine code of the embedded database is made quickly at first
 * and then once more, well: two seconds of a processor that pay off in a house that stays, not in one that soon ends.
 */
export const shortLife = '--liftoff-only'

/**
 * The text of a file, or null when there is none.
 * @param {string} file
 */
export function textOf(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return null
    throw error
  }
}

/**
 * One hash over the contents of files and folders, independent of file times (a fresh clone has the same hash).
 * @param {string[]} inputs paths relative to `from`; what does not exist counts as absent
 * @param {{ from?: string, skip?: ReadonlySet<string> }} [options] `skip`: names of files and folders to leave out
 */
export function contentHash(inputs, options = {}) {
  const from = options.from ?? root
  const skip = options.skip ?? new Set(['node_modules', 'dist'])
  const hash = createHash('sha256')
  /** @param {string} relative */
  const addFile = (relative) => {
    const content = readFileSync(path.join(from, relative))
    hash.update(`${relative.split(path.sep).join('/')}\0${content.length}\0`).update(content)
  }
  /** @param {string} relative */
  const addFolder = (relative) => {
    const entries = readdirSync(path.join(from, relative), { withFileTypes: true })
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (skip.has(entry.name)) continue
      const inside = path.join(relative, entry.name)
      if (entry.isDirectory()) addFolder(inside)
      else if (entry.isFile()) addFile(inside)
    }
  }
  for (const input of inputs) {
    try {
      addFolder(input)
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : ''
      if (code === 'ENOTDIR') addFile(input)
      else if (code === 'ENOENT') hash.update(`${input}\0absent\0`)
      else throw error
    }
  }
  return hash.digest('hex')
}
