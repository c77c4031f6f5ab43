import { spawn } from 'node:child_process'
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { Fault } from '../fault.ts'
import { startChild } from './child.ts'
import { runChild } from './run-child.ts'
import { sweepStaleChildren } from './stale-children.ts'
import { workerPool, type WorkerPool, type WorkerPoolOptions } from './worker-pool.ts'
import { forkWorker } from './worker.ts'

const node = (script: string, more: Partial<Parameters<typeof runChild>[0]> = {}) =>
  runChild({ command: process.execPath, args: ['-e', script], timeoutMs: 20_000, maxMemoryMb: 512, ...more })
const fault = async (work: Promise<unknown>): Promise<Fault> => {
  const error = await work.then(
    () => expect.unreachable('it should have failed'),
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof Fault)) throw error
  return error
}
const isAlive = (pid: number): boolean => {
  try {
    return !readFileSync(`/proc/${pid}/stat`, 'latin1').includes(') Z ')
  } catch {
    return false
  }
}
const patient = new URL('./fixtures/patient-worker.ts', import.meta.url)

describe('a program', () => {
  it('gets its input, and its output is collected', async () => {
    const echoed = await node('process.stdin.pipe(process.stdout)', { stdin: Buffer.from('one two') })
    expect(echoed.stdout.toString()).toBe('one two')
  })

  it('is fed from a source no faster than it reads', async () => {
    let pulled = 0
    async function* source() {
      for (; pulled < 400; pulled++) yield Buffer.alloc(64 * 1024)
    }
    const stopped = node('process.stdin.once("data", () => process.exit(0))', { stdin: source() })
    await stopped
    expect(pulled).toBeLessThan(400)
  })

  it('gets arguments as they are, without a shell between', async () => {
    const told = await runChild({
      command: process.execPath,
      args: ['-p', 'process.argv[1]', '$(id); "quoted" *'],
      timeoutMs: 20_000,
      maxMemoryMb: 512,
    })
    expect(told.stdout.toString().trim()).toBe('$(id); "quoted" *')
  })

  it('sees nothing of our environment but where programs are, a home and a language', async () => {
    vi.stubEnv('LUMAAI_API_KEY', 'canary')
    const told = await node('console.log(Object.keys(process.env).sort().join(" "))', { env: { LEVEL: '1' } })
    vi.unstubAllEnvs()
    expect(told.stdout.toString().trim()).toBe('HOME LANG LEVEL PATH')
  })

  it('is killed when its time is over', async () => {
    const killed = await fault(node('setInterval(() => undefined, 1000)', { timeoutMs: 300 }))
    expect(killed.code).toBe('process.timed_out')
  })

  it('is killed when it takes more memory than it may', async () => {
    const hoard = 'const all = []; setInterval(() => all.push(Buffer.alloc(16e6, 1)), 5)'
    expect((await fault(node(hoard, { maxMemoryMb: 150 }))).code).toBe('process.out_of_memory')
  })

  it('is killed when the work is canceled', async () => {
    const cancel = new AbortController()
    const killed = node('console.log("ready"); setInterval(() => undefined, 1000)', {
      signal: cancel.signal,
      onStdout: () => cancel.abort(),
    })
    expect((await fault(killed)).code).toBe('process.canceled')
  })

  it('leaves its last complaint in the fault', async () => {
    const failed = await fault(node('console.error("no such codec"); process.exit(7)'))
    expect(failed.code).toBe('process.failed')
    expect(String(failed.cause)).toContain('ended with 7: no such codec')
  })

  it('that is not installed is a fault of its own', async () => {
    const missing = await fault(runChild({ command: '/nowhere/ffmpeg', args: [], timeoutMs: 20_000, maxMemoryMb: 64 }))
    expect(missing.code).toBe('process.not_found')
  })

  it('takes everything it started along when it is killed', async () => {
    const nested = `
      const child = require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
      console.log(child.pid); setInterval(() => {}, 1000)`
    let grandchild = 0
    const cancel = new AbortController()
    const onStdout = (chunk: Buffer) => {
      grandchild = Number(chunk.toString())
      cancel.abort()
    }
    await fault(node(nested, { onStdout, signal: cancel.signal }))
    await vi.waitFor(() => expect(isAlive(grandchild)).toBe(false), { timeout: 90_000 })
  })
})

describe('a worker', () => {
  const job = (message: unknown, more: object = {}) =>
    forkWorker({ modulePath: patient, message, timeoutMs: 20_000, maxMemoryMb: 300, ...more })

  it('answers and reports on the way', async () => {
    const reports: unknown[] = []
    const value = { bytes: new Uint8Array([1, 2, 3]) }
    const answer = await job({ act: 'answer', value }, { onMessage: (message: unknown) => reports.push(message) })
    expect(answer).toMatchObject({ value })
    expect(reports).toEqual([{ heard: value }])
  })

  it('tells its own faults as they are and other errors with their stack', async () => {
    expect(await fault(job({ act: 'fault' }))).toMatchObject({
      code: 'photos.truncated',
      status: 422,
      values: { photo: 3 },
    })
    const thrown = await fault(job({ act: 'throw' }))
    expect(thrown.code).toBe('process.job_failed')
    expect(String(thrown.cause)).toContain('RangeError: numbers went wrong')
  })

  it('is killed when a job takes too long, needs too much or is canceled', async () => {
    expect((await fault(job({ act: 'hang' }, { timeoutMs: 400 }))).code).toBe('process.timed_out')
    expect((await fault(job({ act: 'hoard' }))).code).toBe('process.out_of_memory')
    const cancel = new AbortController()
    const canceled = job({ act: 'hang' }, { signal: cancel.signal, onMessage: () => cancel.abort() })
    expect((await fault(canceled)).code).toBe('process.canceled')
  })

  it('that dies leaves its last complaint in the fault', async () => {
    const died = await fault(job({ act: 'die' }))
    expect(died.code).toBe('process.failed')
    expect(String(died.cause)).toContain('the disk is on fire')
  })

  it('sees nothing of our environment', async () => {
    vi.stubEnv('OPENAI_API_KEY', 'canary')
    const told = (await job({ act: 'look' })) as { names: string[] }
    vi.unstubAllEnvs()
    expect(told.names).not.toContain('OPENAI_API_KEY')
  })
})

describe('a pool of workers', () => {
  type Answer = { pid: number; value: unknown }
  let pool: WorkerPool<unknown, Answer>
  const open = (more: Partial<WorkerPoolOptions<Answer>> = {}) => {
    const readResult = (value: unknown) => value as Answer
    pool = workerPool({ modulePath: patient, size: 2, timeoutMs: 20_000, maxMemoryMb: 300, readResult, ...more })
  }
  afterEach(() => pool.close())

  it('gives every job its own answer and uses its workers again', async () => {
    open()
    const answers = await Promise.all(Array.from({ length: 12 }, (_, value) => pool.run({ act: 'answer', value })))
    expect(answers.map((answer) => answer.value)).toEqual(Array.from({ length: 12 }, (_, value) => value))
    expect(new Set(answers.map((answer) => answer.pid)).size).toBeLessThanOrEqual(2)
  })

  it('replaces a worker that was lost', async () => {
    open({ size: 1 })
    const before = await pool.run({ act: 'answer' })
    expect((await fault(pool.run({ act: 'die' }))).code).toBe('process.failed')
    expect((await fault(pool.run({ act: 'hang' }, { timeoutMs: 300 }))).code).toBe('process.timed_out')
    const after = await pool.run({ act: 'answer' })
    expect(after.pid).not.toBe(before.pid)
  })

  it('keeps a worker whose job merely failed', async () => {
    open({ size: 1 })
    const before = await pool.run({ act: 'answer' })
    await fault(pool.run({ act: 'throw' }))
    expect((await pool.run({ act: 'answer' })).pid).toBe(before.pid)
  })

  it('replaces a worker after its share of jobs', async () => {
    open({ size: 1, maxJobsPerWorker: 2 })
    const pids = []
    for (let value = 0; value < 4; value++) pids.push((await pool.run({ act: 'answer', value })).pid)
    expect(new Set(pids).size).toBe(2)
  })

  it('forgets a job that is canceled while it waits', async () => {
    open({ size: 1 })
    const cancel = new AbortController()
    const running = fault(pool.run({ act: 'hang' }, { onMessage: () => cancel.abort() }))
    const waiting = pool.run({ act: 'answer' }, { signal: cancel.signal })
    expect((await fault(waiting)).code).toBe('process.canceled')
    // The one that ran was left alone until now.
    await pool.close()
    expect((await running).code).toBe('process.closed')
  })

  it('rejects what waits and runs when it is closed', async () => {
    open({ size: 1 })
    const begun = Promise.withResolvers<unknown>()
    const running = fault(pool.run({ act: 'hang' }, { onMessage: begun.resolve }))
    const waiting = fault(pool.run({ act: 'answer' }))
    await begun.promise
    await pool.close()
    expect((await running).code).toBe('process.closed')
    expect((await waiting).code).toBe('process.closed')
  })
})

describe.runIf(process.platform === 'linux')('when the parent is killed', () => {
  it('its programs and workers die with it', async () => {
    const script = fileURLToPath(new URL('./fixtures/parent-that-is-killed.ts', import.meta.url))
    const parent = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] })
    const pids: number[] = []
    for await (const line of createInterface({ input: parent.stdout })) {
      pids.push((JSON.parse(line) as { pid: number }).pid)
      if (pids.length === 2) break
    }
    expect(pids.map(isAlive)).toEqual([true, true])
    parent.kill('SIGKILL')
    await vi.waitFor(() => expect(pids.map(isAlive)).toEqual([false, false]), { timeout: 90_000 })
  })

  it('a child that survived is swept at the next boot, and nobody else is', async () => {
    vi.stubEnv('TMPDIR', await mkdtemp(join(tmpdir(), 'greenroom-sweep-')))
    const start = () =>
      startChild({ command: '/bin/sleep', args: ['60'], timeoutMs: 0, maxMemoryMb: 64, stdin: 'ignore', name: 'sleep' })
    const orphan = start()
    const ours = start()
    const folder = join(tmpdir(), `greenroom-children-${process.getuid?.()}`)
    const entry = readdirSync(folder).find((name) => name.split('-')[2] === String(orphan.process.pid)) ?? ''
    // The orphan's parent gets a start time that no living process has.
    writeFileSync(join(folder, entry.replace(/^(\d+)-\d+/, '$1-1')), '')
    expect(sweepStaleChildren()).toBe(1)
    expect((await orphan.ended).signal).toBe('SIGKILL')
    expect(isAlive(ours.process.pid ?? 0)).toBe(true)
    ours.end('closed')
    await ours.ended
    expect(readdirSync(folder)).toEqual([])
    vi.unstubAllEnvs()
  })
})
