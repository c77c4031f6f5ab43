import type { TechniqueView } from '@greenroom/contract/technique-desk.ts'
import type { TechniquePhase } from '@greenroom/contract/techniques.ts'
import { useState } from 'react'
import { ApiProblem } from '#lib/api.ts'
import { useLanguage } from '#lib/language.ts'
import { useMessages } from '#lib/messages.ts'
import { useFieldText } from '#lib/problem-text.ts'
import { useSubmit } from '#lib/submit.ts'
import { basics } from '#messages/basics.ts'
import { techniques } from '#messages/techniques.ts'
import { Confirm } from '#patterns/confirm.tsx'
import { ErrorNote } from '#patterns/error-state.tsx'
import { Button } from '#ui/button.tsx'
import { Dialog, DialogContent, DialogDescription, DialogFooter, DialogHeader, DialogTitle } from '#ui/dialog.tsx'
import { readTechnique, saveTechnique } from '../techniques.api.ts'
import { complaintsOf, differences, linesOf, techniqueOf, valuesOf, type TechniqueField } from '../techniques.rules.ts'
import { TechniqueFields } from './technique-fields.tsx'

/** Writes a workspace's technique. `view` null: a new one. */
export default function TechniqueEditor(props: {
  place: { id: string; name: string }
  view: TechniqueView | null
  phases: readonly TechniquePhase[]
  onClose: () => void
}) {
  const words = useMessages(techniques)
  const { cancel, save } = useMessages(basics)
  const language = useLanguage()
  const { place } = props
  const [base, setBase] = useState(props.view)
  /** What another window made of it meanwhile, and where it differs from what is written here. */
  const [theirs, setTheirs] = useState<{ view: TechniqueView; fields: TechniqueField[] } | null>(null)
  const [dirty, setDirty] = useState(false)
  const [asking, setAsking] = useState(false)

  const written = (text: string): string | null => (text.trim() === '' ? words.form.missing : null)
  const lines = (text: string): string | null => {
    const all = linesOf(text)
    const long = all.findIndex((line) => line.length > 400)
    return all.length > 60 ? words.form.tooMany : long >= 0 ? words.form.tooLong(long + 1) : null
  }
  const textOfField = useFieldText()
  const { busy, problem, wrong, onSubmit } = useSubmit<TechniqueField>({
    checks: {
      'names.en': written,
      'names.nl': written,
      id: (text) =>
        base !== null || text.trim() === '' || /^[a-z0-9][a-z0-9_-]{0,59}$/.test(text.trim())
          ? null
          : words.form.handleWrong,
      phase: () => null,
      'summary.en': written,
      'summary.nl': written,
      'cues.en': lines,
      'cues.nl': lines,
      'antiCues.en': lines,
      'antiCues.nl': lines,
      'examples.en': lines,
      'examples.nl': lines,
    },
    send: async (values) => {
      const technique = techniqueOf(values, base?.technique ?? null)
      try {
        await saveTechnique(place.id, technique, (theirs?.view ?? base)?.revision ?? null)
        props.onClose()
      } catch (reason) {
        if (!(reason instanceof ApiProblem)) throw reason
        const { code, status, detail, fields } = reason
        const now = code === 'techniques.changed_elsewhere' ? await readTechnique(place.id, technique.id) : null
        if (now !== null) setTheirs({ view: now, fields: differences(technique, now.technique) })
        else if (fields.length === 0) throw reason
        else throw new ApiProblem({ code, status, detail, fields: complaintsOf(fields, textOfField, words.form.line) })
      }
    },
  })
  const takeTheirs = (): void => {
    if (theirs === null) return
    setBase(theirs.view)
    setTheirs(null)
    setDirty(false)
  }
  const close = (): void => {
    if (busy) return
    if (dirty) setAsking(true)
    else props.onClose()
  }
  const nameOf = (field: TechniqueField): string => {
    if (field === 'id' || field === 'phase') return words.form.phase
    const { name: names, summary, cues, antiCues, examples } = words.form
    const labels = { names, summary, cues, antiCues, examples }
    const [part, spoken] = field.split('.') as [keyof typeof labels, 'en' | 'nl']
    return `${labels[part]} (${words.languages[spoken]})`
  }
  return (
    <Dialog open onOpenChange={(open) => !open && close()}>
      <DialogContent className="max-h-[calc(100dvh-2rem)] overflow-y-auto sm:max-w-3xl">
        <DialogHeader>
          <DialogTitle>
            {base === null ? words.form.addTitle : words.form.editTitle(base.technique.names[language])}
          </DialogTitle>
          <DialogDescription>{words.form.text(place.name)}</DialogDescription>
        </DialogHeader>
        <form className="grid gap-6" noValidate onSubmit={onSubmit} onChange={() => setDirty(true)}>
          <TechniqueFields
            key={base?.revision ?? 0}
            values={valuesOf(base?.technique ?? null)}
            isNew={base === null}
            structure={base?.technique.structure ?? null}
            phases={props.phases}
            wrong={wrong}
          />
          {problem !== null && <ErrorNote reason={problem} />}
          {theirs !== null && (
            <div role="alert" className="border-warning/50 bg-warning/10 rounded-lg border px-3.5 py-3 text-sm">
              <p className="font-medium">{words.conflict.title}</p>
              <p className="mt-1">
                {theirs.fields.length === 0
                  ? words.conflict.same
                  : words.conflict.differs(theirs.fields.map(nameOf).join(', '))}
              </p>
            </div>
          )}
          <DialogFooter>
            <Button type="button" variant="outline" disabled={busy} onClick={close}>
              {cancel}
            </Button>
            {theirs !== null && (
              <Button type="button" variant="outline" disabled={busy} onClick={takeTheirs}>
                {words.conflict.theirs}
              </Button>
            )}
            <Button type="submit" disabled={busy}>
              {theirs !== null ? words.conflict.mine : base === null ? words.form.create : save}
            </Button>
          </DialogFooter>
        </form>
        <Confirm
          open={asking}
          onOpenChange={setAsking}
          title={words.form.close}
          text={words.form.closeText}
          action={words.form.discard}
          destructive
          onConfirm={async () => props.onClose()}
        />
      </DialogContent>
    </Dialog>
  )
}
