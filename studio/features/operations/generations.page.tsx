import type { Generation } from '@greenroom/contract/scenes.ts'
import { useQuery } from '@tanstack/react-query'
import { CircleCheckIcon } from 'lucide-react'
import { useState } from 'react'
import { adminPages } from '#features/shell/pages.ts'
import { SectionPage } from '#features/shell/parts/section-page.tsx'
import { useFormat } from '#lib/format.ts'
import { useMessages } from '#lib/messages.ts'
import { queryOf } from '#lib/queries.ts'
import { admin } from '#messages/admin.ts'
import { CopyButton } from '#patterns/copy-button.tsx'
import { EmptyState } from '#patterns/empty-state.tsx'
import { ErrorState } from '#patterns/error-state.tsx'
import { RowsLoading } from '#patterns/loading.tsx'
import { Button } from '#ui/button.tsx'
import { NotTakenDialog, TakenDialog } from './parts/settle-dialogs.tsx'

export default function GenerationsPage() {
  const words = useMessages(admin)
  const { data, error, isError, isFetching, refetch } = useQuery({
    ...queryOf('GET /api/admin/generations', { query: { state: 'unknown' } }),
    staleTime: 0,
  })
  return (
    <SectionPage section={words.title} pages={adminPages} title={words.generationsTitle} text={words.generationsText}>
      {data === undefined && !isError && <RowsLoading count={2} />}
      {data === undefined && isError && (
        <ErrorState reason={error} onRetry={() => void refetch()} retrying={isFetching} />
      )}
      {data?.generations.length === 0 && (
        <EmptyState icon={CircleCheckIcon} title={words.generationsNone} text={words.generationsNoneText} />
      )}
      <ul className="space-y-5 empty:hidden">
        {data?.generations.map((generation) => (
          <li key={generation.id}>
            <GenerationCard generation={generation} />
          </li>
        ))}
      </ul>
    </SectionPage>
  )
}

function GenerationCard({ generation }: { generation: Generation }) {
  const words = useMessages(admin)
  const format = useFormat()
  const [open, setOpen] = useState<'taken' | 'not-taken' | null>(null)
  const { projectName, ordinal, version, provider, model, reason, requestHash, submittedAt } = generation
  const facts: readonly [string, string][] = [
    [words.facts.owner, generation.ownerEmail],
    [words.facts.model, `${words.makers[provider]}, ${model}`],
    [words.facts.price, format.money(generation.priceEstimateMicroUsd)],
    [words.facts.sent, submittedAt === null ? words.notSent : format.exact(submittedAt)],
    ...(reason === null ? [] : [[words.facts.reason, reason] as [string, string]]),
  ]
  return (
    <article className="rounded-xl border">
      <div className="px-5 py-4">
        <h2 className="text-sm font-semibold wrap-anywhere">{words.generationOf(projectName, ordinal, version)}</h2>
        <dl className="mt-3 grid gap-x-6 gap-y-1.5 text-sm sm:grid-cols-[8rem_minmax(0,1fr)]">
          {facts.map(([name, value]) => (
            <div key={name} className="contents">
              <dt className="text-muted-foreground max-sm:mt-1.5 max-sm:text-[0.8125rem]">{name}</dt>
              <dd className="wrap-anywhere">{value}</dd>
            </div>
          ))}
          <dt className="text-muted-foreground max-sm:mt-1.5 max-sm:text-[0.8125rem]">{words.facts.request}</dt>
          <dd className="flex min-w-0 items-center gap-1">
            <code className="truncate font-mono text-xs">{requestHash}</code>
            <CopyButton text={requestHash} />
          </dd>
        </dl>
      </div>
      <div className="bg-muted/50 border-y px-5 py-4">
        <h3 className="text-sm font-medium">{words.howTitle}</h3>
        <ol className="text-muted-foreground mt-2 list-decimal space-y-1 pl-5 text-sm leading-relaxed">
          {words.how(words.makers[provider]).map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      </div>
      <div className="flex flex-wrap gap-2 px-5 py-4">
        <Button variant="outline" size="sm" onClick={() => setOpen('taken')}>
          {words.taken}
        </Button>
        <Button variant="outline" size="sm" onClick={() => setOpen('not-taken')}>
          {words.notTaken}
        </Button>
      </div>
      {open === 'taken' && <TakenDialog generation={generation} onClose={() => setOpen(null)} />}
      {open === 'not-taken' && <NotTakenDialog generation={generation} onClose={() => setOpen(null)} />}
    </article>
  )
}
