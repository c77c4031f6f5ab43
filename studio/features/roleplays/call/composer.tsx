import { SendHorizontalIcon } from 'lucide-react'
import { useId, type RefObject } from 'react'
import { useMessages } from '#lib/messages.ts'
import { calls } from '#messages/calls.ts'
import { Button } from '#ui/button.tsx'
import { Textarea } from '#ui/textarea.tsx'
import type { CallDesk } from './use-call.ts'

const most = 20_000

/** The field in which one types a turn. What stands in it outlives a reload. */
export function Composer(props: { call: CallDesk; field: RefObject<HTMLTextAreaElement | null> }) {
  const words = useMessages(calls).room
  const id = useId()
  const { call } = props
  const { draft, pending } = call.sending
  const long = draft.length > most
  const ready = call.talking && pending === null && !long
  const say = (): void => {
    const text = draft.trim()
    if (ready && text !== '') call.say({ text, source: 'typed' })
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        say()
      }}
    >
      <div className="flex items-end gap-2">
        <Textarea
          ref={props.field}
          value={draft}
          rows={2}
          autoFocus={matchMedia('(min-width: 48rem)').matches}
          disabled={!call.talking}
          aria-label={words.sayLabel(call.rehearsal.roleplay.customerName)}
          aria-describedby={id}
          aria-invalid={long || undefined}
          placeholder={words.sayPlaceholder}
          onChange={({ target }) => call.outbox.type(target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') event.currentTarget.blur()
            if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
            event.preventDefault()
            say()
          }}
          className="max-h-40 min-h-16 flex-1 resize-none"
        />
        <Button type="submit" size="lg" disabled={!ready || draft.trim() === ''}>
          <SendHorizontalIcon />
          {words.say}
        </Button>
      </div>
      <p id={id} className="text-muted-foreground mt-1.5 text-xs">
        {long ? words.tooLong : pending === null ? words.sayHint : words.sending}
      </p>
    </form>
  )
}
