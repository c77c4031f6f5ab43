import { sql } from 'kysely'
import type { Language } from '@greenroom/contract/accounts.ts'
import type { Verdict } from '@greenroom/contract/roleplays.ts'
import type { Bilingual } from '@greenroom/contract/techniques.ts'
import type { Transaction } from '#kernel/db/acting.ts'
import type { KeptWeek } from './practice.agreement.rules.ts'

export interface PairRow {
  scenarioId: string
  checkId: string
  question: Bilingual
  judged: Verdict
  verdict: Verdict
  /** Monday of the week. */
  week: string
}
/**
 * What people last said in each week about each check of shared calls, with what the judge had said: of weeks that are not kept
 * yet, up to the Monday `before`.
 */
export const selectPairs = (transaction: Transaction, workspaceId: string, before: string | null): Promise<PairRow[]> =>
  transaction.rows(sql<PairRow>`
    select * from (
      select distinct on (v.session_id, v.check_id, date_trunc('week', v.created_at at time zone 'UTC'))
             s.scenario_id as "scenarioId", v.check_id as "checkId", v.judged, v.verdict,
             to_char(date_trunc('week', v.created_at at time zone 'UTC'), 'YYYY-MM-DD') as week,
             (select r #> '{check,question}' from jsonb_array_elements(s.scorecard -> 'results') r where r #>> '{check,id}' = v.check_id) as question
        from public.check_reviews v join public.sessions s on s.id = v.session_id join public.workspaces w on w.id = s.workspace_id
       where s.workspace_id = ${workspaceId} and s.shared_with_team and s.deleted_at is null
         and (w.agreements_until is null or v.created_at >= w.agreements_until::timestamp at time zone 'UTC')
         and (${before}::date is null or v.created_at < ${before}::date::timestamp at time zone 'UTC')
       order by v.session_id, v.check_id, date_trunc('week', v.created_at at time zone 'UTC'), v.created_at desc, v.id) last
     where last.question is not null order by "scenarioId", "checkId", week`)

export const selectKept = (transaction: Transaction, workspaceId: string): Promise<KeptWeek[]> =>
  transaction.rows(sql<KeptWeek>`
    select scenario_id as "scenarioId", check_id as "checkId", to_char(week, 'YYYY-MM-DD') as week, question, both_met as "bothMet",
           judge_met as "judgeMet", person_met as "personMet", both_not as "bothNot"
      from public.check_agreements where workspace_id = ${workspaceId} order by week, scenario_id, check_id`)

export const insertKept = (
  transaction: Transaction,
  workspaceId: string,
  weeks: readonly KeptWeek[],
): Promise<number> =>
  transaction.run(sql`
    insert into public.check_agreements (workspace_id, scenario_id, check_id, week, question, both_met, judge_met, person_met, both_not)
    select ${workspaceId}, w."scenarioId", w."checkId", w.week, w.question, w."bothMet", w."judgeMet", w."personMet", w."bothNot"
      from jsonb_to_recordset(${JSON.stringify(weeks)}::jsonb) as w ("scenarioId" uuid, "checkId" text, week date, question jsonb,
           "bothMet" integer, "judgeMet" integer, "personMet" integer, "bothNot" integer)
    on conflict do nothing`)

/** Workspaces of which a week is over that is not kept. */
export const selectBehind = async (transaction: Transaction, monday: string, most: number): Promise<string[]> =>
  (
    await transaction.rows(sql<{ id: string }>`
      select id from public.workspaces
       where deleted_at is null and (agreements_until is null or agreements_until < ${monday}::date)
       order by agreements_until nulls first, id limit ${most}`)
  ).map(({ id }) => id)

/** Moves a workspace on to this Monday; answers its name, or undefined when somebody else did. Holds its row until the end. */
export const moveOn = (
  transaction: Transaction,
  workspaceId: string,
  monday: string,
): Promise<{ name: string } | undefined> =>
  transaction.first(sql<{ name: string }>`
    update public.workspaces set agreements_until = ${monday}::date
     where id = ${workspaceId} and deleted_at is null and (agreements_until is null or agreements_until < ${monday}::date)
    returning name`)

/** Waits until nobody else moves this workspace on. */
export const holdWorkspace = (transaction: Transaction, workspaceId: string): Promise<unknown> =>
  transaction.rows(sql`select 1 from public.workspaces where id = ${workspaceId} for update`)

export interface LeaderRow {
  email: string
  language: Language
  /** Disputes of others that wait for this leader. */
  disputes: number
}
/** Who leads a workspace and has not switched the weekly mail off. As the house. */
export const selectLeaders = (transaction: Transaction, workspaceId: string): Promise<LeaderRow[]> =>
  transaction.rows(sql<LeaderRow>`
    select p.email, coalesce(private.letter_language(m.user_id), 'en') as language,
           (select count(*)::int from public.sessions s join public.check_disputes d on d.session_id = s.id and d.settled_at is null
             where s.workspace_id = m.workspace_id and s.shared_with_team and s.score_state = 'scored' and s.deleted_at is null
               and s.user_id <> m.user_id) as disputes
      from public.workspace_members m join public.profiles p on p.id = m.user_id
      left join public.user_settings u on u.user_id = m.user_id
     where m.workspace_id = ${workspaceId} and m.role in ('owner', 'admin') and p.status = 'approved'
       and u.preference -> 'weeklyMail' is distinct from 'false'::jsonb
     order by m.role, m.user_id`)
