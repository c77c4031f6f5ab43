import { CalendarDaysIcon, GalleryVerticalEndIcon, PlusIcon } from 'lucide-react'
import { lazy, Suspense } from 'react'
import { Link, useLocation } from 'wouter'
import { useMessages } from '#lib/messages.ts'
import { useAction } from '#lib/shortcuts.ts'
import { slideshows } from '#messages/slideshows.ts'
import { EmptyState } from '#patterns/empty-state.tsx'
import { ErrorState } from '#patterns/error-state.tsx'
import { CardsLoading } from '#patterns/loading.tsx'
import { PageBody, PageHeader } from '#patterns/page-header.tsx'
import { Button } from '#ui/button.tsx'
import { PostsLink } from '#features/posts/parts/posts-link.tsx'
import { useAddress } from '#features/projects/url.ts'
import { SessionCard } from './parts/session-card.tsx'
import { useSessions } from './slideshows.api.ts'

const CreateSession = lazy(() => import('./parts/create-session.tsx'))

/** `/slideshows`; `?new=1` opens the dialog for a new session. */
export default function SlideshowsPage() {
  const words = useMessages(slideshows)
  const [, navigate] = useLocation()
  const [address, patch] = useAddress()
  const list = useSessions()
  const sessions = list.data?.sessions
  const creating = address.get('new') !== null
  const create = (): void => patch({ new: '1' })

  useAction({ id: 'slideshows.create', scope: words.scope, keys: 'n', label: words.create, run: create })
  useAction({
    id: 'slideshows.calendar',
    scope: words.scope,
    keys: 'c',
    label: words.toCalendar,
    run: () => navigate('/calendar'),
  })
  return (
    <PageBody measure="wide">
      <PageHeader
        title={words.title}
        text={words.text}
        actions={
          <>
            <PostsLink />
            <Button variant="outline" asChild>
              <Link href="/calendar">
                <CalendarDaysIcon />
                {words.calendar}
              </Link>
            </Button>
            <Button onClick={create}>
              <PlusIcon />
              {words.create}
            </Button>
          </>
        }
      />
      <div className="mt-8">
        {list.isPending && <CardsLoading count={3} />}
        {list.isError && sessions === undefined && (
          <ErrorState reason={list.error} onRetry={() => void list.refetch()} retrying={list.isFetching} />
        )}
        {sessions?.length === 0 && (
          <EmptyState icon={GalleryVerticalEndIcon} title={words.emptyTitle} text={words.emptyText}>
            <Button onClick={create}>
              <PlusIcon />
              {words.create}
            </Button>
          </EmptyState>
        )}
        {sessions !== undefined && sessions.length > 0 && (
          <ul className="grid gap-x-5 gap-y-8 sm:grid-cols-2 lg:grid-cols-3">
            {sessions.map((session) => (
              <SessionCard key={session.id} session={session} />
            ))}
          </ul>
        )}
      </div>
      <Suspense fallback={null}>
        {creating && (
          <CreateSession
            onClose={() => patch({ new: null })}
            onDone={({ id }) => navigate(`/slideshows/${id}?add=library`)}
          />
        )}
      </Suspense>
    </PageBody>
  )
}
