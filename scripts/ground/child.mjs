import { spawn } from 'node:child_process'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { watchNpm } from './npm-parent.mjs'
import { at, root } from './places.mjs'
import { Trouble, writeTrouble } from './trouble.mjs'

/** Signals that mean "please end"; they are passed on to the child. */
const ending = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])

/**
 * Runs a program to its end and hands on what it did with its own life: its exit code becomes ours, its signal too.
 *
 * The child has a process group of its own, so Ctrl-C in a terminal reaches it once, through us; npm passes the same
 * signal on a second time, which is dropped when it follows within a second (a second Ctrl-C later on gets through).
 * When we are killed without a chance to say anything, the closing channel tells the child to end (stay-with-parent.mjs).
 *
 * @param {string} node the Node that runs it
 * @param {string[]} args script and arguments
 * @param {{ env?: NodeJS.ProcessEnv }} [options]
 */
export async function become(node, args, options = {}) {
  const preload = pathToFileURL(at('scripts/ground/stay-with-parent.mjs')).href
  const child = spawn(node, ['--import', preload, ...args], {
    cwd: root,
    detached: process.platform !== 'win32',
    env: { ...process.env, ...options.env, GREENROOM_LAUNCHER: String(process.pid) },
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  })
  const stopForwarding = forward((signal) => child.kill(signal))
  const ended = await endOf(child, node)
  stopForwarding()
  if (ended.signal) process.kill(process.pid, ended.signal)
  else process.exitCode = ended.code
}

/**
 * Runs a program and gives back what it printed.
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, shell?: boolean, show?: boolean, limitMs?: number, hopeless?: (text: string) => boolean }} [options]
 *   `show`: print as it comes as well as keep; `limitMs`: it is killed after that long; `hopeless`: reads what it prints
 *   and says whether to kill it
 * @returns {Promise<{ code: number, said: string, overdue: boolean }>}
 */
export async function run(command, args, options = {}) {
  const child = spawn(command, args, {
    cwd: root,
    detached: process.platform !== 'win32',
    env: { ...process.env, ...options.env },
    shell: options.shell ?? false,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  /** @param {NodeJS.WriteStream} out @returns {(chunk: Buffer) => void} */
  const keep = (out) => (chunk) => {
    const text = chunk.toString()
    said = (said + text).slice(-200_000)
    if (options.hopeless?.(text)) killGroup(child)
    if (options.show) out.write(chunk)
  }
  child.stdout.on('data', keep(process.stdout))
  child.stderr.on('data', keep(process.stderr))

  let overdue = false
  const limit =
    options.limitMs === undefined ? undefined : setTimeout(() => ((overdue = true), killGroup(child)), options.limitMs)
  /** @type {NodeJS.Signals | null} */
  let stoppedBy = null
  const stopNow = () => {
    killGroup(child)
    process.exit(stoppedBy === 'SIGINT' ? 130 : 143)
  }
  const stopForwarding = forward((signal) => {
    stoppedBy = signal
    child.kill(signal)
    setTimeout(stopNow, 5000)
  })
  try {
    const ended = await endOf(child, command)
    if (stoppedBy) stopNow()
    return { code: ended.signal ? 1 : ended.code, said, overdue }
  } finally {
    clearTimeout(limit)
    stopForwarding()
    killGroup(child)
  }
}

/** @param {(signal: NodeJS.Signals) => void} pass */
function forward(pass) {
  let last = 0
  /** @param {NodeJS.Signals} signal */
  const listener = (signal) => {
    if (Date.now() - last < 1000) return
    last = Date.now()
    // A closed terminal asks for the same orderly end; programs seldom listen to its own signal.
    pass(signal === 'SIGHUP' ? 'SIGTERM' : signal)
  }
  for (const signal of ending) process.on(signal, listener)
  const stopWatching = watchNpm(() => listener('SIGTERM'))
  return () => {
    stopWatching()
    for (const signal of ending) process.off(signal, listener)
  }
}

/**
 * Waits for the program itself. What it left running may hold its output open for ever, so that is waited for only briefly.
 * @param {import('node:child_process').ChildProcess} child @param {string} command
 * @returns {Promise<{ code: number, signal: NodeJS.Signals | null }>}
 */
const endOf = (child, command) =>
  new Promise((resolve, reject) => {
    child.once('error', (error) => reject(new Trouble(cannotStart(error, command))))
    child.once('exit', (code, signal) => {
      const done = () => resolve({ code: code ?? 1, signal })
      child.once('close', done)
      setTimeout(done, 2000).unref()
    })
  })

/** @param {Error} error @param {string} command */
function cannotStart(error, command) {
  const code = 'code' in error ? error.code : ''
  if (code === 'ENOENT') return `The program "${path.basename(command)}" was not found on this machine.`
  return (
    writeTrouble(error, command) ?? `The program "${path.basename(command)}" could not be started: ${error.message}.`
  )
}

/**
 * Ends a program and everything of its group that it may have left running.
 * @param {import('node:child_process').ChildProcess} child
 */
function killGroup(child) {
  if (child.pid === undefined) return
  try {
    if (process.platform === 'win32') child.kill('SIGKILL')
    else process.kill(-child.pid, 'SIGKILL')
  } catch (error) {
    // Nothing of the group is left, as it should be.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}
