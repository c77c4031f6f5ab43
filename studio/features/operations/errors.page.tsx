import type { ErrorEvent } from '@greenroom/contract/operations.ts'
import { useQuery } from '@tanstack/react-query'
import { CircleCheckIcon, SearchXIcon } from 'lucide-react'
import { adminPages } from '#features/shell/pages.ts'
import { SectionPage } from '#features/shell/parts/section-page.tsx'
import { useAddressWord } from '#lib/address-state.ts'
import { useFormat } from '#lib/format.ts'
import { useMessages } from '#lib/messages.ts'
import { usePaused } from '#lib/pause.ts'
import { queryOf } from '#lib/queries.ts'
import { admin } from '#messages/admin.ts'
import { CopyButton } from '#patterns/copy-button.tsx'
import { EmptyState } from '#patterns/empty-state.tsx'
import { ErrorState } from '#patterns/error-state.tsx'
import { RowsLoading } from '#patterns/loading.tsx'
import { SearchField } from '#patterns/search-field.tsx'
import { Badge } from '#ui/badge.tsx'

export default function ErrorsPage() {
  const words = useMessages(admin)
  const [search, setSearch] = useAddressWord('search')
  const asked = usePaused(search.trim())
  const { data, error, isError, isFetching, refetch } = useQuery({
    ...queryOf('GET /api/admin/errors', { query: asked === '' ? {} : { search: asked } }),
    staleTime: 0,
    placeholderData: (before) => before,
  })
  return (
    <SectionPage section={words.title} pages={adminPages} title={words.errorsTitle} text={words.errorsText}>
      <SearchField label={words.errorsSearch} value={search} onChange={setSearch} className="mb-5 max-w-xl" />
      {data === undefined && !isError && <RowsLoading />}
      {data === undefined && isError && (
        <ErrorState reason={error} onRetry={() => void refetch()} retrying={isFetching} />
      )}
      {data?.errors.length === 0 &&
        (asked === '' ? (
          <EmptyState icon={CircleCheckIcon} title={words.errorsNone} text={words.errorsNoneText} />
        ) : (
          <EmptyState icon={SearchXIcon} title={words.errorsNotFound} />
        ))}
      {data !== undefined && data.errors.length > 0 && (
        <ul className="divide-y rounded-xl border">
          {data.errors.map((event) => (
            <ErrorRow key={event.id} event={event} />
          ))}
        </ul>
      )}
    </SectionPage>
  )
}

function ErrorRow({ event }: { event: ErrorEvent }) {
  const words = useMessages(admin)
  const format = useFormat()
  return (
    <li className="px-4 py-3.5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <Badge variant="outline" className="font-mono tabular-nums">
          {event.status === 0 ? words.onPage : event.status}
        </Badge>
        <code className="min-w-0 font-mono text-[0.8125rem] font-medium wrap-anywhere">{event.code}</code>
        <span className="text-muted-foreground ml-auto text-[0.8125rem]" title={format.exact(event.at)}>
          {format.ago(event.at)}
        </span>
      </div>
      <p className="mt-2 text-sm leading-relaxed wrap-anywhere">{event.message}</p>
      <p className="text-muted-foreground mt-1 font-mono text-xs wrap-anywhere">
        {event.method} {event.route}
      </p>
      {event.places.length > 0 && (
        <details className="text-muted-foreground mt-1 text-xs">
          <summary className="w-fit cursor-pointer rounded-sm">{words.places}</summary>
          <ol className="mt-1 space-y-0.5 font-mono wrap-anywhere">
            {[...new Set(event.places)].map((place) => (
              <li key={place}>{place}</li>
            ))}
          </ol>
        </details>
      )}
      <dl className="text-muted-foreground mt-1.5 flex flex-wrap gap-x-5 gap-y-1 text-xs">
        <div className="flex min-w-0 items-center gap-1.5">
          <dt>{words.reference}</dt>
          <dd className="flex min-w-0 items-center gap-0.5">
            <code className="truncate font-mono">{event.correlationId}</code>
            <CopyButton text={event.correlationId} />
          </dd>
        </div>
        <div className="flex min-w-0 items-center gap-1.5">
          <dt>{words.byPerson}</dt>
          <dd className="truncate">
            {event.userId === null ? words.byNobody : <code className="font-mono">{event.userId}</code>}
          </dd>
        </div>
      </dl>
    </li>
  )
}
