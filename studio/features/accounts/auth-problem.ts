import type { AuthError } from '@supabase/auth-js'
import { ApiProblem } from '#lib/api.ts'

/** Throws what the sign-in service refused, as a problem with a code `auth.*` and the reader's sentence for it. */
export function orRefuse(error: AuthError | null, sentences: Readonly<Record<string, string>>): void {
  if (error === null) return
  if (error.name === 'AuthRetryableFetchError' && (error.status ?? 0) === 0) {
    throw new ApiProblem({ status: 0, code: 'network.offline', detail: error.message })
  }
  const code = `auth.${error.code ?? (error.status === 429 ? 'over_request_rate_limit' : 'refused')}`
  throw new ApiProblem({ status: error.status ?? 400, code, detail: sentences[code] ?? error.message })
}
