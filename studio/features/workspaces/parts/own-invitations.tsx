import type { OwnInvitation } from '@greenroom/contract/workspaces.ts'
import { MailOpenIcon } from 'lucide-react'
import { useState } from 'react'
import { useFormat } from '#lib/format.ts'
import { useMessages } from '#lib/messages.ts'
import { notify } from '#lib/notify.ts'
import { workspaces } from '#messages/workspaces.ts'
import { Confirm } from '#patterns/confirm.tsx'
import { ErrorNote } from '#patterns/error-state.tsx'
import { Button } from '#ui/button.tsx'
import { cn } from '#ui/cn.ts'
import { decline, join, useOwnInvitations } from '../workspaces.api.ts'

/** Invitations for one's own address, for those who do not look into their mail. Nothing when there is none. */
export function OwnInvitations({ className }: { className?: string }) {
  const words = useMessages(workspaces)
  const { data } = useOwnInvitations()
  if (data === undefined || data.invitations.length === 0) return null
  return (
    <ul className={cn('grid gap-3', className)} aria-label={words.invitations}>
      {data.invitations.map((invitation) => (
        <OwnInvitationCard key={invitation.id} invitation={invitation} />
      ))}
    </ul>
  )
}

function OwnInvitationCard({ invitation }: { invitation: OwnInvitation }) {
  const words = useMessages(workspaces)
  const format = useFormat()
  const [busy, setBusy] = useState(false)
  const [declining, setDeclining] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  const { id, workspaceName, role, expiresAt } = invitation
  const accept = async (): Promise<void> => {
    setBusy(true)
    setProblem(null)
    try {
      await join({ invitationId: id })
      await notify(words.joined(workspaceName))
    } catch (reason) {
      setProblem(reason)
      setBusy(false)
    }
  }
  return (
    <li className="bg-tint/60 rounded-xl border px-4 py-3.5">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-3">
        <MailOpenIcon className="text-primary size-5 shrink-0" aria-hidden />
        <div className="min-w-44 flex-1">
          <p className="text-sm font-medium wrap-anywhere">{words.invitationTo(workspaceName)}</p>
          <p className="text-muted-foreground mt-0.5 text-[0.8125rem]">
            {words.invitationAs(words.roles[role], format.date(expiresAt))}
          </p>
        </div>
        <div className="flex gap-2">
          <Button
            size="sm"
            variant="ghost"
            disabled={busy}
            aria-label={words.declineOne(workspaceName)}
            onClick={() => setDeclining(true)}
          >
            {words.decline}
          </Button>
          <Button size="sm" disabled={busy} aria-label={words.joinOne(workspaceName)} onClick={() => void accept()}>
            {words.join}
          </Button>
        </div>
      </div>
      <Confirm
        open={declining}
        onOpenChange={setDeclining}
        title={words.declineTitle(workspaceName)}
        text={words.declineText}
        action={words.decline}
        onConfirm={async () => {
          await decline({ invitationId: id })
          await notify(words.declined(workspaceName))
        }}
      />
      {problem !== null && <ErrorNote reason={problem} className="mt-3" />}
    </li>
  )
}
