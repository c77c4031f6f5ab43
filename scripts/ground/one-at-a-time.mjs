import { mkdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { say } from './say.mjs'
import { Trouble, writeTrouble } from './trouble.mjs'

const beatMs = 1000
const goneAfterMs = 10_000

/**
 * Keeps two commands in one folder from installing or building at the same time. The lock is a file whose time its owner
 * renews; when that stops (a kill -9, a power cut) the lock is taken over. Process ids would not do: containers reuse them.
 * @template T
 * @param {string} folder @param {string} name @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function oneAtATime(folder, name, work) {
  const file = path.join(folder, `${name}.lock`)
  let told = false
  while (!take(folder, file)) {
    if (!told) say('Another Greenroom command is busy in this folder; waiting for it …')
    told = true
    await wait(250)
  }
  const release = () => rmSync(file, { force: true })
  const beat = setInterval(() => utimesSync(file, new Date(), new Date()), beatMs)
  process.once('exit', release)
  try {
    return await work()
  } finally {
    clearInterval(beat)
    process.off('exit', release)
    release()
  }
}

/** @param {string} folder @param {string} file */
function take(folder, file) {
  try {
    mkdirSync(folder, { recursive: true })
    writeFileSync(file, `${process.pid}\n`, { flag: 'wx' })
    return true
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) {
      throw new Trouble(writeTrouble(error, folder) ?? `The folder ${folder} cannot be used: ${String(error)}.`)
    }
  }
  const renewed = statSync(file, { throwIfNoEntry: false })?.mtimeMs
  if (renewed !== undefined && Date.now() - renewed > goneAfterMs) rmSync(file, { force: true })
  return false
}
