import { sql } from 'kysely'
import type { AccountStatus, Role } from '@greenroom/contract/accounts.ts'
import { actingAsConnection, type PersonActor } from '#kernel/db/acting.ts'
import { newId } from '#kernel/id.ts'
import type { House } from '../house.ts'

/** What an endpoint answered; its shape is what the test asserts. */
type Parsed = ReturnType<typeof JSON.parse>

/** A person of a test, already signed in, with a small HTTP client of their own. */
export interface TestPerson {
  id: string
  email: string
  sessionId: string
  accessToken: string
  actor: PersonActor
  /** Sends JSON as this person; answers status and parsed body. */
  call(method: string, path: string, body?: unknown): Promise<{ status: number; body: Parsed; headers: Headers }>
  /** A raw request with this person's bearer token. */
  fetch(path: string, init?: RequestInit): Promise<Response>
}
export interface People {
  /** Adds a confirmed person; `approved` unless said. */
  add(options?: { status?: AccountStatus; role?: Role; email?: string; firstName?: string }): Promise<TestPerson>
}

export const peopleOf = (house: House, url: string): People => ({
  async add({ status = 'approved', role = 'user', email = `${newId()}@example.test`, firstName = 'Test' } = {}) {
    const { id, sessionId } = await actingAsConnection(house.tools.db, async (transaction) => {
      const user = await transaction.one(sql<{ id: string }>`
        insert into auth.users (email, email_confirmed_at, raw_app_meta_data, raw_user_meta_data)
        values (${email}, now(), '{"provider":"email","providers":["email"]}', ${JSON.stringify({ first_name: firstName, last_name: 'Person' })}::jsonb)
        returning id`)
      await transaction.run(sql`update public.profiles set status = ${status}, role = ${role} where id = ${user.id}`)
      const session = await transaction.one(
        sql<{ id: string }>`insert into auth.sessions (user_id) values (${user.id}) returning id`,
      )
      return { id: user.id, sessionId: session.id }
    })
    const { accessToken } = await house.signer.sign({
      userId: id,
      sessionId,
      email,
      method: 'password',
      appMetadata: {},
      userMetadata: {},
    })
    const send = (path: string, init: RequestInit = {}): Promise<Response> =>
      fetch(`${url}${path}`, { ...init, headers: withToken(init.headers, accessToken) })
    return {
      id,
      email,
      sessionId,
      accessToken,
      actor: { kind: 'person', userId: id, sessionId, needs: 'approved' },
      fetch: send,
      async call(method, path, body) {
        const answer = await send(path, {
          method,
          ...(body === undefined
            ? {}
            : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
        })
        const text = await answer.text()
        return {
          status: answer.status,
          body: text === '' ? null : (JSON.parse(text) as unknown),
          headers: answer.headers,
        }
      },
    }
  },
})

const withToken = (given: RequestInit['headers'], accessToken: string): Headers => {
  const headers = new Headers(given)
  if (!headers.has('authorization')) headers.set('authorization', `Bearer ${accessToken}`)
  return headers
}
