import type { Rehearsal, SpokenTurn } from '@greenroom/contract/rehearsals.ts'
import { CheckIcon, PencilIcon } from 'lucide-react'
import { useState } from 'react'
import { useMessages } from '#lib/messages.ts'
import { calls } from '#messages/calls.ts'
import { ErrorNote } from '#patterns/error-state.tsx'
import { Button } from '#ui/button.tsx'
import { cn } from '#ui/cn.ts'
import { Textarea } from '#ui/textarea.tsx'
import { CallHeader } from '../parts/call-header.tsx'
import { PlayTurn } from '../parts/play-turn.tsx'
import { editTurn, finishCall } from '../roleplays.api.ts'

/** After the conversation: one's own words may be put right, and then the call is scored. */
export function Review({ rehearsal }: { rehearsal: Rehearsal }) {
  const words = useMessages(calls)
  const { roleplay, turns } = rehearsal
  const [busy, setBusy] = useState(false)
  const [reason, setReason] = useState<unknown>(null)
  const finish = async (): Promise<void> => {
    setBusy(true)
    setReason(null)
    try {
      await finishCall(roleplay.id)
    } catch (failure) {
      setReason(failure)
      setBusy(false)
    }
  }
  const finishing = (
    <Button onClick={() => void finish()} disabled={busy}>
      <CheckIcon />
      {busy ? words.over.finishing : words.over.finish}
    </Button>
  )
  return (
    <div className="mx-auto w-full max-w-3xl px-5 py-6 sm:px-8">
      <CallHeader roleplay={roleplay} actions={finishing} />
      <h2 className="mt-8 text-lg font-semibold">{words.over.title}</h2>
      <p className="text-muted-foreground mt-1 max-w-prose text-sm">
        {roleplay.outcome !== null && `${words.room.outcomes[roleplay.outcome]} `}
        {words.over.text}
      </p>
      {reason !== null && <ErrorNote reason={reason} className="mt-4" />}
      {turns.every(({ speaker }) => speaker === 'customer') && (
        <p className="text-muted-foreground mt-6 text-sm">{words.over.nothing}</p>
      )}
      <ol className="mt-6 divide-y border-y" lang={roleplay.language}>
        {turns.map((turn) => (
          <Line key={turn.id} turn={turn} rehearsal={rehearsal} />
        ))}
      </ol>
      <div className="mt-6 flex justify-end">{finishing}</div>
    </div>
  )
}

function Line({ turn, rehearsal }: { turn: SpokenTurn; rehearsal: Rehearsal }) {
  const words = useMessages(calls)
  const [editing, setEditing] = useState(false)
  const mine = turn.speaker === 'trainee'
  const { id, customerName } = rehearsal.roleplay
  return (
    <li className="group/line grid gap-x-4 gap-y-1 py-3 sm:grid-cols-[7rem_minmax(0,1fr)_auto]">
      <p className={cn('text-sm font-medium', !mine && 'text-muted-foreground')}>
        {turn.aside ? words.notes : mine ? words.you : customerName}
      </p>
      {editing ? (
        <EditTurn turn={turn} sessionId={id} onDone={() => setEditing(false)} />
      ) : (
        <div className="min-w-0">
          <p className={cn('text-sm leading-relaxed whitespace-pre-wrap', !mine && 'text-muted-foreground')}>
            {turn.text}
          </p>
          {turn.firstText !== null && turn.firstText !== turn.text && (
            <p className="text-muted-foreground mt-1 text-[0.8125rem]">
              {words.over.first} <s>{turn.firstText}</s>
            </p>
          )}
        </div>
      )}
      {!editing && (
        <div className="flex items-start gap-1">
          {turn.audioUrl !== null && <PlayTurn url={turn.audioUrl} />}
          {mine && (
            <Button variant="ghost" size="sm" onClick={() => setEditing(true)}>
              <PencilIcon />
              {words.over.edit}
            </Button>
          )}
        </div>
      )}
    </li>
  )
}

function EditTurn({ turn, sessionId, onDone }: { turn: SpokenTurn; sessionId: string; onDone: () => void }) {
  const words = useMessages(calls).over
  const [text, setText] = useState(turn.text)
  const [busy, setBusy] = useState(false)
  const [reason, setReason] = useState<unknown>(null)
  const save = async (): Promise<void> => {
    if (text === turn.text) return onDone()
    setBusy(true)
    setReason(null)
    try {
      await editTurn(sessionId, turn.id, text)
      onDone()
    } catch (failure) {
      setReason(failure)
      setBusy(false)
    }
  }
  return (
    <form
      className="grid gap-2 sm:col-span-2"
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <Textarea
        value={text}
        autoFocus
        rows={3}
        maxLength={20_000}
        aria-label={words.editLabel}
        onChange={({ target }) => setText(target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onDone()
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.form?.requestSubmit()
        }}
      />
      {reason !== null && <ErrorNote reason={reason} />}
      <div className="flex gap-2">
        <Button type="submit" size="sm" disabled={busy}>
          {words.save}
        </Button>
        <Button type="button" size="sm" variant="ghost" onClick={onDone} disabled={busy}>
          {words.cancel}
        </Button>
      </div>
    </form>
  )
}
