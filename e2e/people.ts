import { randomBytes } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { Page } from '@playwright/test'
import type { House } from './house.ts'

/** A letter as `/dev/inbox.json` shows it. */
export interface Mail {
  id: string
  createdAt: string
  to: string
  subject: string
  plain: string
  kind: string
}

/** The newest of at least `count` letters of a kind to this address; waits until it is there. */
export const mailTo = async (house: House, to: string, kind: string, count = 1): Promise<Mail> => {
  for (const late = Date.now() + 90_000; Date.now() < late; await pause(50)) {
    const answer = await fetch(`${house.url}/dev/inbox.json?to=${encodeURIComponent(to)}`)
    const { mails } = (await answer.json()) as { mails: Mail[] }
    const found = mails.filter((mail) => mail.kind === kind)
    if (found.length >= count && found[0] !== undefined) return found[0]
  }
  throw new Error(`No letter "${kind}" (${count}) came for ${to}.`)
}
export const codeIn = (mail: Mail): string => /^ {4}(\d{6})$/m.exec(mail.plain)?.[1] ?? ''
/** The address below a button of the letter. */
export const linkIn = (mail: Mail, label: string): string => {
  const [, address] = new RegExp(`^${label}:\\n(https?://\\S+)$`, 'm').exec(mail.plain) ?? []
  if (address === undefined) throw new Error(`"${label}" is not in this letter:\n${mail.plain}`)
  return address
}

export interface Names {
  email: string
  password: string
  firstName: string
  lastName: string
  company: string
}
/** Somebody new, at an address that nobody else has. */
export const somebody = (firstName = 'Test'): Names => ({
  email: `${firstName.toLowerCase()}-${randomBytes(5).toString('hex')}@example.test`,
  password: `quiet-harbour-${randomBytes(4).toString('hex')}`,
  firstName,
  lastName: 'Person',
  company: 'Example Films',
})

/** A signed-in person with an HTTP client of their own, for the parts of a journey that are not what it is about. */
export interface Person extends Names {
  id: string
  /** What the studio keeps in the browser for this person. */
  storageState: { cookies: []; origins: { origin: string; localStorage: { name: string; value: string }[] }[] }
  /** Sends JSON; answers the parsed body. Throws unless the answer is a good one. */
  call<Reply>(method: string, path: string, body?: unknown): Promise<Reply>
  /** A raw request with this person's token. */
  fetch(path: string, init?: RequestInit): Promise<Response>
}

interface Session {
  access_token: string
  user: { id: string }
}

const askAtDoor = async <Reply>(house: House, path: string, body: unknown): Promise<Reply> => {
  const { publishableKey } = (await (await fetch(`${house.url}/api/house`)).json()) as { publishableKey: string }
  const answer = await fetch(`${house.url}/auth/v1${path}`, {
    method: 'POST',
    headers: { apikey: publishableKey, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
  return (await answer.json()) as Reply
}

/** Asks for an account through the same protocol as the studio; its address is not confirmed yet. */
export const askForAccount = async (house: House, names: Names): Promise<void> => {
  const { email, password, firstName, lastName, company } = names
  const data = { first_name: firstName, last_name: lastName, company }
  await askAtDoor(house, '/signup', { email, password, data })
}

/** Signs somebody up and confirms the address. */
export const signUp = async (house: House, names: Names = somebody()): Promise<Person> => {
  const { email } = names
  await askForAccount(house, names)
  const token = codeIn(await mailTo(house, email, 'confirm-sign-up'))
  return personOf(house, names, await askAtDoor<Session>(house, '/verify', { type: 'email', email, token }))
}

/** On the page for it, as somebody who types. */
export const signIn = async (page: Page, email: string, password: string): Promise<void> => {
  await page.goto('/sign-in')
  await page.getByLabel('E-mail address').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

const personOf = (house: House, names: Names, session: Session): Person => {
  const request = (path: string, init: RequestInit = {}): Promise<Response> =>
    fetch(`${house.url}${path}`, {
      ...init,
      headers: { authorization: `Bearer ${session.access_token}`, ...(init.headers as Record<string, string>) },
    })
  const kept = { name: 'greenroom.auth', value: JSON.stringify(session) }
  return {
    ...names,
    id: session.user.id,
    storageState: { cookies: [], origins: [{ origin: house.url, localStorage: [kept] }] },
    fetch: request,
    async call<Reply>(method: string, path: string, body?: unknown) {
      const answer = await request(path, {
        method,
        ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
      })
      if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
      return (await answer.json()) as Reply
    },
  }
}
