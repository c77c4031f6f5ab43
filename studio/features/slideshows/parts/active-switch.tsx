import type { MediaSession } from '@greenroom/contract/slideshows.ts'
import { useId, useState } from 'react'
import { ApiProblem } from '#lib/api.ts'
import { useMessages } from '#lib/messages.ts'
import { queryClient, queryOf } from '#lib/queries.ts'
import { slideshows } from '#messages/slideshows.ts'
import { Confirm } from '#patterns/confirm.tsx'
import { Label } from '#ui/label.tsx'
import { Switch } from '#ui/switch.tsx'
import { activateSession, pauseSession } from '../slideshows.api.ts'

/**
 * Switches a session on and off. Only one can be on: when another one is, it is named and the person decides. Failures
 * are told where the session is shown.
 */
function useActivation(session: MediaSession, onTrouble: (reason: unknown) => void) {
  const words = useMessages(slideshows)
  const [busy, setBusy] = useState(false)
  const [other, setOther] = useState<{ id: string; name: string } | null>(null)

  const toggle = async (): Promise<void> => {
    if (busy) return
    setBusy(true)
    onTrouble(null)
    try {
      await (session.isActive ? pauseSession(session.id) : activateSession(session.id))
    } catch (reason) {
      if (reason instanceof ApiProblem && reason.code === 'slideshows.other_active') await ask(reason)
      else onTrouble(reason)
    } finally {
      setBusy(false)
    }
  }
  const ask = async (refusal: ApiProblem): Promise<void> => {
    // What this window knows may be older than the refusal.
    const list = await queryClient.fetchQuery({ ...queryOf('GET /api/media-sessions'), staleTime: 0 }).catch(() => null)
    const active = list?.sessions.find(({ id, isActive }) => isActive && id !== session.id)
    if (active === undefined) onTrouble(refusal)
    else setOther({ id: active.id, name: active.name })
  }
  const question = other !== null && (
    <Confirm
      open
      onOpenChange={() => setOther(null)}
      title={words.switchTitle(session.name)}
      text={words.switchText(other.name, session.name)}
      action={words.switchOver}
      onConfirm={() => activateSession(session.id, other.id)}
    />
  )
  return { toggle: () => void toggle(), busy, question }
}

export function ActiveSwitch(props: { session: MediaSession; onTrouble: (reason: unknown) => void; quiet?: boolean }) {
  const words = useMessages(slideshows)
  const id = useId()
  const { session } = props
  const { toggle, busy, question } = useActivation(session, props.onTrouble)
  return (
    <span className="flex shrink-0 items-center gap-2">
      <Switch
        id={id}
        checked={session.isActive}
        disabled={busy}
        onCheckedChange={toggle}
        aria-label={words.activeOf(session.name)}
      />
      <Label htmlFor={id} className={props.quiet === true ? 'sr-only' : 'text-[0.8125rem]'}>
        {session.isActive ? words.active : words.paused}
      </Label>
      {question}
    </span>
  )
}
