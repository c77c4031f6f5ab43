import { PhoneIcon } from 'lucide-react'
import { useId, type ReactNode } from 'react'
import { useMessages } from '#lib/messages.ts'
import { calls } from '#messages/calls.ts'
import { Button } from '#ui/button.tsx'
import { Textarea } from '#ui/textarea.tsx'
import { BriefPanel } from '../parts/brief-panel.tsx'
import { Disclosure } from './stage.tsx'
import type { CallDesk } from './use-call.ts'

/** Before the call: what there is to know on one side, one's own notes on the other. The notes are turn 0. */
export function Prepare({ call, children }: { call: CallDesk; children?: ReactNode }) {
  const words = useMessages(calls)
  const id = useId()
  const { roleplay, brief, rubric } = call.rehearsal
  const { draft, pending } = call.sending
  const begin = (): void => void call.say({ text: draft.trim(), source: 'typed' })
  return (
    <div className="grid gap-8 lg:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
      <section aria-label={words.brief.title} className="bg-card rounded-xl border p-4 sm:p-5">
        <BriefPanel brief={brief} rubric={rubric} language={roleplay.language} />
      </section>
      <form
        className="grid content-start gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          if (pending === null) begin()
        }}
      >
        <h2 className="text-base font-semibold">{words.prepare.title}</h2>
        <div className="grid gap-2">
          <label htmlFor={id} className="text-sm font-medium">
            {words.prepare.notesLabel}
          </label>
          <Textarea
            id={id}
            value={pending === null ? draft : pending.text}
            disabled={pending !== null}
            rows={8}
            placeholder={words.prepare.notesPlaceholder}
            aria-describedby={`${id}-hint`}
            onChange={({ target }) => call.outbox.type(target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.form?.requestSubmit()
            }}
            className="min-h-40"
          />
          <p id={`${id}-hint`} className="text-muted-foreground text-[0.8125rem]">
            {words.prepare.notesHint}
          </p>
        </div>
        {children}
        <div className="flex flex-wrap items-center gap-3">
          <Button type="submit" size="lg" disabled={pending !== null}>
            <PhoneIcon />
            {pending === null ? words.prepare.call(roleplay.customerName) : words.prepare.calling}
          </Button>
          <Disclosure name={roleplay.customerName} />
        </div>
      </form>
    </div>
  )
}
