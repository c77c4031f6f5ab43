import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { FolderInUse, lockFolder } from './lock.ts'

const holder = fileURLToPath(new URL('./fixtures/lock-holder.ts', import.meta.url))

describe('The lock of a data folder', () => {
  let folder: string
  let children: ChildProcess[]
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'greenroom-lock-'))
    children = []
  })
  afterEach(async () => {
    for (const child of children) child.kill('SIGKILL')
    await rm(folder, { recursive: true, force: true })
  })
  /** Starts another process that wants the folder; answers its first line. */
  const hold = async (path: string): Promise<{ said: string; child: ChildProcess }> => {
    const child = spawn(process.execPath, [holder, path], { stdio: ['ignore', 'pipe', 'inherit'] })
    children.push(child)
    const [said] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]
    return { said, child }
  }
  const killed = async (child: ChildProcess): Promise<void> => {
    const gone = once(child, 'exit')
    child.kill('SIGKILL')
    await gone
  }

  test('is refused to a second process, with a sentence that names the folder and the fix', async () => {
    expect((await hold(folder)).said).toBe('locked')
    const { said } = await hold(folder)
    expect(said).toContain(`The data folder ${folder} is open in another Greenroom`)
    expect(said).toContain('GREENROOM_DATA')
    await expect(lockFolder(folder)).rejects.toBeInstanceOf(FolderInUse)
  })

  test('is free as soon as its process is killed without a chance to tidy up', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { said, child } = await hold(folder)
      expect(said).toBe('locked')
      await killed(child)
    }
    const free = await lockFolder(folder)
    free()
  })

  test('is refused inside the same process too, until it is given back', async () => {
    const free = await lockFolder(folder)
    await expect(lockFolder(folder)).rejects.toBeInstanceOf(FolderInUse)
    free()
    const again = await lockFolder(folder)
    again()
  })

  test('is one lock whatever way leads to the folder', async () => {
    const other = `${folder}-link`
    await symlink(folder, other)
    try {
      const free = await lockFolder(other)
      expect((await hold(folder)).said).toMatch(/^refused/)
      free()
    } finally {
      await rm(other)
    }
  })

  test('of one folder leaves every other folder free', async () => {
    const free = await lockFolder(folder)
    const inside = await lockFolder(join(folder, 'another'))
    inside()
    free()
  })

  test('goes to exactly one of ten that want it at the same time', async () => {
    const said = await Promise.all(Array.from({ length: 10 }, async () => (await hold(folder)).said))
    expect(said.filter((line) => line === 'locked')).toHaveLength(1)
    expect(said.filter((line) => line.startsWith('refused'))).toHaveLength(9)
  })
})
