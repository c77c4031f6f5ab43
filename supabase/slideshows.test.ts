import { sql } from 'kysely'
import { describe, expect } from 'vitest'
import { actingAs } from '../server/kernel/db/acting.ts'
import { throughDoor, withClaims } from './attempt.ts'
import { onEveryEngine } from './on-every-engine.ts'
import { actorOf, house, idOf, populate, type Noun, type Person } from './world.ts'

const idFor = (noun: Noun, person: Person = 'anna'): string => `'${idOf(noun, person)}'`

onEveryEngine(
  'Slideshows and posts keep their promises on $name',
  ({ testHere, owner, api }) => {
    const ask = async <R>(text: string): Promise<R[]> => (await owner().driver.query(text)).rows as R[]
    const add = (day: string, slot: number | null, leftOut: string | null = null): string =>
      `select private.add_slide_group(${idFor('show')}, '${day}', ${slot ?? 'null'}, now(), ${leftOut === null ? 'null' : `'${leftOut}'`})`
    const asHouse = (text: string): Promise<unknown[]> =>
      actingAs(api(), house, (transaction) => transaction.rows(sql.raw(text)))

    testHere('only one session of a person is active, whatever is tried', async () => {
      const second = `insert into public.media_sessions (id, user_id, name, is_active, posting_hours, style)
        values (${idFor('fresh')}, ${idFor('user')}, 'Second', true, '{}', '{}')`
      await owner().driver.query(`update public.media_sessions set is_active = true where id = ${idFor('show')}`)
      expect(await throughDoor(api(), actorOf('anna'), second)).toBe('23505')
      expect(await withClaims(api(), actorOf('anna'), second)).toBe('23505')
      // Switching in one transaction works; a deleted one does not count, and comes back paused.
      await actingAs(api(), actorOf('anna', 'approved'), async (transaction) => {
        await transaction.run(sql.raw(`update public.media_sessions set is_active = false where is_active`))
        await transaction.run(sql.raw(second))
        await transaction.rows(sql.raw(`select private.set_deleted('sessions', array[${idFor('fresh')}::uuid], true)`))
        await transaction.run(sql.raw(`update public.media_sessions set is_active = true where id = ${idFor('show')}`))
        await transaction.rows(sql.raw(`select private.set_deleted('sessions', array[${idFor('fresh')}::uuid], false)`))
      })
      expect(
        await ask(
          `select is_active as on from public.media_sessions where id in (${idFor('fresh')}, ${idFor('show')}) order by name desc`,
        ),
      ).toEqual([{ on: true }, { on: false }])
    })

    testHere('items of a session are numbered anew in one statement, and no place is taken twice', async () => {
      await owner().driver
        .query(`insert into public.session_media_items (session_id, user_id, source_file_id, media_type, position)
        values (${idFor('show')}, ${idFor('user')}, ${idFor('end')}, 'image', 2)`)
      const swapped = `update public.session_media_items set position = 3 - position where session_id = ${idFor('show')}`
      expect(await throughDoor(api(), actorOf('anna'), swapped)).toBe(2)
      const both = `update public.session_media_items set position = 1 where session_id = ${idFor('show')}`
      expect(await throughDoor(api(), actorOf('anna'), both)).toBe('23505')
    })

    describe('making slideshows', () => {
      testHere('twenty workers that see one slot due make one slideshow', async () => {
        await Promise.all(Array.from({ length: 20 }, () => asHouse(add('2026-12-05', 1))))
        expect(
          await ask(`select 1 from public.slide_groups where session_id = ${idFor('show')} and day = '2026-12-05'`),
        ).toHaveLength(1)
      })

      testHere('a day never holds more than its limit, and what is over says so', async () => {
        await Promise.all(Array.from({ length: 12 }, (_, slot) => asHouse(add('2026-12-06', slot + 1))))
        const made = await ask<{ state: string; reason: string | null }>(
          `select state, reason from public.slide_groups where session_id = ${idFor('show')} and day = '2026-12-06'`,
        )
        expect(made.filter(({ state }) => state === 'waiting')).toHaveLength(3)
        expect(made.filter(({ reason }) => reason === 'slideshows.day_full')).toHaveLength(9)
        expect(
          await ask(
            `select created_per_day, counted_day::text as day from public.media_sessions where id = ${idFor('show')}`,
          ),
        ).toEqual([{ created_per_day: 3, day: '2026-12-06' }])
        expect(await throughDoor(api(), actorOf('anna'), add('2026-12-06', null))).toBe('slideshows.day_full')
      })

      testHere('what is left out counts for nothing, and numbers have no gap', async () => {
        await asHouse(add('2026-12-07', 1, 'slideshows.missed'))
        await asHouse(add('2026-12-07', 2))
        const [session] = await ask<{ made: number }>(
          `select created_per_day as made from public.media_sessions where id = ${idFor('show')}`,
        )
        expect(session?.made).toBe(1)
        const numbers = await ask<{ number: number }>(
          `select number from public.slide_groups where session_id = ${idFor('show')} and day >= '2026-12-05' order by number`,
        )
        expect(numbers.map(({ number }) => number)).toEqual(
          numbers.map((_, index) => (numbers[0]?.number ?? 0) + index),
        )
      })

      testHere('nobody makes them in another’s session, and a person never in the name of a slot', async () => {
        expect(await throughDoor(api(), actorOf('ben'), add('2026-12-08', null))).toBe('slideshows.not_found')
        expect(await withClaims(api(), actorOf('ada'), add('2026-12-08', null))).toBe('slideshows.not_found')
        expect(await withClaims(api(), actorOf('anna'), add('2026-12-08', 1))).toBe('slideshows.not_found')
        expect(await withClaims(api(), actorOf('anna'), add('2026-12-08', null, 'x'))).toBe('slideshows.not_found')
        expect(await throughDoor(api(), actorOf('anna'), add('2026-12-08', null))).toBe(1)
      })

      testHere('a finished one is never made again, a failed one may be', async () => {
        const to = (state: string): Promise<unknown> =>
          throughDoor(api(), house, `update public.slide_groups set state = '${state}' where id = ${idFor('group')}`)
        expect(await to('waiting')).toBe('slideshows.step_refused')
        expect(await to('failed')).toBe('slideshows.step_refused')
      })
    })

    describe('the ledger of the writer', () => {
      testHere('goes forward only, and an unknown call is never sent again', async () => {
        const to = (set: string): Promise<unknown> =>
          asHouse(`update public.caption_runs set ${set} where id = ${idFor('run')}`)
        await to("state = 'submitted', submitted_at = now()")
        await to("state = 'unknown'")
        await expect(to("state = 'reserved', submitted_at = null")).rejects.toMatchObject({
          code: 'captions.step_refused',
        })
        await expect(to("state = 'submitted'")).rejects.toMatchObject({ code: 'captions.step_refused' })
      })
    })
  },
  populate,
)
