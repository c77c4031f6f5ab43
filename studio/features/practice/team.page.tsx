import { DownloadIcon, PlusIcon, UsersIcon } from 'lucide-react'
import { practiceFilePath } from '@greenroom/contract/practice.ts'
import { lazy, Suspense, useState } from 'react'
import { Link } from 'wouter'
import { oneOf, useAddress } from '#features/projects/url.ts'
import { useMessages } from '#lib/messages.ts'
import { practice } from '#messages/practice.ts'
import { EmptyState } from '#patterns/empty-state.tsx'
import { ErrorState } from '#patterns/error-state.tsx'
import { RowsLoading } from '#patterns/loading.tsx'
import { PageBody, PageHeader } from '#patterns/page-header.tsx'
import { Badge } from '#ui/badge.tsx'
import { Button } from '#ui/button.tsx'
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from '#ui/select.tsx'
import { Tabs, TabsContent, TabsList, TabsTrigger } from '#ui/tabs.tsx'
import { CoachNav } from './parts/coach-nav.tsx'
import { useLedWorkspaces, useReviews } from './practice.api.ts'
import { Agreement } from './team/agreement.tsx'
import { Given } from './team/given.tsx'
import { People } from './team/people.tsx'
import { Reviews } from './team/reviews.tsx'

const AssignDialog = lazy(() => import('./team/assign-dialog.tsx'))
const tabs = ['people', 'assignments', 'reviews', 'agreement'] as const

/** `/coach/team`: for those who lead a workspace. `?workspace=` and `?tab=` say which part. */
export default function TeamPage() {
  const words = useMessages(practice).team
  const { data, error, isError, isFetching, refetch } = useLedWorkspaces()
  const [address] = useAddress()
  const chosen = data?.find(({ id }) => id === address.get('workspace')) ?? data?.[0]
  if (chosen !== undefined && data !== undefined) return <Led key={chosen.id} workspaceId={chosen.id} all={data} />
  return (
    <PageBody>
      <CoachNav />
      <PageHeader title={words.title} text={words.text} />
      {isError && <ErrorState reason={error} onRetry={() => void refetch()} retrying={isFetching} />}
      {!isError && data === undefined && <RowsLoading className="mt-8" />}
      {data?.length === 0 && (
        <EmptyState icon={UsersIcon} title={words.noneTitle} text={words.noneText}>
          <Button asChild>
            <Link href="/settings/workspaces">{words.toWorkspaces}</Link>
          </Button>
        </EmptyState>
      )}
    </PageBody>
  )
}

function Led({ workspaceId, all }: { workspaceId: string; all: readonly { id: string; name: string }[] }) {
  const words = useMessages(practice)
  const [address, patch] = useAddress()
  const [assigning, setAssigning] = useState(false)
  const tab = oneOf(address, 'tab', tabs)
  const waiting = useReviews(workspaceId).data?.waiting.length ?? 0
  return (
    <PageBody>
      <CoachNav />
      <PageHeader
        title={words.team.title}
        text={words.team.text}
        actions={
          <>
            {all.length > 1 && (
              <Select value={workspaceId} onValueChange={(value) => patch({ workspace: value })}>
                <SelectTrigger aria-label={words.team.workspace} className="max-w-56">
                  <SelectValue />
                </SelectTrigger>
                <SelectContent>
                  {all.map(({ id, name }) => (
                    <SelectItem key={id} value={id}>
                      {name}
                    </SelectItem>
                  ))}
                </SelectContent>
              </Select>
            )}
            <Button asChild variant="outline">
              <a href={`${practiceFilePath}?workspace=${workspaceId}`} download>
                <DownloadIcon />
                {words.analytics.download}
              </a>
            </Button>
            <Button onClick={() => setAssigning(true)}>
              <PlusIcon />
              {words.team.assign}
            </Button>
          </>
        }
      />
      <Tabs value={tab} onValueChange={(value) => patch({ tab: value === 'people' ? null : value })} className="mt-6">
        <TabsList
          aria-label={words.team.sections}
          className="max-w-full flex-wrap justify-start group-data-[orientation=horizontal]/tabs:h-auto"
        >
          {tabs.map((one) => (
            <TabsTrigger key={one} value={one} className="px-1.5 text-[0.8125rem] sm:px-2 sm:text-sm">
              {words.team.tabs[one]}
              {one === 'reviews' && waiting > 0 && (
                <Badge className="ml-0.5 px-1.5 tabular-nums sm:ml-1">{waiting}</Badge>
              )}
            </TabsTrigger>
          ))}
        </TabsList>
        <TabsContent value="people">
          <People workspaceId={workspaceId} />
        </TabsContent>
        <TabsContent value="assignments">
          <Given workspaceId={workspaceId} />
        </TabsContent>
        <TabsContent value="reviews">
          <Reviews workspaceId={workspaceId} />
        </TabsContent>
        <TabsContent value="agreement">
          <Agreement workspaceId={workspaceId} />
        </TabsContent>
      </Tabs>
      <Suspense fallback={null}>
        {assigning && <AssignDialog workspaceId={workspaceId} onClose={() => setAssigning(false)} />}
      </Suspense>
    </PageBody>
  )
}
