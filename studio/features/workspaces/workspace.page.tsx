import { planSeats } from '@greenroom/contract/workspace-plans.ts'
import { ArrowLeftIcon, PencilIcon } from 'lucide-react'
import { useState } from 'react'
import { Link, useParams } from 'wouter'
import { NotFound } from '#features/shell/not-found.tsx'
import { settingsPages } from '#features/shell/pages.ts'
import { Section, SectionPage } from '#features/shell/parts/section-page.tsx'
import { ApiProblem } from '#lib/api.ts'
import { useMessages } from '#lib/messages.ts'
import type { Reply } from '#lib/wire.ts'
import { settings } from '#messages/settings.ts'
import { workspaces } from '#messages/workspaces.ts'
import { ErrorState } from '#patterns/error-state.tsx'
import { RowsLoading } from '#patterns/loading.tsx'
import { Button } from '#ui/button.tsx'
import { Ending } from './parts/ending.tsx'
import { FellowRow } from './parts/fellow-row.tsx'
import { Invitations } from './parts/invitations.tsx'
import { InviteForm } from './parts/invite-form.tsx'
import { Keeping } from './parts/keeping.tsx'
import { NameDialog } from './parts/name-dialog.tsx'
import { PlanNote } from './parts/plan-note.tsx'
import { changeWorkspace, useWorkspace } from './workspaces.api.ts'

/** `/settings/workspaces/:workspaceId`: who is in, who is invited, what is kept, and how it ends. */
export default function WorkspacePage() {
  const words = useMessages(workspaces)
  const { title: section } = useMessages(settings)
  const { workspaceId } = useParams<{ workspaceId: string }>()
  const { data, error, isError, isFetching, refetch } = useWorkspace(workspaceId)
  const [renaming, setRenaming] = useState(false)
  if (isError && error instanceof ApiProblem && error.status === 404) return <NotFound />
  const leads = data !== undefined && data.workspace.role !== 'member'
  return (
    <SectionPage
      section={section}
      pages={settingsPages}
      title={data?.workspace.name ?? words.title}
      actions={
        <>
          {leads && (
            <Button variant="outline" size="sm" onClick={() => setRenaming(true)}>
              <PencilIcon />
              {words.rename}
            </Button>
          )}
          <Button asChild variant="ghost" size="sm">
            <Link href="/settings/workspaces">
              <ArrowLeftIcon />
              {words.all}
            </Link>
          </Button>
        </>
      }
    >
      {data === undefined && !isError && <RowsLoading count={4} />}
      {data === undefined && isError && (
        <ErrorState reason={error} onRetry={() => void refetch()} retrying={isFetching} />
      )}
      {data !== undefined && <Parts {...data} />}
      {renaming && data !== undefined && (
        <NameDialog
          title={words.renameTitle}
          action={words.save}
          name={data.workspace.name}
          onClose={() => setRenaming(false)}
          onName={(name) => changeWorkspace(workspaceId, { name })}
        />
      )}
    </SectionPage>
  )
}

function Parts({ workspace, people, invitations }: Reply<'GET /api/workspaces/:workspaceId'>) {
  const words = useMessages(workspaces)
  const leads = workspace.role !== 'member'
  return (
    // Of its own, so that its first part has no line above it.
    <div>
      <Section title={words.peopleTitle} text={words.peopleText}>
        <ul className="divide-y rounded-xl border" aria-label={words.peopleTitle}>
          {people.map((fellow) => (
            <FellowRow key={fellow.userId} fellow={fellow} workspace={workspace} />
          ))}
        </ul>
      </Section>
      {leads && (
        <Section title={words.inviteTitle} text={words.inviteText}>
          <InviteForm workspace={workspace} />
          <Invitations workspace={workspace} invitations={invitations} />
        </Section>
      )}
      <Section title={words.planTitle} text={words.planText(words.plans[workspace.plan], planSeats[workspace.plan])}>
        <PlanNote workspace={workspace} />
      </Section>
      <Section title={words.keepTitle} text={leads ? words.keepText : `${words.keepText} ${words.onlyLeaders}`}>
        <Keeping workspace={workspace} />
      </Section>
      <Ending workspace={workspace} people={people} />
    </div>
  )
}
