import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import { listPhotos } from '../server/features/photos/photos.ts'
import { makeSampleProject } from '../server/features/projects/projects.ts'
import { buildHouse } from '../server/house.ts'
import { readConfig } from '../server/kernel/config.ts'
import { actingAsConnection, type PersonActor } from '../server/kernel/db/acting.ts'
import { FolderInUse } from '../server/kernel/db/lock.ts'
import { makeLog } from '../server/kernel/log.ts'

/** `npm run sample`: makes 24 photographs and a project of them for the first admin, while the house is not running. */
const photosOfSample = 24
const say = (sentence: string): void => void process.stdout.write(`  ${sentence}\n`)

const run = async (): Promise<void> => {
  const config = readConfig()
  const house = await buildHouse({
    config,
    log: makeLog('warn'),
    siteUrl: config.SITE_URL ?? `http://localhost:${config.PORT}`,
  })
  try {
    const actor = await firstAdmin(house.tools.db)
    if (actor === null) {
      say('Nobody can own it yet. Run npm start, sign up, stop it with Ctrl-C, and run npm run sample again.')
      process.exitCode = 1
      return
    }
    await house.work()
    const project = await makeSampleProject(house.tools, actor)
    for (let ready = 0; ready < photosOfSample; await pause(500)) {
      const { photos } = await listPhotos(house.tools, actor, project.id, { limit: 1000 })
      const now = photos.filter((photo) => photo.state === 'ready' && photo.number !== null).length
      if (now !== ready) say(`${now} of ${photosOfSample} photos`)
      ready = now
    }
    say(`"${project.name}" is ready. Run npm start to see it.`)
    await actingAsConnection(house.tools.db, (transaction) =>
      transaction.run(sql`delete from auth.sessions where id = ${actor.sessionId}`),
    )
  } finally {
    await house.stop()
  }
}

/** The first admin, with a session of this run's own. */
const firstAdmin = (db: Parameters<typeof actingAsConnection>[0]): Promise<PersonActor | null> =>
  actingAsConnection(db, async (transaction) => {
    const admin = await transaction.first(
      sql<{
        id: string
      }>`select id from public.profiles where role = 'admin' and status = 'approved' order by created_at limit 1`,
    )
    if (admin === undefined) return null
    const session = await transaction.one(
      sql<{
        id: string
      }>`insert into auth.sessions (user_id, user_agent) values (${admin.id}, 'npm run sample') returning id`,
    )
    return { kind: 'person', userId: admin.id, sessionId: session.id, needs: 'approved' }
  })

run().then(
  () => process.exit(),
  (error: unknown) => {
    const inUse = error instanceof FolderInUse
    process.stderr.write(
      inUse
        ? '  Greenroom is running. Press "Make a sample project" on its dashboard, or stop it first.\n'
        : `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    )
    process.exit(1)
  },
)
