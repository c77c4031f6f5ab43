import { useCallback, useRef, useState } from 'react'
import { ApiProblem } from '#lib/api.ts'
import { useMessages } from '#lib/messages.ts'
import { refresh } from '#lib/queries.ts'
import { scenes } from '#messages/scenes.ts'
import { announce } from '#patterns/live-region.tsx'
import { requestScenes, type TakeRequest } from '../scenes.api.ts'
import { inParts, PAIRS_AT_ONCE, type Pair } from './batch.ts'
import { ticketFor, type Ticket } from './ticket.ts'

export type GenerateOrder = Omit<TakeRequest, 'startFileId' | 'endFileId'> & {
  readonly pairs: readonly Pair[]
  /** What the person saw, for one scene. */
  readonly priceEachMicroUsd: number
}

/** How many scenes are on their way, and why not all of them; null = all. */
export interface Sent {
  readonly done: number
  readonly reason: Error | null
}

/** Sends what was composed. One click is one request, however often the network makes it be tried again. */
export function useGenerate(projectId: string) {
  const words = useMessages(scenes)
  const [busy, setBusy] = useState(false)
  const sending = useRef(false)
  const unsettled = useRef(new Map<string, Ticket>())

  const send = useCallback(
    async ({ priceEachMicroUsd, pairs, ...rest }: GenerateOrder): Promise<Sent> => {
      // A second G while the first one is on its way is the same click.
      if (sending.current) return { done: 0, reason: null }
      sending.current = true
      setBusy(true)
      let done = 0
      try {
        for (const part of inParts(pairs, PAIRS_AT_ONCE)) {
          const order = { ...rest, pairs: part, agreedPriceMicroUsd: priceEachMicroUsd * part.length }
          const about = JSON.stringify(order)
          const ticket = ticketFor(order, unsettled.current.get(about) ?? null, () => crypto.randomUUID())
          unsettled.current.set(about, ticket)
          await requestScenes(projectId, { ...order, idempotencyKey: ticket.key })
          unsettled.current.delete(about)
          done += part.length
        }
        announce(words.compose.requested(done))
        return { done, reason: null }
      } catch (reason) {
        // A refusal is an answer: the next click is a new request. Silence is not.
        if (reason instanceof ApiProblem && reason.status >= 400 && reason.status < 500) unsettled.current.clear()
        if (reason instanceof ApiProblem && reason.status === 409) void refresh('GET /api/models')
        return { done, reason: reason instanceof Error ? reason : new Error(String(reason)) }
      } finally {
        sending.current = false
        setBusy(false)
      }
    },
    [projectId, words],
  )
  return { send, busy }
}
