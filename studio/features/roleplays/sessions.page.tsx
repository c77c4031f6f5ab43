import { HeadsetIcon } from 'lucide-react'
import { Link } from 'wouter'
import { useMessages } from '#lib/messages.ts'
import { scores } from '#messages/scores.ts'
import { EmptyState } from '#patterns/empty-state.tsx'
import { ErrorNote, ErrorState } from '#patterns/error-state.tsx'
import { RowsLoading } from '#patterns/loading.tsx'
import { PageBody, PageHeader } from '#patterns/page-header.tsx'
import { Button } from '#ui/button.tsx'
import { ToggleGroup, ToggleGroupItem } from '#ui/toggle-group.tsx'
import { CoachNav } from '#features/practice/parts/coach-nav.tsx'
import { SearchCalls } from '#features/search/search-calls.tsx'
import { useAddress } from '#features/projects/url.ts'
import { Agreements } from './parts/agreements.tsx'
import { CallRow } from './parts/call-row.tsx'
import { useRoleplays } from './roleplays.api.ts'

const statuses = ['in_progress', 'completed', 'abandoned'] as const

/** `/coach/sessions`: one's own calls. `?status=` and `?scenario=` narrow the list. */
export default function SessionsPage() {
  const words = useMessages(scores).list
  const [address, patch] = useAddress()
  const status = statuses.find((one) => one === address.get('status'))
  const scenario = address.get('scenario') ?? undefined
  const list = useRoleplays({ status, scenario })
  const sessions = list.data?.pages.flatMap((page) => page.sessions)
  const filtered = status !== undefined || scenario !== undefined
  return (
    <PageBody>
      <CoachNav />
      <PageHeader
        title={words.title}
        text={words.text}
        actions={
          <>
            <Agreements />
            <Button asChild>
              <Link href="/coach/scenarios">{words.toScenarios}</Link>
            </Button>
          </>
        }
      />
      <SearchCalls className="mt-6" />
      <ToggleGroup
        type="single"
        variant="outline"
        size="sm"
        className="mt-6 flex-wrap"
        aria-label={words.status}
        value={status ?? 'all'}
        onValueChange={(value) => patch({ status: value === 'all' ? null : value })}
      >
        <ToggleGroupItem value="all" className="px-3">
          {words.all}
        </ToggleGroupItem>
        {statuses.map((one) => (
          <ToggleGroupItem key={one} value={one} className="px-3">
            {words.statuses[one]}
          </ToggleGroupItem>
        ))}
      </ToggleGroup>
      <div className="mt-5">
        {list.isPending && <RowsLoading />}
        {list.isError && sessions === undefined && (
          <ErrorState reason={list.error} onRetry={() => void list.refetch()} retrying={list.isFetching} />
        )}
        {sessions?.length === 0 &&
          (filtered ? (
            <EmptyState icon={HeadsetIcon} title={words.nothing}>
              <Button variant="outline" onClick={() => patch({ status: null, scenario: null })}>
                {words.clear}
              </Button>
            </EmptyState>
          ) : (
            <EmptyState icon={HeadsetIcon} title={words.emptyTitle} text={words.emptyText}>
              <Button asChild>
                <Link href="/coach/scenarios">{words.toScenarios}</Link>
              </Button>
            </EmptyState>
          ))}
        {sessions !== undefined && sessions.length > 0 && (
          <ul className="divide-y rounded-xl border">
            {sessions.map((roleplay) => (
              <CallRow key={roleplay.id} roleplay={roleplay} />
            ))}
          </ul>
        )}
        {list.isFetchNextPageError && <ErrorNote reason={list.error} className="mt-4" />}
        {list.hasNextPage && (
          <div className="mt-5 text-center">
            <Button variant="outline" disabled={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
              {list.isFetchingNextPage ? words.loadingMore : words.more}
            </Button>
          </div>
        )}
      </div>
    </PageBody>
  )
}
