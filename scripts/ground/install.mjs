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
  // With dev packages whatever NODE_ENV says: the studio is built from them.
  const flags = [
    'ci',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--include=dev',
    '--include=optional',
    '--prefer-offline',
  ]
  // Every request is printed, so that a network which is not there is told soon and not after hundreds of tries.
  const patience = [
    '--loglevel=http',
    '--fetch-retries=2',
    '--fetch-retry-mintimeout=1000',
    '--fetch-retry-maxtimeout=5000',
  ]
  const { code, said } = await run(npm.command, [...npm.args, ...flags, ...patience], {
    shell: npm.shell,
    hopeless: offline(),
  })
  if (code !== 0) throw new Trouble(explainNpm(said, root), { said: worthReading(said) })
}

const noNetwork =
  /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ENOTCACHED|ERR_SOCKET_TIMEOUT)\b/

/** Reads npm's requests: forty that fail for the network's sake, with none that succeeds in between, are enough. */
function offline() {
  let inARow = 0
  /** @param {string} text */
  return (text) => {
    for (const line of text.split('\n')) {
      if (/^npm http (cache|fetch GET 200)/.test(line)) inARow = 0
      else if (/^npm http fetch .*attempt/.test(line) && noNetwork.test(line)) inARow++
    }
    return inARow >= 40
  }
}

/** What npm said without its requests, its advertisements and its stacks. @param {string} said */
export const worthReading = (said) =>
  said
    .split('\n')
    .filter((line) => !/^npm (http|notice)|^npm error( +at |\s*$| A complete log)|^npm warn EBADENGINE/.test(line))
    .join('\n')

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
  // Requests that failed and were repeated with success are no reason; without a last word npm was ended by us.
  const errors = said.match(/^npm error .*$/gm)
  if (errors) return explainError(errors.join('\n'), folder)
  return noNetwork.test(said) ? explainError('ENOTFOUND', folder) : explainError(said, folder)
}

/** @param {string} said @param {string} folder */
function explainError(said, folder) {
  if (/\b(EACCES|EPERM|EROFS)\b/.test(said)) return /** @type {string} */ (writeTrouble('EACCES', folder))
  if (/\b(ENOSPC|EDQUOT)\b/.test(said)) return /** @type {string} */ (writeTrouble('ENOSPC', folder))
  if (noNetwork.test(said)) {
    return 'The packages could not be fetched: the npm registry cannot be reached. Check the network (or the proxy that npm uses) and run the command again; it goes on where it stopped.'
  }
  if (/\bE(401|403|407)\b/.test(said))
    return 'The npm registry refused to hand out the packages. Check the registry and the login in your .npmrc.'
  if (/\bE404\b|\bETARGET\b/.test(said))
    return 'The npm registry that your .npmrc names does not have one of the packages.'
  if (/\bEINTEGRITY\b/.test(said))
    return 'A package arrived damaged or altered: its checksum is not the one in package-lock.json. Run "npm cache clean --force" and try again.'
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
