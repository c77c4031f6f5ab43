import { practiceFilePath } from '@greenroom/contract/practice.ts'
import { ArrowLeftIcon, ChartLineIcon, DownloadIcon } from 'lucide-react'
import { useState } from 'react'
import { Link } from 'wouter'
import { useAddress } from '#features/projects/url.ts'
import { useFormat } from '#lib/format.ts'
import { useLanguage } from '#lib/language.ts'
import { useMessages } from '#lib/messages.ts'
import type { Reply } from '#lib/wire.ts'
import { practice } from '#messages/practice.ts'
import { EmptyState } from '#patterns/empty-state.tsx'
import { ErrorState } from '#patterns/error-state.tsx'
import { Loading } from '#patterns/loading.tsx'
import { PageBody, PageHeader } from '#patterns/page-header.tsx'
import { Button } from '#ui/button.tsx'
import { Skeleton } from '#ui/skeleton.tsx'
import { CoachNav } from './parts/coach-nav.tsx'
import { CoverageTable } from './parts/coverage-table.tsx'
import { Panel } from './parts/panel.tsx'
import { measureNames, Trend, unitOf } from './parts/trend.tsx'
import { WideTable } from './parts/wide-table.tsx'
import { useAnalytics, useTeam } from './practice.api.ts'

type Analytics = Reply<'GET /api/practice/analytics'>

/** `/coach/analytics`: one's own calls in numbers; `?workspace=&user=` for what somebody shared with their leaders. */
export default function AnalyticsPage() {
  const [address] = useAddress()
  const workspace = address.get('workspace')
  const user = address.get('user')
  return workspace === null || user === null ? <Own /> : <OfPerson key={user} workspace={workspace} user={user} />
}

function Own() {
  const words = useMessages(practice).analytics
  return <Sheet of={{}} title={words.title} text={words.text} />
}

function OfPerson({ workspace, user }: { workspace: string; user: string }) {
  const words = useMessages(practice).analytics
  const name = useTeam(workspace).data?.people.find(({ userId }) => userId === user)?.name ?? ''
  return <Sheet of={{ workspace, user }} title={words.ofPerson(name)} back={`/coach/team?workspace=${workspace}`} />
}

function Sheet(props: { of: { workspace?: string; user?: string }; title: string; text?: string; back?: string }) {
  const words = useMessages(practice)
  const { data, error, isError, isFetching, refetch } = useAnalytics(props.of)
  const query = new URLSearchParams(props.of).toString()
  return (
    <PageBody>
      <CoachNav />
      <PageHeader
        title={props.title}
        text={props.text}
        actions={
          <>
            {props.back !== undefined && (
              <Button asChild variant="ghost">
                <Link href={props.back}>
                  <ArrowLeftIcon />
                  {words.analytics.back}
                </Link>
              </Button>
            )}
            {data !== undefined && data.total > 0 && (
              <Button asChild variant="outline">
                <a href={query === '' ? practiceFilePath : `${practiceFilePath}?${query}`} download>
                  <DownloadIcon />
                  {words.analytics.download}
                </a>
              </Button>
            )}
          </>
        }
      />
      {isError && data === undefined && (
        <ErrorState reason={error} onRetry={() => void refetch()} retrying={isFetching} />
      )}
      {!isError && data === undefined && (
        <Loading className="mt-8 space-y-8">
          <Skeleton className="h-28 w-full rounded-xl" />
          <Skeleton className="h-72 w-full rounded-xl" />
        </Loading>
      )}
      {data?.total === 0 && (
        <EmptyState icon={ChartLineIcon} title={words.analytics.emptyTitle} text={words.analytics.emptyText}>
          <Button asChild>
            <Link href="/coach/scenarios">{words.today.toScenarios}</Link>
          </Button>
        </EmptyState>
      )}
      {data !== undefined && data.total > 0 && <Numbers data={data} />}
    </PageBody>
  )
}

function Numbers({ data }: { data: Analytics }) {
  const all = useMessages(practice)
  const words = all.analytics
  const language = useLanguage()
  const format = useFormat()
  return (
    <>
      <p className="text-muted-foreground mt-6 text-[0.8125rem]">
        {words.shown(data.calls.length, data.total)}. {words.shortCalls}
      </p>
      <dl className="mt-3 grid grid-cols-2 gap-px overflow-hidden rounded-xl border bg-border sm:grid-cols-4">
        {measureNames.map((name) => {
          const { middle, calls } = data.measures[name] ?? { middle: null, calls: 0 }
          return (
            <div key={name} className="bg-background p-4">
              <dt className="text-muted-foreground text-xs font-medium">{words.measures[name]}</dt>
              <dd className="mt-1 text-xl font-semibold tabular-nums">
                {middle === null ? '–' : `${format.number(middle)}${unitOf(name)}`}
              </dd>
              <dd className="text-muted-foreground text-xs">{middle === null ? words.none : words.from(calls)}</dd>
            </div>
          )
        })}
        <div className="bg-background" aria-hidden />
      </dl>
      <Trend calls={data.calls} />
      {data.coverage.cells.length > 0 && (
        <Panel title={words.coverage} text={words.coverageText}>
          <CoverageTable
            label={words.coverage}
            techniques={data.coverage.techniques.map(({ id, names }) => ({ id, name: names[language] }))}
            columns={data.coverage.scenarios.map(({ id, title, calls }) => ({
              id,
              title: title[language],
              note: all.calls(calls),
            }))}
            cells={data.coverage.cells.map(({ scenarioId, ...cell }) => ({ ...cell, columnId: scenarioId }))}
          />
        </Panel>
      )}
      {data.standings.length > 0 && <Standings standings={data.standings} />}
    </>
  )
}

function Standings({ standings }: { standings: Analytics['standings'] }) {
  const words = useMessages(practice).analytics
  const language = useLanguage()
  const format = useFormat()
  const [now] = useState(() => Date.now())
  return (
    <Panel title={words.standings}>
      <WideTable label={words.standings} className="rounded-xl border">
        <table className="w-full text-left text-[0.8125rem]">
          <thead className="text-muted-foreground">
            <tr>
              <th scope="col" className="px-4 py-2.5 font-medium">
                {words.technique}
              </th>
              <th scope="col" className="px-2 py-2.5 font-medium">
                {words.legend}
              </th>
              <th scope="col" className="px-2 py-2.5 font-medium">
                {words.strength}
              </th>
              <th scope="col" className="px-4 py-2.5 text-right font-medium">
                {words.dueAt}
              </th>
            </tr>
          </thead>
          <tbody className="divide-y border-t">
            {standings
              .toSorted((a, b) => a.strength - b.strength || a.dueAt.localeCompare(b.dueAt))
              .map((row) => (
                <tr key={row.techniqueId}>
                  <th scope="row" className="px-4 py-2 font-normal">
                    {row.names[language]}
                  </th>
                  <td className="px-2 py-2 whitespace-nowrap tabular-nums">
                    <span aria-hidden>
                      {row.used} / {row.missed}
                    </span>
                    <span className="sr-only">{words.cell(row.used, row.missed)}</span>
                  </td>
                  <td className="px-2 py-2">
                    <Strength share={row.strength} />
                  </td>
                  <td className="text-muted-foreground px-4 py-2 text-right whitespace-nowrap">
                    {Date.parse(row.dueAt) <= now ? words.now : format.ago(row.dueAt)}
                  </td>
                </tr>
              ))}
          </tbody>
        </table>
      </WideTable>
    </Panel>
  )
}

function Strength({ share }: { share: number }) {
  const format = useFormat()
  return (
    <span className="flex items-center gap-2">
      <span className="bg-muted hidden h-1.5 w-20 overflow-hidden rounded-full sm:block" aria-hidden>
        <span className="bg-primary block h-full" style={{ width: `${share * 100}%` }} />
      </span>
      <span className="tabular-nums">{format.percent(share)}</span>
    </span>
  )
}
