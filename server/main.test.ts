import { spawnSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { freePort, houseProcess } from '#testing/process.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'greenroom-start-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

/** What the program says when it does not open, without a word of how it is built. */
const refusal = async (environment: Record<string, string>, port?: number): Promise<string> => {
  const house = houseProcess(port ?? (await freePort()), environment)
  const said = await house.start().then(
    () => 'it opened',
    () => house.said().trim(),
  )
  await house.kill()
  return said
}

test('a start says in one sentence that the port is taken or the folder is open elsewhere', async () => {
  const port = await freePort()
  const house = houseProcess(port, { GREENROOM_DATA: folder })
  await house.start()
  const other = join(folder, 'other')
  expect(await refusal({ GREENROOM_DATA: other }, port)).toMatch(/^.*\b(port|Port) \d+.*$/)
  const inUse = await refusal({ GREENROOM_DATA: folder })
  expect(inUse.split('\n')).toHaveLength(1)
  expect(inUse).toContain(folder)
  await house.stop()
})

test('a start says which setting is wrong', async () => {
  expect(await refusal({ GREENROOM_DATA: folder, LOG_LEVEL: 'loud' })).toContain('LOG_LEVEL')
})

const mounted = (path: string): boolean =>
  spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=24m', 'tmpfs', path], { stdio: 'ignore' }).status === 0

test('a start on a full disk says so', async (context) => {
  if (!mounted(folder)) return context.skip('Only who may mount can make a small disk.')
  try {
    expect(await refusal({ GREENROOM_DATA: join(folder, 'data') })).toBe(
      'The disk is full. Make room, or set GREENROOM_DATA to a folder on another disk.',
    )
  } finally {
    spawnSync('umount', [folder])
  }
})
