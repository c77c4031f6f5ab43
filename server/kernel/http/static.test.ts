import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Hono } from 'hono'
import { NONCE, secureHeaders } from 'hono/secure-headers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { studioPages } from './static.ts'

let folder: string
let app: Hono
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'greenroom-pages-'))
  await mkdir(join(folder, 'assets'))
  await writeFile(join(folder, 'index.html'), '<meta nonce="GREENROOM_NONCE"><script nonce="GREENROOM_NONCE"></script>')
  await writeFile(join(folder, 'theme.js'), 'GREENROOM_NONCE')
  await writeFile(join(folder, 'assets/page-1.js'), 'export {}')
  await writeFile(join(folder, 'assets/page-1.js.br'), 'pressed')
  app = new Hono()
    .use(secureHeaders({ contentSecurityPolicy: { styleSrc: ["'self'", NONCE] } }))
    .route('/', studioPages(folder))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const nonceOf = (answer: Response): string =>
  /'nonce-([^']+)'/.exec(answer.headers.get('content-security-policy') ?? '')?.[1] ?? 'no nonce'

test.each(['/', '/index.html', '/dashboard', '/projects/1/scenes/2'])(
  '%s is the page with the nonce of its own answer',
  async (path) => {
    const [one, other] = [await app.request(path), await app.request(path)]
    const html = await one.text()
    expect(html.match(/nonce="[^"]*"/g)).toEqual(Array.from({ length: 2 }, () => `nonce="${nonceOf(one)}"`))
    expect(nonceOf(one)).not.toBe(nonceOf(other))
    expect(one.headers.get('cache-control')).toBe('no-store')
  },
)

test('hashed files are kept for a year, other files are asked for again and left as they are', async () => {
  expect((await app.request('/assets/page-1.js')).headers.get('cache-control')).toContain('immutable')
  const theme = await app.request('/theme.js')
  expect(theme.headers.get('cache-control')).toBe('no-cache')
  expect(await theme.text()).toBe('GREENROOM_NONCE')
})

test('what the build has pressed is sent as it is', async () => {
  const answer = await app.request('/assets/page-1.js', { headers: { 'accept-encoding': 'gzip, br' } })
  expect(answer.headers.get('content-encoding')).toBe('br')
  expect(answer.headers.get('content-type')).toContain('javascript')
  expect(await answer.text()).toBe('pressed')
})

test('a hashed file that is gone is not answered with the page', async () => {
  expect((await app.request('/assets/page-0.js')).headers.get('content-type')).not.toContain('text/html')
})
