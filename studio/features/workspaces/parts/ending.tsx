import type { Fellow, Workspace } from '@greenroom/contract/workspaces.ts'
import { useId, useState } from 'react'
import { useLocation } from 'wouter'
import { useMe } from '#features/shell/gate.tsx'
import { Section } from '#features/shell/parts/section-page.tsx'
import { useMessages } from '#lib/messages.ts'
import { notify } from '#lib/notify.ts'
import { workspaces } from '#messages/workspaces.ts'
import { Confirm } from '#patterns/confirm.tsx'
import { Button } from '#ui/button.tsx'
import { Input } from '#ui/input.tsx'
import { Label } from '#ui/label.tsx'
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from '#ui/select.tsx'
import { deleteWorkspace, handOver, leaveWorkspace } from '../workspaces.api.ts'
import { nameOfFellow } from './fellow-row.tsx'

/** The owner hands over or deletes; everybody else may leave. */
export function Ending({ workspace, people }: { workspace: Workspace; people: readonly Fellow[] }) {
  return workspace.role === 'owner' ? (
    <>
      <HandOver workspace={workspace} others={people.filter(({ role }) => role !== 'owner')} />
      <Delete workspace={workspace} />
    </>
  ) : (
    <Leave workspace={workspace} />
  )
}

function HandOver({ workspace, others }: { workspace: Workspace; others: readonly Fellow[] }) {
  const words = useMessages(workspaces)
  const id = useId()
  const [to, setTo] = useState('')
  const [asking, setAsking] = useState(false)
  const chosen = others.find(({ userId }) => userId === to)
  const name = chosen === undefined ? '' : nameOfFellow(chosen)
  return (
    <Section title={words.handTitle} text={others.length === 0 ? words.handNobody : words.handText}>
      {others.length > 0 && (
        <div className="flex flex-wrap items-end gap-3">
          <div className="grid gap-2">
            <Label htmlFor={id}>{words.handTo}</Label>
            <Select value={to} onValueChange={setTo}>
              <SelectTrigger id={id} className="min-w-56 max-w-full">
                <SelectValue placeholder={words.handChoose} />
              </SelectTrigger>
              <SelectContent>
                {others.map((fellow) => (
                  <SelectItem key={fellow.userId} value={fellow.userId}>
                    {nameOfFellow(fellow)}
                  </SelectItem>
                ))}
              </SelectContent>
            </Select>
          </div>
          <Button variant="outline" disabled={chosen === undefined} onClick={() => setAsking(true)}>
            {words.hand}
          </Button>
        </div>
      )}
      <Confirm
        open={asking && chosen !== undefined}
        onOpenChange={setAsking}
        title={words.handAsk(name)}
        text={words.handAskText}
        action={words.hand}
        onConfirm={async () => {
          await handOver(workspace.id, to)
          await notify(words.handed(name))
        }}
      />
    </Section>
  )
}

function Leave({ workspace }: { workspace: Workspace }) {
  const words = useMessages(workspaces)
  const me = useMe()
  const [, navigate] = useLocation()
  const [asking, setAsking] = useState(false)
  return (
    <Section title={words.leaveTitle} text={words.leaveText}>
      <Button variant="outline" onClick={() => setAsking(true)}>
        {words.leave}
      </Button>
      <Confirm
        open={asking}
        onOpenChange={setAsking}
        title={words.leaveAsk(workspace.name)}
        text={words.leaveText}
        action={words.leave}
        destructive
        onConfirm={async () => {
          await leaveWorkspace(workspace.id, me.id)
          navigate('/settings/workspaces', { replace: true })
          await notify(words.left(workspace.name))
        }}
      />
    </Section>
  )
}

function Delete({ workspace }: { workspace: Workspace }) {
  const words = useMessages(workspaces)
  const id = useId()
  const [, navigate] = useLocation()
  const [asking, setAsking] = useState(false)
  const [typed, setTyped] = useState('')
  const open = (asked: boolean): void => {
    setTyped('')
    setAsking(asked)
  }
  return (
    <Section title={words.deleteTitle} text={words.deleteText}>
      <Button variant="destructive" onClick={() => open(true)}>
        {words.delete}
      </Button>
      <Confirm
        open={asking}
        onOpenChange={open}
        title={words.deleteAsk(workspace.name)}
        text={words.deleteText}
        action={words.delete}
        destructive
        disabled={typed.trim() !== workspace.name}
        onConfirm={async () => {
          await deleteWorkspace(workspace.id, typed)
          navigate('/settings/workspaces', { replace: true })
          await notify(words.deleted(workspace.name))
        }}
      >
        <div className="grid gap-2">
          <Label htmlFor={id} className="leading-snug wrap-anywhere">
            {words.deleteType(workspace.name)}
          </Label>
          <Input id={id} value={typed} autoComplete="off" onChange={(event) => setTyped(event.target.value)} />
        </div>
      </Confirm>
    </Section>
  )
}
