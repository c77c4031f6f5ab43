import { sql } from 'kysely'
import { describe, expect } from 'vitest'
import { actingAs } from '../server/kernel/db/acting.ts'
import { throughDoor, withClaims } from './attempt.ts'
import { onEveryEngine } from './on-every-engine.ts'
import { actorOf, house, idOf, populate, type Noun } from './world.ts'

const anna = (noun: Noun): string => `'${idOf(noun, 'anna')}'`
const consent = 'By posting, you agree to what stands here.'
const approve = (hash: string): string => `select private.approve_publication(${anna('post')}, '${hash}', '${consent}')`

onEveryEngine(
  'A post goes out once and with consent, on $name',
  ({ testHere, owner, api }) => {
    const asAnna = (text: string): Promise<unknown[]> =>
      actingAs(api(), actorOf('anna', 'approved'), (transaction) => transaction.rows(sql.raw(text)))
    const asHouse = (set: string): Promise<unknown[]> =>
      actingAs(api(), house, (transaction) =>
        transaction.rows(sql.raw(`update public.publications set ${set} where id = ${anna('post')}`)),
      )
    const post = async (): Promise<Record<string, unknown>> => {
      const { rows } = await owner().driver.query(`select * from public.publications where id = ${anna('post')}`)
      return rows[0] as Record<string, unknown>
    }
    const refused = (set: string, code: string) => expect(asHouse(set)).rejects.toMatchObject({ code })

    describe('consent', () => {
      testHere('is given for what the person saw, by the owner alone, and is in the audit trail', async () => {
        expect(await throughDoor(api(), actorOf('ben'), approve('hash'))).toBe('posts.changed_since')
        expect(await withClaims(api(), actorOf('ada'), approve('hash'))).toBe('posts.changed_since')
        expect(await throughDoor(api(), actorOf('anna'), approve('another hash'))).toBe('posts.changed_since')
        await asAnna(approve('hash'))
        expect(await post()).toMatchObject({
          state: 'approved',
          consent_hash: 'hash',
          consent_text: consent,
          consent_by: idOf('user', 'anna'),
        })
        const { rows } = await owner().driver.query(
          `select 1 from public.audit_events where action = 'post.approved' and subject_id = ${anna('post')}`,
        )
        expect(rows).toHaveLength(1)
      })

      testHere.each([
        `options = '{"title":"Other"}', content_hash = 'other'`,
        "content_hash = 'other'",
        "form = 'photo'",
        "mode = 'inbox'",
        'account_id = null',
      ])('is void after “%s”', async (set) => {
        await asAnna(`update public.publications set ${set} where id = ${anna('post')}`)
        expect(await post()).toMatchObject({ state: 'draft', consent_at: null, consent_hash: null, consent_by: null })
        await asAnna(`update public.publications set options = '{}', content_hash = 'hash', form = 'video', mode = 'direct',
          account_id = ${anna('account')} where id = ${anna('post')}`)
        await asAnna(approve('hash'))
      })

      testHere('holds when only the hour changes, and is taken back by its owner', async () => {
        await asAnna(`update public.publications set publish_at = now() where id = ${anna('post')}`)
        expect(await post()).toMatchObject({ state: 'approved' })
        await asAnna(`select private.withdraw_publication(${anna('post')})`)
        expect(await post()).toMatchObject({ state: 'draft', consent_at: null })
      })

      testHere('is what nothing goes out without, not even by the house', async () => {
        await refused("state = 'submitting', submitted_at = now()", 'posts.step_refused')
        await expect(asHouse("state = 'approved'")).rejects.toMatchObject({ code: '23514' })
      })
    })

    describe('the ledger', () => {
      testHere('sends once: a post that left never leaves again', async () => {
        await asAnna(approve('hash'))
        await refused("state = 'submitting'", '23514')
        await asHouse("state = 'submitting', submitted_at = '2026-11-21T10:00:00Z'")
        await refused("submitted_at = '2026-11-21T11:00:00Z'", 'posts.sent_before')
        await refused("state = 'approved'", 'posts.step_refused')
        await asHouse("publish_id = 'v_pub_file~1'")
        await refused("publish_id = 'v_pub_file~2'", 'posts.publish_id_fixed')
        await refused("state = 'approved', submitted_at = null", 'posts.step_refused')
      })

      testHere('holds what is on its way against every change', async () => {
        expect(
          await throughDoor(
            api(),
            actorOf('anna'),
            `update public.publications set content_hash = 'x' where id = ${anna('post')}`,
          ),
        ).toBe('posts.on_its_way')
        expect(
          await throughDoor(
            api(),
            actorOf('anna'),
            `update public.publications set publish_at = now() where id = ${anna('post')}`,
          ),
        ).toBe('posts.on_its_way')
        expect(
          await throughDoor(api(), actorOf('anna'), `delete from public.publications where id = ${anna('post')}`),
        ).toBe(0)
        expect(await throughDoor(api(), actorOf('anna'), `select private.withdraw_publication(${anna('post')})`)).toBe(
          'posts.on_its_way',
        )
      })

      testHere('a second post of the same slideshow to the same account cannot be approved meanwhile', async () => {
        await owner().driver
          .query(`insert into public.publications (id, user_id, slide_group_id, account_id, content_hash)
          values (${anna('fresh')}, ${anna('user')}, ${anna('group')}, ${anna('account')}, 'hash')`)
        expect(
          await throughDoor(
            api(),
            actorOf('anna'),
            `select private.approve_publication(${anna('fresh')}, 'hash', '${consent}')`,
          ),
        ).toBe('23505')
      })

      testHere('an unknown outcome is settled by its owner, and by nothing else', async () => {
        await asHouse("state = 'unknown'")
        await refused("state = 'approved', submitted_at = null, publish_id = null", 'posts.step_refused')
        await refused("state = 'submitting'", 'posts.step_refused')
        const settle = `select private.settle_publication(${anna('post')}, true)`
        expect(await throughDoor(api(), actorOf('ben'), settle)).toBe('posts.not_unknown')
        await asAnna(settle)
        expect(await post()).toMatchObject({ state: 'published' })
        expect(await throughDoor(api(), actorOf('anna'), settle)).toBe('posts.not_unknown')
        await refused("state = 'failed'", 'posts.step_refused')
      })
    })

    testHere('keys to an account are nobody’s to read, and its face is its owner’s', async () => {
      expect(await withClaims(api(), actorOf('anna'), 'select * from private.tiktok_auth')).toBe('42501')
      expect(await withClaims(api(), actorOf('ada'), 'select * from private.tiktok_auth')).toBe('42501')
      expect(await throughDoor(api(), actorOf('anna'), 'select access_token from public.tiktok_accounts')).toBe('42703')
      expect(await throughDoor(api(), actorOf('anna'), 'select upload_url from public.publications')).toBe('42501')
      expect(await throughDoor(api(), actorOf('anna'), 'select id from public.tiktok_accounts')).toBe(1)
      expect(
        await throughDoor(api(), actorOf('ada'), `select id from public.tiktok_accounts where id = ${anna('account')}`),
      ).toBe(0)
    })

    testHere('an account that is forgotten leaves the history of its posts', async () => {
      await owner().driver.query(`delete from private.tiktok_auth where id = ${anna('account')}`)
      expect(await post()).toMatchObject({ state: 'published', account_id: null })
    })
  },
  populate,
)
