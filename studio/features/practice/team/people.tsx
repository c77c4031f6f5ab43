import type { TeamPerson } from '@greenroom/contract/team.ts'
import { Link } from 'wouter'
import { useFormat } from '#lib/format.ts'
import { useLanguage } from '#lib/language.ts'
import { useMessages } from '#lib/messages.ts'
import { practice } from '#messages/practice.ts'
import { ErrorState } from '#patterns/error-state.tsx'
import { RowsLoading } from '#patterns/loading.tsx'
import { cn } from '#ui/cn.ts'
import { CoverageTable } from '../parts/coverage-table.tsx'
import { Panel } from '../parts/panel.tsx'
import { useTeam } from '../practice.api.ts'

/** Everybody of a workspace with what they shared. */
export function People({ workspaceId }: { workspaceId: string }) {
  const words = useMessages(practice).team
  const language = useLanguage()
  const { data, error, isError, isFetching, refetch } = useTeam(workspaceId)
  if (data === undefined)
    return isError ? (
      <ErrorState reason={error} onRetry={() => void refetch()} retrying={isFetching} />
    ) : (
      <RowsLoading className="mt-4" />
    )
  const shown = data.people.filter(({ sharedCalls }) => sharedCalls > 0)
  return (
    <>
      <ul className="mt-4 divide-y rounded-xl border">
        {data.people.map((person) => (
          <PersonRow key={person.userId} person={person} workspaceId={workspaceId} />
        ))}
      </ul>
      <Panel title={words.coverage} text={data.cells.length > 0 ? words.coverageText : undefined}>
        {data.cells.length === 0 ? (
          <p className="text-muted-foreground rounded-xl border border-dashed px-4 py-5 text-sm">
            {words.coverageEmpty}
          </p>
        ) : (
          <CoverageTable
            label={words.coverage}
            techniques={data.techniques.map(({ id, names }) => ({ id, name: names[language] }))}
            columns={shown.map(({ userId, name, sharedCalls }) => ({
              id: userId,
              title: name,
              note: `${words.shared}: ${sharedCalls}`,
            }))}
            cells={data.cells.map(({ userId, ...cell }) => ({ ...cell, columnId: userId }))}
          />
        )}
      </Panel>
    </>
  )
}

function PersonRow({ person, workspaceId }: { person: TeamPerson; workspaceId: string }) {
  const words = useMessages(practice).team
  const format = useFormat()
  const rounded = (score: number | null): string => (score === null ? '–' : format.number(Math.round(score)))
  return (
    <li className="hover:bg-accent/50 relative grid grid-cols-[minmax(0,1fr)_minmax(0,1fr)] items-center gap-x-6 gap-y-2 px-4 py-3.5 text-sm md:grid-cols-[minmax(0,1fr)_7.5rem_5rem_7.5rem] lg:grid-cols-[minmax(0,1fr)_9rem_7.5rem_6rem_8rem]">
      <div className="col-span-2 min-w-0 md:col-span-1">
        <p className="font-medium wrap-anywhere">
          {person.sharedCalls === 0 ? (
            person.name
          ) : (
            <Link
              href={`/coach/analytics?workspace=${workspaceId}&user=${person.userId}`}
              title={words.look(person.name)}
              className="after:focus-visible:ring-ring outline-none after:absolute after:inset-0 after:focus-visible:ring-2 after:focus-visible:ring-inset"
            >
              {person.name}
            </Link>
          )}
        </p>
        <p className="text-muted-foreground text-[0.8125rem]">
          {words.roles[person.role]} · {person.lastAt === null ? words.never : format.ago(person.lastAt)}
        </p>
      </div>
      <div className={cn('col-span-2 md:hidden lg:col-span-1 lg:block', person.trend.length < 2 && 'hidden')}>
        {person.trend.length > 1 && <Spark person={person} />}
      </div>
      <Figure label={words.lately} value={rounded(person.lately)} note={words.scores(Math.min(5, person.scores))} />
      <Figure label={words.before} value={rounded(person.before)} />
      <p className="col-span-2 text-[0.8125rem] md:col-span-1 md:text-right">
        <span className="text-muted-foreground">
          {words.open} {person.openAssignments} · {words.done} {person.doneAssignments}
        </span>
        {person.overdueAssignments > 0 && (
          <span className="text-destructive block">{words.overdue(person.overdueAssignments)}</span>
        )}
      </p>
    </li>
  )
}

function Figure({ label, value, note }: { label: string; value: string; note?: string }) {
  return (
    <p>
      <span className="text-muted-foreground block text-xs">{label}</span>
      <span className="font-semibold tabular-nums">{value}</span>
      {note !== undefined && value !== '–' && <span className="text-muted-foreground ml-1.5 text-xs">{note}</span>}
    </p>
  )
}

/** Scores in a small line; read aloud as numbers. */
function Spark({ person }: { person: TeamPerson }) {
  const words = useMessages(practice).team
  const points = person.trend.map(({ score }) => score)
  const x = (place: number): number => 2 + (place * 116) / Math.max(1, points.length - 1)
  const y = (score: number): number => 26 - (score * 24) / 100
  const last = points.length - 1
  return (
    <svg
      viewBox="0 0 120 28"
      className="text-primary h-7 w-full max-w-36"
      role="img"
      aria-label={words.trendOf(person.name, points.map((score) => Math.round(score)).join(', '))}
    >
      <polyline
        points={points.map((score, place) => `${x(place)},${y(score)}`).join(' ')}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.75"
        strokeLinejoin="round"
        strokeLinecap="round"
      />
      <circle cx={x(last)} cy={y(points[last] ?? 0)} r="2.5" fill="currentColor" />
    </svg>
  )
}
