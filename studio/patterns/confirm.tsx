import { useState, type ReactNode } from 'react'
import { useMessages } from '#lib/messages.ts'
import { basics } from '#messages/basics.ts'
import {
  AlertDialog,
  AlertDialogCancel,
  AlertDialogContent,
  AlertDialogDescription,
  AlertDialogFooter,
  AlertDialogHeader,
  AlertDialogTitle,
} from '#ui/alert-dialog.tsx'
import { Button } from '#ui/button.tsx'
import { ErrorNote } from './error-state.tsx'

/** Asks before something that cannot be undone. Stays open with the error when the act fails. */
export function Confirm(props: {
  open: boolean
  onOpenChange: (open: boolean) => void
  title: string
  text: ReactNode
  /** The verb on the button, e.g. "End session". */
  action: string
  destructive?: boolean
  disabled?: boolean
  onConfirm: () => Promise<unknown>
  children?: ReactNode
}) {
  const words = useMessages(basics)
  const [busy, setBusy] = useState(false)
  const [reason, setReason] = useState<unknown>(null)
  const change = (open: boolean): void => {
    if (busy) return
    setReason(null)
    props.onOpenChange(open)
  }
  const confirm = async (): Promise<void> => {
    setBusy(true)
    setReason(null)
    try {
      await props.onConfirm()
      props.onOpenChange(false)
    } catch (failure) {
      setReason(failure)
    } finally {
      setBusy(false)
    }
  }
  return (
    <AlertDialog open={props.open} onOpenChange={change}>
      <AlertDialogContent>
        <AlertDialogHeader>
          <AlertDialogTitle>{props.title}</AlertDialogTitle>
          <AlertDialogDescription>{props.text}</AlertDialogDescription>
        </AlertDialogHeader>
        {props.children}
        {reason !== null && <ErrorNote reason={reason} />}
        <AlertDialogFooter>
          <AlertDialogCancel disabled={busy}>{words.cancel}</AlertDialogCancel>
          <Button
            variant={props.destructive === true ? 'destructive' : 'default'}
            disabled={busy || props.disabled === true}
            onClick={() => void confirm()}
          >
            {props.action}
          </Button>
        </AlertDialogFooter>
      </AlertDialogContent>
    </AlertDialog>
  )
}
