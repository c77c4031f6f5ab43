import { spawn, type ChildProcess } from 'node:child_process'
import net, { type AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { privateFolder } from '#kernel/process/private-folder.ts'
import { shortLife } from '../../scripts/ground/places.mjs'

/** The real program in a process of its own, to be killed without warning and started again on the same folder. */
export interface HouseProcess {
  url: string
  /** Starts, and answers when the house says that it is open. */
  start(): Promise<void>
  /** kill -9, and answers when the process is gone. */
  kill(): Promise<void>
  /** SIGTERM, as an operator stops it. */
  stop(): Promise<void>
  /** What it printed since its last start. */
  said(): string
}

const main = fileURLToPath(new URL('../main.ts', import.meta.url))

export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = net.createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })

export const houseProcess = (port: number, environment: Record<string, string>): HouseProcess => {
  const url = `http://localhost:${port}`
  let child: ChildProcess | null = null
  let text = ''
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    const current = child
    child = null
    if (current === null || current.exitCode !== null || current.signalCode !== null) return
    const gone = new Promise<void>((resolve) => current.once('exit', () => resolve()))
    current.kill(signal)
    await gone
  }
  return {
    url,
    said: () => text,
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
    async start() {
      text = ''
      const started = spawn(process.execPath, [shortLife, main], {
        env: {
          PATH: process.env['PATH'] ?? '',
          HOME: process.env['HOME'] ?? '',
          PORT: String(port),
          LOG_LEVEL: 'warn',
          // Meaning is tried where it is tested: no house that ends soon loads its model.
          SEARCH_EMBEDDER: 'off',
          // As `npm start` does: the next start compiles less.
          NODE_COMPILE_CACHE: privateFolder('compiled') ?? '',
          ...environment,
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      })
      child = started
      await new Promise<void>((resolve, reject) => {
        const hear = (chunk: Buffer): void => {
          text = (text + chunk.toString()).slice(-20_000)
          if (text.includes('Greenroom is open at')) resolve()
        }
        started.stdout.on('data', hear)
        started.stderr.on('data', hear)
        started.once('exit', (code) => reject(new Error(`The house ended with ${code} before it was open:\n${text}`)))
      })
    },
  }
}
