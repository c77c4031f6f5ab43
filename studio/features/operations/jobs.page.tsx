import type { JobView } from '@greenroom/contract/operations.ts'
import { useMutation, useQuery } from '@tanstack/react-query'
import { CircleCheckIcon, RotateCwIcon } from 'lucide-react'
import { adminPages } from '#features/shell/pages.ts'
import { SectionPage } from '#features/shell/parts/section-page.tsx'
import { useAddressWord } from '#lib/address-state.ts'
import { call } from '#lib/api.ts'
import { useFormat } from '#lib/format.ts'
import { useMessages } from '#lib/messages.ts'
import { notify } from '#lib/notify.ts'
import { queryOf, refresh } from '#lib/queries.ts'
import { admin } from '#messages/admin.ts'
import { EmptyState } from '#patterns/empty-state.tsx'
import { ErrorNote, ErrorState } from '#patterns/error-state.tsx'
import { RowsLoading } from '#patterns/loading.tsx'
import { Badge } from '#ui/badge.tsx'
import { Button } from '#ui/button.tsx'
import { ToggleGroup, ToggleGroupItem } from '#ui/toggle-group.tsx'

export default function JobsPage() {
  const words = useMessages(admin)
  const [given, setShow] = useAddressWord('show')
  const show = given === 'open' ? 'open' : 'dead'
  const { data, error, isError, isFetching, refetch } = useQuery({
    ...queryOf('GET /api/admin/jobs', { query: { show } }),
    // Jobs announce nothing while they run; this page is looked at for a minute.
    refetchInterval: 5000,
  })
  return (
    <SectionPage section={words.title} pages={adminPages} title={words.jobsTitle} text={words.jobsText}>
      <div className="mb-5 flex flex-wrap items-center justify-between gap-4">
        <ToggleGroup
          type="single"
          variant="outline"
          aria-label={words.show}
          value={show}
          onValueChange={(value) => setShow(value === 'open' ? 'open' : '')}
        >
          <ToggleGroupItem value="dead" className="px-3">
            {words.dead}
          </ToggleGroupItem>
          <ToggleGroupItem value="open" className="px-3">
            {words.open}
          </ToggleGroupItem>
        </ToggleGroup>
        <Counts counts={data?.counts ?? {}} />
      </div>
      {data === undefined && !isError && <RowsLoading />}
      {data === undefined && isError && (
        <ErrorState reason={error} onRetry={() => void refetch()} retrying={isFetching} />
      )}
      {data?.jobs.length === 0 && (
        <EmptyState icon={CircleCheckIcon} title={words.jobsNone[show]} text={words.jobsNoneText[show]} />
      )}
      {data !== undefined && data.jobs.length > 0 && (
        <ul className="divide-y rounded-xl border">
          {data.jobs.map((job) => (
            <JobRow key={job.id} job={job} />
          ))}
        </ul>
      )}
    </SectionPage>
  )
}

function Counts({ counts }: { counts: Readonly<Record<string, number>> }) {
  const words = useMessages(admin)
  const format = useFormat()
  return (
    <dl
      aria-label={words.counts}
      className="text-muted-foreground flex flex-wrap gap-x-4 gap-y-1 text-[0.8125rem] tabular-nums"
    >
      {Object.entries(counts).map(([state, count]) => (
        <div key={state} className="flex gap-1.5">
          <dt className="order-2">{words.states[state] ?? state}</dt>
          <dd className="text-foreground font-medium">{format.number(count)}</dd>
        </div>
      ))}
    </dl>
  )
}

function JobRow({ job }: { job: JobView }) {
  const words = useMessages(admin)
  const format = useFormat()
  const retry = useMutation({
    mutationFn: () => call('POST /api/admin/jobs/:jobId/retry', { params: { jobId: job.id } }),
    onSuccess: async () => {
      await refresh('GET /api/admin/jobs')
      await notify(words.retried)
    },
  })
  return (
    <li className="px-4 py-3.5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <div className="min-w-48 flex-1">
          <p className="flex flex-wrap items-center gap-2 text-sm font-medium">
            <code className="font-mono text-[0.8125rem]">{job.queue}</code>
            <Badge variant={job.state === 'active' ? 'default' : 'outline'}>{words.states[job.state]}</Badge>
          </p>
          <p className="text-muted-foreground mt-1 text-[0.8125rem]">
            {words.attempts(job.attempts)}
            <span aria-hidden> · </span>
            <span title={format.exact(job.createdAt)}>{words.began(format.ago(job.createdAt))}</span>
            {job.finishedAt !== null && (
              <>
                <span aria-hidden> · </span>
                <span title={format.exact(job.finishedAt)}>{words.ended(format.ago(job.finishedAt))}</span>
              </>
            )}
          </p>
        </div>
        {job.state === 'failed' && (
          <Button
            variant="outline"
            size="sm"
            aria-label={words.retryOf(job.queue)}
            disabled={retry.isPending}
            onClick={() => retry.mutate()}
          >
            <RotateCwIcon className={retry.isPending ? 'animate-spin' : ''} />
            {words.retry}
          </Button>
        )}
      </div>
      {job.state === 'failed' && (
        <p className="mt-2 text-sm leading-relaxed wrap-anywhere">{job.message ?? words.noMessage}</p>
      )}
      <details className="mt-2 text-xs">
        <summary className="text-muted-foreground hover:text-foreground w-fit rounded-sm">{words.data}</summary>
        <pre className="bg-muted mt-2 rounded-md p-3 font-mono leading-relaxed whitespace-pre-wrap wrap-anywhere">
          {JSON.stringify(job.data, null, 2)}
        </pre>
      </details>
      {retry.isError && <ErrorNote reason={retry.error} className="mt-3" />}
    </li>
  )
}
