import { describe, expect } from 'vitest'
import { withClaims } from './attempt.ts'
import { addTurns, coachTools, of, refusals, said } from './coach-tools.ts'
import { onEveryEngine } from './on-every-engine.ts'
import { actorOf, idOf, populate, type Person } from './world.ts'

const call = of('call', 'mia')
const shared = of('shared', 'mia')
const asScored = (id: string): string =>
  `update public.sessions set score_state = 'scored', score = 60, scorecard = '{"overall":60}' where id = ${id}`

onEveryEngine(
  'A call and who else sees it on $name',
  ({ testHere, owner, api }) => {
    const { ask, as, asHouse, tried, session, begun } = coachTools({ owner, api })

    describe('who else sees it', () => {
      const seen = (person: Person, id: string) => as(person, `select 1 from public.sessions where id = ${id}`)

      testHere(
        'is nobody until it is shared, its leaders afterwards, and nobody again when that is taken back',
        async () => {
          const id = await begun('mia')
          const share = (wanted: boolean) => `select private.share_session(${id}, ${wanted})`
          expect(await tried('mia', share(true))).toBe('roleplays.not_finished')
          await as('mia', addTurns(id, 0, said('Hello')))
          await as('mia', `select private.process_session(${id})`)
          for (const person of ['anna', 'lea', 'nils', 'ben', 'ada'] as const)
            expect(await seen(person, id)).toEqual([])
          expect(await tried('lea', share(true))).toBe('roleplays.not_found')
          await as('mia', share(true))
          for (const person of ['anna', 'lea'] as const) expect(await seen(person, id)).toHaveLength(1)
          for (const person of ['nils', 'ben', 'eve', 'ada'] as const) expect(await seen(person, id)).toEqual([])
          await as('mia', share(false))
          for (const person of ['anna', 'lea'] as const) expect(await seen(person, id)).toEqual([])
          expect(
            await ask(`select action from public.audit_events where details ->> 'session' = ${id} order by id`),
          ).toEqual([{ action: 'session.shared' }, { action: 'session.unshared' }])
        },
      )

      testHere('is nobody where there is no workspace, where one is not in it, and once it is deleted', async () => {
        const alone = await begun('mia', 'ada', null)
        await as('mia', `select private.process_session(${alone})`)
        expect(await tried('mia', `select private.share_session(${alone}, true)`)).toBe('roleplays.no_workspace')
        expect(await tried('eve', `select private.share_session(${of('shared', 'eve')}, true)`)).toBe(
          'roleplays.no_workspace',
        )
        expect(await seen('anna', of('shared', 'eve'))).toEqual([])
        expect(await tried('anna', `select * from private.read_turns(${of('shared', 'eve')}, '')`)).toBe(
          'roleplays.not_found',
        )
        await as('mia', `select private.set_deleted('roleplays', array[${shared}]::uuid[], true)`)
        expect(await seen('anna', shared)).toEqual([])
        expect(await tried('anna', `select * from private.read_turns(${shared}, '')`)).toBe('roleplays.not_found')
        await as('mia', `select private.set_deleted('roleplays', array[${shared}]::uuid[], false)`)
        expect(await seen('anna', shared)).toHaveLength(1)
      })

      testHere('reads its words only with a line in the trail, which its owner can read too', async () => {
        const read = (person: Person, why = '', id = shared) =>
          as(person, `select text from private.read_turns(${id}, '${why}')`)
        const lines = () =>
          ask(`select actor_id, details ->> 'as' as what, details ->> 'reason' as reason from public.audit_events
          where action = 'transcript.read' and details ->> 'session' in (${shared}, ${call}) order by id`)
        expect(await read('mia')).toEqual([{ text: 'Hello' }])
        expect(await lines()).toEqual([])

        expect(await read('lea')).toEqual([{ text: 'Hello' }])
        expect(await lines()).toEqual([{ actor_id: idOf('user', 'lea'), what: 'leader', reason: null }])
        for (const person of ['nils', 'ben', 'eve', 'tess'] as const)
          await expect(read(person, 'A long enough reason.')).rejects.toMatchObject({ code: 'roleplays.not_found' })
        await expect(read('lea', 'A long enough reason.', call)).rejects.toMatchObject({ code: 'roleplays.not_found' })

        for (const why of ['', '   short   '])
          await expect(read('ada', why)).rejects.toMatchObject({ code: 'roleplays.say_why', status: 403 })
        expect(await lines()).toHaveLength(1)
        expect(await read('ada', 'Asked for by Mia herself.', call)).not.toEqual([])
        expect(await lines()).toMatchObject([
          {},
          { actor_id: idOf('user', 'ada'), what: 'admin', reason: 'Asked for by Mia herself.' },
        ])
        expect(
          await ask(
            `select 1 from public.events where user_id = ${of('user', 'mia')} and data ->> 'sessionId' = ${call}`,
          ),
        ).not.toEqual([])
        expect(await as('mia', `select as_what, reason from private.session_readers(${call})`)).toEqual([
          { as_what: 'admin', reason: 'Asked for by Mia herself.' },
        ])
        for (const person of ['lea', 'ada'] as const)
          expect(await as(person, `select 1 from private.session_readers(${call})`)).toEqual([])
      })

      testHere('is listed without its words for admins of the house, and for nobody else', async () => {
        const list = (
          given: { like?: string; status?: string; workspace?: string; alone?: boolean; words?: boolean } = {},
        ) =>
          `select id, user_name, user_email, workspace_name, status, score, words, readings from private.all_calls(${given.like === undefined ? 'null' : `'${given.like}'`},
            ${given.status === undefined ? 'null' : `'${given.status}'`}, ${given.workspace ?? 'null'}, ${given.alone ?? false}, ${given.words ?? 'null'}, null, null, null, 200)`
        const ids = async (given: Parameters<typeof list>[0]) => (await as('ada', list(given))).map(({ id }) => id)
        const [callId, sharedId] = [idOf('call', 'mia'), idOf('shared', 'mia')]
        const all = await as('ada', list())
        const readings = await ask(
          `select 1 from public.audit_events where action = 'transcript.read' and details ->> 'session' = ${shared}`,
        )
        expect(all.find(({ id }) => id === sharedId)).toMatchObject({
          user_email: 'mia@example.test',
          words: true,
          readings: readings.length,
        })
        expect(readings.length).toBeGreaterThan(0)
        expect(Object.keys(all[0] ?? {})).not.toContain('text')
        for (const person of ['anna', 'lea', 'mia', 'ben', 'tess', 'pia', 'sam'] as const)
          expect(await withClaims(api(), actorOf(person), list()), person).toBe(0)

        expect(await ids({ like: '%mia@example%' })).toEqual(expect.arrayContaining([callId, sharedId]))
        expect(await ids({ like: '%anna@example%' })).not.toContain(sharedId)
        expect(await ids({ workspace: of('workspace', 'anna') })).toContain(sharedId)
        expect(await ids({ workspace: of('workspace', 'ben') })).not.toContain(sharedId)
        expect(await ids({ alone: true })).not.toContain(sharedId)
        expect(await ids({ words: false })).not.toContain(sharedId)
        await ask(`update public.sessions set transcript_gone_at = now() where id = ${shared}`)
        expect(await ids({ words: false })).toContain(sharedId)
        await ask(`update public.sessions set transcript_gone_at = null where id = ${shared}`)
        await as('mia', `select private.set_deleted('roleplays', array[${shared}]::uuid[], true)`)
        expect(await ids({})).not.toContain(sharedId)
        await as('mia', `select private.set_deleted('roleplays', array[${shared}]::uuid[], false)`)
      })

      testHere('a reading that is taken back leaves no line and gives no words', async () => {
        const before = (
          await ask<{ n: number }>(
            "select count(*)::int as n from public.audit_events where action = 'transcript.read'",
          )
        )[0]
        await withClaims(api(), actorOf('lea'), `select text from private.read_turns(${shared}, '')`)
        expect(
          (
            await ask<{ n: number }>(
              "select count(*)::int as n from public.audit_events where action = 'transcript.read'",
            )
          )[0],
        ).toEqual(before)
      })
    })

    describe('a review', () => {
      const review = (
        seen: number,
        verdict = 'not_met',
        why = 'Asked nothing.',
        id = shared,
        card = '{"overall":40,"passed":false}',
      ) => `select private.review_check(${id}, 'one', 'met', 'rules', '${verdict}', '${why}', '${card}', ${seen})`

      testHere('comes from leaders who see the call, never from its owner, and says why it differs', async () => {
        for (const person of ['nils', 'ben', 'ada', 'mia'] as const)
          expect(await tried(person, review(1)), person).toBe('roleplays.not_found')
        expect(await tried('anna', review(1, 'not_met', ' '))).toBe('roleplays.say_why')
        expect(await tried('anna', review(1, 'met', ''))).toBe(1)
        expect(await tried('anna', review(1, 'splendid'))).toBe('23514')
        expect(await tried('lea', review(1, 'not_met', 'x y', call))).toBe('roleplays.not_found')
        // Whoever leads and practises does not review the own call.
        expect(await tried('ben', review(1, 'not_met', 'Mine.', of('shared', 'ben')))).toBe('roleplays.own_review')
      })

      testHere('is made from what was seen: of two at once one is told', async () => {
        const outcomes = await Promise.allSettled([as('anna', review(1)), as('lea', review(1))])
        expect(refusals(outcomes)).toEqual(['roleplays.changed_elsewhere'])
        expect(await session(shared)).toMatchObject({ reviewed_score: '40.00', passed: false, score: '50.00' })
        expect(
          await ask(
            `select settled_at is not null as settled from public.check_disputes where id = ${of('dispute', 'mia')}`,
          ),
        ).toEqual([{ settled: true }])
        expect(await tried('anna', review(1))).toBe('roleplays.changed_elsewhere')
        expect(await tried('anna', review(2))).toBe(1)
      })

      testHere('waits until there is a score', async () => {
        const id = await begun('mia')
        await as('mia', `select private.process_session(${id})`)
        await as('mia', `select private.share_session(${id}, true)`)
        expect(await tried('anna', review(0, 'not_met', 'Too soon.', id))).toBe('roleplays.not_scored')
      })

      testHere('of one check is disputed once at a time, and a settled dispute stays', async () => {
        const dispute = `insert into public.check_disputes (session_id, user_id, check_id, reason) values (${shared}, ${of('user', 'mia')}, 'one', 'No.')`
        await as('mia', dispute)
        expect(await tried('mia', dispute)).toBe('23505')
        expect(
          await tried(
            'mia',
            `delete from public.check_disputes where session_id = ${shared} and settled_at is not null`,
          ),
        ).toBe(0)
      })
    })

    describe('a task', () => {
      const given = async (scenario: Person, user: Person): Promise<string> => {
        const [row] = await as(
          'lea',
          `insert into public.assignments (workspace_id, scenario_id, user_id, assigned_by)
            values (${of('workspace', 'anna')}, ${of('scenario', scenario)}, ${of('user', user)}, ${of('user', 'lea')}) returning id`,
        )
        return `'${String(row?.['id'])}'`
      }

      testHere('is done by a call of its scenario, which is shared with its workspace by the same step', async () => {
        const task = await given('ada', 'mia')
        const alone = await begun('mia', 'ada', null)
        const hand = (id: string) => `select private.hand_in(${task}, ${id})`
        expect(await tried('mia', hand(alone))).toBe('roleplays.not_that_call')
        await as('mia', addTurns(alone, 0, said('Hello')))
        await as('mia', `select private.process_session(${alone})`)
        await asHouse(asScored(alone))
        expect(await tried('mia', hand(shared))).toBe('roleplays.not_that_call')
        expect(await tried('nils', hand(alone))).toBe('roleplays.not_found')
        await as('mia', hand(alone))
        expect(await session(alone)).toMatchObject({ shared_with_team: true, workspace_id: idOf('workspace', 'anna') })
        expect(
          await as(
            'lea',
            `select session_id, completed_at is not null as done from public.assignments where id = ${task}`,
          ),
        ).toEqual([{ session_id: alone.slice(1, -1), done: true }])
        expect(await as('lea', `select 1 from public.sessions where id = ${alone}`)).toHaveLength(1)
      })

      testHere('is given once at a time, and what is withdrawn cannot be handed in', async () => {
        const task = await given('anna', 'mia')
        await expect(given('anna', 'mia')).rejects.toMatchObject({ code: '23505' })
        await as('anna', `update public.assignments set withdrawn_at = now() where id = ${task}`)
        expect(await tried('mia', `select private.hand_in(${task}, ${shared})`)).toBe('roleplays.no_assignment')
        await given('anna', 'mia')
      })
    })

    describe('a scenario', () => {
      const scenario = of('scenario', 'anna')
      const draft = of('draft', 'anna')

      testHere('keeps what the customer hides from everybody who practises', async () => {
        for (const person of ['mia', 'nils', 'eve', 'ben'] as const) {
          expect(
            await withClaims(api(), actorOf(person), `select flow_data from public.scenarios where id = ${scenario}`),
          ).toBe('42501')
          expect(await tried(person, `select body from public.scenario_versions where scenario_id = ${scenario}`)).toBe(
            0,
          )
        }
        expect(await tried('mia', `select * from private.scenario_draft(${scenario})`)).toBe('scenarios.not_editor')
        expect(await tried('mia', `select * from private.scenario_draft(${draft})`)).toBe('scenarios.not_found')
        expect(await tried('ben', `select * from private.scenario_draft(${scenario})`)).toBe('scenarios.not_found')
        expect(await tried('anna', `select * from private.scenario_draft(${of('scenario', 'ada')})`)).toBe(
          'scenarios.not_editor',
        )
        expect(await as('lea', `select body ->> 'secret' as secret from private.scenario_draft(${scenario})`)).toEqual([
          { secret: 'what the customer hides' },
        ])
      })

      testHere('is saved only onto the draft that was read: of two windows one is told', async () => {
        const save = (person: Person, expected: number, title: string, id = scenario) =>
          as(
            person,
            `select private.save_scenario_draft(${id}, ${expected}, (select body || '{"title":{"en":"${title}"}}' from private.scenario_draft(${id})))`,
          )
        const outcomes = await Promise.allSettled([save('anna', 1, 'A'), save('lea', 1, 'B')])
        expect(refusals(outcomes)).toEqual(['scenarios.changed_elsewhere'])
        await expect(save('mia', 2, 'C')).rejects.toMatchObject({ code: 'scenarios.not_editor' })
        expect(await as('lea', `select revision from private.scenario_draft(${scenario})`)).toEqual([{ revision: 2 }])
        // What is published is not touched by a draft.
        expect(await as('mia', `select title from public.scenarios where id = ${scenario}`)).toEqual([
          { title: { en: 'x' } },
        ])
      })

      testHere('is published once for one text, by whoever may change it', async () => {
        const publish = (person: Person, expected: number, hash: string) =>
          tried(person, `select private.publish_scenario(${scenario}, ${expected}, '${hash}', '')`)
        expect(await publish('mia', 2, 'new')).toBe('scenarios.not_editor')
        expect(await publish('lea', 1, 'new')).toBe('scenarios.changed_elsewhere')
        expect(await publish('lea', 2, 'hash')).toBe('scenarios.nothing_changed')
        expect(await as('lea', `select private.publish_scenario(${scenario}, 2, 'new', 'Better')`)).toEqual([
          { publish_scenario: 2 },
        ])
        expect(await as('mia', `select version, brief from public.scenarios where id = ${scenario}`)).toEqual([
          { version: 2, brief: { said: 'before the call' } },
        ])
        // Calls that were begun with the one before keep it.
        expect(await session(shared)).toMatchObject({ scenario_version: 1 })
      })
    })
  },
  populate,
)
