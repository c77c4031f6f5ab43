import type { Assignment } from '@greenroom/contract/assignments.ts'
import { ClipboardListIcon } from 'lucide-react'
import { useState } from 'react'
import { Link } from 'wouter'
import { useFormat } from '#lib/format.ts'
import { useLanguage } from '#lib/language.ts'
import { useMessages } from '#lib/messages.ts'
import { notify } from '#lib/notify.ts'
import { practice } from '#messages/practice.ts'
import { Confirm } from '#patterns/confirm.tsx'
import { EmptyState } from '#patterns/empty-state.tsx'
import { ErrorState } from '#patterns/error-state.tsx'
import { RowsLoading } from '#patterns/loading.tsx'
import { Badge } from '#ui/badge.tsx'
import { Button } from '#ui/button.tsx'
import { useGiven, withdraw } from '../practice.api.ts'

const stateOf = ({ completedAt, withdrawnAt, dueAt }: Assignment) =>
  withdrawnAt !== null
    ? 'withdrawn'
    : completedAt !== null
      ? 'done'
      : dueAt !== null && Date.parse(dueAt) < Date.now()
        ? 'overdue'
        : 'open'

/** What was assigned to whom, and what became of it. */
export function Given({ workspaceId }: { workspaceId: string }) {
  const words = useMessages(practice).given
  const { data, error, isError, isFetching, refetch } = useGiven(workspaceId)
  if (data === undefined)
    return isError ? (
      <ErrorState reason={error} onRetry={() => void refetch()} retrying={isFetching} />
    ) : (
      <RowsLoading className="mt-4" />
    )
  if (data.assignments.length === 0)
    return <EmptyState icon={ClipboardListIcon} title={words.emptyTitle} text={words.emptyText} />
  return (
    <ul className="mt-4 divide-y rounded-xl border">
      {data.assignments.map((assignment) => (
        <GivenRow key={assignment.id} assignment={assignment} />
      ))}
    </ul>
  )
}

function GivenRow({ assignment }: { assignment: Assignment }) {
  const words = useMessages(practice)
  const language = useLanguage()
  const format = useFormat()
  const [asking, setAsking] = useState(false)
  const state = stateOf(assignment)
  const open = state === 'open' || state === 'overdue'
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3.5 text-sm">
      <div className="min-w-48 flex-1">
        <p className="font-medium">
          {assignment.userName}
          <span className="text-muted-foreground font-normal"> · {assignment.title[language]}</span>
        </p>
        <p className="text-muted-foreground mt-0.5 text-[0.8125rem]">
          {assignment.dueAt === null
            ? words.assignment.noDeadline
            : words.assignment.due(format.dateTime(assignment.dueAt))}
        </p>
        {assignment.note !== '' && <p className="mt-1 text-[0.8125rem]">{assignment.note}</p>}
      </div>
      {assignment.score !== null && (
        <span className="tabular-nums">{words.assignment.scored(format.number(Math.round(assignment.score)))}</span>
      )}
      <Badge variant={state === 'done' ? 'default' : state === 'overdue' ? 'destructive' : 'outline'}>
        {words.given.state[state]}
      </Badge>
      {assignment.sessionId !== null && state === 'done' && (
        <Button asChild size="sm" variant="outline">
          <Link href={`/coach/sessions/${assignment.sessionId}`}>{words.given.look}</Link>
        </Button>
      )}
      {open && (
        <Button size="sm" variant="ghost" onClick={() => setAsking(true)}>
          {words.given.withdraw}
        </Button>
      )}
      <Confirm
        open={asking}
        onOpenChange={setAsking}
        title={words.given.withdrawTitle}
        text={words.given.withdrawText(assignment.userName)}
        action={words.given.withdraw}
        onConfirm={async () => {
          await withdraw(assignment.id)
          await notify(words.given.withdrawn)
        }}
      />
    </li>
  )
}
