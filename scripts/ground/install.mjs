import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { run } from './child.mjs'
import { at, contentHash, root, textOf } from './places.mjs'
import { oneAtATime } from './one-at-a-time.mjs'
import { withProgress } from './say.mjs'
import { Trouble, writeTrouble } from './trouble.mjs'

const stampFile = at('node_modules/.greenroom-install')
const platform = `${process.platform}-${process.arch}`

/** Brings node_modules to what package-lock.json says; does nothing when it is there already. Never writes the lock. */
export async function install() {
  if (isInstalled()) return
  await oneAtATime(at('.cache'), 'install', async () => {
    // Another start may have done it while this one waited.
    if (isInstalled()) return
    if (matchesLock(textOf(at('package-lock.json')), textOf(at('node_modules/.package-lock.json')))) return stamp()
    await withProgress('Installing what Greenroom needs (once, about a minute)', 'Installed', installNow)
    stamp()
  })
}

const wanted = () => `${contentHash(['package-lock.json'])} ${platform}\n`
const isInstalled = () => textOf(stampFile) === wanted()

function stamp() {
  try {
    writeFileSync(stampFile, wanted())
  } catch (error) {
    throw new Trouble(writeTrouble(error, root) ?? `The folder node_modules cannot be used: ${String(error)}.`)
  }
}

async function installNow() {
  rmStamp()
  const npm = findNpm()
  // With dev packages whatever NODE_ENV says: the studio is built from them. Retries are short, so that "no network" is told soon.
  const flags = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--include=dev', '--include=optional', '--prefer-offline']
  const patience = ['--fetch-retries=2', '--fetch-retry-mintimeout=1000', '--fetch-retry-maxtimeout=5000', '--loglevel=error']
  const { code, said } = await run(npm.command, [...npm.args, ...flags, ...patience], { shell: npm.shell })
  if (code !== 0) throw new Trouble(explainNpm(said, root), { said })
}

function rmStamp() {
  try {
    rmSync(stampFile, { force: true })
    mkdirSync(at('node_modules'), { recursive: true })
  } catch (error) {
    throw new Trouble(writeTrouble(error, root) ?? `The folder node_modules cannot be used: ${String(error)}.`)
  }
}

/** The npm that runs this script, else the one on the PATH. */
function findNpm() {
  const running = process.env.npm_execpath
  if (running && path.basename(running).startsWith('npm-cli')) {
    return { command: process.execPath, args: [running], shell: false }
  }
  // On Windows npm is a .cmd file, which only a shell can start.
  return { command: 'npm', args: [], shell: process.platform === 'win32' }
}

/**
 * What npm's failure means for the person who typed the command.
 * @param {string} said @param {string} folder
 */
export function explainNpm(said, folder) {
  if (/\b(EACCES|EPERM|EROFS)\b/.test(said)) return /** @type {string} */ (writeTrouble('EACCES', folder))
  if (/\b(ENOSPC|EDQUOT)\b/.test(said)) return /** @type {string} */ (writeTrouble('ENOSPC', folder))
  if (/\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ENOTCACHED|ERR_SOCKET_TIMEOUT)\b/.test(said)) {
    return 'The packages could not be fetched: the npm registry cannot be reached. Check the network (or the proxy that npm uses) and run the command again; it goes on where it stopped.'
  }
  if (/\bE(401|403|407)\b/.test(said)) return 'The npm registry refused to hand out the packages. Check the registry and the login in your .npmrc.'
  if (/\bE404\b|\bETARGET\b/.test(said)) return 'The npm registry that your .npmrc names does not have one of the packages.'
  if (/\bEINTEGRITY\b/.test(said)) return 'A package arrived damaged or altered: its checksum is not the one in package-lock.json. Run "npm cache clean --force" and try again.'
  if (/can only install packages when your package\.json and package-lock\.json/.test(said)) {
    return 'package.json and package-lock.json disagree. Run "npm install" and commit the new package-lock.json.'
  }
  return 'The packages could not be installed. What npm said stands above.'
}

/**
 * Whether node_modules, made by a person's own npm, is already what the lock asks for. Optional packages may be absent:
 * those of other platforms always are.
 * @param {string | null} lockText package-lock.json
 * @param {string | null} hiddenText node_modules/.package-lock.json, written by npm at the end of an install
 */
export function matchesLock(lockText, hiddenText) {
  if (lockText === null || hiddenText === null) return false
  /** @typedef {Record<string, { version?: string, integrity?: string, optional?: boolean, devOptional?: boolean }>} Packages */
  /** @type {Packages} */
  const lock = JSON.parse(lockText).packages
  /** @type {Packages} */
  const hidden = JSON.parse(hiddenText).packages
  return Object.entries(lock).every(([place, entry]) => {
    if (place === '') return true
    const there = hidden[place]
    if (!there) return entry.optional === true || entry.devOptional === true
    return there.version === entry.version && there.integrity === entry.integrity
  })
}
