import type { CalendarEntry } from '@greenroom/contract/slideshows.ts'
import { useState, type FormEvent } from 'react'
import { useMessages } from '#lib/messages.ts'
import { basics } from '#messages/basics.ts'
import { calendar } from '#messages/calendar.ts'
import { Field } from '#patterns/field.tsx'
import { Button } from '#ui/button.tsx'
import { Dialog, DialogContent, DialogDescription, DialogFooter, DialogHeader, DialogTitle } from '#ui/dialog.tsx'
import { Input } from '#ui/input.tsx'
import { shownDay } from '../calendar.rules.ts'
import { isDay } from '../days.ts'

/** Another day and time for a planned slideshow, by the clock of its session. */
export default function MoveDialog(props: {
  entry: CalendarEntry
  onClose: () => void
  onMove: (day: string, clock: string) => boolean
}) {
  const words = useMessages(calendar)
  const { cancel } = useMessages(basics)
  const { entry, onClose } = props
  const [day, setDay] = useState(() => shownDay(entry))
  const [clock, setClock] = useState(entry.localTime)
  const [wrong, setWrong] = useState<string | null>(null)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (!isDay(day) || !/^\d{2}:\d{2}$/.test(clock)) return setWrong(words.wrongTime)
    if (props.onMove(day, clock)) onClose()
    else setWrong(words.inThePast)
  }
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent className="sm:max-w-sm">
        <DialogHeader>
          <DialogTitle className="leading-snug">{words.moveTitle(entry.sessionName)}</DialogTitle>
          <DialogDescription>{words.moveText(entry.timeZone.replaceAll('_', ' '))}</DialogDescription>
        </DialogHeader>
        <form className="grid gap-5" noValidate onSubmit={submit}>
          <div className="grid grid-cols-2 gap-3">
            <Field label={words.day} error={wrong}>
              {(parts) => (
                <Input {...parts} type="date" autoFocus value={day} onChange={({ target }) => setDay(target.value)} />
              )}
            </Field>
            <Field label={words.time}>
              {(parts) => (
                <Input {...parts} type="time" value={clock} onChange={({ target }) => setClock(target.value)} />
              )}
            </Field>
          </div>
          <DialogFooter>
            <Button type="button" variant="outline" onClick={onClose}>
              {cancel}
            </Button>
            <Button type="submit">{words.submitMove}</Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  )
}
