import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Fault } from '../fault.ts'
import { childFault, startChild, type ChildLimits } from './child.ts'

export interface RunChild extends ChildLimits {
  /** A program by full path, or by name when it lies in one of the standard folders (child-environment.ts). */
  command: string
  args: readonly string[]
  /** What a fault calls it; the program's name unless said. */
  name?: string
  /** Bytes for its standard input; pulled no faster than the child reads. */
  stdin?: Uint8Array | AsyncIterable<Uint8Array>
  /** Gets standard output as it comes; the child waits while the returned promise is pending. Else it is collected. */
  onStdout?: (chunk: Buffer) => void | Promise<void>
  cwd?: string
  env?: Record<string, string>
}
export interface ChildResult {
  /** All of standard output, unless `onStdout` took it. */
  stdout: Buffer
  stderrTail: string
  peakMemoryMb: number
}

const maxCollectedBytes = 64 * 1024 * 1024

/**
 * Runs a program to its end. Faults: process.not_found, process.not_started, process.timed_out, process.out_of_memory,
 * process.canceled, process.failed (bad exit), process.died (a signal that was not ours), process.too_much_output.
 */
export const runChild = async (options: RunChild): Promise<ChildResult> => {
  const name = options.name ?? options.command.split(/[\\/]/).at(-1) ?? options.command
  const child = startChild({ ...options, name, stdin: options.stdin === undefined ? 'ignore' : 'pipe' })
  const collected: Buffer[] = []
  let size = 0
  const take =
    options.onStdout ??
    ((chunk: Buffer) => {
      size += chunk.length
      if (size > maxCollectedBytes)
        throw new Fault('process.too_much_output', 500, `${name} wrote more than it should.`)
      collected.push(chunk)
    })

  const read = async () => {
    for await (const chunk of child.process.stdout ?? []) await take(chunk as Buffer)
  }
  const write = async () => {
    if (options.stdin === undefined || child.process.stdin === null) return
    const bytes = options.stdin instanceof Uint8Array ? [options.stdin] : options.stdin
    await pipeline(Readable.from(bytes, { objectMode: true, highWaterMark: 2 }), child.process.stdin)
  }
  // What the source of the bytes or the taker of the output throws is the caller's own error and ends the child.
  const giveUp = (error: unknown): unknown => {
    child.end('canceled')
    return error
  }
  const [reading, writing] = await Promise.all([
    read().then(() => null, giveUp),
    write().then(() => null, giveUpUnlessBroken),
  ])
  const end = await child.ended
  for (const trouble of [reading, writing]) if (trouble !== null && !isBrokenPipe(trouble)) throw asError(trouble)
  if (end.exitCode !== 0 || end.reason !== null) throw childFault(name, end)
  return { stdout: Buffer.concat(collected), stderrTail: end.stderrTail, peakMemoryMb: end.peakMemoryMb }

  function giveUpUnlessBroken(error: unknown): unknown {
    return isBrokenPipe(error) ? error : giveUp(error)
  }
}

/** The child closed its end; its own exit code tells the story better. */
const isBrokenPipe = (error: unknown): boolean =>
  ['EPIPE', 'ECONNRESET', 'ERR_STREAM_PREMATURE_CLOSE', 'ERR_STREAM_DESTROYED'].includes(
    (error as NodeJS.ErrnoException).code ?? '',
  )

const asError = (thrown: unknown): Error => (thrown instanceof Error ? thrown : new Error(String(thrown)))
