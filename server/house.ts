import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Hono } from 'hono'
import { exportRawRoutes, exportRoutes } from './features/exports/exports.routes.ts'
import { postJobs } from './features/posts/posts.jobs.ts'
import { recoverPosts } from './features/posts/posts.recovery.ts'
import { postRawRoutes, postRoutes } from './features/posts/posts.routes.ts'
import { postSchedules, postWorks } from './features/posts/posts.work.ts'
import { photoJobs } from './features/photos/photos.jobs.ts'
import { photoRawRoutes, photoRoutes } from './features/photos/photos.routes.ts'
import { uploadDesk } from './features/photos/photos.uploads.ts'
import { photoSchedules, photoWorks } from './features/photos/photos.work.ts'
import { projectJobs } from './features/projects/projects.jobs.ts'
import { projectRoutes } from './features/projects/projects.routes.ts'
import { projectWorks } from './features/projects/projects.work.ts'
import { sceneJobs } from './features/scenes/scenes.jobs.ts'
import { recoverSubmitted } from './features/scenes/scenes.recovery.ts'
import { sceneRawRoutes, sceneRoutes } from './features/scenes/scenes.routes.ts'
import { sceneSchedules, sceneWorks } from './features/scenes/scenes.work.ts'
import { captionJobs } from './features/captions/captions.jobs.ts'
import { recoverRuns } from './features/captions/captions.recovery.ts'
import { captionRoutes } from './features/captions/captions.routes.ts'
import { captionSchedules, captionWorks } from './features/captions/captions.work.ts'
import { recoverGroups } from './features/slideshows/slideshows.recovery.ts'
import { slideshowSchedules, slideshowWorks } from './features/slideshows/slideshows.work.ts'
import { slideshowJobs } from './features/slideshows/slideshows.jobs.ts'
import { slideshowRawRoutes, slideshowRoutes } from './features/slideshows/slideshows.routes.ts'
import { shotRoutes } from './features/shots/shots.routes.ts'
import { announceSoon } from './features/accounts/accounts.approvals.ts'
import { clearSoon } from './features/accounts/accounts.avatars.ts'
import { describeHouse } from './features/accounts/accounts.house.ts'
import { accountJobs, accountSchedules } from './features/accounts/accounts.jobs.ts'
import { accountRawRoutes, accountRoutes } from './features/accounts/accounts.routes.ts'
import { rememberSettings } from './features/accounts/accounts.ts'
import { accountWorks } from './features/accounts/accounts.work.ts'
import { operationJobs, operationSchedules } from './features/operations/operations.jobs.ts'
import { operationRawRoutes, operationRoutes } from './features/operations/operations.routes.ts'
import { failureBook } from './features/operations/operations.ts'
import { operationWorks } from './features/operations/operations.work.ts'
import { authJobs, makeAuth } from './kernel/auth/auth.ts'
import type { CompaniesAt } from './kernel/auth/companies.ts'
import { makeTokenSigner, type TokenSigner } from './kernel/auth/tokens.ts'
import { clockAhead } from './kernel/clock.ts'
import type { Config } from './kernel/config.ts'
import { hasAdmin } from './kernel/db/first-admin.ts'
import type { Database } from './kernel/db/db.ts'
import { lockFolder } from './kernel/db/lock.ts'
import { migrate, readMigrations } from './kernel/db/migrate.ts'
import { openDatabase } from './kernel/db/open.ts'
import { proveRowSecurity } from './kernel/db/self-test.ts'
import { openEventHub } from './kernel/events/events.ts'
import { makeApp } from './kernel/http/app.ts'
import { eventStreamRoute } from './kernel/http/event-stream.ts'
import { makeIdentifier } from './kernel/http/identify.ts'
import { makeOutbound } from './kernel/http/outbound.ts'
import type { RawRoute, Route } from './kernel/http/route.ts'
import { openJobs, type JobKind, type Schedule, type Work } from './kernel/jobs/jobs.ts'
import type { Log } from './kernel/log.ts'
import { inboxOpen, inboxRoutes } from './kernel/mail/inbox.ts'
import { makeMailer } from './kernel/mail/mailers.ts'
import { mailSend, mailWork, makePost } from './kernel/mail/post.ts'
import { loadSecrets, type Secrets } from './kernel/secrets.ts'
import { makeSealer } from './kernel/sealing.ts'
import { openDiskStorage } from './kernel/storage/disk.ts'
import { makeSignedLinks } from './kernel/storage/signed-links.ts'
import { signedRoute } from './kernel/storage/signed.route.ts'
import { openUploads } from './kernel/storage/uploads.ts'
import type { Tools } from './kernel/tools.ts'
import { chooseEncoder } from './media/encoder.ts'
import { coachJobs, openCoach } from './house.coach.ts'
import { postTools, sceneTools, slideshowMedia, slideshowTools } from './house.outside.ts'
import { openPhotoIngest } from './media/photo-ingest.ts'
import { probeSound } from './media/sound-probe.ts'

export interface HouseOptions {
  config: Config
  log: Log
  /** A database dump to begin with, for tests. */
  from?: Blob
  /** Keep the embedded database in memory, for tests. */
  inMemory?: boolean
  checkReplies?: boolean
  /** Known once the server listens; links in mails begin with it. */
  siteUrl: string
  /** Where Google and Microsoft answer, for contract servers. */
  companies?: CompaniesAt
}

export interface House {
  tools: Tools
  secrets: Secrets
  signer: TokenSigner
  app: Hono
  /** Starts working on jobs. */
  work(): Promise<void>
  stop(): Promise<void>
  hasAdmin(): Promise<boolean>
  /** No mail server is set: letters are kept in the house. */
  mailIsCaught: boolean
  /** What an operator should know at the start, a sentence each. */
  notes: readonly string[]
}

export const migrationsFolder = fileURLToPath(new URL('../supabase/migrations', import.meta.url))

/** Every kind of job of the house: a kind that is not here cannot be added. */
export const jobKinds = [
  mailSend,
  ...authJobs,
  ...accountJobs,
  ...operationJobs,
  ...projectJobs,
  ...photoJobs,
  ...sceneJobs,
  ...postJobs,
  ...captionJobs,
  ...slideshowJobs,
  ...coachJobs,
] as unknown as readonly JobKind<never>[]

/** Builds the whole house: the only place that knows every concrete thing. */
export const buildHouse = async (options: HouseOptions): Promise<House> => {
  const { config, log, siteUrl } = options
  const closers: (() => Promise<void> | void)[] = []
  const close = async (): Promise<void> => {
    for (const closer of closers.splice(0).reverse()) await closer()
  }
  try {
    await mkdir(config.dataFolder, { recursive: true })
    if (config.DATABASE_URL === undefined && options.inMemory !== true)
      closers.push(await lockFolder(config.dataFolder))
    const secrets = await loadSecrets(config.dataFolder)
    const { driver, connection } = await openDatabase({
      url: config.DATABASE_URL,
      folder: options.inMemory === true ? undefined : join(config.dataFolder, 'database'),
      from: options.from,
      log,
    })
    closers.push(() => driver.close())
    const db: Database = { driver }
    await migrate(db, await readMigrations(migrationsFolder))
    await proveRowSecurity(db)
    const mailSealer = makeSealer(secrets.encryptionKey, 'mail')
    const mailer = makeMailer({ db, smtpUrl: config.SMTP_URL, from: config.MAIL_FROM, siteUrl })
    closers.push(() => mailer.close())
    const jobs = await openJobs({ db, connection, kinds: jobKinds, log })
    closers.push(() => jobs.stop(5000))
    const events = await openEventHub(db)
    closers.push(() => events.close())

    const signer = await makeTokenSigner(secrets.signingKey, `${siteUrl}/auth/v1`)
    const identifier = makeIdentifier({ keys: signer.keys, issuer: signer.issuer, cookieSecret: secrets.cookieKey })
    const outbound = makeOutbound({ allow: config.OUTBOUND_ALLOW })
    closers.push(() => outbound.close())
    const links = makeSignedLinks(secrets.linkKey)
    const storage = await openDiskStorage({ folder: join(config.dataFolder, 'storage'), links })
    const post = makePost(jobs, mailSealer)
    const tools: Tools = {
      config,
      db,
      jobs,
      events,
      storage,
      post,
      clock: clockAhead(config.REHEARSE_HOURS_AHEAD),
      log,
      siteUrl,
    }
    const auth = await makeAuth({ tools, signer, identifier, secrets, outbound, companiesAt: options.companies })
    const devInbox = inboxOpen({ host: config.HOST, siteUrl, smtpUrl: config.SMTP_URL })

    const uploads = await openUploads({
      folder: join(config.dataFolder, 'uploads'),
      storage,
      desk: uploadDesk(tools),
    })
    const encoder = await chooseEncoder({ ffmpegPath: config.FFMPEG_PATH ?? null })
    const ingest = openPhotoIngest({ encoder, processes: config.INGEST_PROCESSES })
    closers.push(() => ingest.close())
    const scenes = sceneTools(tools, { outbound, encoder, frames: ingest })
    const sealer = makeSealer(secrets.encryptionKey, 'publishing')
    const posts = postTools(tools, { outbound, encoder, sealer })
    const slideshows = slideshowTools(tools, { outbound, posts, captionPicture: ingest.captionPicture })

    await rememberSettings(tools)
    const coach = await openCoach(tools, { outbound, encoder, passKey: secrets.cookieKey })
    closers.push(() => coach.close())
    const about = describeHouse(tools, { devInbox, publishableKey: secrets.publishableKey })

    const routes: Route[] = [
      ...accountRoutes(tools, { identifier, house: about }),
      ...operationRoutes(tools, identifier),
      ...projectRoutes(tools),
      ...photoRoutes(tools, uploads),
      ...shotRoutes(tools),
      ...sceneRoutes(scenes),
      ...exportRoutes(tools),
      ...postRoutes(posts),
      ...slideshowRoutes(tools),
      ...captionRoutes(slideshows),
      ...coach.routes,
    ]
    const rawRoutes: RawRoute[] = [
      eventStreamRoute({ db, events, log }),
      signedRoute(links, storage),
      ...uploads.rawRoutes,
      ...accountRawRoutes({ ...tools, drawAvatar: ingest.avatar }),
      ...photoRawRoutes(tools),
      ...sceneRawRoutes(scenes),
      ...exportRawRoutes(tools),
      ...postRawRoutes(posts),
      ...coach.rawRoutes,
      ...slideshowRawRoutes({ ...tools, probeSound: (path) => probeSound(encoder, path) }),
      ...auth.routes,
      ...operationRawRoutes(tools, about.version),
      ...(devInbox ? inboxRoutes(db) : []),
    ]
    const works: Work[] = [
      mailWork(mailer, mailSealer),
      ...projectWorks(tools),
      ...photoWorks(tools, uploads, ingest),
      ...sceneWorks(scenes),
      ...postWorks(posts),
      ...captionWorks(slideshows),
      ...slideshowWorks(slideshows, slideshowMedia(encoder)),
      ...coach.works,
      ...auth.works,
      ...accountWorks(tools),
      ...operationWorks(tools),
    ]
    const schedules: Schedule[] = [
      ...photoSchedules,
      ...sceneSchedules,
      ...postSchedules,
      ...captionSchedules,
      ...slideshowSchedules,
      ...coach.schedules,
      ...auth.schedules,
      ...accountSchedules,
      ...operationSchedules,
    ]

    const app = makeApp({
      connectTo: coach.connectTo,
      routes,
      rawRoutes,
      identifier,
      log,
      origins: [new URL(siteUrl).origin],
      trustProxy: config.TRUST_PROXY,
      checkReplies: options.checkReplies === true,
      onFailure: failureBook(tools),
    })
    return {
      tools,
      secrets,
      signer,
      app: app as unknown as Hono,
      async work() {
        // Only the one process of the embedded database knows that nobody else is sending right now.
        if ('engine' in connection) {
          await recoverSubmitted(scenes)
          await recoverPosts(posts)
          await recoverRuns(slideshows)
          await recoverGroups(slideshows)
          await coach.recover()
        }
        await jobs.start(works, schedules)
        await coach.begin()
        closers.push(await db.driver.listen('greenroom_confirmed', () => announceSoon(tools)))
        closers.push(await db.driver.listen('greenroom_loose_avatar', () => clearSoon(tools)))
      },
      stop: close,
      hasAdmin: () => hasAdmin(db),
      mailIsCaught: config.SMTP_URL === undefined,
      notes:
        config.REHEARSE_HOURS_AHEAD === 0
          ? []
          : [`Rehearsal: the clock of schedules is ${config.REHEARSE_HOURS_AHEAD} hours ahead.`],
    }
  } catch (error) {
    await close()
    throw error
  }
}
