import { describe, expect } from 'vitest'
import { throughDoor, withClaims } from './attempt.ts'
import { of, refusals, team, teamTools } from './coach-tools.ts'
import { onEveryEngine } from './on-every-engine.ts'
import { actorOf, idOf, populate, type Person } from './world.ts'

onEveryEngine(
  'An invitation into a workspace on $name',
  ({ testHere, owner, api }) => {
    const { ask, as, answer, asNobody, roles, invite, accept, state, events, out, clear } = teamTools({ owner, api })

    describe('an invitation', () => {
      testHere(
        'says to whoever holds the letter what it is about, and no more of the address than its owner knows',
        async () => {
          await clear()
          await invite('anna', '  Eve@Example.test ', 'letter-1')
          expect(await asNobody("select * from private.read_invite('letter-1')")).toMatchObject([
            { workspace_name: 'Team', role: 'member', masked_email: 'e***@example.test', state: 'open' },
          ])
          expect(await asNobody("select * from private.read_invite('letter-none')")).toEqual([])
        },
      )

      testHere('opens once, for the address it was sent to, and in by the same letter again', async () => {
        const before = await events('nils')
        await expect(accept('ben', 'letter-1')).rejects.toMatchObject({ code: 'workspaces.invite_other_address' })
        await expect(accept('pia', 'letter-1')).rejects.toMatchObject({ code: 'accounts.not_approved' })
        await expect(accept('eve', 'letter-none')).rejects.toMatchObject({
          code: 'workspaces.invite_gone',
          status: 404,
        })
        expect(await accept('eve', 'letter-1')).toBe(idOf('workspace', 'anna'))
        expect(await roles()).toContain('eve member')
        expect(await state('letter-1')).toBe('used')
        expect(await accept('eve', 'letter-1')).toBe(idOf('workspace', 'anna'))
        expect(await events('nils')).toBe(before + 1)
        await out('eve')
        await expect(accept('eve', 'letter-1')).rejects.toMatchObject({ code: 'workspaces.invite_gone', status: 410 })
        expect(await roles()).not.toContain('eve member')
      })

      testHere('is void when its time is over, when it is taken back and when another follows', async () => {
        await invite('lea', 'eve@example.test', 'letter-2')
        await ask(
          "update public.workspace_invites set expires_at = now() - interval '1 second' where token_hash = 'letter-2'",
        )
        expect(await state('letter-2')).toBe('expired')
        await expect(accept('eve', 'letter-2')).rejects.toMatchObject({ code: 'workspaces.invite_gone', status: 410 })

        await invite('lea', 'eve@example.test', 'letter-3')
        await invite('anna', 'EVE@example.test', 'letter-4', 'admin')
        expect([await state('letter-3'), await state('letter-4')]).toEqual(['revoked', 'open'])
        await expect(accept('eve', 'letter-3')).rejects.toMatchObject({ code: 'workspaces.invite_gone' })

        const [row] = await ask<{ id: string }>("select id from public.workspace_invites where token_hash = 'letter-4'")
        expect(await throughDoor(api(), actorOf('nils'), `select private.revoke_invite('${row?.id}')`)).toBe(
          'workspaces.invite_gone',
        )
        expect(await throughDoor(api(), actorOf('ben'), `select private.revoke_invite('${row?.id}')`)).toBe(
          'workspaces.invite_gone',
        )
        await as('lea', `select private.revoke_invite('${row?.id}')`)
        expect(await state('letter-4')).toBe('revoked')
        await expect(accept('eve', 'letter-4')).rejects.toMatchObject({ code: 'workspaces.invite_gone' })
      })

      testHere('is declined with its letter or by its person alone, once, and gives its seat back', async () => {
        const id = String(await invite('anna', 'eve@example.test', 'letter-no'))
        const told = await events('lea')
        const decline = (hash: string | null, own: string | null = null) =>
          `select private.decline_invite(${hash === null ? 'null' : `'${hash}'`}, ${own === null ? 'null' : `'${own}'`})`
        await expect(asNobody(decline(null, id))).rejects.toMatchObject({ code: 'workspaces.invite_gone' })
        await expect(as('ben', decline(null, id))).rejects.toMatchObject({ code: 'workspaces.invite_gone' })
        await expect(asNobody(decline('letter-none'))).rejects.toMatchObject({ status: 404 })
        await as('eve', decline(null, id))
        await asNobody(decline('letter-no'))
        expect(await state('letter-no')).toBe('declined')
        expect(await events('lea')).toBe(told + 1)
        await expect(accept('eve', 'letter-no')).rejects.toMatchObject({ code: 'workspaces.invite_gone', status: 410 })
        await invite('anna', 'eve@example.test', 'letter-yes')
        await asNobody(decline('letter-yes'))
        expect(
          await ask(`select actor_id from public.audit_events where action = 'workspace.invite_declined' order by id`),
        ).toEqual([{ actor_id: idOf('user', 'eve') }, { actor_id: null }])
      })

      testHere('waits for its person also without the letter, and for nobody else', async () => {
        const id = await invite('anna', 'eve@example.test', 'letter-5')
        expect(await as('eve', 'select id, workspace_name from private.my_invites()')).toEqual([
          { id, workspace_name: 'Team' },
        ])
        expect(await as('ben', 'select id from private.my_invites()')).toEqual([])
        await expect(answer('ben', `select private.accept_invite(null, '${id}')`)).rejects.toMatchObject({
          code: 'workspaces.invite_gone',
        })
        await ask(`update public.profiles set confirmed_at = null where id = ${of('user', 'eve')}`)
        expect(await as('eve', 'select id from private.my_invites()')).toEqual([])
        await expect(accept('eve', 'letter-5')).rejects.toMatchObject({ code: 'workspaces.invite_other_address' })
        await ask(`update public.profiles set confirmed_at = now() where id = ${of('user', 'eve')}`)
        expect(await answer('eve', `select private.accept_invite(null, '${id}')`)).toBe(idOf('workspace', 'anna'))
        await out('eve')
      })

      testHere('comes from leaders alone, admins by the owner alone, and never to who is in', async () => {
        const tried = (person: Person, address: string, role: string) =>
          throughDoor(
            api(),
            actorOf(person),
            `select private.invite_to_workspace(${team}, '${address}', '${role}', 'letter-x')`,
          )
        expect(await tried('nils', 'x@example.test', 'member')).toBe('workspaces.not_leader')
        expect(await tried('ben', 'x@example.test', 'member')).toBe('workspaces.not_found')
        expect(await tried('eve', 'x@example.test', 'member')).toBe('workspaces.not_found')
        expect(await tried('ada', 'x@example.test', 'member')).toBe('workspaces.not_found')
        expect(await tried('lea', 'x@example.test', 'admin')).toBe('workspaces.not_owner')
        expect(await tried('anna', 'x@example.test', 'owner')).toBe('workspaces.not_owner')
        expect(await tried('lea', 'MIA@example.test', 'member')).toBe('workspaces.already_member')
        expect(await tried('lea', 'x@example.test', 'member')).toBe(1)
      })
    })

    describe('the seats of a plan', () => {
      testHere('count who is in and who is invited, and an invitation that is over gives its seat back', async () => {
        await clear()
        await invite('anna', 'fifth@example.test', 'letter-6')
        await expect(invite('anna', 'sixth@example.test', 'letter-7')).rejects.toMatchObject({
          code: 'workspaces.full',
        })
        // The same person once more takes no second seat.
        await invite('anna', 'fifth@example.test', 'letter-8')
        await ask("update public.workspace_invites set expires_at = now() where token_hash = 'letter-8'")
        await invite('anna', 'sixth@example.test', 'letter-9')
      })

      testHere('the last one is given once, however many ask for it at the same time', async () => {
        await clear()
        await as('ada', `select private.set_workspace_plan(${team}, 'pro')`)
        await invite('anna', 'eve@example.test', 'race-1')
        await invite('anna', 'ben@example.test', 'race-2')
        await invite('anna', 'tess@example.test', 'race-3')
        await as('ada', `select private.set_workspace_plan(${team}, 'starter')`)
        const outcomes = await Promise.allSettled([
          accept('eve', 'race-1'),
          accept('ben', 'race-2'),
          accept('tess', 'race-3'),
        ])
        expect(refusals(outcomes)).toEqual(['workspaces.full', 'workspaces.full'])
        expect(await roles()).toHaveLength(5)
        for (const person of ['eve', 'ben', 'tess'] as const)
          if ((await roles()).includes(`${person} member`)) await out(person)
        await clear()
      })

      testHere('are set by an admin of the house, and who is in stays in', async () => {
        const set = (person: Person, plan: string) =>
          withClaims(api(), actorOf(person), `select private.set_workspace_plan(${team}, '${plan}')`)
        for (const person of ['anna', 'lea', 'tess', 'sam'] as const)
          expect(await set(person, 'team')).toBe('accounts.not_admin')
        expect(await set('ada', 'team')).toBe(1)
        expect(await as('anna', 'select id from private.all_workspaces()')).toEqual([])
        expect(
          await as(
            'ada',
            `select name, plan, owner_email, people::int from private.all_workspaces() where id = ${team}`,
          ),
        ).toEqual([{ name: 'Team', plan: 'starter', owner_email: 'anna@example.test', people: 4 }])
      })
    })
  },
  populate,
)
