import { spawn, type ChildProcess } from 'node:child_process'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { houseFlags, shortLife } from '../scripts/ground/places.mjs'

/** The real program in a process of its own, with a data folder that nobody else has. */
export interface House {
  readonly url: string
  /** Orderly, and up again at the same address. */
  restart(): Promise<void>
  /** kill -9; nothing listens until `start`. */
  killHard(): Promise<void>
  start(): Promise<void>
  /** Where it keeps its data. */
  readonly folder: string
  /** Ends the program and leaves its folder as it is. */
  close(): Promise<void>
  /** Ends the program and removes its folder. */
  stop(): Promise<void>
  /** What the program has printed so far. */
  printed(): string
}

const project = resolve(import.meta.dirname, '..')
/** On a machine that is busy with other things a first start takes its time. */
const opensWithinMs = 120_000
const stopsWithinMs = 15_000

/** Only what a program needs to run at all: settings of whoever runs the journeys must not change what they see. */
const bareEnvironment = (): Record<string, string> =>
  Object.fromEntries(
    ['PATH', 'HOME', 'TMPDIR', 'TEMP', 'SystemRoot', 'FFMPEG_PATH'].flatMap((name) => {
      const value = process.env[name]
      return value === undefined ? [] : [[name, value]]
    }),
  )

/**
 * Starts a house and waits until it is open. `from` is the folder of a closed house to begin as a copy of; unless said, the
 * one that `empty-house.ts` opened once before the journeys, with its database laid out and nobody in it.
 */
export const startHouse = async (
  environment: Record<string, string> = {},
  from: string | null = process.env['EMPTY_HOUSE'] ?? null,
): Promise<House> => {
  const folder = await mkdtemp(join(tmpdir(), 'greenroom-e2e-'))
  if (from !== null) await cp(from, folder, { recursive: true })
  let printed = ''
  let child: ChildProcess | null = null
  let port = '0'

  const start = async (): Promise<void> => {
    const begun = spawn(process.execPath, [...houseFlags, shortLife, join(project, 'server/main.ts')], {
      cwd: project,
      env: {
        ...bareEnvironment(),
        LOG_LEVEL: 'warn',
        // Meaning is tried where it is tested: here no journey waits for its model to be loaded.
        SEARCH_EMBEDDER: 'off',
        // As `npm start` does: the next start compiles less.
        NODE_COMPILE_CACHE: join(project, '.cache/node'),
        ...environment,
        GREENROOM_DATA: folder,
        PORT: port,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    child = begun
    const url = await firstMatch(begun, /Greenroom is open at (http:\/\/\S+)/, (text) => (printed += text))
    port = new URL(url).port
  }
  const end = async (signal: 'SIGTERM' | 'SIGKILL'): Promise<void> => {
    const running = child
    child = null
    if (running !== null) await ended(running, signal)
  }

  try {
    await start()
  } catch (error) {
    await rm(folder, { recursive: true, force: true })
    throw error
  }
  return {
    url: `http://localhost:${port}`,
    start,
    folder,
    close: () => end('SIGTERM'),
    killHard: () => end('SIGKILL'),
    async restart() {
      await end('SIGTERM')
      await start()
    },
    async stop() {
      await end('SIGTERM')
      await rm(folder, { recursive: true, force: true, maxRetries: 3 })
    },
    printed: () => printed,
  }
}

/** The strict stand-ins for the vendors, as `npm run contract-servers` starts them. */
export interface ContractServers {
  /** What Greenroom has to be told to use them. */
  readonly environment: Record<string, string>
  stop(): Promise<void>
}

/** `speed`: vendor seconds in a real second. */
export const startContractServers = async (speed: number): Promise<ContractServers> => {
  const child = spawn(
    process.execPath,
    [join(project, 'server/testing/contract-servers.ts'), '--port', '0', '--speed', String(speed)],
    { cwd: project, env: bareEnvironment(), stdio: ['ignore', 'pipe', 'pipe'] },
  )
  let printed = ''
  await firstMatch(child, /OUTBOUND_ALLOW=(http:\/\/\S+)/, (text) => (printed += text))
  const environment = Object.fromEntries(
    [...printed.matchAll(/^ {2}([A-Z_]+)=(\S+)$/gm)].map(([, name, value]) => [name, value]),
  )
  return { environment, stop: () => ended(child, 'SIGTERM') }
}

/** Resolves with the first group of the first match in what a program prints; rejects when it ends or takes too long. */
const firstMatch = (child: ChildProcess, pattern: RegExp, keep: (text: string) => void): Promise<string> =>
  new Promise((resolve, reject) => {
    let text = ''
    const late = setTimeout(() => {
      child.kill('SIGKILL')
      reject(new Error(`Nothing was open after ${opensWithinMs / 1000} s. It printed:\n${text}`))
    }, opensWithinMs)
    const read = (chunk: Buffer): void => {
      keep(chunk.toString())
      text += chunk.toString()
      const found = pattern.exec(text)?.[1]
      if (found === undefined) return
      clearTimeout(late)
      resolve(found)
    }
    child.stdout?.on('data', read)
    child.stderr?.on('data', read)
    child.once('exit', (code, signal) => {
      clearTimeout(late)
      reject(new Error(`It ended (${signal ?? code}) before it was open. It printed:\n${text}`))
    })
  })

const ended = async (child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  child.kill(signal)
  const late = setTimeout(() => child.kill('SIGKILL'), stopsWithinMs)
  await gone
  clearTimeout(late)
}
