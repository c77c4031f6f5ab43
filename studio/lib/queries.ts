import { QueryClient, queryOptions, type QueryKey } from '@tanstack/react-query'
import { ApiProblem, call } from './api.ts'
import type { CallInput, EndpointKey, Reply } from './wire.ts'

type ReadKey = Extract<EndpointKey, `GET ${string}`>
type Input<K extends ReadKey> = CallInput<K>
type Rest<K extends ReadKey> = Record<never, never> extends Input<K> ? [input?: Input<K>] : [input: Input<K>]

/** One cache for the whole studio. What the event stream reports is read again; the rest stays fresh for 30 s. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      gcTime: 10 * 60_000,
      retry: (failures, problem) => failures < 2 && isPassing(problem),
      retryDelay: (failures, problem) =>
        problem instanceof ApiProblem && problem.retryAfterSeconds !== null
          ? Math.min(problem.retryAfterSeconds, 30) * 1000
          : 500 * 2 ** failures,
    },
    mutations: { retry: false },
  },
})

/** Trouble that may be gone in a moment; a refusal is not. */
function isPassing(problem: unknown): boolean {
  return problem instanceof ApiProblem && (problem.status === 0 || problem.status >= 500 || problem.status === 429)
}

/**
 * Query options of a GET endpoint: `useQuery(queryOf('GET /api/projects'))`. Their key starts with the endpoint, so
 * `refresh('GET /api/projects')` reads every variant of it again.
 */
export function queryOf<K extends ReadKey>(key: K, ...rest: Rest<K>) {
  const input = (rest[0] ?? {}) as Input<K>
  return queryOptions({
    queryKey: keyOf(key, input),
    queryFn: ({ signal }): Promise<Reply<K>> =>
      (call as Caller<K>)(key, { ...(input as object), signal } as Input<K> & { signal: AbortSignal }),
  })
}
type Caller<K extends ReadKey> = (key: K, input: Input<K> & { signal: AbortSignal }) => Promise<Reply<K>>

/** The cache key of a GET endpoint with the given input, e.g. for `queryClient.setQueryData`. */
export function keyOf<K extends ReadKey>(key: K, input?: Partial<Input<K>>): QueryKey {
  const { params, query } = (input ?? {}) as { params?: unknown; query?: unknown }
  return query === undefined ? (params === undefined ? [key] : [key, params]) : [key, params ?? {}, query]
}

/** Reads an endpoint again wherever it is shown; given params, only those variants. */
export async function refresh<K extends ReadKey>(key: K, input?: Partial<Input<K>>): Promise<void> {
  const queryKey = keyOf(key, input)
  // A first reading that is under way may have missed what happened meanwhile, and is not begun anew: it is waited for.
  const first = queryClient
    .getQueryCache()
    .findAll({ queryKey, fetchStatus: 'fetching', predicate: ({ state }) => state.data === undefined })
  for (const query of first) await query.promise?.catch(() => undefined)
  await queryClient.invalidateQueries({ queryKey })
}

/**
 * Puts what the house has just answered where it is shown. A reading that is under way began before that, and what it brings
 * would undo it for a moment: it begins anew.
 */
export function put<T>(queryKey: QueryKey, change: (known: T | undefined) => T | undefined): void {
  const reads = queryClient.isFetching({ queryKey, exact: true }) > 0
  queryClient.setQueryData<T>(queryKey, change)
  if (reads) void queryClient.refetchQueries({ queryKey, exact: true })
}

const waiting = new Map<string, ReturnType<typeof setTimeout>>()

/** As `refresh`, but a burst of calls for the same thing becomes one: live events arrive by the hundred in an upload. */
export function refreshSoon<K extends ReadKey>(key: K, input?: Partial<Input<K>>): void {
  const name = JSON.stringify(keyOf(key, input))
  if (waiting.has(name)) return
  const timer = setTimeout(() => {
    waiting.delete(name)
    void refresh(key, input)
  }, 200)
  waiting.set(name, timer)
}
