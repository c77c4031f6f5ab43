import { FlameIcon, HeadsetIcon, HourglassIcon } from 'lucide-react'
import { Link } from 'wouter'
import { SearchCalls } from '#features/search/search-calls.tsx'
import { useFormat } from '#lib/format.ts'
import { useMessages } from '#lib/messages.ts'
import type { Reply } from '#lib/wire.ts'
import { practice } from '#messages/practice.ts'
import { ErrorState } from '#patterns/error-state.tsx'
import { Loading } from '#patterns/loading.tsx'
import { PageBody, PageHeader } from '#patterns/page-header.tsx'
import { Button } from '#ui/button.tsx'
import { Skeleton } from '#ui/skeleton.tsx'
import { AssignmentRow } from './parts/assignment-row.tsx'
import { CoachNav } from './parts/coach-nav.tsx'
import { DrillCard } from './parts/drill-card.tsx'
import { Panel } from './parts/panel.tsx'
import { PractisedRow } from './parts/practised-row.tsx'
import { usePractice } from './practice.api.ts'

type Practice = Reply<'GET /api/practice'>

/** `/coach`: what to practise next, what goes on and what waits. */
export default function PracticePage() {
  const words = useMessages(practice)
  const { data, error, isError, isFetching, refetch } = usePractice()
  return (
    <PageBody>
      <CoachNav />
      <PageHeader
        title={words.today.title}
        text={words.today.text}
        actions={
          <Button asChild variant="outline">
            <Link href="/coach/scenarios">{words.today.toScenarios}</Link>
          </Button>
        }
      />
      <SearchCalls className="mt-6" />
      {isError && data === undefined && (
        <ErrorState reason={error} onRetry={() => void refetch()} retrying={isFetching} />
      )}
      {!isError && data === undefined && (
        <Loading className="mt-6 grid gap-5 lg:grid-cols-[minmax(0,1fr)_18rem]">
          <Skeleton className="h-64 rounded-xl" />
          <Skeleton className="h-64 rounded-xl" />
        </Loading>
      )}
      {data !== undefined && <Today data={data} />}
    </PageBody>
  )
}

function Today({ data }: { data: Practice }) {
  const words = useMessages(practice).today
  return (
    <>
      <div className="mt-6 grid gap-5 lg:grid-cols-[minmax(0,1fr)_18rem]">
        {data.drill === null ? <NothingDue nextDueAt={data.nextDueAt} /> : <DrillCard drill={data.drill} />}
        <Streak data={data} />
      </div>
      {data.open.length > 0 && (
        <Panel title={words.open}>
          <ul className="divide-y rounded-xl border">
            {data.open.map((call) => (
              <PractisedRow key={call.id} call={call} />
            ))}
          </ul>
        </Panel>
      )}
      <Panel title={words.assignments}>
        {data.assignments.length === 0 ? (
          <p className="text-muted-foreground rounded-xl border border-dashed px-4 py-5 text-sm">
            {words.noAssignments}
          </p>
        ) : (
          <ul className="divide-y rounded-xl border">
            {data.assignments.map((assignment) => (
              <AssignmentRow key={assignment.id} assignment={assignment} />
            ))}
          </ul>
        )}
      </Panel>
      <Panel title={words.recent}>
        {data.recent.length === 0 ? (
          <div className="flex items-start gap-3.5 rounded-xl border border-dashed px-4 py-5">
            <HeadsetIcon className="text-muted-foreground mt-0.5 size-5 shrink-0" aria-hidden />
            <div>
              <h3 className="text-sm font-medium">{words.emptyTitle}</h3>
              <p className="text-muted-foreground mt-1 max-w-prose text-sm leading-relaxed">{words.emptyText}</p>
            </div>
          </div>
        ) : (
          <ul className="divide-y rounded-xl border">
            {data.recent.map((call) => (
              <PractisedRow key={call.id} call={call} />
            ))}
          </ul>
        )}
      </Panel>
    </>
  )
}

function NothingDue({ nextDueAt }: { nextDueAt: string | null }) {
  const words = useMessages(practice).today
  const format = useFormat()
  return (
    <div className="bg-card flex flex-col justify-center rounded-xl border p-6">
      <HourglassIcon className="text-muted-foreground size-5" aria-hidden />
      <h2 className="mt-3 text-base font-semibold">{words.nothingDue}</h2>
      {nextDueAt !== null && (
        <p className="text-muted-foreground mt-1 text-sm">{words.nothingDueText(format.ago(nextDueAt))}</p>
      )}
    </div>
  )
}

function Streak({ data: { streak, finished } }: { data: Practice }) {
  const words = useMessages(practice).today
  const format = useFormat()
  return (
    <dl className="grid grid-cols-2 content-start gap-5 rounded-xl border p-5 lg:grid-cols-1">
      <div>
        <dt className="text-muted-foreground flex items-center gap-1.5 text-xs font-medium">
          <FlameIcon className="size-3.5" aria-hidden />
          {words.streak}
        </dt>
        <dd className="mt-1 text-2xl font-semibold tabular-nums">{words.streakNow(streak.days)}</dd>
        <dd className="text-muted-foreground mt-1 text-[0.8125rem]">
          {streak.today ? words.streakToday : streak.days > 0 ? words.streakOpen : words.streakNone}
        </dd>
        {streak.longest > streak.days && (
          <dd className="text-muted-foreground text-[0.8125rem]">{words.longest(streak.longest)}</dd>
        )}
      </div>
      <div>
        <dt className="text-muted-foreground text-xs font-medium">{words.finished}</dt>
        <dd className="mt-1 text-2xl font-semibold tabular-nums">{format.number(finished)}</dd>
        {finished > 0 && (
          <dd className="mt-1 text-[0.8125rem]">
            <Link href="/coach/analytics" className="text-primary underline-offset-4 hover:underline">
              {words.seeAll}
            </Link>
          </dd>
        )}
      </div>
    </dl>
  )
}
