import { createHash } from 'node:crypto'
import { mkdirSync, realpathSync, unlinkSync } from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'

/** Thrown when another process has the data folder open. */
export class FolderInUse extends Error {
  override readonly name = 'FolderInUse'
}

/**
 * One process per data folder. The embedded engine takes no lock of its own, and two processes on one folder silently
 * destroy each other's rows. A listening local socket is released by the operating system even after kill -9, so there are
 * no stale locks. Answers the function that gives the folder free.
 */
export const lockFolder = async (folder: string): Promise<() => void> => {
  mkdirSync(folder, { recursive: true })
  const name = `greenroom-${createHash('sha256').update(realpathSync(folder)).digest('hex').slice(0, 24)}`
  const address =
    process.platform === 'linux'
      ? `\0${name}`
      : process.platform === 'win32'
        ? `\\\\.\\pipe\\${name}`
        : path.join(os.tmpdir(), `${name}.sock`)
  const first = await listenOn(address)
  if (first !== null) return first
  // Only a file socket can outlive its process; nobody answering means that it did.
  if (process.platform === 'darwin' && !(await answers(address))) {
    unlinkSync(address)
    const second = await listenOn(address)
    if (second !== null) return second
  }
  throw new FolderInUse(
    `The data folder ${folder} is open in another Greenroom. Stop that one first, or set GREENROOM_DATA to another folder.`,
  )
}

const listenOn = (address: string): Promise<(() => void) | null> =>
  new Promise((resolve, reject) => {
    const server = net.createServer((socket) => socket.end())
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(null) : reject(error),
    )
    server.listen(address, () => {
      server.unref()
      resolve(() => void server.close())
    })
  })

const answers = (address: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = net.connect(address, () => {
      socket.end()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
