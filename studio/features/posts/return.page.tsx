import { CheckIcon, CircleAlertIcon, CompassIcon, LoaderCircleIcon } from 'lucide-react'
import { useEffect, useState, type ReactNode } from 'react'
import { Link } from 'wouter'
import { ApiProblem, call } from '#lib/api.ts'
import { useMessages } from '#lib/messages.ts'
import { refresh } from '#lib/queries.ts'
import type { Reply } from '#lib/wire.ts'
import { posts } from '#messages/posts.ts'
import { EmptyState } from '#patterns/empty-state.tsx'
import { ErrorNote } from '#patterns/error-state.tsx'
import { useTitle } from '#patterns/page-header.tsx'
import { Button } from '#ui/button.tsx'
import { comeBack, forgetComeBack, type ComeBack } from './come-back.ts'
import { cameFrom, useConnecting } from './connecting.ts'

type Finished = Reply<'POST /api/publishing/connect/finish'>

// A code is good once, and an effect may run twice: one sending for each way back.
let sent: { state: string; answer: Promise<Finished> } | null = null

function finish(back: ComeBack): Promise<Finished> {
  if (sent?.state === back.state) return sent.answer
  forgetComeBack()
  const answer = call('POST /api/publishing/connect/finish', { body: back })
  sent = { state: back.state, answer }
  void answer.then(() => refresh('GET /api/publishing/accounts')).catch(() => undefined)
  return answer
}

/** `/settings/publishing/return`: where the consent page sends people back to. */
export default function ReturnPage() {
  const words = useMessages(posts).back
  useTitle(words.title)
  const [back] = useState(comeBack)
  const [finished, setFinished] = useState<Finished | null>(null)
  const [reason, setReason] = useState<unknown>(null)
  useEffect(() => {
    if (back !== null) finish(back).then(setFinished, setReason)
  }, [back])
  if (back === null)
    return (
      <Whole icon={CompassIcon} title={words.nothingTitle} text={words.nothingText}>
        <ToAccounts />
      </Whole>
    )
  if (reason !== null) return <Failed reason={reason} />
  if (finished !== null) return <Done finished={finished} />
  return (
    <div role="status" className="flex min-h-[60dvh] items-center justify-center gap-3 text-sm">
      <LoaderCircleIcon className="text-primary size-5 animate-spin" aria-hidden />
      {words.working}
    </div>
  )
}

function Done({ finished: { account, missingScopes } }: { finished: Finished }) {
  const words = useMessages(posts).back
  const { busy, reason, connect } = useConnecting()
  const from = cameFrom()
  return (
    <Whole icon={CheckIcon} title={words.doneTitle(account.displayName)} text={words.doneText}>
      {missingScopes.length > 0 && (
        <section className="w-full rounded-lg border p-4 text-left text-sm">
          <h2 className="font-semibold">{words.missingTitle}</h2>
          <ul className="mt-2 list-disc space-y-1 pl-5">
            {missingScopes.map((scope) => (
              <li key={scope}>{words.missing[scope] ?? scope}</li>
            ))}
          </ul>
          <p className="text-muted-foreground mt-2 text-[0.8125rem] leading-snug">{words.missingText}</p>
        </section>
      )}
      {reason !== null && <ErrorNote reason={reason} />}
      <Button asChild>
        <Link href={from ?? '/settings/publishing'} replace>
          {words.goOn}
        </Link>
      </Button>
      {missingScopes.length > 0 && (
        <Button variant="outline" disabled={busy} onClick={() => void connect(from ?? '/settings/publishing')}>
          {words.again}
        </Button>
      )}
    </Whole>
  )
}

function Failed({ reason }: { reason: unknown }) {
  const words = useMessages(posts).back
  const { busy, reason: again, connect } = useConnecting()
  const denied = reason instanceof ApiProblem && reason.code === 'publishing.denied'
  return (
    <Whole icon={CircleAlertIcon} title={denied ? words.deniedTitle : words.failedTitle}>
      <ErrorNote reason={again ?? reason} className="text-left" />
      <Button disabled={busy} onClick={() => void connect(cameFrom() ?? '/settings/publishing')}>
        {words.again}
      </Button>
      <ToAccounts />
    </Whole>
  )
}

function ToAccounts() {
  const words = useMessages(posts).back
  return (
    <Button asChild variant="outline">
      <Link href="/settings/publishing" replace>
        {words.toAccounts}
      </Link>
    </Button>
  )
}

function Whole(props: { icon: typeof CheckIcon; title: string; text?: string; children: ReactNode }) {
  return (
    <EmptyState
      icon={props.icon}
      heading="h1"
      title={props.title}
      {...(props.text === undefined ? {} : { text: props.text })}
      className="min-h-[60dvh] justify-center"
    >
      {props.children}
    </EmptyState>
  )
}
