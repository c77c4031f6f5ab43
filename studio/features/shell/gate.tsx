import { useQuery } from '@tanstack/react-query'
import type { Me } from '@greenroom/contract/accounts.ts'
import { createContext, use, useEffect, type ReactNode } from 'react'
import { Redirect, useLocation, useSearch } from 'wouter'
import { chooseLanguage } from '#lib/messages.ts'
import { queryOf } from '#lib/queries.ts'
import { isSuspended, useVisitor } from '#lib/session.ts'
import { setTheme } from '#lib/theme.ts'
import { ErrorState } from '#patterns/error-state.tsx'
import { NotFound } from './not-found.tsx'

const Myself = createContext<Me | null>(null)

/** The person who is signed in; only inside the shell. */
export function useMe(): Me {
  const me = use(Myself)
  if (me === null) throw new Error('useMe is for pages inside the shell')
  return me
}

/** Shows what is inside to approved people; leads others to where they can go on. */
export function ApprovedOnly({ children }: { children: ReactNode }) {
  const visitor = useVisitor()
  const [location] = useLocation()
  const search = useSearch()
  const me = useQuery({ ...queryOf('GET /api/me'), enabled: visitor.state === 'signed-in' })
  usePreferencesOf(me.data)

  if (visitor.state === 'signed-out') {
    const here = search === '' ? location : `${location}?${search}`
    // Who signs out on purpose does not want to be led back.
    const next = visitor.because === 'left' || here === '/dashboard' ? '' : `?next=${encodeURIComponent(here)}`
    return <Redirect to={`/sign-in${next}`} replace />
  }
  if (isSuspended(me.error)) return <Redirect to="/waiting" replace />
  if (me.data === undefined) {
    if (!me.isError) return null
    return (
      <ErrorState
        reason={me.error}
        onRetry={() => void me.refetch()}
        retrying={me.isFetching}
        className="min-h-dvh justify-center"
      />
    )
  }
  if (me.data.status !== 'approved') return <Redirect to="/waiting" replace />
  return <Myself value={me.data}>{children}</Myself>
}

export function AdminsOnly({ children }: { children: ReactNode }) {
  return useMe().role === 'admin' ? children : <NotFound />
}

/** A person's theme and language come along to every browser. */
function usePreferencesOf(me: Me | undefined): void {
  const theme = me?.preferences.theme
  const language = me?.preferences.language
  useEffect(() => {
    if (theme !== undefined) setTheme(theme)
  }, [theme])
  useEffect(() => {
    // Somebody without a preference keeps what this browser was set to before signing in.
    if (language) void chooseLanguage(language)
  }, [language])
}
