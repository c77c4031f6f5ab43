import type { Fellow, GivenRole, Workspace } from '@greenroom/contract/workspaces.ts'
import { UserMinusIcon } from 'lucide-react'
import { useState } from 'react'
import { useMe } from '#features/shell/gate.tsx'
import { Portrait } from '#features/shell/parts/portrait.tsx'
import { useFormat } from '#lib/format.ts'
import { useMessages } from '#lib/messages.ts'
import { notify } from '#lib/notify.ts'
import { workspaces } from '#messages/workspaces.ts'
import { Confirm } from '#patterns/confirm.tsx'
import { ErrorNote } from '#patterns/error-state.tsx'
import { Badge } from '#ui/badge.tsx'
import { Button } from '#ui/button.tsx'
import { changeRole, removeFellow } from '../workspaces.api.ts'
import { RoleSelect } from './role-select.tsx'

export const nameOfFellow = ({ firstName, lastName, email }: Fellow): string =>
  `${firstName} ${lastName}`.trim() || (email ?? '?')

export function FellowRow({ fellow, workspace }: { fellow: Fellow; workspace: Workspace }) {
  const words = useMessages(workspaces)
  const format = useFormat()
  const me = useMe()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  const [removing, setRemoving] = useState(false)
  const name = nameOfFellow(fellow)
  const mine = fellow.userId === me.id
  const owns = workspace.role === 'owner'
  const removable =
    !mine && fellow.role !== 'owner' && (owns || (workspace.role === 'admin' && fellow.role === 'member'))
  const change = async (role: GivenRole): Promise<void> => {
    setBusy(true)
    setProblem(null)
    try {
      await changeRole(workspace.id, fellow.userId, role)
    } catch (reason) {
      setProblem(reason)
    } finally {
      setBusy(false)
    }
  }
  return (
    <li className="px-4 py-3.5">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-3">
        <Portrait me={fellow} className="size-9 text-xs" />
        <div className="min-w-[min(16rem,70%)] flex-1">
          <p className="text-sm font-medium wrap-anywhere">
            {name}
            {mine && <span className="text-muted-foreground font-normal"> ({words.you})</span>}
          </p>
          <p className="text-muted-foreground mt-0.5 text-[0.8125rem] wrap-anywhere">
            {fellow.email !== null && `${fellow.email} · `}
            <span title={format.dateTime(fellow.joinedAt)}>{words.joinedAgo(format.ago(fellow.joinedAt))}</span>
          </p>
        </div>
        <div className="ml-auto flex items-center gap-2">
          {fellow.role !== 'owner' && owns ? (
            <RoleSelect
              label={words.roleOf(name)}
              value={fellow.role}
              disabled={busy}
              onChange={(role) => void change(role)}
            />
          ) : (
            <Badge variant={fellow.role === 'owner' ? 'secondary' : 'outline'}>{words.roles[fellow.role]}</Badge>
          )}
          {removable && (
            <Button
              variant="ghost"
              size="icon-sm"
              title={words.removeOne(name)}
              aria-label={words.removeOne(name)}
              onClick={() => setRemoving(true)}
            >
              <UserMinusIcon />
            </Button>
          )}
        </div>
      </div>
      {problem !== null && <ErrorNote reason={problem} className="mt-3" />}
      <Confirm
        open={removing}
        onOpenChange={setRemoving}
        title={words.removeTitle(name)}
        text={words.removeText}
        action={words.remove}
        destructive
        onConfirm={async () => {
          await removeFellow(workspace.id, fellow.userId)
          await notify(words.removed(name))
        }}
      />
    </li>
  )
}
