import { sql } from 'kysely'
import { createTransport } from 'nodemailer'
import { actingAs } from '../db/acting.ts'
import type { Database } from '../db/db.ts'
import { written } from './letters.ts'
import type { Mailer } from './mail.ts'

/** The mail server when one is set; else the house keeps what it would have sent. */
export const makeMailer = ({ db, smtpUrl, ...options }: MailerOptions): Mailer =>
  smtpUrl === undefined ? keptMailer(db, options.siteUrl) : smtpMailer({ ...options, url: smtpUrl })

interface MailerOptions extends Omit<SmtpOptions, 'url'> {
  db: Database
  smtpUrl: string | undefined
}

interface SmtpOptions {
  url: string
  from: string
  siteUrl: string
}

/** Sends through a mail server. A refusal or a silence throws, so that the job tries again later. */
const smtpMailer = ({ url, from, siteUrl }: SmtpOptions): Mailer => {
  const site = new URL(siteUrl)
  const transport = createTransport(
    { url, pool: true, maxConnections: 2, connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 },
    // A template can never make the house read a file or fetch an address.
    { from, disableFileAccess: true, disableUrlAccess: true },
  )
  return {
    async send({ id, to, language, letter }) {
      const { subject, html, plain } = written(letter, language, site.host)
      await transport.sendMail({
        to: { name: '', address: to },
        subject,
        html,
        text: plain,
        // Sent again after a lost answer, it is the same mail and mailboxes show it once.
        messageId: `<${id}@${site.hostname}>`,
        headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
      })
    },
    close: () => transport.close(),
  }
}

/** Without a mail server, mail is kept in the database and shown at /dev/inbox. */
export const keptMailer = (db: Database, siteUrl: string): Mailer => ({
  async send({ id, to, language, letter }) {
    const { subject, html, plain } = written(letter, language, new URL(siteUrl).host)
    await actingAs(db, { kind: 'house', reason: 'keep mail' }, (transaction) =>
      transaction.run(sql`
        insert into private.mails (id, recipient, subject, html, plain, kind)
        values (${id}, ${to}, ${subject}, ${html}, ${plain}, ${letter.kind})
        on conflict (id) do nothing`),
    )
  },
  close() {},
})
