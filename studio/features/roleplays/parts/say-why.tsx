import { useState } from 'react'
import { useMessages } from '#lib/messages.ts'
import { calls } from '#messages/calls.ts'
import { Field } from '#patterns/field.tsx'
import { PageBody, PageHeader } from '#patterns/page-header.tsx'
import { Button } from '#ui/button.tsx'
import { Input } from '#ui/input.tsx'

const shortest = 10

/** An admin reads somebody else's call only with a reason, which is written down. */
export function SayWhy({ busy, onReason }: { busy: boolean; onReason: (reason: string) => void }) {
  const words = useMessages(calls).foreign
  const [reason, setReason] = useState('')
  const ready = reason.trim().length >= shortest
  return (
    <PageBody measure="narrow">
      <PageHeader title={words.title} text={words.text} />
      <form
        className="mt-6 grid gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          if (ready) onReason(reason.trim())
        }}
      >
        <Field label={words.reason} hint={words.reasonHint}>
          {(parts) => (
            <Input {...parts} value={reason} maxLength={300} onChange={({ target }) => setReason(target.value)} />
          )}
        </Field>
        <Button type="submit" disabled={!ready || busy} className="justify-self-start">
          {words.read}
        </Button>
      </form>
    </PageBody>
  )
}
