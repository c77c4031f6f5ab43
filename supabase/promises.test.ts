import { sql } from 'kysely'
import { describe, expect } from 'vitest'
import { actingAs, type Actor } from '../server/kernel/db/acting.ts'
import { throughDoor, withClaims } from './attempt.ts'
import { onEveryEngine } from './on-every-engine.ts'
import { actorOf, house, idOf, metaOf, populate, type Noun, type Person } from './world.ts'

onEveryEngine(
  'The database keeps its promises on $name',
  ({ testHere, owner, api }) => {
    const ask = async <R>(text: string): Promise<R[]> => (await owner().driver.query(text)).rows as R[]
    const anna = (noun: Noun): string => idOf(noun, 'anna')

    testHere('two hundred writers at once get two hundred distinct scene numbers, without a gap', async () => {
      const before = (
        await ask<{ next: number }>(
          `select next_scene_ordinal as next from public.projects where id = '${anna('project')}'`,
        )
      )[0]!.next
      const take = (): Promise<number> =>
        actingAs(api(), actorOf('anna', 'approved'), async (transaction) => {
          const { first } = await transaction.one(
            sql<{ first: number }>`select private.take_scene_ordinals(${anna('project')}::uuid, 1) as first`,
          )
          return first
        })
      const taken = await Promise.all(Array.from({ length: 200 }, take))
      expect(taken.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 200 }, (_, index) => before + index))
    })

    testHere('numbers of another’s project, or of a deleted one, are not given out', async () => {
      const text = `select private.take_scene_ordinals('${anna('project')}', 1)`
      expect(await throughDoor(api(), actorOf('ben'), text)).toBe('projects.not_found')
      expect(await throughDoor(api(), actorOf('pia'), text)).toBe('accounts.not_approved')
    })

    describe('the audit trail', () => {
      testHere.each([
        'update public.audit_events set action = action',
        'delete from public.audit_events',
        'truncate public.audit_events',
      ])('refuses “%s”, also to its owner', async (text) => {
        await expect(owner().driver.query(text)).rejects.toMatchObject({ code: 'GR409' })
        expect(await throughDoor(api(), house, text)).toBe('42501')
      })
    })

    describe('delete and undo', () => {
      const kinds: [string, string, Noun][] = [
        ['projects', 'projects', 'project'],
        ['photos', 'source_files', 'end'],
        ['scenes', 'scenes', 'scene'],
        ['sessions', 'media_sessions', 'show'],
        ['groups', 'slide_groups', 'group'],
        ['music', 'music_tracks', 'music'],
        ['roleplays', 'sessions', 'call'],
      ]
      const change = async (person: Person, kind: string, noun: Noun, gone: boolean): Promise<string[]> =>
        await actingAs(api(), actorOf(person, 'approved'), async (transaction) => {
          const wanted = `{${anna(noun)}}`
          return (
            await transaction.one(
              sql<{ ids: string[] }>`select private.set_deleted(${kind}, ${wanted}::uuid[], ${gone}) as ids`,
            )
          ).ids
        })
      const deletedAgo = (table: string, noun: Noun, seconds: number) =>
        owner().driver.query(
          `update public.${table} set deleted_at = now() - interval '${seconds} seconds' where id = '${anna(noun)}'`,
        )
      const isDeleted = async (table: string, noun: Noun): Promise<boolean> =>
        (
          await ask<{ gone: boolean }>(
            `select deleted_at is not null as gone from public.${table} where id = '${anna(noun)}'`,
          )
        )[0]!.gone

      testHere.each(kinds)('%s come back within ten seconds and not after', async (kind, table, noun) => {
        expect(await change('anna', kind, noun, true)).toEqual([anna(noun)])
        expect(await change('anna', kind, noun, true)).toEqual([])
        expect(await isDeleted(table, noun)).toBe(true)
        await deletedAgo(table, noun, 11)
        expect(await change('anna', kind, noun, false)).toEqual([])
        await deletedAgo(table, noun, 9)
        expect(await change('anna', kind, noun, false)).toEqual([anna(noun)])
        expect(await isDeleted(table, noun)).toBe(false)
        expect(await change('anna', kind, noun, false)).toEqual([])
      })

      testHere.each(kinds)(
        '%s of another are neither deleted nor brought back, also by an admin',
        async (kind, table, noun) => {
          for (const person of ['ben', 'tess', 'ada'] as const)
            expect(await change(person, kind, noun, true)).toEqual([])
          await change('anna', kind, noun, true)
          for (const person of ['ben', 'tess', 'ada'] as const)
            expect(await change(person, kind, noun, false)).toEqual([])
          await change('anna', kind, noun, false)
          expect(await isDeleted(table, noun)).toBe(false)
        },
      )

      testHere('a person cannot write deleted_at by hand, and an unknown kind is refused', async () => {
        expect(
          await withClaims(
            api(),
            actorOf('anna'),
            `update public.scenes set deleted_at = null where id = '${anna('scene')}'`,
          ),
        ).toBe('42501')
        expect(
          await throughDoor(
            api(),
            actorOf('anna'),
            `select private.set_deleted('profiles', '{${anna('user')}}', true)`,
          ),
        ).toBe('accounts.not_approved')
      })

      testHere('a take that is finished late does not bring its scene back', async () => {
        await change('anna', 'scenes', 'scene', true)
        await actingAs(api(), house, (transaction) =>
          transaction.run(
            sql`update public.scene_versions set video_url = 'late', ready_at = now() where id = ${anna('unledgered')}`,
          ),
        )
        expect(await isDeleted('scenes', 'scene')).toBe(true)
        await change('anna', 'scenes', 'scene', false)
        await owner().driver.query(
          `update public.scene_versions set video_url = null where id = '${anna('unledgered')}'`,
        )
      })
    })

    describe('takes', () => {
      testHere('only a finished one of the same scene can be pinned', async () => {
        const pin = (version: number) =>
          withClaims(
            api(),
            actorOf('anna'),
            `update public.scenes set version = ${version} where id = '${anna('scene')}'`,
          )
        expect(await pin(1)).toBe(1)
        expect(await pin(2)).toBe('scenes.version_not_ready')
        expect(await pin(99)).toBe('scenes.version_not_ready')
        expect(
          await throughDoor(
            api(),
            actorOf('anna'),
            `update public.scenes set version = 2 where id = '${anna('scene')}'`,
          ),
        ).toBe('scenes.version_not_ready')
      })

      testHere('cannot be written as finished by a person', async () => {
        const finished = `insert into public.scene_versions (scene_id, user_id, version, render_meta, video_url) values ('${anna('scene')}', '${anna('user')}', 9, '${metaOf('anna')}', 'x')`
        expect(await withClaims(api(), actorOf('anna'), finished)).toBe('42501')
      })

      testHere('a version number is given once, and so is a scene’s number', async () => {
        const again = `insert into public.scene_versions (scene_id, user_id, version, render_meta) values ('${anna('scene')}', '${anna('user')}', 1, '${metaOf('anna')}')`
        expect(await throughDoor(api(), actorOf('anna'), again)).toBe('23505')
        const scene = `insert into public.scenes (user_id, project_id, start_key, start_file_id, ordinal, position) values ('${anna('user')}', '${anna('project')}', '${anna('user')}/photos/start.jpg', '${anna('start')}', 1, 1)`
        expect(await throughDoor(api(), actorOf('anna'), scene)).toBe('23505')
      })
    })

    testHere('a project’s name is free again when it is deleted, and only then', async () => {
      const same = `insert into public.projects (owner_id, name, name_key) values ('${anna('user')}', 'House', 'house')`
      expect(await throughDoor(api(), actorOf('anna'), same)).toBe('23505')
      await owner().driver.query(`update public.projects set deleted_at = now() where id = '${anna('project')}'`)
      expect(await throughDoor(api(), actorOf('anna'), same)).toBe(1)
      await owner().driver.query(`update public.projects set deleted_at = null where id = '${anna('project')}'`)
    })

    testHere('how much a person keeps is told to that person and to the house', async () => {
      const used = (actor: Actor) =>
        actingAs(api(), actor, async (transaction) => {
          const { bytes } = await transaction.one(
            sql<{ bytes: number | null }>`select private.used_bytes(${anna('user')}::uuid)::bigint as bytes`,
          )
          return bytes
        })
      expect([
        await used(actorOf('anna')),
        await used(house),
        await used(actorOf('ben')),
        await used(actorOf('ada')),
      ]).toEqual([5, 5, null, null])
    })

    testHere('only people with a live session come through the door', async () => {
      const ended: Actor = { ...actorOf('ben'), sessionId: idOf('session', 'anna') }
      expect(await throughDoor(api(), ended, 'select 1')).toBe('auth.session_ended')
      expect(await throughDoor(api(), { ...actorOf('ben'), userId: idOf('fresh', 'ben') }, 'select 1')).toBe(
        'auth.account_gone',
      )
      expect(await throughDoor(api(), actorOf('pia', 'approved'), 'select 1')).toBe('accounts.not_approved')
      expect(await throughDoor(api(), actorOf('anna', 'admin'), 'select 1')).toBe('accounts.not_admin')
      expect(await throughDoor(api(), actorOf('ada', 'admin'), 'select 1')).toBe(1)
    })

    testHere('an account that goes takes everything of it along, frames in use included', async () => {
      await owner().driver.query(`delete from auth.users where id = '${idOf('user', 'ben')}'`)
      const left = await Promise.all(
        [
          'projects',
          'upload_batches',
          'source_files',
          'scenes',
          'scene_versions',
          'generations',
          'exports',
          'events',
          'user_settings',
          'request_keys',
          'music_tracks',
          'media_sessions',
          'session_media_items',
          'slot_changes',
          'slide_groups',
          'caption_runs',
          'publications',
          'workspace_members',
          'recording_consents',
          'sessions',
          'session_clips',
          'session_turns',
          'coach_calls',
          'check_disputes',
          'assignments',
        ].map((table) =>
          ask(
            `select 1 from public.${table} where ${table === 'projects' ? 'owner_id' : 'user_id'} = '${idOf('user', 'ben')}'`,
          ),
        ),
      )
      expect(left.flat()).toEqual([])
      expect(
        await ask(
          `select owner_id, deleted_at is not null as gone from public.workspaces where id = '${idOf('workspace', 'ben')}'`,
        ),
      ).toEqual([{ owner_id: null, gone: true }])
    })

    testHere('an account that a team is hung on does not go', async () => {
      await expect(owner().driver.query(`delete from auth.users where id = '${anna('user')}'`)).rejects.toMatchObject({
        message: 'workspaces.hand_over',
      })
    })
  },
  populate,
)
