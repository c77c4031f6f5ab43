import { useQuery } from '@tanstack/react-query'
import { ClapperboardIcon, PlusIcon } from 'lucide-react'
import { lazy, Suspense } from 'react'
import { Link, Redirect, useSearch } from 'wouter'
import { useMe } from '#features/shell/gate.tsx'
import { useMessages } from '#lib/messages.ts'
import { queryOf } from '#lib/queries.ts'
import { dashboard } from '#messages/dashboard.ts'
import { EmptyState } from '#patterns/empty-state.tsx'
import { ErrorState } from '#patterns/error-state.tsx'
import { CardsLoading, PageLoading } from '#patterns/loading.tsx'
import { PageBody, PageHeader } from '#patterns/page-header.tsx'
import { Button } from '#ui/button.tsx'
import { ProjectCard } from './parts/project-card.tsx'
import { MakeSample } from './parts/make-sample.tsx'

const NextSlideshow = lazy(() => import('./parts/next-slideshow.tsx'))
const WaitingPosts = lazy(() => import('./parts/waiting-posts.tsx'))
const LastPractice = lazy(() => import('./parts/last-practice.tsx'))
const OtherRooms = lazy(() => import('./parts/other-rooms.tsx'))
const OwnInvitations = lazy(async () => {
  const { OwnInvitations: shown } = await import('#features/workspaces/parts/own-invitations.tsx')
  return { default: shown }
})
const SHOWN = 6

export default function DashboardPage() {
  const sceneId = new URLSearchParams(useSearch()).get('sceneId')
  return sceneId === null ? <Dashboard /> : <OpenScene sceneId={sceneId} />
}

function Dashboard() {
  const words = useMessages(dashboard)
  const me = useMe()
  const { data, error, isError, isFetching, refetch } = useQuery(queryOf('GET /api/projects'))
  const projects = data?.projects
  const busy = projects?.filter(({ runningCount, makingCount }) => runningCount + makingCount > 0) ?? []
  const some = projects !== undefined && projects.length > 0
  return (
    <PageBody>
      <PageHeader
        title={words.greeting(me.firstName)}
        actions={
          some && (
            <Button asChild>
              <Link href="/projects?new=1">
                <PlusIcon />
                {words.newProject}
              </Link>
            </Button>
          )
        }
      />
      {busy.length > 0 && (
        <section aria-labelledby="running" className="mt-10">
          <h2 id="running" className="text-muted-foreground mb-3 text-sm font-medium">
            {words.running}
          </h2>
          <ul className="divide-y overflow-hidden rounded-xl border">
            {busy.map(({ id, name, runningCount, makingCount }) => (
              <li key={id}>
                <Link
                  href={`/projects/${id}`}
                  className="hover:bg-accent flex items-center gap-3 px-4 py-3 text-sm outline-offset-[-2px]"
                >
                  <span className="bg-primary size-2 animate-pulse rounded-full" aria-hidden />
                  <span className="min-w-0 flex-1 truncate font-medium">{name}</span>
                  <span className="text-muted-foreground tabular-nums">
                    {[
                      makingCount > 0 ? words.runningPhotos(makingCount) : '',
                      runningCount > 0 ? words.runningScenes(runningCount) : '',
                    ]
                      .filter((part) => part !== '')
                      .join(', ')}
                  </span>
                </Link>
              </li>
            ))}
          </ul>
        </section>
      )}
      {isError && projects === undefined && (
        <ErrorState reason={error} onRetry={() => void refetch()} retrying={isFetching} />
      )}
      {!isError && projects === undefined && <CardsLoading className="mt-10" />}
      {projects?.length === 0 && (
        <EmptyState icon={ClapperboardIcon} title={words.emptyTitle} text={words.emptyText}>
          <Button asChild>
            <Link href="/projects?new=1">
              <PlusIcon />
              {words.createProject}
            </Link>
          </Button>
          <MakeSample />
        </EmptyState>
      )}
      {some && (
        <section aria-labelledby="recent" className="mt-10">
          <div className="mb-3 flex items-baseline justify-between gap-4">
            <h2 id="recent" className="text-muted-foreground text-sm font-medium">
              {words.recent}
            </h2>
            <Link
              href="/projects"
              className="text-muted-foreground hover:text-foreground rounded-sm text-sm underline-offset-4 hover:underline"
            >
              {words.all}
            </Link>
          </div>
          <ul className="grid gap-x-5 gap-y-8 sm:grid-cols-2 lg:grid-cols-3">
            {projects.slice(0, SHOWN).map((project) => (
              <li key={project.id}>
                <ProjectCard project={project} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {/* The last thing on the page: nothing below it moves when it comes. */}
      {projects !== undefined && (
        <Suspense fallback={null}>
          <NextSlideshow />
          <WaitingPosts />
          <LastPractice />
          <OwnInvitations className="mt-10" />
          {!some && <OtherRooms />}
        </Suspense>
      )}
    </PageBody>
  )
}

/** Links to a scene know only the scene: its project has to be asked for. */
function OpenScene({ sceneId }: { sceneId: string }) {
  const { data, error, isError, isFetching, refetch } = useQuery(
    queryOf('GET /api/scenes/:sceneId', { params: { sceneId } }),
  )
  if (data !== undefined) return <Redirect to={`/projects/${data.scene.projectId}/scenes/${sceneId}`} replace />
  return isError ? <ErrorState reason={error} onRetry={() => void refetch()} retrying={isFetching} /> : <PageLoading />
}
