import type { Roleplay, SpokenTurn } from '@greenroom/contract/rehearsals.ts'
import { KeyboardIcon, MicIcon } from 'lucide-react'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { useMessages } from '#lib/messages.ts'
import { scores } from '#messages/scores.ts'
import { ErrorNote } from '#patterns/error-state.tsx'
import { Button } from '#ui/button.tsx'
import { Dialog, DialogContent, DialogDescription, DialogFooter, DialogHeader, DialogTitle } from '#ui/dialog.tsx'
import { canRecord } from '../call/microphone.ts'
import { retryMoment } from '../roleplays.api.ts'

/** A new call that goes on from right before a turn of this one. */
export function TryAgain(props: { roleplay: Roleplay; turn: SpokenTurn; onClose: () => void }) {
  const words = useMessages(scores).replay
  const [, navigate] = useLocation()
  const [key] = useState(() => crypto.randomUUID())
  const [busy, setBusy] = useState(false)
  const [reason, setReason] = useState<unknown>(null)
  const begin = async (mode: Roleplay['mode']): Promise<void> => {
    setBusy(true)
    setReason(null)
    try {
      const { roleplay } = await retryMoment(props.roleplay.id, props.turn.number, mode, key)
      navigate(`/coach/sessions/${roleplay.id}`)
    } catch (failure) {
      setReason(failure)
      setBusy(false)
    }
  }
  return (
    <Dialog open onOpenChange={(open) => !open && !busy && props.onClose()}>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>{words.tryTitle}</DialogTitle>
          <DialogDescription>{words.tryText}</DialogDescription>
        </DialogHeader>
        <blockquote lang={props.roleplay.language} className="border-l-2 pl-3 text-sm">
          {props.turn.text}
        </blockquote>
        {reason !== null && <ErrorNote reason={reason} />}
        <DialogFooter>
          <Button variant="outline" disabled={busy || !canRecord()} onClick={() => void begin('spoken')}>
            <MicIcon />
            {words.trySpoken}
          </Button>
          <Button disabled={busy} onClick={() => void begin('typed')}>
            <KeyboardIcon />
            {words.tryTyped}
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  )
}
