import type { Publication, PublicationState } from '@greenroom/contract/posts.ts'
import { SendIcon } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useMessages } from '#lib/messages.ts'
import { posts } from '#messages/posts.ts'
import { EmptyState } from '#patterns/empty-state.tsx'
import { ErrorState } from '#patterns/error-state.tsx'
import { announce } from '#patterns/live-region.tsx'
import { RowsLoading } from '#patterns/loading.tsx'
import { Button } from '#ui/button.tsx'
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from '#ui/select.tsx'
import { usePosts } from '../posts.api.ts'
import { PostCard } from './post-card.tsx'

// Drafts stand above, where they are approved.
const filters = {
  all: ['approved', 'submitting', 'unknown', 'processing', 'published', 'failed'],
  open: ['approved', 'submitting', 'processing'],
  published: ['published'],
  failed: ['failed', 'unknown'],
} as const satisfies Readonly<Record<string, readonly PublicationState[]>>
type Filter = keyof typeof filters
const names = ['all', 'open', 'published', 'failed'] as const satisfies readonly Filter[]

/** What became of posts, newest first; of one session or of all. It changes by itself. */
export function PostHistory({ sessionId }: { sessionId?: string }) {
  const words = useMessages(posts).history
  const [filter, setFilter] = useState<Filter>('all')
  const list = usePosts({ sessionId, states: filters[filter] })
  const found = list.data?.pages.flatMap(({ publications }) => publications)
  useTold(found)
  return (
    <section aria-labelledby="posts-history">
      <header className="mb-3 flex min-h-9 items-center justify-between gap-3">
        <h2 id="posts-history" className="text-sm font-semibold">
          {words.title}
        </h2>
        {(filter !== 'all' || (found !== undefined && found.length > 0)) && (
          <Select value={filter} onValueChange={(value) => setFilter(names.find((name) => name === value) ?? 'all')}>
            <SelectTrigger size="sm" aria-label={words.show}>
              <SelectValue />
            </SelectTrigger>
            <SelectContent position="popper" align="end">
              {names.map((name) => (
                <SelectItem key={name} value={name}>
                  {words.filters[name]}
                </SelectItem>
              ))}
            </SelectContent>
          </Select>
        )}
      </header>
      {found === undefined && !list.isError && <RowsLoading count={3} />}
      {found === undefined && list.isError && (
        <ErrorState reason={list.error} onRetry={() => void list.refetch()} retrying={list.isFetching} />
      )}
      {found?.length === 0 &&
        (filter === 'all' ? (
          <EmptyState icon={SendIcon} title={words.none} text={words.noneText} className="py-10" />
        ) : (
          <p className="text-muted-foreground py-6 text-sm">{words.noneLike}</p>
        ))}
      <ol className="grid gap-3 empty:hidden">
        {found?.map((post) => (
          <PostCard key={post.id} post={post} />
        ))}
      </ol>
      {list.hasNextPage && (
        <Button
          variant="outline"
          className="mx-auto mt-6 flex"
          disabled={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        >
          {words.older}
        </Button>
      )}
    </section>
  )
}

/** Says to people who listen what became of a post while they were here. */
function useTold(found: readonly Publication[] | undefined): void {
  const words = useMessages(posts).history
  const before = useRef(new Map<string, PublicationState>())
  useEffect(() => {
    for (const { id, state, label } of found ?? []) {
      const known = before.current.get(id)
      if (known === undefined || known === state) continue
      if (state === 'published') announce(words.toldPublished(label))
      if (state === 'failed') announce(words.toldFailed(label))
      if (state === 'unknown') announce(words.toldUnknown(label))
    }
    for (const { id, state } of found ?? []) before.current.set(id, state)
  }, [found, words])
}
