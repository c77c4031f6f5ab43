import type { Invitation, Workspace } from '@greenroom/contract/workspaces.ts'
import { useState } from 'react'
import { useFormat } from '#lib/format.ts'
import { useMessages } from '#lib/messages.ts'
import { notify } from '#lib/notify.ts'
import { workspaces } from '#messages/workspaces.ts'
import { ErrorNote } from '#patterns/error-state.tsx'
import { Badge } from '#ui/badge.tsx'
import { Button } from '#ui/button.tsx'
import { resend, revoke } from '../workspaces.api.ts'

export function Invitations(props: { workspace: Workspace; invitations: readonly Invitation[] }) {
  const words = useMessages(workspaces)
  return (
    <div className="mt-8">
      <h3 className="mb-3 text-[0.8125rem] font-medium">{words.openInvitations}</h3>
      {props.invitations.length === 0 ? (
        <p className="text-muted-foreground text-sm">{words.noInvitations}</p>
      ) : (
        <ul className="divide-y rounded-xl border" aria-label={words.openInvitations}>
          {props.invitations.map((invitation) => (
            <InvitationRow key={invitation.id} invitation={invitation} workspace={props.workspace} />
          ))}
        </ul>
      )}
    </div>
  )
}

function InvitationRow({ invitation, workspace }: { invitation: Invitation; workspace: Workspace }) {
  const words = useMessages(workspaces)
  const format = useFormat()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  const { id, email, role, state, invitedBy, createdAt, expiresAt } = invitation
  const act = async (work: () => Promise<void>, told: string): Promise<void> => {
    setBusy(true)
    setProblem(null)
    try {
      await work()
      await notify(told)
    } catch (reason) {
      setProblem(reason)
    } finally {
      setBusy(false)
    }
  }
  const facts = [
    words.roles[role],
    ...(invitedBy === null ? [] : [words.invitedBy(invitedBy)]),
    state === 'open' ? words.until(format.date(expiresAt)) : format.date(createdAt),
  ]
  // An admin cannot make admins, so not by sending such a letter again either.
  const answered = state === 'used' || state === 'declined'
  const mayResend = !answered && (workspace.role === 'owner' || role === 'member')
  return (
    <li className="px-4 py-3.5">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-3">
        <div className="min-w-44 flex-1">
          <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm font-medium wrap-anywhere">
            {email}
            <Badge
              variant="outline"
              className={state === 'open' ? 'bg-tint text-primary border-transparent' : 'text-muted-foreground'}
            >
              {words.states[state]}
            </Badge>
          </p>
          <p className="text-muted-foreground mt-0.5 text-[0.8125rem] wrap-anywhere">{facts.join(' · ')}</p>
        </div>
        {!answered && (
          <div className="ml-auto flex flex-wrap gap-2">
            {mayResend && (
              <Button
                size="sm"
                variant="outline"
                disabled={busy}
                aria-label={words.resendTo(email)}
                onClick={() => void act(() => resend(workspace.id, id), words.resent(email))}
              >
                {words.resend}
              </Button>
            )}
            <Button
              size="sm"
              variant="ghost"
              disabled={busy}
              aria-label={words.revokeOf(email)}
              onClick={() => void act(() => revoke(workspace.id, id), words.revoked(email))}
            >
              {words.revoke}
            </Button>
          </div>
        )}
      </div>
      {problem !== null && <ErrorNote reason={problem} className="mt-3" />}
    </li>
  )
}
