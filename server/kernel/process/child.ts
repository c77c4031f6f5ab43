import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { constants, setPriority } from 'node:os'
import { Fault } from '../fault.ts'
import { childEnvironment, findProgram } from './child-environment.ts'
import { endGroup, recordChild } from './stale-children.ts'

export interface ChildLimits {
  /** Wall clock; then SIGKILL. 0 means the caller sets a limit per job instead. */
  timeoutMs: number
  /** Resident memory; then SIGKILL. Watched ten times a second where /proc exists. */
  maxMemoryMb: number
  /** Ends the child when it fires. */
  signal?: AbortSignal | undefined
}
export interface ChildOptions extends ChildLimits {
  command: string
  args: readonly string[]
  cwd?: string | undefined
  /** Added to PATH, HOME and LANG, which are all a child gets. */
  env?: Record<string, string> | undefined
  stdin: 'ignore' | 'pipe'
  /** Opens a message channel; only for Node children. */
  channel?: boolean
  /** What to call it in a fault's sentence. */
  name: string
}
export type EndReason = 'timed_out' | 'out_of_memory' | 'canceled' | 'closed'
export interface ChildEnd {
  exitCode: number | null
  signal: NodeJS.Signals | null
  /** Why we ended it; null when it ended by itself. */
  reason: EndReason | null
  /** The last 4,000 characters of what it complained. */
  stderrTail: string
  peakMemoryMb: number
}
export interface Child {
  readonly process: ChildProcess
  /** Settles once the child and its pipes are closed. Rejects only when it could not be started. */
  readonly ended: Promise<ChildEnd>
  end(reason: EndReason): void
}

/**
 * Starts a child that cannot outlive its limits or its parent. Arguments are an array; there is never a shell.
 * Throws process.not_found when the program is not there.
 */
export const startChild = (options: ChildOptions): Child => {
  const program = findProgram(options.command)
  if (program === null) throw new Fault('process.not_found', 503, `${options.name} is not installed here.`)
  const [command, args] = guarded(program, options.args, options.maxMemoryMb)
  const settings: SpawnOptions = {
    cwd: options.cwd,
    env: childEnvironment(options.env),
    stdio: options.channel ? [options.stdin, 'pipe', 'pipe', 'ipc'] : [options.stdin, 'pipe', 'pipe'],
    // A group of its own, so that ending it also ends what it started.
    detached: process.platform !== 'win32',
    windowsHide: true,
    ...(options.channel ? { serialization: 'advanced' as const } : {}),
  }
  const child = spawn(command, args, settings)
  if (child.pid !== undefined) stepBack(child.pid)
  const crossOut = child.pid === undefined ? () => undefined : recordChild(child.pid)
  let reason: EndReason | null = null
  let stderrTail = ''
  let peakMemoryMb = 0

  const end = (why: EndReason) => {
    if (reason !== null || child.exitCode !== null || child.signalCode !== null) return
    reason = why
    if (child.pid !== undefined) endGroup(child.pid)
  }
  const onAbort = () => end('canceled')
  const timer = options.timeoutMs > 0 ? setTimeout(() => end('timed_out'), options.timeoutMs) : undefined
  const watch = setInterval(() => {
    const used = memoryOf(child.pid)
    peakMemoryMb = Math.max(peakMemoryMb, used)
    if (used > options.maxMemoryMb) end('out_of_memory')
  }, 100)
  timer?.unref()
  watch.unref()
  options.signal?.addEventListener('abort', onAbort, { once: true })
  if (options.signal?.aborted) onAbort()
  const forget = endWithUs(child)
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderrTail = (stderrTail + text).slice(-4000)))

  const ended = new Promise<ChildEnd>((resolve, reject) => {
    const settle = () => {
      clearTimeout(timer)
      clearInterval(watch)
      options.signal?.removeEventListener('abort', onAbort)
      forget()
      crossOut()
    }
    child.once('error', (error) => {
      settle()
      reject(new Fault('process.not_started', 503, `${options.name} could not be started.`, { cause: error }))
    })
    child.once('close', (exitCode, signal) => {
      settle()
      resolve({ exitCode, signal, reason: reason ?? exhausted(exitCode, stderrTail), stderrTail, peakMemoryMb })
    })
  })
  // Whoever only listens to messages must not crash the server with an unheard rejection; `ended` still tells it.
  ended.catch(() => undefined)
  return { process: child, ended, end }
}

/** Whoever asks over HTTP goes before pictures and films: children get what processor time the house leaves. */
const stepBack = (pid: number): void => {
  try {
    setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL)
  } catch {
    // Ended already, or a system that does not let us: it then only works at the usual priority.
  }
}

/** The fault for a child that did not do its work, with what it complained as the cause for the log. */
export const childFault = (name: string, end: ChildEnd): Fault => {
  const cause = new Error(`${name} ended with ${end.signal ?? end.exitCode}: ${end.stderrTail.trim() || 'no message'}`)
  switch (end.reason) {
    case 'timed_out':
      return new Fault('process.timed_out', 503, `${name} took too long and was ended.`, { cause })
    case 'out_of_memory':
      return new Fault('process.out_of_memory', 503, `${name} needed too much memory and was ended.`, { cause })
    case 'canceled':
      return new Fault('process.canceled', 409, `${name} was canceled.`, { cause })
    case 'closed':
      return new Fault('process.closed', 503, `${name} was ended because the server is stopping.`, { cause })
    case null:
      return end.signal === null
        ? new Fault('process.failed', 500, `${name} failed.`, { cause })
        : new Fault('process.died', 500, `${name} ended unexpectedly.`, { cause })
  }
}

const setpriv = process.platform === 'linux' ? findProgram('setpriv') : null
const prlimit = process.platform === 'linux' ? findProgram('prlimit') : null

/** Only the soft limit is set, so that a child may give its own children more; above the hard one nothing may be asked. */
const hardDataLimit = ((): number => {
  if (prlimit === null) return Infinity
  const hard = /^Max data size\s+\S+\s+(\d+)/m.exec(readFileSync('/proc/self/limits', 'latin1'))?.[1]
  return hard === undefined ? Infinity : Number(hard)
})()

/**
 * On Linux the kernel ends the child with the thread that started it, even after kill -9 (PR_SET_PDEATHSIG), refuses
 * it memory far above its limit (the watch is exact but looks only every 100 ms; data counts reserved pages, hence the
 * room), and writes no core file with strangers' pictures in it.
 */
const guarded = (command: string, args: readonly string[], maxMemoryMb: number): [string, readonly string[]] => {
  const room = Math.min(hardDataLimit, Math.ceil(maxMemoryMb * 2 + 1024) * 1024 * 1024)
  const chain = [
    ...(setpriv === null ? [] : [setpriv, '--pdeathsig', 'KILL', '--']),
    ...(prlimit === null ? [] : [prlimit, `--data=${room}:`, '--core=0:', '--']),
    command,
    ...args,
  ]
  const [first = command, ...rest] = chain
  return [first, rest]
}

const living = new Set<ChildProcess>()

/** Where the kernel does not do it, an orderly exit of the server still takes its children along. */
const endWithUs = (child: ChildProcess): (() => void) => {
  if (living.size === 0) process.once('exit', endAll)
  living.add(child)
  return () => {
    living.delete(child)
    if (living.size === 0) process.removeListener('exit', endAll)
  }
}
const endAll = () => {
  for (const child of living) if (child.pid !== undefined) endGroup(child.pid)
}

const memoryOf = (pid: number | undefined): number => {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1] ?? 0) / 1024
  } catch {
    return 0
  }
}

/** V8 aborts when its own heap limit is reached; say so instead of "died". */
const exhausted = (exitCode: number | null, stderr: string): EndReason | null =>
  exitCode !== 0 && /heap out of memory|Cannot allocate memory|std::bad_alloc/.test(stderr) ? 'out_of_memory' : null
