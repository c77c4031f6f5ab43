import type { Rehearsal } from '@greenroom/contract/rehearsals.ts'
import { PhoneMissedIcon } from 'lucide-react'
import { lazy, Suspense, useEffect, useState } from 'react'
import { Link, useParams } from 'wouter'
import { ApiProblem } from '#lib/api.ts'
import { useMessages } from '#lib/messages.ts'
import { calls } from '#messages/calls.ts'
import { EmptyState } from '#patterns/empty-state.tsx'
import { ErrorState } from '#patterns/error-state.tsx'
import { PageLoading } from '#patterns/loading.tsx'
import { Button } from '#ui/button.tsx'
import { useMe } from '#features/shell/gate.tsx'
import { NotFound } from '#features/shell/not-found.tsx'
import { useAddress } from '#features/projects/url.ts'
import { CallHeader } from './parts/call-header.tsx'
import { SayWhy } from './parts/say-why.tsx'
import { WordsOnly } from './parts/words-only.tsx'
import { useAbilities, useRehearsal } from './roleplays.api.ts'

const CallRoom = lazy(async () => ({ default: (await import('./call/call-room.tsx')).CallRoom }))
const Review = lazy(async () => ({ default: (await import('./review/review.tsx')).Review }))
const After = lazy(async () => ({ default: (await import('./score/after.tsx')).After }))

/** `/coach/sessions/:sessionId`: preparation, the call, its words, its score and its replay, whatever it has come to. */
export default function RehearsalPage() {
  const { sessionId } = useParams<{ sessionId: string }>()
  const [address, patch] = useAddress()
  const reason = address.get('reason')
  const call = useRehearsal(sessionId, reason)
  const { refetch } = call
  // Asked once: what somebody is writing stays there while the call is asked for again, as when the window comes to the front.
  const [asksWhy, setAsksWhy] = useState(false)
  const refused = call.error instanceof ApiProblem && call.error.code === 'roleplays.say_why'
  if (refused && !asksWhy) setAsksWhy(true)
  useEffect(() => {
    if (asksWhy && reason !== null) void refetch()
  }, [asksWhy, reason, refetch])
  if (call.data === undefined) {
    if (refused || (asksWhy && call.isPending))
      return <SayWhy busy={reason !== null && call.isFetching} onReason={(given) => patch({ reason: given })} />
    if (call.isPending) return <PageLoading />
    if (call.error instanceof ApiProblem && call.error.status === 404) return <NotFound />
    return <ErrorState reason={call.error} onRetry={() => void call.refetch()} retrying={call.isFetching} />
  }
  return <Stages key={sessionId} rehearsal={call.data} withReason={address.get('reason') !== null} />
}

function Stages({ rehearsal, withReason }: { rehearsal: Rehearsal; withReason: boolean }) {
  const words = useMessages(calls)
  const me = useMe()
  const abilities = useAbilities()
  const { roleplay } = rehearsal
  const mine = roleplay.userId === me.id
  // Whoever was in the room when the customer hung up hears the last line before anything else.
  const [inRoom, setInRoom] = useState(mine && !roleplay.callEnded && roleplay.status === 'in_progress')
  if (withReason && !mine) return <WordsOnly rehearsal={rehearsal} />
  if (roleplay.status === 'abandoned' && roleplay.scoreState === 'none')
    return (
      <div className="mx-auto w-full max-w-6xl px-5 py-6 sm:px-8">
        <CallHeader roleplay={roleplay} />
        <EmptyState icon={PhoneMissedIcon} title={words.over.abandoned} text={words.over.abandonedText}>
          <Button asChild>
            <Link href="/coach/scenarios">{words.over.another}</Link>
          </Button>
        </EmptyState>
      </div>
    )
  if (mine && inRoom && roleplay.scoreState === 'none') {
    if (abilities.data === undefined)
      return abilities.isError ? (
        <ErrorState reason={abilities.error} onRetry={() => void abilities.refetch()} />
      ) : (
        <PageLoading />
      )
    return (
      <Suspense fallback={<PageLoading />}>
        <CallRoom rehearsal={rehearsal} known={abilities.data} onOver={() => setInRoom(false)} />
      </Suspense>
    )
  }
  return (
    <Suspense fallback={<PageLoading />}>
      {mine && roleplay.scoreState === 'none' ? (
        <Review rehearsal={rehearsal} />
      ) : (
        <After rehearsal={rehearsal} mine={mine} />
      )}
    </Suspense>
  )
}
