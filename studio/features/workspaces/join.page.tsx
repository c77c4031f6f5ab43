import { useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { Redirect, useLocation, useSearch } from 'wouter'
import { withNext } from '#features/accounts/next.ts'
import { Outside } from '#features/accounts/parts/outside.tsx'
import { TextLink } from '#features/accounts/parts/text-link.tsx'
import { ApiProblem } from '#lib/api.ts'
import { useFormat } from '#lib/format.ts'
import { useMessages } from '#lib/messages.ts'
import { notify } from '#lib/notify.ts'
import { queryOf } from '#lib/queries.ts'
import { isSuspended, leave, useVisitor } from '#lib/session.ts'
import type { Reply } from '#lib/wire.ts'
import { workspaces } from '#messages/workspaces.ts'
import { Confirm } from '#patterns/confirm.tsx'
import { ErrorNote, ErrorState } from '#patterns/error-state.tsx'
import { FormLoading } from '#patterns/loading.tsx'
import { Button } from '#ui/button.tsx'
import { maskOf } from './mask.rules.ts'
import { decline, join } from './workspaces.api.ts'

type Letter = Reply<'GET /api/invitations/:token'>

/** Where the link of an invitation leads to, with an account and without one. Reading uses nothing up; the button does. */
export default function JoinPage() {
  const words = useMessages(workspaces).door
  const token = new URLSearchParams(useSearch()).get('token') ?? ''
  const letter = useQuery({
    ...queryOf('GET /api/invitations/:token', { params: { token } }),
    enabled: token !== '',
    staleTime: 0,
  })
  const unknown = token === '' || (letter.error instanceof ApiProblem && letter.error.status === 404)
  if (unknown) return <Over title={words.unknown} text={words.unknownText} />
  if (letter.data === undefined) {
    return letter.isError ? (
      <ErrorState
        reason={letter.error}
        onRetry={() => void letter.refetch()}
        retrying={letter.isFetching}
        className="min-h-dvh justify-center"
      />
    ) : (
      <Waiting />
    )
  }
  const { state, workspaceName } = letter.data
  if (state === 'used') return <Over title={words.used} text={words.usedText} />
  if (state === 'declined') return <Over title={words.declined} text={words.declinedText(workspaceName)} />
  if (state === 'expired') return <Over title={words.expired} text={words.expiredText(workspaceName)} />
  if (state === 'revoked') return <Over title={words.revoked} text={words.revokedText(workspaceName)} />
  return <Open token={token} letter={letter.data} />
}

function Waiting() {
  const { title } = useMessages(workspaces)
  return (
    <Outside title={title}>
      <FormLoading fields={1} />
    </Outside>
  )
}

/** Nothing can be done with this letter any more. */
function Over(props: { title: string; text: string }) {
  const words = useMessages(workspaces).door
  const visitor = useVisitor()
  const href = visitor.state === 'signed-in' ? '/settings/workspaces' : '/dashboard'
  return (
    <Outside
      title={props.title}
      text={props.text}
      footer={<TextLink href={href}>{visitor.state === 'signed-in' ? words.toWorkspaces : words.toHouse}</TextLink>}
    />
  )
}

function Open({ token, letter }: { token: string; letter: Letter }) {
  const words = useMessages(workspaces)
  const visitor = useVisitor()
  const me = useQuery({
    ...queryOf('GET /api/me'),
    enabled: visitor.state === 'signed-in',
    // Somebody who waits for approval goes on from here; the live event is quicker.
    refetchInterval: ({ state }) => (state.data?.status === 'pending' ? 15_000 : false),
  })
  if (visitor.state === 'signed-out') return <Newcomer token={token} letter={letter} />
  // Suspended or rejected: what can be said about that stands there.
  if (isSuspended(me.error) || me.data?.status === 'rejected') return <Redirect to="/waiting" replace />
  if (me.data === undefined) {
    return me.isError ? (
      <ErrorState
        reason={me.error}
        onRetry={() => void me.refetch()}
        retrying={me.isFetching}
        className="min-h-dvh justify-center"
      />
    ) : (
      <Waiting />
    )
  }
  if (maskOf(me.data.email) !== letter.maskedEmail) {
    return (
      <Outside title={words.door.otherTitle} text={words.door.otherText(me.data.email, letter.maskedEmail)}>
        <SignOut />
      </Outside>
    )
  }
  if (me.data.status === 'pending') {
    return (
      <Outside title={words.door.waitingTitle} text={words.door.waitingText(letter.workspaceName)}>
        <p role="status" className="text-muted-foreground text-sm">
          {words.door.waitingLive}
        </p>
      </Outside>
    )
  }
  return <Accept token={token} letter={letter} />
}

function SignOut() {
  const words = useMessages(workspaces).door
  return (
    <Button variant="outline" className="w-full" onClick={() => void leave()}>
      {words.signOut}
    </Button>
  )
}

/** What it is about, above whatever can be done. */
function Invited({ letter, children }: { letter: Letter; children: ReactNode }) {
  const words = useMessages(workspaces)
  const format = useFormat()
  const { workspaceName, role, maskedEmail, expiresAt } = letter
  return (
    <Outside
      title={words.door.title(workspaceName)}
      text={words.door.text(words.roles[role], maskedEmail, format.date(expiresAt))}
      footer={words.door.promise}
    >
      {children}
    </Outside>
  )
}

/** The way out, with an account and without one. */
function Decline({ token, letter }: { token: string; letter: Letter }) {
  const words = useMessages(workspaces)
  const [asking, setAsking] = useState(false)
  return (
    <>
      <Button variant="ghost" className="text-muted-foreground" onClick={() => setAsking(true)}>
        {words.decline}
      </Button>
      <Confirm
        open={asking}
        onOpenChange={setAsking}
        title={words.declineTitle(letter.workspaceName)}
        text={words.declineText}
        action={words.decline}
        onConfirm={() => decline({ token })}
      />
    </>
  )
}

function Newcomer({ token, letter }: { token: string; letter: Letter }) {
  const words = useMessages(workspaces).door
  const [, navigate] = useLocation()
  const here = `/join?token=${encodeURIComponent(token)}`
  return (
    <Invited letter={letter}>
      <div className="grid gap-3">
        <Button onClick={() => navigate(withNext('/sign-up', here))}>{words.signUp}</Button>
        <Button variant="outline" onClick={() => navigate(withNext('/sign-in', here))}>
          {words.signIn}
        </Button>
        <Decline token={token} letter={letter} />
      </div>
    </Invited>
  )
}

function Accept({ token, letter }: { token: string; letter: Letter }) {
  const words = useMessages(workspaces)
  const [, navigate] = useLocation()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  const accept = async (): Promise<void> => {
    setBusy(true)
    setProblem(null)
    try {
      const workspaceId = await join({ token })
      navigate(`/settings/workspaces/${workspaceId}`, { replace: true })
      await notify(words.joined(letter.workspaceName))
    } catch (reason) {
      setProblem(reason)
      setBusy(false)
    }
  }
  if (problem instanceof ApiProblem && problem.code === 'workspaces.full') {
    return (
      <Outside title={words.door.full} text={words.door.fullText(letter.workspaceName)}>
        <Button variant="outline" className="w-full" disabled={busy} onClick={() => void accept()}>
          {words.door.again}
        </Button>
      </Outside>
    )
  }
  return (
    <Invited letter={letter}>
      <div className="grid gap-4">
        {problem !== null && <ErrorNote reason={problem} />}
        <Button disabled={busy} onClick={() => void accept()}>
          {words.door.join(letter.workspaceName)}
        </Button>
        <Decline token={token} letter={letter} />
      </div>
    </Invited>
  )
}
