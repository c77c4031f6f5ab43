import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { serveStatic } from '@hono/node-server/serve-static'
import { Hono } from 'hono'
import { compress } from 'hono/compress'
import { Fault } from '../fault.ts'

const year = 31_536_000

/** The built studio: hashed files for a year, everything else afresh; any other address is the studio's own page. */
export const studioPages = (folder: string): Hono => {
  const pages = new Hono()
  if (!existsSync(join(folder, 'index.html'))) {
    pages.get('*', () => {
      throw new Fault('studio.not_built', 503, 'The studio is not built yet. Start Greenroom with npm start.')
    })
    return pages
  }
  pages.use(compress())
  pages.use(
    '*',
    serveStatic({
      root: folder,
      onFound: (path, c) => {
        c.header('Cache-Control', path.includes('/assets/') ? `public, max-age=${year}, immutable` : 'no-cache')
      },
    }),
  )
  pages.get('/assets/*', () => {
    throw new Fault('request.no_such_route', 404, 'There is nothing at this address.')
  })
  pages.get('*', async (c) => {
    const html = await readFile(join(folder, 'index.html'), 'utf8')
    const etag = `"${createHash('sha256').update(html).digest('base64url').slice(0, 22)}"`
    c.header('Cache-Control', 'no-cache')
    c.header('ETag', etag)
    if (c.req.header('if-none-match') === etag) return c.body(null, 304)
    return c.html(html)
  })
  return pages
}
