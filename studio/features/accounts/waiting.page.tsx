import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Redirect } from 'wouter'
import { useMessages } from '#lib/messages.ts'
import { queryOf } from '#lib/queries.ts'
import { isSuspended, leave, useVisitor } from '#lib/session.ts'
import { doors } from '#messages/doors.ts'
import { ErrorState } from '#patterns/error-state.tsx'
import { Button } from '#ui/button.tsx'
import { Outside } from './parts/outside.tsx'

/** For people who are signed in and not (or no longer) approved. Opens by itself when that changes. */
export default function WaitingPage() {
  const words = useMessages(doors)
  const visitor = useVisitor()
  const [suspended, setSuspended] = useState(false)
  const me = useQuery({
    ...queryOf('GET /api/me'),
    enabled: visitor.state === 'signed-in',
    // The live event is quicker; this is for when the stream is down.
    refetchInterval: 15_000,
  })
  if (visitor.state !== 'signed-in') return <Redirect to="/sign-in" replace />
  // Between two looks the query knows neither an answer nor an error; what was known last stays on the screen.
  const known = me.data !== undefined || me.error !== null
  if (known && suspended !== isSuspended(me.error)) setSuspended(!suspended)
  if (me.data === undefined && !suspended) {
    return me.isError ? (
      <ErrorState reason={me.error} onRetry={() => void me.refetch()} retrying={me.isFetching} />
    ) : null
  }
  const status = suspended ? 'suspended' : me.data?.status
  if (status === 'approved') return <Redirect to="/dashboard" replace />
  const signOut = (
    <Button variant="outline" className="w-full" onClick={() => void leave()}>
      {words.signOut}
    </Button>
  )
  if (status === 'pending') {
    return (
      <Outside title={words.waitingTitle} text={words.waitingText(visitor.email)}>
        <p role="status" className="text-muted-foreground mb-8 flex items-center gap-3 text-sm">
          <span className="relative flex size-2.5">
            <span className="bg-primary absolute inset-0 animate-ping rounded-full opacity-60" />
            <span className="bg-primary relative size-2.5 rounded-full" />
          </span>
          {words.waitingLive}
        </p>
        {signOut}
      </Outside>
    )
  }
  const statusReason = suspended ? null : (me.data?.statusReason ?? null)
  return (
    <Outside title={status === 'rejected' ? words.rejectedTitle : words.suspendedTitle} text={words.refusedText}>
      {statusReason !== null && statusReason !== '' && (
        <figure className="mb-8 rounded-lg border px-4 py-3.5">
          <figcaption className="text-muted-foreground text-xs">{words.reason}</figcaption>
          <blockquote className="mt-1 text-sm leading-relaxed wrap-anywhere">{statusReason}</blockquote>
        </figure>
      )}
      {signOut}
    </Outside>
  )
}
