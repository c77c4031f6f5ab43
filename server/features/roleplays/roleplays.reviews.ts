import type * as z from 'zod'
import type * as contract from '@greenroom/contract/rehearsal-reviews.ts'
import type { Roleplay } from '@greenroom/contract/rehearsals.ts'
import { actingAs, violated, type PersonActor } from '#kernel/db/acting.ts'
import { Fault, notFound } from '#kernel/fault.ts'
import { newId } from '#kernel/id.ts'
import type { Tools } from '#kernel/tools.ts'
import { practiceOf } from '../techniques/techniques.ts'
import * as reviews from './roleplays.reviews.store.ts'
import { noCall, ownRoleplay, presentOne } from './roleplays.ts'
import { house, scenarioOf } from './roleplays.scenario.ts'
import { withOverrides } from './roleplays.scoring.rules.ts'
import * as scores from './roleplays.scoring.store.ts'
import * as store from './roleplays.store.ts'
import type { RoleplayRow } from './roleplays.store.ts'
import { callTurnOf } from './roleplays.view.rules.ts'

type Reply<E extends { reply: z.ZodType }> = z.input<E['reply']>
type Body<E extends { body?: z.ZodType }> = z.output<NonNullable<E['body']>>

/** The scorecard of a call that the caller sees: the trainee's own, or one that was shared with a workspace the caller leads. */
export const readScore = async (
  tools: Tools,
  actor: PersonActor,
  sessionId: string,
): Promise<Reply<typeof contract.readScore>> => {
  const read = await actingAs(tools.db, actor, async (transaction) => {
    const row = await store.selectRoleplay(transaction, sessionId)
    const score = await scores.selectScore(transaction, sessionId)
    if (row === undefined || score === undefined) throw noCall()
    return {
      row,
      score,
      given: await reviews.selectReviews(transaction, sessionId),
      disputes: await reviews.selectDisputes(transaction, sessionId),
      readers: row.user_id === actor.userId ? await reviews.selectReaders(transaction, sessionId) : [],
    }
  })
  const { row, score, given, disputes, readers } = read
  const names = await namesOf(
    tools,
    given.map(({ reviewer_id }) => reviewer_id),
  )
  const { techniques } = await practiceOf(tools, row.workspace_id)
  const card = score.reviewed_scorecard ?? score.scorecard
  return {
    roleplay: await presentOne(tools, row),
    card,
    judged: score.scorecard,
    trouble: score.failure?.code ?? null,
    found: score.techniques_detected,
    feedback: (card?.feedback ?? []).map((item) => ({
      ...item,
      techniqueNames: techniques.find(({ id }) => id === item.techniqueId)?.names ?? null,
      articleSlug: null,
      lessonId: null,
    })),
    reviews: given.map(({ id, check_id, judged, verdict, reason, reviewer_id, created_at }) => ({
      id,
      checkId: check_id,
      judged,
      verdict,
      reason,
      reviewer: names.get(reviewer_id) ?? '',
      at: created_at.toISOString(),
    })),
    disputes: disputes.map(({ id, check_id, reason, settled_at, created_at }) => ({
      id,
      checkId: check_id,
      reason,
      settled: settled_at !== null,
      at: created_at.toISOString(),
    })),
    readers: readers.map(({ at, reader, as_what, reason }) => ({
      at: at.toISOString(),
      reader: reader ?? '',
      as: as_what,
      reason,
    })),
  }
}

const namesOf = async (tools: Tools, ids: readonly string[]): Promise<Map<string, string>> => {
  if (ids.length === 0) return new Map()
  const rows = await actingAs(tools.db, house, (transaction) => store.selectNames(transaction, ids))
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/**
 * A leader confirms a check or decides it otherwise. Code counts anew from the judged verdicts and what people decided; no
 * model is asked. The judged card stays beside it.
 */
export const reviewCheck = async (
  tools: Tools,
  actor: PersonActor,
  sessionId: string,
  { checkId, verdict, reason }: Body<typeof contract.reviewCheck>,
): Promise<Roleplay> => {
  const { row, score, given } = await actingAs(tools.db, actor, async (transaction) => {
    const seen = await store.selectRoleplay(transaction, sessionId)
    const its = await scores.selectScore(transaction, sessionId)
    if (seen === undefined || its === undefined) throw noCall()
    return { row: seen, score: its, given: await reviews.selectReviews(transaction, sessionId) }
  })
  const judged = score.scorecard
  if (judged === null || row.score_state !== 'scored')
    throw new Fault('roleplays.not_scored', 409, 'This call has no score.')
  const result = judged.results.find(({ check }) => check.id === checkId)
  if (result === undefined) throw noCheck()
  const all = [...given, { check_id: checkId, reviewer_id: actor.userId, verdict, reason }]
  const card = await counted(tools, row, judged, all)
  const after = await actingAs(tools.db, actor, async (transaction) => {
    await reviews.addReview(transaction, {
      sessionId,
      checkId,
      judged: result.verdict,
      judgedBy: judged.judgedBy,
      verdict,
      reason,
      card,
      seen: given.length,
    })
    return await store.selectRoleplay(transaction, sessionId)
  })
  if (after === undefined) throw noCall()
  await actingAs(tools.db, house, (transaction) => reviews.tellLeaders(transaction, sessionId))
  return await presentOne(tools, after)
}

type Given = Pick<reviews.ReviewRow, 'check_id' | 'reviewer_id' | 'verdict' | 'reason'>
const counted = async (
  tools: Tools,
  row: RoleplayRow,
  judged: NonNullable<scores.ScoreRow['scorecard']>,
  given: readonly Given[],
) => {
  const names = await namesOf(
    tools,
    given.map(({ reviewer_id }) => reviewer_id),
  )
  // Times of quotes only: no word of it leaves.
  const turns = await actingAs(tools.db, house, (transaction) => store.selectTurns(transaction, row.id))
  const overrides = given.map(({ check_id, reviewer_id, verdict, reason }) => ({
    checkId: check_id,
    verdict,
    by: names.get(reviewer_id) ?? '',
    note: reason,
  }))
  return withOverrides(judged, row.rubric, overrides, {
    scenario: await scenarioOf(tools, row),
    call: { turns: turns.map(callTurnOf) },
    language: row.language,
    techniques: (await practiceOf(tools, row.workspace_id)).techniques,
  })
}

/** The trainee says that a check is wrong. Leaders of the workspace see it once the call is shared. */
export const disputeCheck = async (
  tools: Tools,
  actor: PersonActor,
  sessionId: string,
  { checkId, reason }: Body<typeof contract.disputeCheck>,
): Promise<{ id: string }> => {
  const id = newId()
  try {
    await actingAs(tools.db, actor, async (transaction) => {
      const row = await ownRoleplay(transaction, actor, sessionId)
      if (row.score_state !== 'scored') throw new Fault('roleplays.not_scored', 409, 'This call has no score.')
      if (!row.rubric.rubric.checks.some((check) => check.id === checkId)) throw noCheck()
      await reviews.insertDispute(transaction, { id, sessionId, userId: actor.userId, checkId, reason })
    })
  } catch (error) {
    if (violated(error, 'check_disputes_one_open'))
      throw new Fault('roleplays.disputed_already', 409, 'You have said so already; a leader will look at it.')
    throw error
  }
  await actingAs(tools.db, house, (transaction) => reviews.tellLeaders(transaction, sessionId))
  return { id }
}
const noCheck = (): Fault => notFound('roleplays', 'There is no such check in this call.')
