import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { ConfigError, exampleEnvironment, readConfig, settings, settingsTable } from './config.ts'

const projectFile = (path: string): Promise<string> => readFile(new URL(`../../${path}`, import.meta.url), 'utf8')

test('an empty environment is a working house', () => {
  expect(readConfig({})).toMatchObject({
    PORT: 4400,
    HOST: '127.0.0.1',
    SIGNUP: true,
    SIGNUP_APPROVAL: true,
    ROLE: 'all',
  })
})

test('an empty value counts as not set', () => {
  expect(readConfig({ PORT: '', LUMAAI_API_KEY: '  ' })).toMatchObject({ PORT: 4400 })
})

test('every wrong setting is named in one error', () => {
  expect(() => readConfig({ PORT: 'seventy', SIGNUP: 'perhaps', QUOTA_GB: '-1' })).toThrow(/PORT[^]*SIGNUP[^]*QUOTA_GB/)
})

test('the value of a wrong secret is not repeated', () => {
  const secrets = Object.entries(settings).filter(([, setting]) => 'secret' in setting)
  expect(secrets.length).toBeGreaterThan(5)
  const told = (() => {
    try {
      readConfig({ SMTP_URL: 'smtp://me:hunter2@host', PORT: 'x' })
    } catch (error) {
      if (error instanceof ConfigError) return error.message
    }
    return ''
  })()
  expect(told).toContain('PORT')
  expect(told).not.toContain('hunter2')
})

test('several processes need a database that several processes can open', () => {
  expect(() => readConfig({ ROLE: 'worker' })).toThrow(/DATABASE_URL/)
})

test('no secret has a name that a browser build would copy', () => {
  expect(Object.keys(settings).filter((name) => name.startsWith('VITE_'))).toEqual([])
})

test('the example environment and the settings page are printed from the table (npm run settings)', async () => {
  expect(await projectFile('.env.example')).toBe(exampleEnvironment())
  expect(await projectFile('docs/settings.md')).toBe(settingsTable())
})
