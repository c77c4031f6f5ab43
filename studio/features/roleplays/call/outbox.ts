import type { SpokenTurn } from '@greenroom/contract/rehearsals.ts'
import { ApiProblem } from '#lib/api.ts'
import { makeStore, type Store } from '#lib/store.ts'
import type { WantedTurn } from '../roleplays.api.ts'

/** What this browser holds of a call until the house has it. */
export interface Outbox {
  /** What stands in the field. */
  readonly draft: string
  /** Said, and not acknowledged yet: sent again under the same id until it is. */
  readonly pending: WantedTurn | null
  readonly sending: boolean
  /** The house cannot be reached; it is tried again by itself. */
  readonly offline: boolean
  /** What the house refused; the words are back in the field. */
  readonly problem: unknown
  /** Somebody went on with this call in another window. */
  readonly elsewhere: boolean
}

export interface OutboxTools {
  /** What is kept under a name over reloads; null forgets it. */
  readonly read: () => string | null
  readonly write: (text: string | null) => void
  readonly send: (turn: WantedTurn) => Promise<unknown>
  /** Reads the call again and answers its turns. */
  readonly look: () => Promise<readonly SpokenTurn[]>
  readonly later: (work: () => void, milliseconds: number) => () => void
}

/** Trouble on the way: nobody has decided anything about the turn. */
const isPassing = (reason: unknown): boolean =>
  reason instanceof ApiProblem && (reason.status === 0 || reason.status === 429 || reason.status >= 500)
const waits = [1000, 2000, 4000, 8000, 15_000]

/** The words of one call on their way: one turn at a time, never lost and never said twice. */
export function makeOutbox(tools: OutboxTools) {
  const kept = readKept(tools.read())
  const store: Store<Outbox> = makeStore<Outbox>({
    ...kept,
    sending: false,
    offline: false,
    problem: null,
    elsewhere: false,
  })
  let attempt = 0
  let ended = false
  let cancel = (): void => undefined

  const put = (patch: Partial<Outbox>): void => {
    const next = { ...store.get(), ...patch }
    store.set(next)
    const { draft, pending } = next
    tools.write(draft === '' && pending === null ? null : JSON.stringify({ draft, pending }))
  }
  /** Back into the field, before what was typed meanwhile. */
  const giveBack = (turn: WantedTurn, patch: Partial<Outbox>): void => {
    const { draft } = store.get()
    const text = turn.source === 'typed' ? [turn.text, draft].filter((part) => part !== '').join('\n') : draft
    put({ ...patch, pending: null, draft: text })
  }

  const refused = async (turn: WantedTurn, reason: unknown): Promise<void> => {
    if (!(reason instanceof ApiProblem) || reason.code !== 'roleplays.turn_taken')
      return giveBack(turn, { problem: reason, offline: false })
    const turns = await tools.look()
    // The answer to an earlier attempt was lost on its way.
    if (turns.some(({ id }) => id === turn.turnId)) return put({ pending: null, offline: false })
    return giveBack(turn, { elsewhere: true, offline: false })
  }

  const send = async (): Promise<void> => {
    const { pending, sending } = store.get()
    if (pending === null || sending || ended) return
    cancel()
    put({ sending: true, problem: null })
    try {
      await tools.send(pending)
      attempt = 0
      put({ pending: null, offline: false, elsewhere: false })
    } catch (reason) {
      if (isPassing(reason)) {
        put({ offline: true })
        if (!ended) cancel = tools.later(() => void send(), waits[Math.min(attempt, waits.length - 1)] ?? 15_000)
        attempt += 1
      } else {
        await refused(pending, reason).catch((failure: unknown) => giveBack(pending, { problem: failure }))
      }
    } finally {
      put({ sending: false })
    }
  }

  return {
    store,
    type: (draft: string): void => put({ draft, problem: null }),
    /** Answers false when another turn is still on its way. */
    say: (turn: WantedTurn): boolean => {
      if (store.get().pending !== null) return false
      put({ pending: turn, draft: turn.source === 'typed' ? '' : store.get().draft, problem: null, elsewhere: false })
      void send()
      return true
    },
    /** After a reload, or when the network is back. */
    resume: (): void => {
      ended = false
      void send()
    },
    noticed: (): void => put({ elsewhere: false, problem: null }),
    end: (): void => {
      ended = true
      cancel()
    },
  }
}

function readKept(text: string | null): Pick<Outbox, 'draft' | 'pending'> {
  try {
    const value: unknown = JSON.parse(text ?? 'null')
    if (typeof value === 'object' && value !== null && 'draft' in value && typeof value.draft === 'string')
      return { draft: value.draft, pending: 'pending' in value ? (value.pending as WantedTurn | null) : null }
  } catch {
    // Not what this page wrote: nothing is lost that could be read.
  }
  return { draft: '', pending: null }
}
