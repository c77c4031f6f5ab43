import { actingAs, type Transaction } from '#kernel/db/acting.ts'
import { newId } from '#kernel/id.ts'
import type { Tools } from '#kernel/tools.ts'
import type { Answered, CallContext } from '#providers/paid-call.ts'
import type { Failure } from './roleplays.clips.store.ts'
import * as store from './roleplays.ledger.store.ts'
import type { CallRow, NewCall } from './roleplays.ledger.store.ts'
import { house } from './roleplays.scenario.ts'

export type Settled<Value> =
  | { kind: 'done'; value: Value }
  | { kind: 'later'; delayMs: number }
  | { kind: 'failed' | 'unknown'; failure: Failure }

const inFlightMs = 30_000
const mostRefusals = 10

export interface PaidCall<Value> extends Omit<NewCall, 'id'> {
  callsPerMinute: number
  send(context: CallContext): Promise<Answered<Value>>
  /** What of the answer is kept, and how it is read again. */
  keep(value: Value): unknown
  read(kept: unknown): Value
}

/**
 * Sends a call at most once for each row of the ledger. The row says so, committed, before anything leaves; what was
 * answered is read from it ever after. A call that failed or whose end nobody knows is never sent again by itself.
 */
export const paidOnce = async <Value>(
  tools: Pick<Tools, 'db'>,
  call: PaidCall<Value>,
  signal: AbortSignal,
): Promise<Settled<Value>> => {
  const begun = await actingAs(tools.db, house, (transaction) => submit(transaction, call))
  if ('settled' in begun) return begun.settled
  const answer = await call.send({ requestId: begun.id, userRef: call.userId, signal })
  return await actingAs(tools.db, house, async (transaction): Promise<Settled<Value>> => {
    const row = await store.lockCall(transaction, begun.id)
    if (row?.state !== 'submitted') return settledOf(row, call)
    if (answer.kind === 'done') {
      const charged = answer.usage?.costMicroUsd ?? row.price_estimate
      await store.markReady(transaction, row.id, { result: call.keep(answer.value), charged })
      return { kind: 'done', value: answer.value }
    }
    if (answer.kind === 'unknown') {
      await store.markUnknown(transaction, row.id, unknownFailure)
      return { kind: 'unknown', failure: unknownFailure }
    }
    if (answer.retryAfterSeconds !== undefined && row.attempts < mostRefusals) {
      await store.giveBack(transaction, row.id)
      return { kind: 'later', delayMs: Math.max(1, answer.retryAfterSeconds) * 1000 }
    }
    const failure = { code: answer.code, sentence: answer.sentence }
    const charged = answer.charged === 'no' ? 0 : (answer.usage?.costMicroUsd ?? null)
    await store.markFailed(transaction, row.id, { failure, charged })
    return { kind: 'failed', failure }
  })
}

/**
 * A person has asked once more: a call that failed, or of which nobody knows the end, is given up and a new one takes its
 * place. What is on its way or was answered stays.
 */
export const askAgain = async (transaction: Transaction, call: Omit<NewCall, 'id'>): Promise<void> => {
  const row = await store.lockNewest(transaction, call)
  if (row?.state === 'unknown') await store.markFailed(transaction, row.id, { failure: unknownFailure, charged: null })
  if (row === undefined || row.state === 'failed' || row.state === 'unknown')
    await store.reserve(transaction, { ...call, id: newId() })
}

const submit = async <Value>(
  transaction: Transaction,
  call: PaidCall<Value>,
): Promise<{ id: string } | { settled: Settled<Value> }> => {
  let row = await store.lockNewest(transaction, call)
  if (row === undefined) {
    await store.reserve(transaction, { ...call, id: newId() })
    row = await store.lockNewest(transaction, call)
  }
  if (row?.state !== 'reserved') return { settled: settledOf(row, call) }
  const { started, waitMs } = await store.load(transaction, call.provider, call.kind)
  if (started >= call.callsPerMinute) return { settled: { kind: 'later', delayMs: Math.max(1000, waitMs) } }
  await store.markSubmitted(transaction, row.id)
  return { id: row.id }
}

const settledOf = <Value>(row: CallRow | undefined, call: PaidCall<Value>): Settled<Value> => {
  switch (row?.state) {
    case 'ready':
      return row.result === null
        ? { kind: 'failed', failure: { code: 'words_gone', sentence: 'The words of this call are gone.' } }
        : { kind: 'done', value: call.read(row.result) }
    case 'unknown':
      return { kind: 'unknown', failure: row.failure ?? unknownFailure }
    case 'failed':
      return { kind: 'failed', failure: row.failure ?? unknownFailure }
    case 'reserved':
    case 'submitted':
    case undefined:
      return { kind: 'later', delayMs: inFlightMs }
  }
}

const unknownFailure: Failure = {
  code: 'unknown',
  sentence: 'It was sent, and nobody can say what became of it. It may have been paid for.',
}

/**
 * Calls that a process sent which no longer lives: those of this machine go back, of the others nobody knows the end.
 * `all`: at the start of the one process of the embedded database.
 */
export const settleLost = (tools: Pick<Tools, 'db'>, all: boolean): Promise<CallRow[]> =>
  actingAs(tools.db, house, async (transaction) => {
    const lost = await store.lostCalls(transaction, all)
    for (const { id, provider } of lost) {
      if (provider === 'local') await store.giveBack(transaction, id)
      else await store.markUnknown(transaction, id, unknownFailure)
    }
    return lost
  })
