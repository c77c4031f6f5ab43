import { readFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import { serveQuestions } from '../answering.ts'
import { load } from './load.ts'
import { columnsOf, post, type OtherList, type Row } from './rows.ts'

/** Supabase Lite on its own SQLite, with one person's rows behind a policy. Arguments: where it is installed, its data, the rows. */
const [folder = '', data = '', rowsFile = ''] = process.argv.slice(2)

await serveQuestions(async () => {
  const rows = JSON.parse(await readFile(rowsFile, 'utf8')) as Row[]
  const columns = columnsOf(rows[0] ?? {})
  const { App, ConsoleEmailDriver } = await load(folder, '@supabase/lite')
  const { createConnection } = await load(folder, '@supabase/lite/sqlite')
  const connection = await createConnection({ url: `file:${join(data, 'lite.db')}` })
  const app = new App({
    connection,
    auth: { enabled: true, jwt_secret: 'only for this bench, and long enough for it' },
    options: { server: { apiKeys: false }, drivers: { email: new ConsoleEmailDriver({ silent: true }) } },
  })
  await app.init()
  await app.connection
    .createMigrator(
      `create table photos (
        id uuid primary key default gen_random_uuid(),
        user_id uuid not null references auth.users(id),
        ${columns.map(({ name, kind }) => `"${name}" ${kind === 'number' ? 'integer' : 'text'}`).join(',\n        ')}
      );
      create index photos_owner on photos (user_id, position);
      alter table photos enable row level security;
      create policy "own" on photos for select to authenticated using (auth.uid() = user_id);
      create policy "add own" on photos for insert to authenticated with check (auth.uid() = user_id);`,
    )
    .migrate()
  const server = serve({
    fetch: (request: Request, environment: { incoming: { socket: { remoteAddress?: string } } }) =>
      app.fetch(request, { peerAddress: environment.incoming.socket.remoteAddress ?? null }),
    port: 0,
    hostname: '127.0.0.1',
  } as Parameters<typeof serve>[0])
  if (!server.listening) await new Promise<void>((resolve) => server.once('listening', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const session = await post(`${url}/auth/v1/signup`, { email: 'person@bench.test', password: 'only-for-this-bench' })
  const headers = { authorization: `Bearer ${session.access_token}` }
  // One at a time: it takes no more than a hundred values in a statement.
  for (const row of rows) {
    const values = Object.fromEntries(columns.map(({ name, key }) => [name, row[key]]))
    await post(`${url}/rest/v1/photos`, { ...values, user_id: session.user.id }, headers)
  }
  const ready: OtherList = { url: `${url}/rest/v1/photos?select=*&order=position.asc&limit=${rows.length}`, headers }
  return { ready, stop: () => void server.close() }
})
