import { execFileSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { root } from './places.mjs'

const notOurs = new Set(['node_modules', 'dist', 'data', '.git', '.cache', 'test-results', 'coverage'])

/** Every file of the project, also new ones, without what is ignored; paths with forward slashes. @returns {string[]} */
export function projectFiles() {
  try {
    const args = ['ls-files', '--cached', '--others', '--exclude-standard', '-z']
    const listed = execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
    return listed.split('\0').filter(Boolean)
  } catch {
    // Not a git checkout (an unpacked archive, an image): everything that is not made by us on the spot.
    return walk('')
  }
}

/** @param {string} folder @returns {string[]} */
function walk(folder) {
  return readdirSync(`${root}/${folder}`, { withFileTypes: true }).flatMap((entry) => {
    const inside = folder ? `${folder}/${entry.name}` : entry.name
    if (notOurs.has(entry.name)) return []
    return entry.isDirectory() ? walk(inside) : [inside]
  })
}
