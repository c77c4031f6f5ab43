import { sql } from 'kysely'
import type { Language } from '@greenroom/contract/accounts.ts'
import type { Transaction } from '#kernel/db/acting.ts'
import type { LedgerFailure } from './scenes.rules.ts'

/** People with projects of theirs in which nothing more has failed since `quiet`, or something waits since before `latest`. */
export const selectUntold = (
  transaction: Transaction,
  before: { quiet: Date; latest: Date },
  most: number,
): Promise<{ userId: string; projectId: string }[]> =>
  transaction.rows(sql<{ userId: string; projectId: string }>`
    select g.user_id as "userId", s.project_id as "projectId"
      from public.generations g
      join public.scene_versions v on v.id = g.scene_version_id
      join public.scenes s on s.id = v.scene_id
     where g.tell_since is not null
     group by g.user_id, s.project_id
    having max(g.tell_since) < ${before.quiet} or min(g.tell_since) < ${before.latest}
     order by min(g.tell_since) limit ${most}`)

export interface UntoldRow {
  state: 'failed' | 'unknown'
  failure: LedgerFailure | null
  price: number
  sceneId: string
  ordinal: number
  version: number
  project: string
  email: string
  language: Language
}
/**
 * Ends the waiting of a person's takes in a project, and answers those that they are to be told of: what has no result still, of
 * scenes that they did not delete. An admin has another letter about what is unknown. Who comes second finds nothing.
 */
export const takeUntold = async (
  transaction: Transaction,
  { userId, projectId }: { userId: string; projectId: string },
): Promise<UntoldRow[]> =>
  (
    await transaction.rows(sql<UntoldRow & { told: boolean }>`
      update public.generations g
         set tell_since = null,
             told_at = case when s.deleted_at is null and p.deleted_at is null and u.status = 'approved'
               and (g.state = 'failed' or (g.state = 'unknown' and u.role <> 'admin'))
               and t.preference -> 'notifyFailures' is distinct from 'false'::jsonb then now() end
        from public.scene_versions v
        join public.scenes s on s.id = v.scene_id
        join public.projects p on p.id = s.project_id
        join public.profiles u on u.id = s.user_id
        left join public.user_settings t on t.user_id = u.id
       where v.id = g.scene_version_id and g.tell_since is not null and g.user_id = ${userId} and s.project_id = ${projectId}
      returning g.told_at is not null as told, g.state, g.failure, coalesce(g.price_charged, g.price_estimate) as price,
                s.id as "sceneId", s.ordinal, v.version, p.name as project, u.email,
                coalesce(private.letter_language(u.id), 'en') as language`)
  )
    .filter(({ told }) => told)
    .toSorted((one, other) => one.ordinal - other.ordinal || one.version - other.version)
