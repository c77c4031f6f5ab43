import { useState, type FormEvent } from 'react'
import { useLanguage } from '#lib/language.ts'
import { useMessages } from '#lib/messages.ts'
import { notify } from '#lib/notify.ts'
import { basics } from '#messages/basics.ts'
import { practice } from '#messages/practice.ts'
import { ErrorNote } from '#patterns/error-state.tsx'
import { Field } from '#patterns/field.tsx'
import { Button } from '#ui/button.tsx'
import { Dialog, DialogContent, DialogDescription, DialogFooter, DialogHeader, DialogTitle } from '#ui/dialog.tsx'
import { Input } from '#ui/input.tsx'
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from '#ui/select.tsx'
import { Textarea } from '#ui/textarea.tsx'
import { assign, useAssignable, useTeam } from '../practice.api.ts'

/** Asks people of a workspace to practise a scenario. */
export default function AssignDialog({ workspaceId, onClose }: { workspaceId: string; onClose: () => void }) {
  const words = useMessages(practice).assigning
  const common = useMessages(basics)
  const language = useLanguage()
  const scenarios = useAssignable(workspaceId).data ?? []
  const people = useTeam(workspaceId).data?.people ?? []
  const [scenarioId, setScenarioId] = useState('')
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [due, setDue] = useState('')
  const [note, setNote] = useState('')
  const [asked, setAsked] = useState(false)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  const choose = (userId: string, on: boolean): void =>
    setChosen((before) => new Set(on ? [...before, userId] : [...before].filter((id) => id !== userId)))

  const send = async (): Promise<void> => {
    setAsked(true)
    if (scenarioId === '' || chosen.size === 0) return
    setBusy(true)
    setProblem(null)
    try {
      const dueAt = due === '' ? null : new Date(due).toISOString()
      const { created, already } = await assign({ workspaceId, scenarioId, userIds: [...chosen], note, dueAt })
      onClose()
      const names = people.filter(({ userId }) => already.includes(userId)).map(({ name }) => name)
      await notify(
        [created.length > 0 ? words.sent(created.length) : '', names.length > 0 ? words.already(names.join(', ')) : '']
          .filter((part) => part !== '')
          .join(' '),
      )
    } catch (reason) {
      setProblem(reason)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent className="max-h-[90dvh] overflow-y-auto">
        <DialogHeader>
          <DialogTitle>{words.title}</DialogTitle>
          <DialogDescription>{words.text}</DialogDescription>
        </DialogHeader>
        <form
          className="grid gap-5"
          onSubmit={(event: FormEvent) => {
            event.preventDefault()
            if (!busy) void send()
          }}
        >
          <Field label={words.scenario} error={asked && scenarioId === '' ? words.noScenario : null}>
            {(parts) => (
              <Select value={scenarioId} onValueChange={setScenarioId}>
                <SelectTrigger {...parts} className="w-full">
                  <SelectValue placeholder={words.chooseScenario} />
                </SelectTrigger>
                <SelectContent>
                  {scenarios.map(({ id, title }) => (
                    <SelectItem key={id} value={id}>
                      {title[language]}
                    </SelectItem>
                  ))}
                </SelectContent>
              </Select>
            )}
          </Field>
          <fieldset className="grid gap-2">
            <legend className="mb-2 text-sm font-medium">{words.people}</legend>
            {people.length > 1 && (
              <Choice
                label={words.everybody}
                on={chosen.size === people.length}
                onChange={(on) => setChosen(new Set(on ? people.map(({ userId }) => userId) : []))}
              />
            )}
            <div className="grid max-h-52 gap-1 overflow-y-auto rounded-lg border p-2 sm:grid-cols-2">
              {people.map(({ userId, name }) => (
                <Choice key={userId} label={name} on={chosen.has(userId)} onChange={(on) => choose(userId, on)} />
              ))}
            </div>
            {people.length === 1 && <p className="text-muted-foreground text-[0.8125rem]">{words.alone}</p>}
            {asked && chosen.size === 0 && (
              <p role="alert" className="text-destructive text-[0.8125rem]">
                {words.noPeople}
              </p>
            )}
          </fieldset>
          <Field label={words.due} optional>
            {(parts) => (
              <Input
                {...parts}
                type="datetime-local"
                className="w-fit"
                value={due}
                onChange={(event) => setDue(event.target.value)}
              />
            )}
          </Field>
          <Field label={words.note} optional hint={words.noteHint}>
            {(parts) => (
              <Textarea
                {...parts}
                rows={3}
                maxLength={1000}
                value={note}
                onChange={(event) => setNote(event.target.value)}
              />
            )}
          </Field>
          {problem !== null && <ErrorNote reason={problem} />}
          <DialogFooter>
            <Button type="button" variant="outline" onClick={onClose}>
              {common.cancel}
            </Button>
            <Button type="submit" disabled={busy}>
              {words.send}
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  )
}

function Choice({ label, on, onChange }: { label: string; on: boolean; onChange: (on: boolean) => void }) {
  return (
    <label className="hover:bg-accent flex cursor-pointer items-center gap-2.5 rounded-md px-2 py-1.5 text-sm">
      <input
        type="checkbox"
        checked={on}
        onChange={(event) => onChange(event.target.checked)}
        className="accent-primary size-4"
      />
      <span className="min-w-0 truncate">{label}</span>
    </label>
  )
}
