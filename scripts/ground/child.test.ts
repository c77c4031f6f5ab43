import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { pathToFileURL } from 'node:url'
import { afterAll, expect, it } from 'vitest'
import { at } from './places.mjs'

const folder = mkdtempSync(path.join(tmpdir(), 'greenroom-child-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const write = (name: string, text: string) => {
  const file = path.join(folder, name)
  writeFileSync(file, text)
  return file
}

/** Counts the signals that reach it into a file and ends with 7 some moments after the first one. */
const program = write(
  'program.mjs',
  `import { appendFileSync } from 'node:fs'
   const [log] = process.argv.slice(2)
   for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => {
     appendFileSync(log, signal + ' ')
     setTimeout(() => process.exit(7), 300)
   })
   setInterval(() => {}, 1000)
   console.log('ready', process.pid)`,
)
const launcher = write(
  'launcher.mjs',
  `import { become } from ${JSON.stringify(pathToFileURL(at('scripts/ground/child.mjs')).href)}
   await become(process.execPath, process.argv.slice(2))`,
)

/** Starts the launcher with the program under it. `env` without npm's traces: the tests themselves may run under npm. */
async function launch(
  args: string[],
): Promise<{ launcher: ChildProcess; programId: number; ended: Promise<unknown[]> }> {
  const { npm_lifecycle_event: _npm, ...env } = process.env
  const child = spawn(process.execPath, [launcher, ...args], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = once(child, 'exit')
  const lines = createInterface({ input: child.stdout })
  const [line] = (await once(lines, 'line')) as [string]
  return { launcher: child, programId: Number(line.split(' ')[1]), ended }
}

const isAlive = (pid: number) => {
  try {
    process.kill(pid, 0)
    // A dead child whose parent is gone may wait for somebody to ask how it ended.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}

it('hands on the exit code', async () => {
  const { ended } = await launch(['-e', "console.log('ready 0'); process.exitCode = 42"])
  expect(await ended).toEqual([42, null])
})

it('hands on the signal that ended the program', async () => {
  const { ended } = await launch(['-e', "console.log('ready 0'); process.kill(process.pid, 'SIGKILL')"])
  expect(await ended).toEqual([null, 'SIGKILL'])
})

it.each(['SIGINT', 'SIGTERM'] as const)('passes %s on, once, even when it comes twice', async (signal) => {
  const log = path.join(folder, `${signal}.log`)
  const { launcher: process, ended } = await launch([program, log])
  process.kill(signal)
  process.kill(signal)
  expect(await ended).toEqual([7, null])
  expect(readFileSync(log, 'utf8')).toBe(`${signal} `)
})

it('ends the program in an orderly way when it is killed itself', async () => {
  const log = path.join(folder, 'killed.log')
  const { launcher: process, programId, ended } = await launch([program, log])
  process.kill('SIGKILL')
  await ended
  await expect.poll(() => isAlive(programId), { timeout: 90_000 }).toBe(false)
  expect(readFileSync(log, 'utf8')).toBe('SIGTERM ')
})
