import { sql } from 'kysely'
import { expect } from 'vitest'
import { generationState, type GenerationState } from '../contract/scenes.ts'
import { actingAs } from '../server/kernel/db/acting.ts'
import { Fault } from '../server/kernel/fault.ts'
import { throughDoor, withClaims, type Outcome } from './attempt.ts'
import { onEveryEngine } from './on-every-engine.ts'
import { actorOf, house, idOf, populate } from './world.ts'

const states = generationState.options
const allowed: Record<GenerationState, readonly GenerationState[]> = {
  reserved: ['submitted', 'failed', 'canceled'],
  submitted: ['reserved', 'running', 'unknown', 'failed', 'canceled'],
  unknown: ['running', 'failed'],
  running: ['ready', 'failed', 'canceled'],
  ready: [],
  failed: [],
  canceled: [],
}
const steps = states.flatMap((from) => states.filter((to) => to !== from).map((to) => ({ from, to })))
const take = idOf('unledgered', 'anna')
const anna = idOf('user', 'anna')

onEveryEngine(
  'The ledger of paid calls on $name',
  ({ testHere, owner, api }) => {
    /** Puts a call into `from` and tries the change; both are taken back. */
    const step = async (from: GenerationState, change: string): Promise<Outcome> => {
      const job = from === 'running' || from === 'ready' ? 'job' : null
      const sent = from === 'reserved' ? null : new Date()
      const undone = new Error('taken back')
      let changed: Outcome = 'nothing happened'
      try {
        await actingAs(api(), house, async (transaction) => {
          await transaction.run(sql`
            insert into public.generations (scene_version_id, user_id, provider, model, request_hash, state, provider_job_id, submitted_at)
            values (${take}, ${anna}, 'luma', 'ray', 'h', ${from}, ${job}, ${sent})`)
          changed = 'the beginning was taken'
          changed = await transaction.run(
            sql.raw(`update public.generations set ${change} where scene_version_id = '${take}'`),
          )
          throw undone
        })
      } catch (error) {
        if (error === undone) return changed
        if (changed === 'the beginning was taken') {
          if (error instanceof Fault) return error.code
          if (error instanceof Error && 'code' in error) return String(error.code)
        }
        throw error
      }
      return changed
    }

    testHere.each(steps)('from $from to $to: only forwards', async ({ from, to }) => {
      const facts =
        to === 'reserved'
          ? 'submitted_at = null'
          : "submitted_at = coalesce(submitted_at, now()), provider_job_id = coalesce(provider_job_id, 'job')"
      const forwards = allowed[from].includes(to)
      expect(await step(from, `state = '${to}', ${facts}`)).toBe(forwards ? 1 : 'generations.step_refused')
    })

    testHere('does not forget that something was sent', async () => {
      expect(await step('submitted', "state = 'reserved'")).toBe('generations.step_refused')
      expect(await step('submitted', 'submitted_at = null')).toBe('23514')
      expect(await step('reserved', "state = 'submitted'")).toBe('23514')
      expect(await step('submitted', "state = 'running'")).toBe('23514')
    })

    testHere('does not exchange one vendor’s job for another', async () => {
      expect(await step('running', "provider_job_id = 'other'")).toBe('generations.job_id_fixed')
      expect(await step('running', 'provider_job_id = null')).toBe('generations.job_id_fixed')
    })

    testHere('takes no price below zero and no second call for one take', async () => {
      expect(await step('running', 'price_charged = -1')).toBe('23514')
      const second = `insert into public.generations (scene_version_id, user_id, provider, model, request_hash)
        values ('${idOf('version', 'anna')}', '${anna}', 'luma', 'ray', 'h')`
      expect(await throughDoor(api(), actorOf('anna'), second)).toBe('23505')
    })

    testHere('cannot be moved by the person whose money it is', async () => {
      const moved = `update public.generations set state = 'canceled' where id = '${idOf('generation', 'anna')}'`
      expect(await withClaims(api(), actorOf('anna'), moved)).toBe('42501')
      const born = `insert into public.generations (scene_version_id, user_id, provider, model, request_hash, state)
        values ('${take}', '${anna}', 'luma', 'ray', 'h', 'ready')`
      expect(await withClaims(api(), actorOf('anna'), born)).toBe('42501')
    })

    testHere('an unknown outcome is settled by an admin only, once, and written down', async () => {
      const call = idOf('fresh', 'anna')
      const ask = async (text: string): Promise<unknown[]> => (await owner().driver.query(text)).rows
      await ask(`insert into public.generations (id, scene_version_id, user_id, provider, model, request_hash, state, submitted_at)
        values ('${call}', '${take}', '${anna}', 'luma', 'ray', 'h', 'unknown', now())`)
      const settle = `select private.resolve_generation('${call}', 'job-7')`
      expect(await throughDoor(api(), actorOf('anna'), settle)).toBe('accounts.not_admin')
      expect(await throughDoor(api(), actorOf('tess'), settle)).toBe('accounts.not_admin')
      await actingAs(api(), actorOf('ada', 'admin'), (transaction) => transaction.rows(sql.raw(settle)))
      expect(await ask(`select state, provider_job_id from public.generations where id = '${call}'`)).toEqual([
        { state: 'running', provider_job_id: 'job-7' },
      ])
      expect(await throughDoor(api(), actorOf('ada'), settle)).toBe('generations.not_unknown')
      expect(
        await ask(`select actor_id, action, details from public.audit_events where subject_id = '${call}'`),
      ).toEqual([
        { actor_id: idOf('user', 'ada'), action: 'generation.resolved', details: { found: true, job: 'job-7' } },
      ])
    })
  },
  populate,
)
