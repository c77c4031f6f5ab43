import { describe, expect } from 'vitest'
import { throughDoor } from './attempt.ts'
import { addTurns, coachTools, of, said } from './coach-tools.ts'
import { onEveryEngine } from './on-every-engine.ts'
import { house, idOf, populate } from './world.ts'

const call = of('call', 'mia')
const shared = of('shared', 'mia')
const asScored = (id: string): string =>
  `update public.sessions set score_state = 'scored', score = 60, scorecard = '{"overall":60}' where id = ${id}`

onEveryEngine(
  'A call on $name',
  ({ testHere, owner, api }) => {
    const { ask, as, asHouse, tried, session, begun } = coachTools({ owner, api })
    const turns = (id = call) =>
      ask<{ number: number; text: string; first_text: string | null }>(
        `select number, text, first_text from public.session_turns where session_id = ${id} order by number`,
      )

    describe('what is said in it', () => {
      testHere('is kept only onto the turn that was seen last: of two windows one is told', async () => {
        const outcomes = await Promise.allSettled([
          as('mia', addTurns(call, 1, said('One', 'Two'))),
          as('mia', addTurns(call, 1, said('Another'))),
        ])
        expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
        const [refused] = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []))
        expect(refused).toMatchObject({ code: 'roleplays.turn_taken', status: 409 })
        const kept = await turns()
        expect(kept.map(({ number }) => number)).toEqual(kept.map((_, index) => index))
        expect((await session(call))['next_turn']).toBe(kept.length)
        expect(await tried('mia', addTurns(call, 0, said('x')))).toBe('roleplays.turn_taken')
        expect(await tried('mia', addTurns(call, 99, said('x')))).toBe('roleplays.turn_taken')
      })

      testHere('is one’s own alone, whoever leads', async () => {
        const { next_turn: next } = await session(call)
        for (const person of ['anna', 'lea', 'nils', 'ben', 'ada'] as const)
          expect(await tried(person, addTurns(call, Number(next), said('x')))).toBe('roleplays.not_found')
      })

      testHere('is all of it or nothing: a recording of another call takes the words along', async () => {
        const before = await session(call)
        const loose = '0f000000-0000-4000-8000-000000000000'
        await ask(`insert into public.session_clips (id, session_id, user_id, turn_number, mime, bytes, sha256, start_ms, end_ms)
          values ('${loose}', ${of('shared', 'mia')}, ${of('user', 'mia')}, 5, 'audio/webm', 1, 'hash', 0, 1)`)
        const foreign = `'${JSON.stringify([
          { speaker: 'trainee', text: 'x', source: 'typed' },
          { speaker: 'trainee', text: 'y', source: 'openai', clip_id: loose },
        ])}'`
        expect(await tried('mia', addTurns(call, Number(before['next_turn']), foreign))).toBe('23503')
        expect(await session(call)).toEqual(before)
      })

      testHere('ends with the conversation, once', async () => {
        const id = await begun('mia')
        await as('mia', addTurns(id, 0, said('Goodbye'), 'agreed'))
        expect(await session(id)).toMatchObject({
          outcome: 'agreed',
          status: 'in_progress',
          phase: 'discovery',
          talk_ms: 1000,
        })
        expect(await tried('mia', addTurns(id, 1, said('Still there?')))).toBe('roleplays.call_ended')
        await as('mia', `select private.end_call(${id}, 'hung_up')`)
        expect((await session(id))['outcome']).toBe('agreed')
        await as('mia', `select private.process_session(${id})`)
        expect(await tried('mia', addTurns(id, 1, said('x')))).toBe('roleplays.over')
        expect(await tried('mia', `select private.end_call(${id}, 'hung_up')`)).toBe('roleplays.over')
      })

      testHere('can be put right by who said it, until it is scored, and what was heard first stays', async () => {
        const id = await begun('mia')
        await as('mia', addTurns(id, 0, said('Helo')))
        await as(
          'mia',
          `select private.add_turns(${id}, 1, '[{"speaker":"customer","text":"Yes?","source":"engine"}]', '{}', 'discovery', 0, null)`,
        )
        const [mine, theirs] = await ask<{ id: string }>(
          `select id from public.session_turns where session_id = ${id} order by number`,
        )
        const edit = (turn: string | undefined, text: string, to = id) =>
          `select private.edit_turn('${turn}', ${to}, '${text}')`
        await as('mia', edit(mine?.id, 'Hello'))
        await as('mia', edit(mine?.id, 'Hello there'))
        expect((await turns(id))[0]).toMatchObject({ text: 'Hello there', first_text: 'Helo' })
        expect(await tried('mia', edit(theirs?.id, 'No'))).toBe('roleplays.no_turn')
        expect(await tried('mia', edit(mine?.id, 'x', call))).toBe('roleplays.no_turn')
        expect(await tried('lea', edit(mine?.id, 'x'))).toBe('roleplays.not_found')
        await as('mia', `select private.process_session(${id})`)
        expect(await tried('mia', edit(mine?.id, 'Better'))).toBe('roleplays.scored_already')
      })
    })

    describe('its score', () => {
      testHere('is asked for once, however often and from wherever', async () => {
        const id = await begun('mia')
        await as('mia', addTurns(id, 0, said('Hello')))
        const answers = await Promise.all(
          Array.from(
            { length: 10 },
            async () => Object.values((await as('mia', `select private.process_session(${id}) as asked`))[0] ?? {})[0],
          ),
        )
        expect(answers.filter(Boolean)).toHaveLength(1)
        expect(await session(id)).toMatchObject({
          status: 'completed',
          score_state: 'queued',
          outcome: 'hung_up',
          duration_seconds: 1,
        })
        expect(await tried('lea', `select private.process_session(${id})`)).toBe('roleplays.not_found')
        await asHouse(`update public.sessions set score_state = 'failed' where id = ${id}`)
        expect(await as('mia', `select private.process_session(${id}) as asked`)).toEqual([{ asked: true }])
        await asHouse(asScored(id))
        expect(await as('mia', `select private.process_session(${id}) as asked`)).toEqual([{ asked: false }])
      })

      testHere('waits for a recording that is not in the words yet, unless the call is over', async () => {
        const id = await begun('mia')
        await as(
          'mia',
          `insert into public.session_clips (id, session_id, user_id, turn_number, file_path, mime, bytes, sha256, start_ms, end_ms)
            values (gen_random_uuid(), ${id}, ${of('user', 'mia')}, 0, '${idOf('user', 'mia')}/calls/w.webm', 'audio/webm', 1, 'hash', 0, 1)`,
        )
        expect(await tried('mia', `select private.process_session(${id})`)).toBe('roleplays.clip_waits')
        await as('mia', `select private.end_call(${id}, 'hung_up')`)
        expect(await tried('mia', `select private.process_session(${id})`)).toBe(1)
      })

      testHere('never walks backwards, and its rules and scenario are frozen', async () => {
        const to = (set: string) => throughDoor(api(), house, `update public.sessions set ${set} where id = ${shared}`)
        for (const set of [
          "status = 'in_progress'",
          "status = 'abandoned'",
          "score_state = 'queued'",
          "score_state = 'none'",
          "score_state = 'failed'",
        ])
          expect(await to(set), set).toBe('roleplays.step_refused')
        expect(await to("rubric_hash = 'other'")).toBe('roleplays.frozen')
        expect(await to('scenario_version = 2')).toBe('roleplays.frozen')
        const id = await begun('mia')
        await asHouse(`update public.sessions set status = 'abandoned' where id = ${id}`)
        expect(await tried('mia', `select private.process_session(${id})`)).toBe('roleplays.over')
      })
    })

    describe('a paid coach call', () => {
      const columns = `(user_id, session_id, kind, about, provider, request_hash)`
      const row = (hash = 'once') =>
        `${columns} values (${of('user', 'mia')}, ${call}, 'transcription', 'clip', 'openai', '${hash}')`

      testHere('is one for one thing, and once more only after it failed', async () => {
        const outcomes = await Promise.allSettled(
          Array.from({ length: 8 }, () => as('mia', `insert into public.coach_calls ${row()} returning id`)),
        )
        const made = outcomes.flatMap((outcome) =>
          outcome.status === 'fulfilled' ? [`'${String(outcome.value[0]?.['id'])}'`] : [],
        )
        expect(made).toHaveLength(1)
        const set = (text: string) => asHouse(`update public.coach_calls set ${text} where id = ${made[0]}`)
        await set("state = 'submitted', submitted_at = now()")
        await set("state = 'unknown'")
        expect(await tried('mia', `insert into public.coach_calls ${row()}`)).toBe('23505')
        for (const text of ["state = 'submitted'", "state = 'reserved', submitted_at = null", "state = 'ready'"])
          await expect(set(text), text).rejects.toMatchObject({ code: 'roleplays.step_refused' })
        await set("state = 'failed'")
        await expect(set("state = 'submitted'")).rejects.toMatchObject({ code: 'roleplays.step_refused' })
        expect(await tried('mia', `insert into public.coach_calls ${row()}`)).toBe(1)
      })

      testHere('goes back to the beginning only where it certainly never began', async () => {
        const [made] = await as('mia', `insert into public.coach_calls ${row('again')} returning id`)
        const set = (text: string) =>
          asHouse(`update public.coach_calls set ${text} where id = '${String(made?.['id'])}'`)
        await set("state = 'submitted', submitted_at = now()")
        await expect(set("state = 'reserved'")).rejects.toMatchObject({ code: 'roleplays.step_refused' })
        await set("state = 'reserved', submitted_at = null")
        await set("state = 'submitted', submitted_at = now()")
        await set("state = 'ready'")
        await expect(set("state = 'failed'")).rejects.toMatchObject({ code: 'roleplays.step_refused' })
      })

      testHere('needs that the person agreed to it, and so does a recording', async () => {
        await ask(`update public.recording_consents set withdrawn_at = now() where user_id = ${of('user', 'mia')}`)
        expect(await tried('mia', `insert into public.coach_calls ${row('unasked')}`)).toBe('42501')
        expect(
          await tried(
            'mia',
            `insert into public.session_clips (id, session_id, user_id, turn_number, mime, bytes, sha256, start_ms, end_ms)
              values (gen_random_uuid(), ${call}, ${of('user', 'mia')}, 9, 'audio/webm', 1, 'hash', 0, 1)`,
          ),
        ).toBe('42501')
        // What was withdrawn stays withdrawn, and the same can be agreed to again.
        expect(
          await tried(
            'mia',
            `update public.recording_consents set withdrawn_at = null where user_id = ${of('user', 'mia')}`,
          ),
        ).toBe(0)
        const again = `insert into public.recording_consents (user_id, purpose, text_version) values (${of('user', 'mia')}, 'provider', 'x')`
        await as('mia', again)
        expect(await tried('mia', again)).toBe('23505')
        expect(await tried('mia', `insert into public.coach_calls ${row('asked')}`)).toBe(1)
      })
    })
  },
  populate,
)
