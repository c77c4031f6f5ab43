import { readFile } from 'node:fs/promises'
import { beforeAll, describe, expect, test } from 'vitest'
import { shortestPassword } from '../server/kernel/auth/password.ts'
import { settings } from '../server/kernel/config.ts'
import { buckets } from '../server/kernel/storage/storage.ts'
import { engines } from './engines.ts'

const read = (name: string): Promise<string> => readFile(new URL(name, import.meta.url), 'utf8')
/** Sections of the file with their keys; it uses one line a key but for lists of strings. */
const sections = (toml: string): Record<string, Record<string, unknown>> => {
  const found: Record<string, Record<string, unknown>> = { '': {} }
  let section = found['']!
  for (const line of toml
    .replaceAll(/^\s*#.*$/gm, '')
    .replaceAll(/,\s*\n/g, ', ')
    .replaceAll(/\[\s*\n/g, '[')
    .split('\n')) {
    const header = /^\[([\w.-]+)\]$/.exec(line.trim())?.[1]
    const [, key, value] = /^(\w+) = (.+)$/.exec(line.trim()) ?? []
    if (header !== undefined) section = found[header] = {}
    else if (key !== undefined && value !== undefined) section[key] = JSON.parse(value.replace(/, *\]$/, ']'))
  }
  return found
}

describe('The configuration for the Supabase CLI', () => {
  let config: ReturnType<typeof sections>
  beforeAll(async () => {
    config = sections(await read('config.toml'))
  })

  test('opens no schema but public to the outside', () => {
    expect(config['api']?.['schemas']).toEqual(['public'])
  })

  test('asks for what the built-in sign-in asks for', () => {
    expect(config['auth']).toMatchObject({
      minimum_password_length: shortestPassword,
      enable_anonymous_sign_ins: false,
      jwt_expiry: 3600,
    })
    expect(config['auth.email']).toMatchObject({
      enable_confirmations: true,
      double_confirm_changes: true,
      otp_length: 6,
      otp_expiry: 3600,
    })
  })

  test('sends people back to the port that Greenroom serves on', () => {
    const port = settings.PORT.shape.parse(undefined)
    expect(config['auth']?.['site_url']).toBe(`http://localhost:${port}`)
    expect(config['auth']?.['additional_redirect_urls']).toEqual([
      `http://localhost:${port}/**`,
      `http://127.0.0.1:${port}/**`,
    ])
  })

  test('has the buckets of the house, and only avatars are public', () => {
    const there = Object.keys(config).flatMap((name) =>
      name.startsWith('storage.buckets.') ? [name.slice('storage.buckets.'.length)] : [],
    )
    expect(there.toSorted()).toEqual([...buckets].toSorted())
    expect(there.filter((name) => config[`storage.buckets.${name}`]?.['public'] === true)).toEqual(['avatars'])
  })
})

test('the seed does nothing without Supabase’s storage, and makes the buckets once where it is', async () => {
  const engine = await engines[0]!.start()
  await using database = await engine.empty()
  const seed = await read('seed.sql')
  const run = (text: string) => database.owner.driver.transaction('', (executor) => executor.exec(text))
  await run(seed)
  await run(
    'create schema storage; create table storage.buckets (id text primary key, name text, public boolean, file_size_limit bigint, allowed_mime_types text[])',
  )
  await run(seed)
  await run(seed)
  const { rows } = await database.owner.driver.query('select id, public from storage.buckets order by id')
  expect(rows).toEqual([...buckets].toSorted().map((id) => ({ id, public: id === 'avatars' })))
})
