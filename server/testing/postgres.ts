import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { chown, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir, userInfo } from 'node:os'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'

const rolesFile = fileURLToPath(new URL('../../supabase/plain-postgres.sql', import.meta.url))

/** A real Postgres for one test file, in a temporary folder, reached through a socket file only. */
export interface TestPostgres {
  /** Makes an empty database as supabase/plain-postgres.sql says. */
  createDatabase(name: string): Promise<PostgresDatabase>
  close(): Promise<void>
}
export interface PostgresDatabase {
  /** The house's own login: owns and migrates. */
  ownerUrl: string
  /** A login that owns nothing and bypasses nothing; it may only switch to anon, authenticated and service_role. */
  apiUrl: string
}

const version = (folder: string): number => {
  const { stdout } = spawnSync(join(folder, 'postgres'), ['--version'], { encoding: 'utf8' })
  return Number(/(\d+)/.exec(stdout ?? '')?.[1] ?? 0)
}

/** Where initdb and postgres (15 or newer) are, or null. Debian keeps them off the PATH. */
export const postgresFolder = ((): string | null => {
  const debian = '/usr/lib/postgresql'
  const folders = [
    ...(existsSync(debian)
      ? readdirSync(debian)
          .sort((a, b) => Number(b) - Number(a))
          .map((name) => join(debian, name, 'bin'))
      : []),
    ...(process.env['PATH'] ?? '').split(delimiter),
    '/usr/local/bin',
    '/opt/homebrew/bin',
  ]
  const here = folders.filter(
    (folder) => folder !== '' && existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')),
  )
  return here.find((folder) => version(folder) >= 15) ?? null
})()

/** Postgres refuses to run as root: it is given to a system user then. */
const otherUser = (): { uid: number; gid: number } | null => {
  if (process.getuid?.() !== 0) return null
  for (const name of ['postgres', 'nobody']) {
    const uid = spawnSync('id', ['-u', name], { encoding: 'utf8' })
    const gid = spawnSync('id', ['-g', name], { encoding: 'utf8' })
    if (uid.status === 0 && gid.status === 0) return { uid: Number(uid.stdout), gid: Number(gid.stdout) }
  }
  throw new Error(`Tests run as ${userInfo().username}, and there is no user to run Postgres as`)
}

export const startPostgres = async (): Promise<TestPostgres> => {
  if (postgresFolder === null) throw new Error('No Postgres was found')
  // Short: the path of a socket has room for about 100 characters.
  const folder = await mkdtemp(join(tmpdir(), 'gr-pg-'))
  const user = otherUser()
  if (user !== null) await chown(folder, user.uid, user.gid)
  const as = { cwd: folder, ...user }
  const data = join(folder, 'data')
  const made = spawnSync(
    join(postgresFolder, 'initdb'),
    ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'],
    { ...as, encoding: 'utf8' },
  )
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr}`)
  const settings = {
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    shared_buffers: '64MB',
    max_connections: '60',
    listen_addresses: '',
  }
  const server = spawn(
    join(postgresFolder, 'postgres'),
    ['-D', data, '-k', folder, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    { ...as, stdio: ['ignore', 'ignore', 'pipe'] },
  )
  const stopped = new Promise<void>((resolve) => server.once('exit', () => resolve()))
  const said: string[] = []
  const ready = new Promise<void>((resolve, reject) => {
    server.stderr.setEncoding('utf8').on('data', (text: string) => {
      said.push(text)
      if (text.includes('ready to accept connections')) resolve()
    })
    server.once('exit', () => reject(new Error(`Postgres ended: ${said.join('')}`)))
  })
  const close = async (): Promise<void> => {
    // First politely: connections that are being closed would report a fault otherwise.
    server.kill('SIGTERM')
    const firmly = setTimeout(() => server.kill('SIGINT'), 3000)
    await stopped
    clearTimeout(firmly)
    await rm(folder, { recursive: true, force: true })
  }
  await ready
  const urlFor = (login: string, database: string): string =>
    `postgres://${login}@/${database}?host=${encodeURIComponent(folder)}`
  const asSuperuser = async (database: string, text: string): Promise<void> => {
    const client = new pg.Client({ connectionString: urlFor('postgres', database) })
    await client.connect()
    try {
      await client.query(text)
    } finally {
      await client.end()
    }
  }
  try {
    await asSuperuser('postgres', 'create role greenroom_api login noinherit nosuperuser nobypassrls')
    const roles = await readFile(rolesFile, 'utf8')
    return {
      async createDatabase(name) {
        await asSuperuser('postgres', `create database ${pg.escapeIdentifier(name)}`)
        await asSuperuser(name, roles)
        await asSuperuser(name, 'grant anon, authenticated, service_role to greenroom_api')
        return { ownerUrl: urlFor('greenroom', name), apiUrl: urlFor('greenroom_api', name) }
      },
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}
