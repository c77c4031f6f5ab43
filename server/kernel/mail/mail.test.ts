import { createServer, type AddressInfo, type Server } from 'node:net'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { actingAs } from '#kernel/db/acting.ts'
import { makeHouse, type TestHouse } from '#testing/house.ts'
import { arrived } from '#testing/mails.ts'
import { inboxOpen } from './inbox.ts'
import { written } from './letters.ts'
import type { Letter, OutgoingMail } from './mail.ts'

const letters: Letter[] = [
  { kind: 'confirm-sign-up', link: 'https://house.test/confirm?a=1&b=2', code: '012345' },
  { kind: 'account-exists', link: 'https://house.test/sign-in' },
  { kind: 'reset-password', link: 'https://house.test/confirm', code: '012345' },
  { kind: 'magic-link', link: 'https://house.test/confirm', code: '012345' },
  { kind: 'change-email', link: 'https://house.test/confirm', code: '012345', newEmail: 'new@example.test' },
  { kind: 'password-changed', link: 'https://house.test/reset' },
  {
    kind: 'approval-wanted',
    name: 'An',
    email: 'an@example.test',
    company: '',
    approveLink: 'https://house.test/a',
    rejectLink: 'https://house.test/r',
  },
  { kind: 'account-approved', link: 'https://house.test/' },
  { kind: 'account-rejected', reason: 'Not one of us' },
  { kind: 'workspace-invitation', workspace: 'Sales & Co', inviter: 'An', link: 'https://house.test/join?token=x' },
  {
    kind: 'agreement-week',
    workspace: 'Sales & Co',
    disputes: 2,
    disputesLink: 'https://house.test/coach/team?tab=reviews',
    checks: [{ scenario: 'First five minutes', question: 'Why?' }],
    checksLink: 'https://house.test/coach/team?tab=agreement',
    settingsLink: 'https://house.test/settings/preferences',
  },
  {
    kind: 'takes-failed',
    project: 'Dune & Co',
    takes: [
      {
        scene: 3,
        take: 2,
        failed: true,
        reason: 'No money.',
        cost: 'Nothing was charged.',
        link: 'https://house.test/3',
      },
    ],
    more: 0,
    link: 'https://house.test/3',
    settingsLink: 'https://house.test/settings/preferences',
  },
  {
    kind: 'takes-failed',
    project: 'Dune & Co',
    takes: [
      {
        scene: 3,
        take: 2,
        failed: true,
        reason: 'No money.',
        cost: 'Nothing was charged.',
        link: 'https://house.test/3',
      },
      {
        scene: 5,
        take: 1,
        failed: false,
        reason: 'Who knows?',
        cost: 'Not known.',
        link: 'https://house.test/5?a=1&b=2',
      },
    ],
    more: 17,
    link: 'https://house.test/dune',
    settingsLink: 'https://house.test/settings/preferences',
  },
  { kind: 'generation-unknown', link: 'https://house.test/admin', project: 'Dune', ordinal: 3, maker: 'Maker' },
]

const valuesOf = (value: unknown): string[] =>
  typeof value === 'object' && value !== null
    ? Object.values(value).flatMap(valuesOf)
    : (typeof value === 'number' && value !== 0) || (typeof value === 'string' && value !== '')
      ? [String(value)]
      : []

describe('letters', () => {
  test.each(letters)(
    '$kind is written in English and Dutch, as HTML and as text, with everything it carries',
    (letter) => {
      const english = written(letter, 'en', 'house.test')
      const dutch = written(letter, 'nl', 'house.test')
      expect(english.plain).not.toBe(dutch.plain)
      for (const { html, plain, subject } of [english, dutch]) {
        expect(subject.length).toBeGreaterThan(5)
        const { kind: _kind, ...carried } = letter
        for (const value of valuesOf(carried)) {
          expect(plain).toContain(value)
          expect(html).toContain(value.replaceAll('&', '&amp;'))
        }
        expect(html).not.toMatch(/<script|<style|<link|src=/)
      }
    },
  )

  test('what people typed cannot become markup or a header', () => {
    const name = `<img src=x onerror="alert(1)">\r\nBcc: all@example.test`
    const { html, subject } = written(
      {
        kind: 'approval-wanted',
        name,
        email: 'e@example.test',
        company: `"'><b>`,
        approveLink: `https://house.test/"><i>`,
        rejectLink: 'https://house.test/r',
      },
      'en',
      'house.test',
    )
    expect(html).not.toMatch(/<img|<b>|<i>/)
    expect(subject).not.toMatch(/[\r\n]/)
  })
})

test('the inbox is open only on a loopback address, without a mail server, at a local site', () => {
  const local = { host: '127.0.0.1', siteUrl: 'http://localhost:4400', smtpUrl: undefined }
  expect(inboxOpen(local)).toBe(true)
  expect(inboxOpen({ ...local, host: '0.0.0.0' })).toBe(false)
  expect(inboxOpen({ ...local, siteUrl: 'https://studio.example.test' })).toBe(false)
  expect(inboxOpen({ ...local, smtpUrl: 'smtp://mail.example.test' })).toBe(false)
})

const post = (house: TestHouse, mail: OutgoingMail, fail = false): Promise<void> =>
  actingAs(house.tools.db, { kind: 'house', reason: 'test' }, async (transaction) => {
    await house.tools.post(transaction, mail)
    if (fail) throw new Error('rolled back')
  })

describe('without a mail server', () => {
  let house: TestHouse
  beforeAll(async () => {
    house = await makeHouse()
  })
  afterAll(() => house.stop())
  const mail: OutgoingMail = {
    to: 'Reader@example.test',
    language: 'en',
    letter: { kind: 'magic-link', link: 'https://house.test/x?y=1', code: '424242' },
  }

  test('a mail arrives in the inbox, as a list, as a page whose frame runs nothing, and as JSON', async () => {
    await post(house, mail)
    const kept = await arrived(house, 'reader@example.test')
    expect(kept).toMatchObject({
      to: 'Reader@example.test',
      kind: 'magic-link',
      subject: '424242 is your Greenroom code',
    })
    const list = await fetch(`${house.url}/dev/inbox`)
    expect(list.status).toBe(200)
    expect(await list.text()).toContain(`/dev/inbox/${kept.id}`)
    const page = await (await fetch(`${house.url}/dev/inbox/${kept.id}`)).text()
    expect(page).toContain('sandbox="allow-popups allow-popups-to-escape-sandbox" srcdoc="&lt;!doctype html&gt;')
    expect(
      (await fetch(`${house.url}/dev/inbox/${kept.id.replace(/^./, kept.id.startsWith('0') ? '1' : '0')}`)).status,
    ).toBe(404)
    expect((await fetch(`${house.url}/dev/inbox/nothing`)).status).toBe(404)
  })

  test('the inbox is not there for another name and not behind a proxy', async () => {
    expect((await fetch(`${house.url}/dev/inbox.json`, { headers: { 'x-forwarded-for': '203.0.113.9' } })).status).toBe(
      404,
    )
    const { request } = await import('node:http')
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const { hostname, port } = new URL(house.url)
      request({ hostname, port, path: '/dev/inbox.json', headers: { host: 'rebound.example.test' } }, (answer) => {
        answer.resume()
        resolve(answer.statusCode)
      })
        .on('error', reject)
        .end()
    })
    expect(status).toBe(404)
  })

  test('a mail of a rolled-back transaction is never sent, and a waiting one cannot be read in the queue', async () => {
    const still = await makeHouse({ working: false })
    await post(still, mail, true).catch(() => undefined)
    await post(still, mail)
    const { rows } = await still.tools.db.driver.query(
      "select data::text as data from jobs.job where name = 'mail.send'",
    )
    expect(rows).toHaveLength(1)
    expect(JSON.stringify(rows)).not.toMatch(/424242|house\.test|Reader/)
    await still.stop()
  })

  test('a mail whose job runs twice is kept once', async () => {
    const { keptMailer } = await import('./mailers.ts')
    const mailer = keptMailer(house.tools.db, house.url)
    const again = { ...mail, to: 'twice@example.test', id: '0b0e9a52-5f0a-4d0e-9d55-0f6a1f4f8a22' }
    await mailer.send(again)
    await mailer.send(again)
    const { count } = await actingAs(house.tools.db, { kind: 'house', reason: 'test' }, (transaction) =>
      transaction.one(
        sql<{ count: number }>`select count(*) as count from private.mails where recipient = 'twice@example.test'`,
      ),
    )
    expect(count).toBe(1)
  })
})

describe('with a mail server', () => {
  /** Speaks just enough SMTP to take mail, and to refuse the first one. */
  const mailServer = async (refuseFirst: boolean): Promise<{ server: Server; url: string; taken: Promise<string> }> => {
    let refusals = refuseFirst ? 1 : 0
    let take: (mail: string) => void = () => undefined
    const taken = new Promise<string>((resolve) => (take = resolve))
    const server = createServer((socket) => {
      let data: string | null = null
      socket.write('220 test ESMTP\r\n')
      socket.on('error', () => undefined)
      socket.on('data', (chunk) => {
        const text = chunk.toString()
        if (data !== null) {
          data += text
          if (!data.includes('\r\n.\r\n')) return
          take(data)
          data = null
          socket.write('250 taken\r\n')
          return
        }
        for (const command of text.split('\r\n').filter(Boolean)) {
          if (/^EHLO/i.test(command)) socket.write('250 test\r\n')
          else if (/^MAIL/i.test(command) && refusals > 0) {
            refusals -= 1
            socket.write('451 try again later\r\n')
          } else if (/^DATA/i.test(command)) {
            data = ''
            socket.write('354 go on\r\n')
          } else if (/^QUIT/i.test(command)) socket.end('221 bye\r\n')
          else socket.write('250 ok\r\n')
        }
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return { server, url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`, taken }
  }

  test('a mail that the server refuses for now is sent again, and no inbox page exists', async () => {
    const { server, url, taken } = await mailServer(true)
    const house = await makeHouse({ environment: { SMTP_URL: url, MAIL_FROM: 'Greenroom <house@example.test>' } })
    await post(house, {
      to: 'reader@example.test',
      language: 'nl',
      letter: { kind: 'account-approved', link: 'https://house.test/' },
    })
    const mail = await taken
    expect(mail).toMatch(/^From: Greenroom <house@example.test>/m)
    expect(mail).toMatch(/^To: reader@example.test/m)
    expect(mail).toMatch(/^Subject: Je Greenroom-account is klaar/m)
    expect(mail).toMatch(/^Message-ID: <[0-9a-f-]{36}@127.0.0.1>/im)
    expect((await fetch(`${house.url}/dev/inbox`)).status).toBe(404)
    await house.stop()
    server.close()
  })
})
