import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import type { FromChild } from './answering.ts'

/** Resident memory in MB (Linux; NaN elsewhere): now, and the most since it was last asked to forget. */
export interface Memory {
  now: number
  most: number
}

/** A child process that says what it is ready with, then answers questions one at a time. */
export interface Child<Ready> {
  ready: Ready
  ask<A>(question: unknown): Promise<A>
  memory(): Promise<Memory>
  /** The same for each of its own children whose command line has this in it. */
  memoryOfChildren(named: string): Promise<Memory[]>
  forgetMost(): Promise<void>
  /** Processor time used so far, in milliseconds (Linux): unlike the clock, it hardly moves with what else is running. */
  processorMs(): Promise<number>
  stop(): Promise<void>
}

/** Starts a module of this folder that calls serveQuestions. Throws what it says when it cannot start. */
export const startChildOf = async <Ready>(file: string, ...args: string[]): Promise<Child<Ready>> => {
  const child: ChildProcess = fork(new URL(file, import.meta.url), args, {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    serialization: 'advanced',
  })
  const next = async (): Promise<unknown> => {
    const over = new AbortController()
    const gone = once(child, 'exit', { signal: over.signal }).then(([code]) => ({
      failed: `${file} ended with ${code}`,
    }))
    const told = once(child, 'message', { signal: over.signal }).then(([message]) => message as FromChild)
    const message = await Promise.race([told, gone])
    for (const other of [told, gone]) other.catch(() => undefined)
    over.abort()
    if ('failed' in message) throw new Error(message.failed)
    return message.value
  }
  const ready = (await next()) as Ready
  const pid = child.pid ?? 0
  return {
    ready,
    async ask<A>(question: unknown) {
      const answer = next()
      child.send(question as object)
      return (await answer) as A
    },
    memory: () => memoryOf(pid),
    async memoryOfChildren(named) {
      const found: Memory[] = []
      for (const entry of await readdir('/proc').catch(() => [])) {
        if (!/^\d+$/.test(entry)) continue
        const stat = await readFile(`/proc/${entry}/stat`, 'utf8').catch(() => '')
        if (Number(stat.split(') ')[1]?.split(' ')[1]) !== pid) continue
        const line = await readFile(`/proc/${entry}/cmdline`, 'utf8').catch(() => '')
        if (line.includes(named)) found.push(await memoryOf(Number(entry)))
      }
      return found
    },
    async processorMs() {
      const fields = (await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')).split(') ')[1]?.split(' ') ?? []
      return (Number(fields[11]) + Number(fields[12])) * 10
    },
    async forgetMost() {
      await writeFile(`/proc/${pid}/clear_refs`, '5').catch(() => undefined)
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return
      const gone = once(child, 'exit')
      child.send({ stop: true })
      // Somebody else's program may not want to go.
      const firmly = setTimeout(() => child.kill('SIGKILL'), 10_000)
      await gone
      clearTimeout(firmly)
    },
  }
}

const memoryOf = async (pid: number): Promise<Memory> => {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  const kilobytes = (field: string): number => Number(new RegExp(`${field}:\\s+(\\d+)`).exec(status)?.[1] ?? NaN)
  return { now: kilobytes('VmRSS') / 1024, most: kilobytes('VmHWM') / 1024 }
}
