import type { Person } from '@greenroom/contract/accounts.ts'
import { useState } from 'react'
import { useMessages } from '#lib/messages.ts'
import { admin } from '#messages/admin.ts'
import { Confirm } from '#patterns/confirm.tsx'
import { Field } from '#patterns/field.tsx'
import { Textarea } from '#ui/textarea.tsx'
import { decide } from '../people.api.ts'

/** What an admin wants to do with somebody, before it is done. */
export interface Asked {
  person: Person
  status: 'rejected' | 'suspended'
}

export const nameOf = ({ firstName, lastName, email }: Person): string => `${firstName} ${lastName}`.trim() || email

/** Rejecting and suspending are asked for a reason, which the person will read. */
export function DecideDialog({ asked, onClose }: { asked: Asked; onClose: () => void }) {
  const words = useMessages(admin)
  const [reason, setReason] = useState('')
  const { person, status } = asked
  const name = nameOf(person)
  const rejects = status === 'rejected'
  return (
    <Confirm
      open
      onOpenChange={onClose}
      title={rejects ? words.rejectTitle(name) : words.suspendTitle(name)}
      text={rejects ? words.rejectText : words.suspendText}
      action={rejects ? words.reject : words.suspend}
      destructive
      onConfirm={() => decide({ personId: person.id, status, reason })}
    >
      <Field label={words.reason} hint={rejects ? words.reasonHint : undefined} optional>
        {(parts) => (
          <Textarea
            {...parts}
            maxLength={500}
            rows={3}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
    </Confirm>
  )
}
