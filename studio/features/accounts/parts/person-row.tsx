import type { AccountStatus, Person, Role } from '@greenroom/contract/accounts.ts'
import { useState } from 'react'
import { useMe } from '#features/shell/gate.tsx'
import { Portrait } from '#features/shell/parts/portrait.tsx'
import { useFormat } from '#lib/format.ts'
import { useMessages } from '#lib/messages.ts'
import { notify } from '#lib/notify.ts'
import { admin } from '#messages/admin.ts'
import { ErrorNote } from '#patterns/error-state.tsx'
import { Badge } from '#ui/badge.tsx'
import { Button } from '#ui/button.tsx'
import { cn } from '#ui/cn.ts'
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from '#ui/select.tsx'
import { decide, useChangeRole } from '../people.api.ts'
import { nameOf, type Asked } from './decide-dialog.tsx'

const roles: readonly Role[] = ['user', 'team_admin', 'admin']
const looks: Readonly<Record<AccountStatus, string>> = {
  pending: 'bg-tint text-primary',
  approved: 'bg-secondary text-secondary-foreground',
  rejected: 'border-border',
  suspended: 'border-border',
}

export function PersonRow({ person, onAsk }: { person: Person; onAsk: (asked: Asked) => void }) {
  const words = useMessages(admin)
  const format = useFormat()
  const me = useMe()
  const name = nameOf(person)
  const role = useChangeRole()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  const approve = async (): Promise<void> => {
    setBusy(true)
    setProblem(null)
    try {
      await decide({ personId: person.id, status: 'approved' })
      await notify(words.approved(name))
    } catch (reason) {
      setProblem(reason)
    } finally {
      setBusy(false)
    }
  }
  const refused = problem ?? role.error
  return (
    <li className="px-4 py-4">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-3">
        <Portrait me={person} className="size-9 text-xs" />
        <div className="min-w-44 flex-1">
          <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm font-medium wrap-anywhere">
            {name}
            {person.id === me.id && <span className="text-muted-foreground font-normal">({words.you})</span>}
            <Badge variant="outline" className={cn('border-transparent', looks[person.status])}>
              {words.statuses[person.status]}
            </Badge>
            {!person.confirmed && <Badge variant="outline">{words.unconfirmed}</Badge>}
          </p>
          <p className="text-muted-foreground mt-0.5 text-[0.8125rem] wrap-anywhere">
            {person.email}
            {person.company !== '' && ` · ${person.company}`}
          </p>
          <p className="text-muted-foreground text-[0.8125rem]">
            <span title={format.dateTime(person.createdAt)}>{words.joined(format.ago(person.createdAt))}</span>
            <span aria-hidden> · </span>
            {person.lastSignInAt === null ? words.neverIn : words.lastIn(format.ago(person.lastSignInAt))}
          </p>
          {person.statusReason !== null && person.status !== 'approved' && (
            <p className="mt-1.5 border-l-2 pl-2.5 text-[0.8125rem] wrap-anywhere">{person.statusReason}</p>
          )}
        </div>
        <div className="flex flex-wrap items-center gap-2">
          {person.status === 'approved' && (
            <Select
              value={person.role}
              disabled={role.isPending}
              onValueChange={(value) =>
                role.mutate({ personId: person.id, role: roles.find((one) => one === value) ?? 'user' })
              }
            >
              <SelectTrigger size="sm" aria-label={words.roleOf(name)}>
                <SelectValue />
              </SelectTrigger>
              <SelectContent>
                {roles.map((one) => (
                  <SelectItem key={one} value={one}>
                    {words.roles[one]}
                  </SelectItem>
                ))}
              </SelectContent>
            </Select>
          )}
          {person.id !== me.id && (
            <Decisions person={person} busy={busy} onApprove={() => void approve()} onAsk={onAsk} />
          )}
        </div>
      </div>
      {refused !== null && <ErrorNote reason={refused} className="mt-3" />}
    </li>
  )
}

/** What can be done with somebody in this state. Nobody decides on themselves. */
function Decisions(props: { person: Person; busy: boolean; onApprove: () => void; onAsk: (asked: Asked) => void }) {
  const words = useMessages(admin)
  const { person, busy, onApprove, onAsk } = props
  const approve = (
    <Button size="sm" variant={person.status === 'pending' ? 'default' : 'outline'} disabled={busy} onClick={onApprove}>
      {person.status === 'suspended' ? words.restore : words.approve}
    </Button>
  )
  if (person.status === 'approved') {
    return (
      <Button size="sm" variant="outline" disabled={busy} onClick={() => onAsk({ person, status: 'suspended' })}>
        {words.suspend}
      </Button>
    )
  }
  if (person.status !== 'pending') return approve
  return (
    <>
      {approve}
      <Button size="sm" variant="outline" disabled={busy} onClick={() => onAsk({ person, status: 'rejected' })}>
        {words.reject}
      </Button>
    </>
  )
}
