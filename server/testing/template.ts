import { createHash } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { migrate, readMigrations } from '#kernel/db/migrate.ts'
import { openPglite, pgliteDriver } from '#kernel/db/pglite.ts'
import { openJobs } from '#kernel/jobs/jobs.ts'
import { makeLog } from '#kernel/log.ts'
import { seedHash, seedPractice } from '../features/scenarios/scenarios.seeding.ts'
import { jobKinds, migrationsFolder } from '../house.ts'

const cacheFolder = fileURLToPath(new URL('../../.cache/test-databases', import.meta.url))

/** A dump of a migrated database with what ships in it, made once for a set of migrations, job kinds and texts and kept between runs. */
export const templateDatabase = async (): Promise<Blob> => {
  const migrations = await readMigrations(migrationsFolder)
  const key = createHash('sha256')
    .update(
      JSON.stringify([
        migrations.map((migration) => migration.sha256),
        jobKinds.map((kind) => [kind.name, kind.retries, kind.expireSeconds]),
        seedHash,
      ]),
    )
    .digest('hex')
    .slice(0, 24)
  const path = join(cacheFolder, `${key}.tar`)
  try {
    return new Blob([await readFile(path)])
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
  }
  const engine = await openPglite()
  const driver = pgliteDriver(engine)
  const db = { driver }
  await migrate(db, migrations)
  const jobs = await openJobs({ db, connection: { engine }, kinds: jobKinds, log: makeLog('error') })
  await jobs.stop(1000)
  await seedPractice({ db })
  const dump = await engine.dumpDataDir('none')
  await driver.close()
  await mkdir(cacheFolder, { recursive: true })
  // Two test files may make it at the same time; a rename lets either win whole.
  const temporary = `${path}.${process.pid}`
  await writeFile(temporary, Buffer.from(await dump.arrayBuffer()))
  await rename(temporary, path)
  return dump
}
