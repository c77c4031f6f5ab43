import { sql } from 'kysely'
import { expect } from 'vitest'
import { actingAs } from '../server/kernel/db/acting.ts'
import { throughDoor, withClaims } from './attempt.ts'
import { onEveryEngine } from './on-every-engine.ts'
import { actorOf, house, idOf, populate } from './world.ts'

onEveryEngine(
  'Role and status on $name',
  ({ testHere, owner, api }) => {
    const ask = async <R>(text: string): Promise<R[]> => (await owner().driver.query(text)).rows as R[]
    const asAda = (text: string) =>
      actingAs(api(), actorOf('ada', 'admin'), (transaction) => transaction.run(sql.raw(text)))
    const anna = idOf('user', 'anna')

    const fields = {
      role: "'admin'",
      status: "'approved'",
      status_reason: "'x'",
      email: "'x@example.test'",
      confirmed_at: 'now()',
      announced_at: 'now()',
      tiktok_account_id: "'x'",
      id: 'gen_random_uuid()',
    }
    testHere.each(Object.entries(fields))(
      'a person cannot change the own %s, by update or upsert',
      async (field, value) => {
        for (const person of ['anna', 'pia', 'ada'] as const) {
          const me = `'${idOf('user', person)}'`
          expect(
            await withClaims(api(), actorOf(person), `update public.profiles set ${field} = ${value} where id = ${me}`),
          ).toBe('42501')
          expect(
            await withClaims(
              api(),
              actorOf(person),
              `update public.profiles set first_name = 'x', ${field} = ${value} where id = ${me}`,
            ),
          ).toBe('42501')
          const upsert = `insert into public.profiles (id, email) values (${me}, 'x') on conflict (id) do update set ${field} = ${value}`
          expect(await withClaims(api(), actorOf(person), upsert)).toBe('42501')
        }
      },
    )

    testHere('are changed by an admin only, with the reason in the audit trail', async () => {
      const approve = `select private.set_account_status('${idOf('user', 'pia')}', 'approved', 'known to us')`
      const promote = `select private.set_account_role('${idOf('user', 'ben')}', 'admin')`
      for (const person of ['anna', 'tess', 'pia'] as const) {
        expect(await withClaims(api(), actorOf(person), approve)).toBe('accounts.not_admin')
        expect(await withClaims(api(), actorOf(person), promote)).toBe('accounts.not_admin')
      }
      expect(await throughDoor(api(), house, promote)).toBe('42501')
      await asAda(approve)
      expect(
        await ask(
          `select action, actor_id, details from public.audit_events where subject_id = '${idOf('user', 'pia')}' and action <> 'test'`,
        ),
      ).toEqual([
        {
          action: 'account.approved',
          actor_id: idOf('user', 'ada'),
          details: { from: 'pending', reason: 'known to us' },
        },
      ])
      await asAda(`select private.set_account_status('${idOf('user', 'pia')}', 'pending', null)`)
    })

    testHere('count on the very next statement, whatever an older token says', async () => {
      const read = `select 1 from public.projects where id = '${idOf('project', 'anna')}'`
      expect(await throughDoor(api(), actorOf('anna'), read)).toBe(1)
      await asAda(`select private.set_account_status('${anna}', 'suspended', 'test')`)
      expect(await throughDoor(api(), actorOf('anna'), read)).toBe('accounts.suspended')
      expect(await withClaims(api(), actorOf('anna'), read)).toBe(0)
      await asAda(`select private.set_account_status('${anna}', 'approved', null)`)
      expect(await throughDoor(api(), actorOf('anna'), read)).toBe(1)
    })

    testHere('never leave the house without an admin', async () => {
      const me = idOf('user', 'ada')
      for (const text of [
        `select private.set_account_role('${me}', 'user')`,
        `select private.set_account_status('${me}', 'suspended', null)`,
      ]) {
        expect(await throughDoor(api(), actorOf('ada'), text)).toBe('accounts.last_admin')
      }
    })
  },
  populate,
)
