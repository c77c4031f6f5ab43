import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { serveStatic } from '@hono/node-server/serve-static'
import { Hono, type Context } from 'hono'
import { compress } from 'hono/compress'
import type { SecureHeadersVariables } from 'hono/secure-headers'
import { Fault } from '../fault.ts'

const year = 31_536_000
/** Where the built page wants its nonce (html.cspNonce in studio/vite.config.ts). */
const noncePlace = 'GREENROOM_NONCE'

interface Env {
  Variables: SecureHeadersVariables
}

/** The built studio: hashed files for a year, everything else afresh; any other address is the studio's own page. */
export const studioPages = (folder: string): Hono<Env> => {
  const pages = new Hono<Env>()
  if (!existsSync(join(folder, 'index.html'))) {
    pages.get('*', () => {
      throw new Fault('studio.not_built', 503, 'The studio is not built yet. Start Greenroom with npm start.')
    })
    return pages
  }
  // The page names the nonce of this one answer, so it is never taken from a cache.
  const page = async (c: Context<Env>): Promise<Response> => {
    const html = await readFile(join(folder, 'index.html'), 'utf8')
    c.header('Cache-Control', 'no-store')
    return c.html(html.replaceAll(noncePlace, c.get('secureHeadersNonce') ?? ''))
  }
  pages.use(async (c, next) => {
    await next()
    // Afterwards: serveStatic calls its onFound when the answer and its headers are made already.
    if (!c.res.ok || c.res.headers.has('Cache-Control')) return
    c.header('Cache-Control', c.req.path.startsWith('/assets/') ? `public, max-age=${year}, immutable` : 'no-cache')
  })
  pages.use(compress())
  pages.get('/', page)
  pages.get('/index.html', page)
  // The build has pressed them already (studio/vite.config.ts).
  pages.use('*', serveStatic({ root: folder, precompressed: true }))
  pages.get('/assets/*', () => {
    throw new Fault('request.no_such_route', 404, 'There is nothing at this address.')
  })
  pages.get('*', page)
  return pages
}
