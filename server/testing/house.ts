import { mkdtemp, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import { readConfig } from '#kernel/config.ts'
import { makeLog } from '#kernel/log.ts'
import { buildHouse, type House, type HouseOptions } from '../house.ts'
import { peopleOf, type People } from './people.ts'
import { templateDatabase } from './template.ts'

export interface TestHouse extends House, AsyncDisposable {
  /** `http://127.0.0.1:port` of the running server. */
  url: string
  people: People
  dataFolder: string
}

export interface TestHouseOptions {
  /** Environment settings on top of those for tests. */
  environment?: Record<string, string>
  /** Whether jobs are worked on; on unless said. */
  working?: boolean
  replace?: Partial<HouseOptions>
}

/** A whole house for one test file: its own in-memory database from a migrated template, real HTTP on a free port, files in a temporary folder. */
export const makeHouse = async (options: TestHouseOptions = {}): Promise<TestHouse> => {
  const dataFolder = await mkdtemp(join(tmpdir(), 'greenroom-test-'))
  let handle: (request: Request, environment: object) => Response | Promise<Response> = () =>
    new Response('starting', { status: 503 })
  const server = serve({
    fetch: (request, environment) => handle(request, environment),
    port: 0,
    hostname: '127.0.0.1',
  })
  await new Promise<void>((resolve) => (server.listening ? resolve() : server.once('listening', resolve)))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const config = readConfig({
    GREENROOM_DATA: dataFolder,
    LOG_LEVEL: 'error',
    LOCAL_RENDERS: '1',
    OUTBOUND_ALLOW: '',
    // A model of 300 MB, for the tests that are about it.
    SEARCH_EMBEDDER: 'off',
    ...options.environment,
  })
  const house = await buildHouse({
    config,
    log: makeLog(config.LOG_LEVEL),
    siteUrl: url,
    inMemory: true,
    from: await templateDatabase(),
    checkReplies: true,
    ...options.replace,
  })
  handle = (request, environment) => house.app.fetch(request, environment)
  if (options.working !== false) await house.work()
  const stop = async (): Promise<void> => {
    if ('closeAllConnections' in server) server.closeAllConnections()
    await new Promise<void>((resolve) => server.close(() => resolve()))
    await house.stop()
    await rm(dataFolder, { recursive: true, force: true })
  }
  return { ...house, url, dataFolder, people: peopleOf(house, url), stop, [Symbol.asyncDispose]: stop }
}
