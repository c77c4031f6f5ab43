import type { Assignment } from '@greenroom/contract/assignments.ts'
import { useId, useState } from 'react'
import { useFormat } from '#lib/format.ts'
import { useLanguage } from '#lib/language.ts'
import { useMessages } from '#lib/messages.ts'
import { notify } from '#lib/notify.ts'
import { basics } from '#messages/basics.ts'
import { practice } from '#messages/practice.ts'
import { ErrorNote } from '#patterns/error-state.tsx'
import { Button } from '#ui/button.tsx'
import { Dialog, DialogContent, DialogDescription, DialogFooter, DialogHeader, DialogTitle } from '#ui/dialog.tsx'
import { handIn } from '../practice.api.ts'

/** Which finished call to hand in, and what that means. */
export default function HandInDialog({ assignment, onClose }: { assignment: Assignment; onClose: () => void }) {
  const words = useMessages(practice)
  const common = useMessages(basics)
  const language = useLanguage()
  const format = useFormat()
  const name = useId()
  const [chosen, setChosen] = useState(assignment.candidates[0]?.sessionId ?? '')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  const send = async (): Promise<void> => {
    setBusy(true)
    setProblem(null)
    try {
      await handIn(assignment.id, chosen)
      onClose()
      await notify(words.assignment.done)
    } catch (reason) {
      setProblem(reason)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>{words.assignment.handInTitle}</DialogTitle>
          <DialogDescription>{words.assignment.handInText}</DialogDescription>
        </DialogHeader>
        <fieldset className="grid gap-1.5">
          <legend className="mb-2 text-sm font-medium">
            {words.assignment.which}: {assignment.title[language]}
          </legend>
          {assignment.candidates.map(({ sessionId, score, at }) => (
            <label
              key={sessionId}
              className="has-checked:border-primary has-checked:bg-tint flex cursor-pointer items-center gap-3 rounded-lg border px-3.5 py-2.5 text-sm"
            >
              <input
                type="radio"
                name={name}
                value={sessionId}
                checked={chosen === sessionId}
                onChange={() => setChosen(sessionId)}
                className="accent-primary size-4"
              />
              <span className="flex-1">{format.dateTime(at)}</span>
              <span className="text-muted-foreground tabular-nums">
                {score === null ? words.today.notScored : words.assignment.scored(format.number(Math.round(score)))}
              </span>
            </label>
          ))}
        </fieldset>
        {problem !== null && <ErrorNote reason={problem} />}
        <DialogFooter>
          <Button variant="outline" onClick={onClose}>
            {common.cancel}
          </Button>
          <Button disabled={busy || chosen === ''} onClick={() => void send()}>
            {words.assignment.send}
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  )
}
