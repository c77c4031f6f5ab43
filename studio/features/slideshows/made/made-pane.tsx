import type { MediaSession, SlideGroup } from '@greenroom/contract/slideshows.ts'
import { GalleryVerticalEndIcon, PlayIcon } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useMessages } from '#lib/messages.ts'
import { slideshows } from '#messages/slideshows.ts'
import { EmptyState } from '#patterns/empty-state.tsx'
import { ErrorState } from '#patterns/error-state.tsx'
import { announce } from '#patterns/live-region.tsx'
import { Loading } from '#patterns/loading.tsx'
import { Button } from '#ui/button.tsx'
import { Skeleton } from '#ui/skeleton.tsx'
import { useGroups } from '../groups.api.ts'
import { isMaking } from '../groups.rules.ts'
import { GroupCard } from './group-card.tsx'

/** What the session has made, newest first. */
export function MadePane(props: { session: MediaSession; onRun: () => void; starting: boolean }) {
  const words = useMessages(slideshows)
  const { session } = props
  const list = useGroups(session.id)
  const groups = list.data?.pages.flatMap((page) => page.groups)
  useTold(groups)
  if (list.isError && groups === undefined)
    return <ErrorState reason={list.error} onRetry={() => void list.refetch()} retrying={list.isFetching} />
  if (groups === undefined) {
    return (
      <Loading className="mx-auto grid max-w-4xl gap-4 p-4 sm:p-6">
        {Array.from({ length: 3 }, (_, place) => (
          <Skeleton key={place} className="h-64 rounded-xl" />
        ))}
      </Loading>
    )
  }
  if (groups.length === 0) {
    return (
      <EmptyState icon={GalleryVerticalEndIcon} title={words.made.emptyTitle} text={words.made.emptyText}>
        <Button onClick={props.onRun} disabled={props.starting || session.itemCount === 0}>
          <PlayIcon />
          {words.session.runNow}
        </Button>
      </EmptyState>
    )
  }
  return (
    <div className="mx-auto max-w-4xl p-4 sm:p-6">
      <ol className="grid gap-4">
        {groups.map((group) => (
          <GroupCard key={group.id} group={group} timeZone={session.timeZone} />
        ))}
      </ol>
      {list.hasNextPage && (
        <Button
          variant="outline"
          className="mx-auto mt-6 flex"
          disabled={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        >
          {words.made.older}
        </Button>
      )}
    </div>
  )
}

/** Says to people who listen what became of what was being made. */
function useTold(groups: readonly SlideGroup[] | undefined): void {
  const words = useMessages(slideshows).made
  const before = useRef(new Map<string, SlideGroup>())
  useEffect(() => {
    for (const group of groups ?? []) {
      const known = before.current.get(group.id)
      if (known !== undefined && isMaking(known) && !isMaking(group)) {
        if (group.state === 'ready') announce(words.ready(group.number))
        if (group.state === 'failed') announce(words.failedNow(group.number))
      }
    }
    before.current = new Map(groups?.map((group) => [group.id, group]))
  }, [groups, words])
}
