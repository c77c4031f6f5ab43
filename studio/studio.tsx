import { useQuery } from '@tanstack/react-query'
import { Suspense, useEffect } from 'react'
import { useLocation } from 'wouter'
import { useMessages } from '#lib/messages.ts'
import { queryOf } from '#lib/queries.ts'
import { startSession, useVisitor } from '#lib/session.ts'
import { basics } from '#messages/basics.ts'
import { ErrorBoundary } from '#patterns/error-boundary.tsx'
import { Button } from '#ui/button.tsx'
import { Routes } from './routes.tsx'

/** The whole studio: knows the house first, then who is here, then shows the page of the address. */
export function Studio() {
  const [location] = useLocation()
  return (
    <ErrorBoundary resetKey={location}>
      <Suspense fallback={null}>
        <Door />
      </Suspense>
    </ErrorBoundary>
  )
}

function Door() {
  const visitor = useVisitor()
  const house = useQuery({
    ...queryOf('GET /api/house'),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
    refetchInterval: ({ state }) => (state.error === null ? false : 3000),
  })
  const ready = house.data !== undefined
  useEffect(() => {
    if (ready) void startSession()
  }, [ready])
  if (house.isError && !ready) return <HouseAway onRetry={() => void house.refetch()} />
  return visitor.state === 'unknown' ? null : <Routes />
}

function HouseAway({ onRetry }: { onRetry: () => void }) {
  const words = useMessages(basics)
  return (
    <main className="mx-auto flex min-h-dvh max-w-md flex-col items-center justify-center px-6 text-center">
      <h1 className="text-base font-semibold">{words.houseAwayTitle}</h1>
      <p className="text-muted-foreground mt-2 text-sm">{words.houseAwayText}</p>
      <Button variant="outline" className="mt-6" onClick={onRetry}>
        {words.retry}
      </Button>
    </main>
  )
}
