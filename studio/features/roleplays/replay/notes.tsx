import type { SessionNote } from '@greenroom/contract/rehearsal-reviews.ts'
import { PencilIcon, PlusIcon, Trash2Icon } from 'lucide-react'
import { useId, useState } from 'react'
import { useFormat } from '#lib/format.ts'
import { useMessages } from '#lib/messages.ts'
import { scores } from '#messages/scores.ts'
import { ErrorNote } from '#patterns/error-state.tsx'
import { Button } from '#ui/button.tsx'
import { Textarea } from '#ui/textarea.tsx'
import { addNote, changeNote, deleteNote } from '../roleplays.api.ts'
import type { Placed } from './timeline.ts'

/** Notes with the moment they are about. */
export function CallNotes(props: {
  sessionId: string
  notes: readonly SessionNote[]
  placed: readonly Placed[]
  current: Placed | null
  writing: boolean
  onWriting: (writing: boolean) => void
  onGo: (placed: Placed) => void
}) {
  const words = useMessages(scores).notes
  const { current } = props
  const [whole, setWhole] = useState(false)
  const place = usePlace()
  const about = whole ? null : current
  return (
    <section aria-label={words.title}>
      <h2 className="text-sm font-semibold">{words.title}</h2>
      {props.notes.length === 0 && !props.writing && (
        <p className="text-muted-foreground mt-2 text-[0.8125rem]">{words.none}</p>
      )}
      <ul className="mt-2 grid gap-2">
        {props.notes.map((note) => (
          <Note key={note.id} note={note} {...props} />
        ))}
      </ul>
      {props.writing ? (
        <div className="mt-3">
          <p className="text-muted-foreground mb-1 text-xs">
            {about === null ? words.whole : words.here(place(about))}
            {about !== null && (
              <Button variant="link" size="xs" className="h-auto px-1.5" onClick={() => setWhole(true)}>
                {words.clear}
              </Button>
            )}
          </p>
          <NoteForm
            first=""
            onSave={async (body) => {
              const atMs = about === null || about.guessed ? null : Math.round(about.from * 1000)
              await addNote(props.sessionId, { turnId: about?.turn.id ?? null, atMs, body })
            }}
            onDone={() => {
              setWhole(false)
              props.onWriting(false)
            }}
          />
        </div>
      ) : (
        <Button variant="outline" size="sm" className="mt-3" onClick={() => props.onWriting(true)}>
          <PlusIcon />
          {words.add}
        </Button>
      )}
    </section>
  )
}

/** "at 1:05", or "on turn 7" where nobody measured. */
function usePlace(): (placed: Placed) => string {
  const words = useMessages(scores).notes
  const format = useFormat()
  return ({ turn, from, guessed }) => (guessed ? words.atTurn(turn.number) : words.at(format.duration(from)))
}

function Note(props: {
  note: SessionNote
  sessionId: string
  placed: readonly Placed[]
  onGo: (placed: Placed) => void
}) {
  const words = useMessages(scores).notes
  const format = useFormat()
  const place = usePlace()
  const { note, sessionId } = props
  const [editing, setEditing] = useState(false)
  const [reason, setReason] = useState<unknown>(null)
  const about = props.placed.find(({ turn }) => turn.id === note.turnId) ?? null
  return (
    <li className="bg-card rounded-lg border p-3 text-sm">
      <p className="text-muted-foreground flex flex-wrap gap-x-2 text-xs">
        <span className="font-medium">{note.author}</span>
        {about === null ? (
          note.atMs === null ? (
            words.whole
          ) : (
            words.at(format.duration(note.atMs / 1000))
          )
        ) : (
          <button type="button" className="text-primary rounded-sm" onClick={() => props.onGo(about)}>
            {place(about)}
          </button>
        )}
      </p>
      {editing ? (
        <NoteForm
          first={note.body}
          onSave={(body) => changeNote(sessionId, note.id, body)}
          onDone={() => setEditing(false)}
        />
      ) : (
        <p className="mt-1 whitespace-pre-wrap">{note.body}</p>
      )}
      {reason !== null && <ErrorNote reason={reason} className="mt-2" />}
      {note.mine && !editing && (
        <p className="mt-1 -ml-2 flex">
          <Button variant="ghost" size="xs" className="text-muted-foreground" onClick={() => setEditing(true)}>
            <PencilIcon />
            {words.edit}
          </Button>
          <Button
            variant="ghost"
            size="xs"
            className="text-muted-foreground"
            onClick={() => void deleteNote(sessionId, note.id).catch(setReason)}
          >
            <Trash2Icon />
            {words.delete}
          </Button>
        </p>
      )}
    </li>
  )
}

function NoteForm(props: { first: string; onSave: (body: string) => Promise<void>; onDone: () => void }) {
  const words = useMessages(scores).notes
  const id = useId()
  const [body, setBody] = useState(props.first)
  const [busy, setBusy] = useState(false)
  const [reason, setReason] = useState<unknown>(null)
  const save = async (): Promise<void> => {
    if (body.trim() === '' || busy) return
    setBusy(true)
    setReason(null)
    try {
      await props.onSave(body.trim())
      props.onDone()
    } catch (failure) {
      setReason(failure)
      setBusy(false)
    }
  }
  return (
    <form
      className="mt-1 grid gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <Textarea
        id={id}
        value={body}
        rows={3}
        autoFocus
        maxLength={4000}
        aria-label={words.label}
        placeholder={words.placeholder}
        onChange={({ target }) => setBody(target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') props.onDone()
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void save()
        }}
      />
      {reason !== null && <ErrorNote reason={reason} />}
      <div className="flex gap-2">
        <Button type="submit" size="sm" disabled={busy || body.trim() === ''}>
          {words.save}
        </Button>
        <Button type="button" variant="ghost" size="sm" onClick={props.onDone}>
          {words.cancel}
        </Button>
      </div>
    </form>
  )
}
