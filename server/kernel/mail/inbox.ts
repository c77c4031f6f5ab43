import { html } from 'hono/html'
import type { Context } from 'hono'
import type { SecureHeadersVariables } from 'hono/secure-headers'
import { sql } from 'kysely'
import * as z from 'zod'
import { actingAs, type Actor } from '../db/acting.ts'
import type { Database } from '../db/db.ts'
import { Fault } from '../fault.ts'
import type { RawRoute } from '../http/route.ts'

const loopback = new Set(['localhost', '127.0.0.1', '::1', '[::1]'])

/** Whether caught mail may be read in a browser: only in a house that nobody but its own machine can reach. */
export const inboxOpen = (house: { host: string; siteUrl: string; smtpUrl: string | undefined }): boolean =>
  house.smtpUrl === undefined && loopback.has(house.host) && loopback.has(new URL(house.siteUrl).hostname)

interface KeptMail {
  id: string
  createdAt: Date
  to: string
  subject: string
  html: string
  plain: string
  kind: string
}

const house: Actor = { kind: 'house', reason: 'read the inbox' }
const columns = sql`id, created_at as "createdAt", recipient as "to", subject, html, plain, kind`

/**
 * `/dev/inbox` shows caught mail, newest first; `/dev/inbox.json?to=` is the same for tests. Mount it only when `inboxOpen`.
 * It holds links that open accounts, so a request that came through a proxy or under another name is told there is nothing.
 */
export const inboxRoutes = (db: Database): RawRoute[] => {
  const list = (to: string | undefined): Promise<KeptMail[]> =>
    actingAs(db, house, (transaction) =>
      transaction.rows(sql<KeptMail>`
        select ${columns} from private.mails
         where ${to === undefined ? sql`true` : sql`lower(recipient) = ${to.toLowerCase()}`}
         order by created_at desc, id limit 200`),
    )
  const one = (id: string): Promise<KeptMail | undefined> =>
    actingAs(db, house, (transaction) =>
      transaction.first(sql<KeptMail>`select ${columns} from private.mails where id = ${id}`),
    )

  return [
    inboxRoute('/dev/inbox.json', async (c) => c.json({ mails: await list(c.req.query('to')) })),
    inboxRoute('/dev/inbox', async (c) => {
      const mails = await list(undefined)
      return page(
        c,
        'Inbox',
        html`<h1>Inbox of this house</h1>
          <p>No mail server is set, so mail stays here for seven days. It is sent nowhere.</p>
          ${
            mails.length === 0
              ? html`<p class="empty">No mail yet. Sign up or ask for a new password, and it arrives here.</p>`
              : html`<ul>
                  ${mails.map(
                    (mail) =>
                      html`<li>
                        <a href="/dev/inbox/${mail.id}">${mail.subject}</a>
                        <span
                          >to ${mail.to},
                          <time datetime="${mail.createdAt.toISOString()}">${stamp(mail.createdAt)}</time></span
                        >
                      </li>`,
                  )}
                </ul>`
          }`,
      )
    }),
    inboxRoute('/dev/inbox/:id', async (c) => {
      const id = z.uuid().safeParse(c.req.param('id'))
      const mail = id.success ? await one(id.data) : undefined
      if (mail === undefined) throw noInbox()
      // A frame of its own without scripts; its links open in a tab of their own, as from a mail program.
      return page(
        c,
        mail.subject,
        html`<p><a href="/dev/inbox">Inbox</a></p>
          <h1>${mail.subject}</h1>
          <p>to ${mail.to}, <time datetime="${mail.createdAt.toISOString()}">${stamp(mail.createdAt)}</time></p>
          <iframe title="The mail" sandbox="allow-popups allow-popups-to-escape-sandbox" srcdoc="${mail.html}"></iframe>
          <details>
            <summary>As text</summary>
            <pre tabindex="0">${mail.plain}</pre>
          </details>`,
      )
    }),
  ]
}

const noInbox = () => new Fault('request.no_such_route', 404, 'There is nothing at this address.')
const stamp = (at: Date): string => `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`

const inboxRoute = (path: string, answer: (c: Context) => Promise<Response>): RawRoute => ({
  method: 'GET',
  path,
  access: 'public',
  async answer(c) {
    const name = URL.parse(`http://${c.req.header('host') ?? ''}`)?.hostname ?? ''
    // A page elsewhere can point its own name at this machine; and a proxy makes a public house look local.
    const proxied = ['x-forwarded-for', 'x-forwarded-host', 'forwarded'].some(
      (header) => c.req.header(header) !== undefined,
    )
    if (!loopback.has(name) || proxied) throw noInbox()
    c.header('Cache-Control', 'no-store')
    return await answer(c)
  },
})

const page = (
  c: Context<{ Variables: SecureHeadersVariables }>,
  title: string,
  body: ReturnType<typeof html>,
): Response | Promise<Response> =>
  c.html(
    html`<!doctype html>
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="color-scheme" content="light dark" />
          <title>${title} – Greenroom</title>
          <style nonce="${c.get('secureHeadersNonce') ?? ''}">
            :root {
              color-scheme: light dark;
              background: light-dark(#ffffff, #141615);
              color: light-dark(#1d2126, #eef0ef);
            }
            body {
              max-width: 52rem;
              margin: 0 auto;
              padding: 2rem 1rem;
              font:
                16px/1.6 system-ui,
                sans-serif;
            }
            h1 {
              font-size: 1.4rem;
              line-height: 1.3;
            }
            ul {
              padding: 0;
              list-style: none;
            }
            li {
              padding: 0.75rem 0;
              border-top: 1px solid color-mix(in srgb, currentColor 20%, transparent);
            }
            li a {
              display: block;
              font-weight: 600;
            }
            a {
              color: light-dark(#1f6b45, #7fd6a8);
            }
            iframe {
              width: 100%;
              height: 46rem;
              border: 1px solid color-mix(in srgb, currentColor 20%, transparent);
              border-radius: 12px;
              background: #fff;
            }
            pre {
              white-space: pre-wrap;
              overflow-wrap: anywhere;
            }
          </style>
        </head>
        <body>
          <main>${body}</main>
        </body>
      </html>`,
  )
