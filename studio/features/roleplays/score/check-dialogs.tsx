import type { CheckResult } from '@greenroom/contract/roleplays.ts'
import { useState, type ReactNode } from 'react'
import { useLanguage } from '#lib/language.ts'
import { useMessages } from '#lib/messages.ts'
import { notify } from '#lib/notify.ts'
import { basics } from '#messages/basics.ts'
import { scores } from '#messages/scores.ts'
import { ErrorNote } from '#patterns/error-state.tsx'
import { Field } from '#patterns/field.tsx'
import { Button } from '#ui/button.tsx'
import { Dialog, DialogContent, DialogDescription, DialogFooter, DialogHeader, DialogTitle } from '#ui/dialog.tsx'
import { Textarea } from '#ui/textarea.tsx'
import { ToggleGroup, ToggleGroupItem } from '#ui/toggle-group.tsx'
import { disputeCheck, reviewCheck } from '../roleplays.api.ts'

interface AboutCheck {
  sessionId: string
  result: CheckResult
  onClose: () => void
}
const decisions = ['met', 'not_met', 'not_applicable'] as const

/** The trainee says that a check is wrong about the call. */
export function DisputeDialog({ sessionId, result, onClose }: AboutCheck) {
  const words = useMessages(scores).dispute
  const [reason, setReason] = useState('')
  return (
    <CheckDialog
      title={words.title}
      text={words.text}
      result={result}
      action={words.send}
      ready={reason.trim() !== ''}
      onClose={onClose}
      onDo={async () => {
        await disputeCheck(sessionId, result.check.id, reason.trim())
        void notify(words.sent)
      }}
    >
      <Field label={words.reason}>
        {(parts) => (
          <Textarea
            {...parts}
            value={reason}
            rows={3}
            maxLength={1000}
            autoFocus
            onChange={({ target }) => setReason(target.value)}
          />
        )}
      </Field>
    </CheckDialog>
  )
}

/** A leader confirms a check or decides otherwise. */
export function DecideDialog({ sessionId, result, onClose }: AboutCheck) {
  const words = useMessages(scores)
  const judged = decisions.find((one) => one === result.verdict) ?? null
  const [verdict, setVerdict] = useState<(typeof decisions)[number] | null>(judged)
  const [reason, setReason] = useState('')
  return (
    <CheckDialog
      title={words.review.title}
      text={words.review.text}
      result={result}
      action={words.review.save}
      ready={verdict !== null && (verdict === judged || reason.trim() !== '')}
      onClose={onClose}
      onDo={async () => {
        if (verdict !== null) await reviewCheck(sessionId, { checkId: result.check.id, verdict, reason: reason.trim() })
      }}
    >
      <ToggleGroup
        type="single"
        variant="outline"
        value={verdict ?? ''}
        aria-label={words.review.verdict}
        onValueChange={(value) => setVerdict(decisions.find((one) => one === value) ?? verdict)}
      >
        {decisions.map((one) => (
          <ToggleGroupItem key={one} value={one} className="px-3">
            {words.verdicts[one]}
          </ToggleGroupItem>
        ))}
      </ToggleGroup>
      <Field label={words.review.reason} hint={words.review.reasonHint}>
        {(parts) => (
          <Textarea
            {...parts}
            value={reason}
            rows={3}
            maxLength={1000}
            onChange={({ target }) => setReason(target.value)}
          />
        )}
      </Field>
    </CheckDialog>
  )
}

function CheckDialog(props: {
  title: string
  text: string
  result: CheckResult
  action: string
  ready: boolean
  onClose: () => void
  onDo: () => Promise<void>
  children: ReactNode
}) {
  const { cancel } = useMessages(basics)
  const language = useLanguage()
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<unknown>(null)
  const act = async (): Promise<void> => {
    setBusy(true)
    setFailure(null)
    try {
      await props.onDo()
      props.onClose()
    } catch (reason) {
      setFailure(reason)
      setBusy(false)
    }
  }
  return (
    <Dialog open onOpenChange={(open) => !open && !busy && props.onClose()}>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>{props.title}</DialogTitle>
          <DialogDescription>{props.text}</DialogDescription>
        </DialogHeader>
        <p className="text-sm font-medium">{props.result.check.question[language]}</p>
        <form
          className="grid gap-4"
          onSubmit={(event) => {
            event.preventDefault()
            if (props.ready && !busy) void act()
          }}
        >
          {props.children}
          {failure !== null && <ErrorNote reason={failure} />}
          <DialogFooter>
            <Button type="button" variant="ghost" onClick={props.onClose} disabled={busy}>
              {cancel}
            </Button>
            <Button type="submit" disabled={!props.ready || busy}>
              {props.action}
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  )
}
