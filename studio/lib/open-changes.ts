import { hashKey, MutationObserver, useMutationState, type QueryKey } from '@tanstack/react-query'
import { useMemo } from 'react'
import { put, queryClient } from './queries.ts'

/** What is shown of what the house says. */
type Show<T> = (known: T) => T

interface OpenChange<T, A> {
  /** Where it is shown: in everything whose key begins like this. */
  readonly queryKey: QueryKey
  /** Is done anew to every reading that lands meanwhile: where the change is in already, it must change nothing. */
  readonly show: Show<T>
  readonly ask: () => Promise<A>
  /** What the house says with its answer; left out = as it was shown. */
  readonly answered?: (known: T, answer: A) => T
  /** Reads anew, once the last open change of these has been answered or refused. */
  readonly readAgain?: () => void
}

/** Changes of one thing travel one after the other, in the order in which they were made. */
const travel = (queryKey: QueryKey) => ({
  scope: { id: hashKey(queryKey) },
  // A house that is out of reach is told at once, not waited for.
  networkMode: 'always' as const,
})

/** Asks for what goes by what open changes leave behind: once they have been answered. Throws as `ask` does. */
export const inTurn = <A>(queryKey: QueryKey, ask: () => Promise<A>): Promise<A> =>
  run(new MutationObserver<A, Error, null>(queryClient, { ...travel(queryKey), mutationFn: ask }), null)

/**
 * Shows a change from now until the house has answered it. What is kept of the house's own answers stays untouched
 * meanwhile, so readings may land as they like, and what is refused is gone by itself. Throws as `ask` does.
 */
export async function showAtOnce<T, A>({ queryKey, show, ask, answered = show, readAgain }: OpenChange<T, A>) {
  const change = new MutationObserver<A, Error, Show<T>>(queryClient, {
    mutationKey: queryKey,
    ...travel(queryKey),
    mutationFn: ask,
    onSuccess: (answer) => {
      for (const query of queryClient.getQueryCache().findAll({ queryKey }))
        put<T>(query.queryKey, (known) => (known === undefined ? known : answered(known, answer)))
    },
    onSettled: () => {
      if (queryClient.isMutating({ mutationKey: queryKey }) === 1) readAgain?.()
    },
  })
  return run(change, show)
}

async function run<A, V>(change: MutationObserver<A, Error, V>, variables: V): Promise<A> {
  try {
    return await change.mutate(variables)
  } finally {
    // Nobody looks at it any more: it may be forgotten.
    change.reset()
  }
}

/** For a query in which open changes are shown: `useQuery({ ...queryOf(…), ...useOpenChanges(key) })`. */
export function useOpenChanges<T>(queryKey: QueryKey): { select?: Show<T> } {
  const open = useMutationState({
    filters: { mutationKey: queryKey, status: 'pending' },
    select: ({ state }) => state.variables as Show<T>,
  })
  return useMemo(
    () => (open.length === 0 ? {} : { select: (known: T) => open.reduce((shown, show) => show(shown), known) }),
    [open],
  )
}
