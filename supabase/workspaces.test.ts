import { describe, expect } from 'vitest'
import { throughDoor, withClaims } from './attempt.ts'
import { of, team, teamTools } from './coach-tools.ts'
import { onEveryEngine } from './on-every-engine.ts'
import { actorOf, house, idOf, populate, type Person } from './world.ts'

onEveryEngine(
  'A workspace on $name',
  ({ testHere, owner, api }) => {
    const { ask, as, answer, roles, invite, accept, state, events, clear } = teamTools({ owner, api })

    describe('its people', () => {
      testHere('know each other by name, and only leaders by address', async () => {
        const people = (person: Person) =>
          as(person, `select role, email from private.workspace_people(${team}) order by role, email`)
        expect((await people('lea')).map(({ email }) => email)).toEqual([
          'anna@example.test',
          'lea@example.test',
          'mia@example.test',
          'nils@example.test',
        ])
        expect((await people('nils')).flatMap(({ email }) => email ?? [])).toEqual(['nils@example.test'])
        for (const person of ['ben', 'eve', 'ada'] as const) expect(await people(person)).toEqual([])
      })

      testHere('get another role from the owner alone, who cannot be made or unmade that way', async () => {
        const set = (by: Person, person: Person, role: string) =>
          throughDoor(api(), actorOf(by), `select private.set_member_role(${team}, ${of('user', person)}, '${role}')`)
        expect(await set('anna', 'mia', 'admin')).toBe(1)
        expect(await set('lea', 'mia', 'admin')).toBe('workspaces.not_owner')
        expect(await set('mia', 'mia', 'admin')).toBe('workspaces.not_leader')
        expect(await set('ben', 'mia', 'admin')).toBe('workspaces.not_found')
        expect(await set('anna', 'anna', 'member')).toBe('workspaces.hand_over')
        expect(await set('anna', 'mia', 'owner')).toBe('workspaces.hand_over')
        expect(await set('anna', 'ben', 'admin')).toBe('workspaces.no_member')
      })

      testHere('leave when they like, are removed by leaders, and an admin by the owner alone', async () => {
        const remove = (by: Person, person: Person) =>
          throughDoor(api(), actorOf(by), `select private.remove_member(${team}, ${of('user', person)})`)
        expect(await remove('nils', 'nils')).toBe(1)
        expect(await remove('nils', 'mia')).toBe('workspaces.not_leader')
        expect(await remove('lea', 'mia')).toBe(1)
        expect(await remove('lea', 'lea')).toBe(1)
        expect(await remove('anna', 'lea')).toBe(1)
        expect(await remove('lea', 'anna')).toBe('workspaces.hand_over')
        expect(await remove('anna', 'anna')).toBe('workspaces.hand_over')
        expect(await remove('anna', 'ben')).toBe('workspaces.no_member')
        expect(await remove('ben', 'mia')).toBe('workspaces.not_found')
        await ask(
          `update public.workspace_members set role = 'admin' where workspace_id = ${team} and user_id = ${of('user', 'nils')}`,
        )
        expect(await remove('lea', 'nils')).toBe('workspaces.not_owner')
        await ask(
          `update public.workspace_members set role = 'member' where workspace_id = ${team} and user_id = ${of('user', 'nils')}`,
        )
      })

      testHere(
        'who goes shows nothing any more: calls are private again, tasks are gone, and the trail says who did it',
        async () => {
          const shared = () => as('anna', `select id from public.sessions where id = ${of('shared', 'mia')}`)
          expect(await shared()).toHaveLength(1)
          const told = await events('mia')
          await as('lea', `select private.remove_member(${team}, ${of('user', 'mia')})`)
          expect(await shared()).toEqual([])
          expect(await ask(`select shared_with_team from public.sessions where id = ${of('shared', 'mia')}`)).toEqual([
            { shared_with_team: false },
          ])
          expect(await ask(`select 1 from public.assignments where id = ${of('task', 'mia')}`)).toEqual([])
          expect(await as('mia', `select id from public.sessions where id = ${of('shared', 'mia')}`)).toHaveLength(1)
          expect(await events('mia')).toBe(told + 1)
          expect(
            await ask(
              `select actor_id from public.audit_events where action = 'workspace.removed' and subject_id = ${of('user', 'mia')}`,
            ),
          ).toEqual([{ actor_id: idOf('user', 'lea') }])
          // Nothing is shown again by coming back.
          await invite('anna', 'mia@example.test', 'letter-back')
          await accept('mia', 'letter-back')
          expect(await shared()).toEqual([])
          await as('mia', `select private.share_session(${of('shared', 'mia')}, true)`)
          expect(await shared()).toHaveLength(1)
        },
      )
    })

    describe('one owner, always', () => {
      testHere('it is handed to somebody in it, by the owner alone, and the one before stays an admin', async () => {
        const hand = (by: Person, to: Person) =>
          throughDoor(api(), actorOf(by), `select private.transfer_workspace(${team}, ${of('user', to)})`)
        expect(await hand('lea', 'lea')).toBe('workspaces.not_owner')
        expect(await hand('nils', 'nils')).toBe('workspaces.not_leader')
        expect(await hand('anna', 'ben')).toBe('workspaces.no_member')
        await as('anna', `select private.transfer_workspace(${team}, ${of('user', 'lea')})`)
        expect(await roles()).toEqual(['anna admin', 'lea owner', 'mia member', 'nils member'])
        expect(await ask(`select owner_id from public.workspaces where id = ${team}`)).toEqual([
          { owner_id: idOf('user', 'lea') },
        ])
        expect(await hand('anna', 'anna')).toBe('workspaces.not_owner')
        await as('lea', `select private.transfer_workspace(${team}, ${of('user', 'anna')})`)
      })

      testHere('two hands at once leave one owner', async () => {
        await Promise.allSettled([
          as('anna', `select private.transfer_workspace(${team}, ${of('user', 'lea')})`),
          as('anna', `select private.transfer_workspace(${team}, ${of('user', 'nils')})`),
        ])
        const line = (await roles()).filter((role) => role.endsWith('owner'))
        expect(line).toHaveLength(1)
        expect(
          await ask(`select 1 from public.workspaces w join public.workspace_members m on m.workspace_id = w.id and m.user_id = w.owner_id
            where w.id = ${team} and m.role = 'owner'`),
        ).toHaveLength(1)
        const now = line[0]?.split(' ')[0] as Person
        await as(now, `select private.transfer_workspace(${team}, ${of('user', 'anna')})`)
      })

      testHere('a second one cannot be written, also not by the house', async () => {
        const second = `update public.workspace_members set role = 'owner' where workspace_id = ${team} and user_id = ${of('user', 'mia')}`
        expect(await throughDoor(api(), house, second)).toBe('23505')
        expect(await throughDoor(api(), house, `update public.workspaces set owner_id = null where id = ${team}`)).toBe(
          '23514',
        )
      })
    })

    testHere('is made by anybody who is approved, twenty at most, each with its owner in it', async () => {
      await expect(as('pia', "select private.add_workspace('x')")).rejects.toMatchObject({
        code: 'accounts.not_approved',
      })
      const made = await Promise.allSettled(
        Array.from({ length: 22 }, (_, n) => answer('nils', `select private.add_workspace('Number ${n}')`)),
      )
      expect(made.filter(({ status }) => status === 'fulfilled')).toHaveLength(20)
      const [first] = made.flatMap((one) => (one.status === 'fulfilled' ? [String(one.value)] : []))
      expect(await roles(`'${first}'`)).toEqual(['nils owner'])
    })

    testHere('what it keeps and for how long changes by its leaders, and the trail says so', async () => {
      const change = `update public.workspaces set audio_days = 7, legal_hold = true where id = ${team}`
      expect(await throughDoor(api(), actorOf('mia'), change)).toBe(0)
      await as('lea', change)
      await as('lea', `update public.workspaces set name = 'Team' where id = ${team}`)
      expect(
        await ask("select actor_id, details from public.audit_events where action = 'workspace.retention'"),
      ).toMatchObject([{ actor_id: idOf('user', 'lea'), details: { audioDays: 7, legalHold: true } }])
    })

    testHere('is told things by those who are in it, and by nobody from outside', async () => {
      const heard = async () =>
        (await ask(`select count(*)::int as count from public.events where type = 'techniques.changed'`))[0]
      const tell = (person: Person) => as(person, `select private.tell_workspace(${team}, 'techniques.changed', '{}')`)
      await tell('eve')
      expect(await heard()).toEqual({ count: 0 })
      await tell('mia')
      expect(await heard()).toEqual({ count: (await roles()).length })
    })

    testHere('who is suspended sees nothing of it, and is in again when that ends', async () => {
      const seen = () => withClaims(api(), actorOf('lea'), `select 1 from public.workspaces where id = ${team}`)
      await ask(`update public.profiles set status = 'suspended' where id = ${of('user', 'lea')}`)
      expect(await seen()).toBe(0)
      await ask(`update public.profiles set status = 'approved' where id = ${of('user', 'lea')}`)
      expect(await seen()).toBe(1)
    })

    testHere('goes by its owner alone, with its letters and with everything that was shared', async () => {
      await clear()
      await invite('anna', 'eve@example.test', 'letter-last')
      const gone = (person: Person) => throughDoor(api(), actorOf(person), `select private.delete_workspace(${team})`)
      expect(await gone('lea')).toBe('workspaces.not_owner')
      expect(await gone('mia')).toBe('workspaces.not_leader')
      expect(await gone('ada')).toBe('workspaces.not_found')
      await as('anna', `select private.delete_workspace(${team})`)
      expect(await state('letter-last')).toBe('revoked')
      await expect(accept('eve', 'letter-last')).rejects.toMatchObject({ code: 'workspaces.invite_gone' })
      for (const person of ['anna', 'lea', 'mia'] as const) {
        expect(await as(person, `select 1 from public.workspaces where id = ${team}`)).toEqual([])
        expect(await as(person, `select 1 from public.scenarios where workspace_id = ${team}`)).toEqual([])
      }
      expect(await as('lea', `select 1 from public.sessions where id = ${of('shared', 'mia')}`)).toEqual([])
      expect(await as('mia', `select 1 from public.sessions where id = ${of('shared', 'mia')}`)).toHaveLength(1)
      expect(await ask(`select 1 from public.sessions where workspace_id = ${team} and shared_with_team`)).toEqual([])
      expect(await gone('anna')).toBe('workspaces.not_found')
    })
  },
  populate,
)
