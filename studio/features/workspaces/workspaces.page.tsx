import type { Workspace } from '@greenroom/contract/workspaces.ts'
import { ChevronRightIcon, PlusIcon, UsersIcon } from 'lucide-react'
import { useState } from 'react'
import { Link } from 'wouter'
import { settingsPages } from '#features/shell/pages.ts'
import { SectionPage } from '#features/shell/parts/section-page.tsx'
import { useMessages } from '#lib/messages.ts'
import { settings } from '#messages/settings.ts'
import { workspaces } from '#messages/workspaces.ts'
import { EmptyState } from '#patterns/empty-state.tsx'
import { ErrorState } from '#patterns/error-state.tsx'
import { RowsLoading } from '#patterns/loading.tsx'
import { Badge } from '#ui/badge.tsx'
import { Button } from '#ui/button.tsx'
import { NameDialog } from './parts/name-dialog.tsx'
import { OwnInvitations } from './parts/own-invitations.tsx'
import { createWorkspace, useWorkspaces } from './workspaces.api.ts'

/** `/settings/workspaces`: the ones one is in, and invitations that wait. */
export default function WorkspacesPage() {
  const words = useMessages(workspaces)
  const { title: section } = useMessages(settings)
  const { data, error, isError, isFetching, refetch } = useWorkspaces()
  const [making, setMaking] = useState(false)
  const make = (
    <Button size="sm" onClick={() => setMaking(true)}>
      <PlusIcon />
      {words.create}
    </Button>
  )
  const any = data !== undefined && data.workspaces.length > 0
  return (
    <SectionPage section={section} pages={settingsPages} title={words.title} text={words.text} actions={any && make}>
      <OwnInvitations className="mb-6" />
      {data === undefined && !isError && <RowsLoading count={2} />}
      {data === undefined && isError && (
        <ErrorState reason={error} onRetry={() => void refetch()} retrying={isFetching} />
      )}
      {data?.workspaces.length === 0 && (
        <div className="rounded-xl border">
          <EmptyState icon={UsersIcon} title={words.none} text={words.noneText}>
            {make}
          </EmptyState>
        </div>
      )}
      {any && (
        <ul className="divide-y rounded-xl border">
          {data.workspaces.map((workspace) => (
            <WorkspaceRow key={workspace.id} workspace={workspace} />
          ))}
        </ul>
      )}
      {making && (
        <NameDialog
          title={words.createTitle}
          text={words.createText}
          action={words.make}
          onClose={() => setMaking(false)}
          onName={createWorkspace}
        />
      )}
    </SectionPage>
  )
}

function WorkspaceRow({ workspace }: { workspace: Workspace }) {
  const words = useMessages(workspaces)
  const { id, name, role, people, invited, ownerName } = workspace
  const facts = [
    words.people(people),
    ...(role === 'member' || invited === 0 ? [] : [words.invitedCount(invited)]),
    ...(role === 'owner' ? [] : [words.ownedBy(ownerName)]),
  ]
  return (
    <li className="hover:bg-accent/50 focus-within:bg-accent/50 relative flex items-center gap-4 px-4 py-4 transition-colors first:rounded-t-xl last:rounded-b-xl">
      <div className="bg-tint text-primary flex size-9 shrink-0 items-center justify-center rounded-lg" aria-hidden>
        <UsersIcon className="size-4.5" />
      </div>
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm font-medium wrap-anywhere">
          <Link
            href={`/settings/workspaces/${id}`}
            className="outline-none after:absolute after:inset-0 after:rounded-[inherit] focus-visible:after:ring-[3px] focus-visible:after:ring-ring/50"
          >
            {name}
          </Link>
          <Badge variant="secondary">{words.roles[role]}</Badge>
        </p>
        <p className="text-muted-foreground mt-0.5 text-[0.8125rem] wrap-anywhere">{facts.join(' · ')}</p>
      </div>
      <ChevronRightIcon className="text-muted-foreground size-4 shrink-0" aria-hidden />
    </li>
  )
}
