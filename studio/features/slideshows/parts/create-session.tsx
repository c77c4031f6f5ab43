import type { MediaSession, PostingHours } from '@greenroom/contract/slideshows.ts'
import { useState, type FormEvent } from 'react'
import { ApiProblem } from '#lib/api.ts'
import { useMessages } from '#lib/messages.ts'
import { useFieldText } from '#lib/problem-text.ts'
import { basics } from '#messages/basics.ts'
import { slideshows } from '#messages/slideshows.ts'
import { ErrorNote } from '#patterns/error-state.tsx'
import { Field } from '#patterns/field.tsx'
import { Button } from '#ui/button.tsx'
import { Dialog, DialogContent, DialogDescription, DialogFooter, DialogHeader, DialogTitle } from '#ui/dialog.tsx'
import { Input } from '#ui/input.tsx'
import { browserZone } from '#features/calendar/days.ts'
import { createSession } from '../slideshows.api.ts'
import { HoursFields } from './hours-fields.tsx'
import { NumberField } from './number-field.tsx'
import { ZoneField } from './zone-field.tsx'

const everyDay: PostingHours = { weekdays: [1, 2, 3, 4, 5, 6, 7], from: '09:00', until: '18:00' }

export default function CreateSession(props: { onClose: () => void; onDone: (session: MediaSession) => void }) {
  const words = useMessages(slideshows)
  return (
    <Dialog open onOpenChange={(open) => !open && props.onClose()}>
      <DialogContent className="max-h-[90dvh] overflow-y-auto">
        <DialogHeader>
          <DialogTitle>{words.createTitle}</DialogTitle>
          <DialogDescription>{words.createText}</DialogDescription>
        </DialogHeader>
        <Form {...props} />
      </DialogContent>
    </Dialog>
  )
}

function Form(props: { onClose: () => void; onDone: (session: MediaSession) => void }) {
  const words = useMessages(slideshows)
  const { cancel } = useMessages(basics)
  const textOfField = useFieldText()
  const [name, setName] = useState('')
  const [frequency, setFrequency] = useState(1)
  const [timeZone, setTimeZone] = useState(browserZone)
  const [hours, setHours] = useState(everyDay)
  const [wrong, setWrong] = useState<string | null>(null)
  const [reason, setReason] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault()
    const given = name.trim()
    const complaint = given === '' ? words.nameMissing : given.length > 120 ? words.nameLong : null
    setWrong(complaint)
    setReason(null)
    if (complaint !== null) {
      const field = event.currentTarget.elements.namedItem('name')
      return field instanceof HTMLElement ? field.focus() : undefined
    }
    if (hours.from > hours.until || busy) return
    setBusy(true)
    try {
      props.onDone(
        await createSession({
          name: given,
          frequency,
          timeZone,
          postingHours: hours,
          maxPerDay: Math.max(3, frequency),
        }),
      )
    } catch (failure) {
      const field = failure instanceof ApiProblem ? failure.fields.find(({ path }) => path === 'name') : undefined
      if (field === undefined) setReason(failure)
      else setWrong(textOfField(field))
    } finally {
      setBusy(false)
    }
  }
  return (
    <form className="grid gap-5" noValidate onSubmit={(event) => void submit(event)}>
      <Field label={words.name} error={wrong}>
        {(parts) => (
          <Input
            {...parts}
            name="name"
            autoFocus
            autoComplete="off"
            placeholder={words.namePlaceholder}
            value={name}
            onChange={({ target }) => setName(target.value)}
          />
        )}
      </Field>
      <NumberField
        label={words.schedule.frequency}
        hint={words.schedule.frequencyHint}
        value={frequency}
        min={1}
        max={24}
        onChange={setFrequency}
      />
      <Field label={words.schedule.zone}>
        {(parts) => <ZoneField parts={parts} value={timeZone} onChange={setTimeZone} />}
      </Field>
      <HoursFields value={hours} onChange={setHours} />
      {reason !== null && <ErrorNote reason={reason} />}
      <DialogFooter>
        <Button type="button" variant="outline" onClick={props.onClose}>
          {cancel}
        </Button>
        <Button type="submit" disabled={busy}>
          {words.submitCreate}
        </Button>
      </DialogFooter>
    </form>
  )
}
