import fc from 'fast-check'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { onEveryEngine } from '../../../supabase/on-every-engine.ts'
import { actorOf, house, idOf, nobody, populate } from '../../../supabase/world.ts'
import { Fault } from '../fault.ts'
import { actingAs, actingAsConnection, violated } from './acting.ts'
import { literal, type Database, type Executor } from './db.ts'
import { reals } from './reals.ts'
import { proveRowSecurity } from './self-test.ts'

/** Where a session stands: its role, and the claims that a policy would read. */
const standing = sql<{ role: string; claims: string }>`
  select current_user::text as role, coalesce(current_setting('request.jwt.claims', true), '') as claims`
const failing = sql`select 1 / 0`

onEveryEngine(
  'Acting on $name',
  ({ testHere, owner, api }) => {
    const connectionRole = async (db: Database): Promise<string> =>
      ((await db.driver.query('select session_user::text as name')).rows[0] as { name: string }).name

    describe('the door', () => {
      testHere('sets role and claims and checks the caller in one round trip', async () => {
        const setups: string[] = []
        let asked = 0
        const counting: Database = {
          driver: {
            ...api().driver,
            transaction: (setup, work) => {
              setups.push(setup)
              return api().driver.transaction(setup, (executor) => {
                const count =
                  <A extends unknown[], R>(ask: (...given: A) => R) =>
                  (...given: A): R => {
                    asked += 1
                    return ask(...given)
                  }
                return work({ query: count(executor.query), exec: count(executor.exec) })
              })
            },
          },
        }
        const { role, claims } = await actingAs(counting, actorOf('anna', 'approved'), (transaction) =>
          transaction.one(standing),
        )
        expect(role).toBe('authenticated')
        expect(JSON.parse(claims)).toEqual({
          sub: idOf('user', 'anna'),
          session_id: idOf('session', 'anna'),
          role: 'authenticated',
        })
        expect(setups).toHaveLength(1)
        expect(asked).toBe(1)
      })

      testHere('lets each kind of actor be nobody else', async () => {
        const roleOf = async (actor: Parameters<typeof actingAs>[1]) =>
          (await actingAs(api(), actor, (transaction) => transaction.one(standing))).role
        expect([await roleOf(actorOf('anna')), await roleOf(house), await roleOf(nobody)]).toEqual([
          'authenticated',
          'service_role',
          'anon',
        ])
      })

      testHere('takes any text as a claim and never as a statement', async () => {
        const evil = { ...actorOf('anna'), sessionId: `'); drop table public.projects; --\\` }
        await expect(actingAs(api(), evil, async () => undefined)).rejects.toThrow()
        expect((await owner().driver.query("select to_regclass('public.projects') is not null as there")).rows).toEqual(
          [{ there: true }],
        )
      })
    })

    describe('what is left behind', () => {
      testHere(
        'is nothing: after work, a failed statement or a thrown error the connection is itself again',
        async () => {
          const pia = actorOf('pia', 'approved')
          await actingAs(api(), actorOf('anna'), (transaction) => transaction.one(standing))
          await expect(
            actingAs(api(), actorOf('anna'), (transaction) => transaction.run(failing)),
          ).rejects.toMatchObject({ code: '22012' })
          await expect(
            actingAs(api(), actorOf('anna'), () => Promise.reject(new Error('of the work'))),
          ).rejects.toThrow('of the work')
          await expect(actingAs(api(), pia, async () => undefined)).rejects.toMatchObject({
            code: 'accounts.not_approved',
          })
          const login = await connectionRole(api())
          // More often than there are connections, so that each of them has been asked.
          const after = await Promise.all(
            Array.from({ length: 40 }, () => actingAsConnection(api(), (transaction) => transaction.one(standing))),
          )
          expect(new Set(after.map((one) => JSON.stringify(one)))).toEqual(
            new Set([JSON.stringify({ role: login, claims: '' })]),
          )
        },
      )

      testHere('of a failed work no row stays', async () => {
        const add = sql`insert into public.request_keys (user_id, key, purpose, result) values (${idOf('user', 'anna')}, 'of-failed-work', 'test', '{}')`
        await expect(
          actingAs(api(), actorOf('anna'), async (transaction) => {
            await transaction.run(add)
            throw new Error('later')
          }),
        ).rejects.toThrow('later')
        expect(
          (await owner().driver.query("select 1 from public.request_keys where key = 'of-failed-work'")).rows,
        ).toEqual([])
      })

      testHere('a work that goes on after a failed statement does not pass for done', async () => {
        const work = actingAs(api(), actorOf('anna'), async (transaction) => {
          await transaction.run(failing).catch(() => undefined)
          return 'done'
        })
        await expect(work).rejects.toMatchObject({ code: '22012' })
      })
    })

    describe('inside a transaction', () => {
      testHere('the pool and a second transaction are refused instead of waited for', async () => {
        await actingAs(api(), house, async () => {
          await expect(api().driver.query('select 1')).rejects.toThrow(
            'Inside a transaction, use its executor: select 1',
          )
          await expect(actingAs(api(), nobody, async () => undefined)).rejects.toThrow('Inside a transaction')
          await expect(actingAsConnection(owner(), async () => undefined)).rejects.toThrow('Inside a transaction')
        })
        expect((await api().driver.query('select 1 as one')).rows).toEqual([{ one: 1 }])
      })

      testHere('stepping out to the connection lasts as long as its work, also when that fails', async () => {
        const login = await connectionRole(owner())
        const role = async (executor: Executor) => (await executor.query('select current_user::text as role')).rows
        await actingAs(owner(), actorOf('anna'), async (transaction) => {
          expect(await transaction.asConnection(role)).toEqual([{ role: login }])
          expect((await transaction.one(standing)).role).toBe('authenticated')
          await expect(transaction.asConnection(() => Promise.reject(new Error('of the machinery')))).rejects.toThrow(
            'of the machinery',
          )
          expect((await transaction.one(standing)).role).toBe('authenticated')
        })
      })
    })

    describe('what the database refuses', () => {
      testHere('arrives as a fault with the code, the status and a sentence', async () => {
        const fault = await actingAs(api(), actorOf('sam'), async () => undefined).catch((error: unknown) => error)
        expect(fault).toBeInstanceOf(Fault)
        expect(fault).toMatchObject({
          code: 'accounts.suspended',
          status: 403,
          message: 'This account is suspended. Ask the admin of this house.',
        })
        const refused = actingAs(api(), nobody, (transaction) => transaction.run(sql`delete from public.projects`))
        await expect(refused).rejects.toMatchObject({ code: 'database.refused', status: 403 })
      })

      testHere('can be told apart by the name of the constraint', async () => {
        const again = sql`insert into public.projects (owner_id, name, name_key) values (${idOf('user', 'anna')}, 'House', 'house')`
        const error: unknown = await actingAs(api(), actorOf('anna'), (transaction) => transaction.run(again)).catch(
          (caught: unknown) => caught,
        )
        expect(violated(error, 'projects_owner_name_key')).toBe(true)
        expect(violated(error, 'another')).toBe(false)
      })

      testHere('exactly one row means one', async () => {
        const none = actingAs(api(), house, (transaction) => transaction.one(sql`select 1 where false`))
        await expect(none).rejects.toThrow('Expected one row, got 0')
      })
    })

    testHere('property: a text as a literal is the same text', async () => {
      const text = fc
        .string({ unit: 'binary', maxLength: 40 })
        .filter((candidate) => !candidate.includes('\0') && candidate.isWellFormed())
      await fc.assert(
        fc.asyncProperty(fc.oneof(text, fc.stringMatching(/^[\\'"$;-]{0,8}$/)), async (given) => {
          const { rows } = await api().driver.query(`select ${literal(given)} as text`)
          expect(rows).toEqual([{ text: given }])
        }),
        { numRuns: 200 },
      )
    })

    testHere('values arrive alike from every engine', async () => {
      const { rows } = await api().driver.query(
        "select 9007199254740991::bigint as big, count(*) as counted, date '2026-03-29' as day, timestamptz '2026-03-29 01:30+00' as at, '{\"a\":[1]}'::jsonb as json, 0.5::double precision as half, 7::smallint as small, true as yes, null as nothing from (select 1) t",
      )
      expect(rows).toEqual([
        {
          big: 9_007_199_254_740_991,
          counted: 1,
          day: '2026-03-29',
          at: new Date('2026-03-29T01:30:00Z'),
          json: { a: [1] },
          half: 0.5,
          small: 7,
          yes: true,
          nothing: null,
        },
      ])
    })

    testHere('many numbers go there in binary and come back as 32-bit floats', async () => {
      const numbers = [0, -0.25, 1e-7, 3.5, -16_777_216, 0.1]
      for (const given of [numbers, Float32Array.from(numbers), []])
        expect(
          await actingAs(api(), nobody, (tx) =>
            tx.one(sql`select ${reals(given)}::real[] = ${[...given]}::real[] as same,
            cardinality(${reals(given)}::real[]) as many`),
          ),
        ).toEqual({ same: true, many: given.length })
    })

    describe('the proof at boot', () => {
      testHere('passes on a house as it should be', () => proveRowSecurity(api()))

      testHere('finds a table whose policies do not bind everybody', async () => {
        await owner().driver.query('alter table public.exports no force row level security')
        await expect(proveRowSecurity(api())).rejects.toThrow('Row-level security does not bite (exports)')
        await owner().driver.query('alter table public.exports force row level security')
      })
    })
  },
  populate,
)

test('a literal with a backslash does not depend on the settings of the server', () => {
  expect(literal('a')).toBe("'a'")
  expect(literal("it's")).toBe("'it''s'")
  expect(literal('\\')).toBe(" E'\\\\'")
})
