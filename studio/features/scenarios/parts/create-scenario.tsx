import type { ScenarioCard } from '@greenroom/contract/scenario-shelf.ts'
import { useState, type FormEvent } from 'react'
import { useLanguage } from '#lib/language.ts'
import { useMessages } from '#lib/messages.ts'
import { basics } from '#messages/basics.ts'
import { scenarios as room } from '#messages/scenarios.ts'
import { ErrorNote } from '#patterns/error-state.tsx'
import { Field } from '#patterns/field.tsx'
import { Button } from '#ui/button.tsx'
import { Dialog, DialogContent, DialogDescription, DialogFooter, DialogHeader, DialogTitle } from '#ui/dialog.tsx'
import { Input } from '#ui/input.tsx'
import { Label } from '#ui/label.tsx'
import { ToggleGroup, ToggleGroupItem } from '#ui/toggle-group.tsx'
import { Choice } from '../fields/choice.tsx'
import { createScenario, type NewScenario } from '../scenarios.api.ts'
import type { Place } from '../where.ts'

const ways = ['copy', 'empty', 'file'] as const
type Way = (typeof ways)[number]
const categories = ['discovery', 'objections', 'closing', 'custom'] as const
const difficulties = ['easy', 'medium', 'hard'] as const
const house = 'house'

/** Where a new scenario stands and what it starts from. `from` may be the id of the one to copy. */
export default function CreateScenario(props: {
  from: string
  scenarios: readonly ScenarioCard[]
  places: readonly Place[]
  house: boolean
  onClose: () => void
  onDone: (card: ScenarioCard) => void
}) {
  const words = useMessages(room)
  const { cancel } = useMessages(basics)
  const language = useLanguage()
  const published = props.scenarios.filter(({ version }) => version > 0)
  const [way, setWay] = useState<Way>('copy')
  const [place, setPlace] = useState(props.places[0]?.id ?? house)
  const [source, setSource] = useState(
    props.scenarios.find(({ id }) => id === props.from)?.id ?? published[0]?.id ?? '',
  )
  const [title, setTitle] = useState({ en: '', nl: '' })
  const [category, setCategory] = useState<(typeof categories)[number]>('custom')
  const [difficulty, setDifficulty] = useState<(typeof difficulties)[number]>('easy')
  const [file, setFile] = useState<File | null>(null)
  const [wrong, setWrong] = useState<string | null>(null)
  const [reason, setReason] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)

  const wanted = async (): Promise<NewScenario['from'] | string> => {
    if (way === 'copy') return { kind: 'copy', scenarioId: source }
    if (way === 'empty')
      return title.en.trim() === '' && title.nl.trim() === ''
        ? words.create.nameMissing
        : { kind: 'empty', title, category, difficulty }
    if (file === null) return words.create.fileMissing
    try {
      // The house looks at every field of it; here it only has to be JSON.
      return {
        kind: 'file',
        file: JSON.parse(await file.text()) as Extract<NewScenario['from'], { kind: 'file' }>['file'],
      }
    } catch {
      return words.create.fileWrong
    }
  }
  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault()
    setReason(null)
    const from = await wanted()
    setWrong(typeof from === 'string' ? from : null)
    if (typeof from === 'string' || busy) return
    setBusy(true)
    try {
      props.onDone(await createScenario({ workspaceId: place === house ? null : place, from }))
    } catch (failure) {
      setReason(failure)
      setBusy(false)
    }
  }
  return (
    <Dialog open onOpenChange={(open) => !open && props.onClose()}>
      <DialogContent className="max-h-[92dvh] overflow-y-auto">
        <DialogHeader>
          <DialogTitle>{words.create.title}</DialogTitle>
          <DialogDescription>{words.create.text}</DialogDescription>
        </DialogHeader>
        <form className="grid gap-5" noValidate onSubmit={(event) => void submit(event)}>
          <div className="grid gap-2">
            <Label asChild>
              <span>{words.create.how}</span>
            </Label>
            <ToggleGroup
              type="single"
              variant="outline"
              value={way}
              aria-label={words.create.how}
              onValueChange={(value) => setWay(ways.find((one) => one === value) ?? way)}
            >
              {ways.map((one) => (
                <ToggleGroupItem key={one} value={one} className="px-4">
                  {words.create.ways[one]}
                </ToggleGroupItem>
              ))}
            </ToggleGroup>
          </div>
          {way === 'copy' && (
            <Choice
              label={words.create.source}
              value={source}
              options={props.scenarios.map(({ id, title: named }) => [id, named[language] || named.en || named.nl])}
              onChange={setSource}
            />
          )}
          {way === 'empty' && (
            <>
              <Field label={words.create.nameEn} error={wrong}>
                {(parts) => (
                  <Input
                    {...parts}
                    autoFocus
                    value={title.en}
                    maxLength={200}
                    onChange={({ target }) => setTitle({ ...title, en: target.value })}
                  />
                )}
              </Field>
              <Field label={words.create.nameNl}>
                {(parts) => (
                  <Input
                    {...parts}
                    value={title.nl}
                    maxLength={200}
                    onChange={({ target }) => setTitle({ ...title, nl: target.value })}
                  />
                )}
              </Field>
              <div className="grid gap-4 sm:grid-cols-2">
                <Choice
                  label={words.category}
                  value={category}
                  options={categories.map((one) => [one, words.categories[one]])}
                  onChange={setCategory}
                />
                <Choice
                  label={words.difficulty}
                  value={difficulty}
                  options={difficulties.map((one) => [one, words.difficulties[one]])}
                  onChange={setDifficulty}
                />
              </div>
            </>
          )}
          {way === 'file' && (
            <Field label={words.create.file} hint={words.create.fileHint} error={wrong}>
              {(parts) => (
                <Input
                  {...parts}
                  type="file"
                  accept=".json,application/json"
                  onChange={({ target }) => setFile(target.files?.[0] ?? null)}
                />
              )}
            </Field>
          )}
          <Choice
            label={words.create.where}
            value={place}
            options={[
              ...props.places.map(({ id, name }): [string, string] => [id, name]),
              ...(props.house ? [[house, words.create.house] as [string, string]] : []),
            ]}
            onChange={setPlace}
          />
          {reason !== null && <ErrorNote reason={reason} />}
          <DialogFooter>
            <Button type="button" variant="outline" onClick={props.onClose}>
              {cancel}
            </Button>
            <Button type="submit" disabled={busy || (way === 'copy' && source === '')}>
              {words.create.submit}
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  )
}
