import type { Motion, ShotType } from '@greenroom/contract/shots.ts'
import { useRef, useState } from 'react'
import { useForm } from 'react-hook-form'
import { ApiProblem } from '#lib/api.ts'
import { useMessages } from '#lib/messages.ts'
import { useFieldText } from '#lib/problem-text.ts'
import { basics } from '#messages/basics.ts'
import { shots } from '#messages/shots.ts'
import { ErrorNote } from '#patterns/error-state.tsx'
import { Field } from '#patterns/field.tsx'
import { Button } from '#ui/button.tsx'
import { Dialog, DialogContent, DialogDescription, DialogFooter, DialogHeader, DialogTitle } from '#ui/dialog.tsx'
import { Input } from '#ui/input.tsx'
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from '#ui/select.tsx'
import { Textarea } from '#ui/textarea.tsx'
import { useSaveShotType, type ShotDraft } from '../shots.api.ts'
import { fillTemplate, freeKeys, placeholders, templateTrouble } from '../shots.rules.ts'

const motions: readonly Motion[] = [
  'push-in',
  'pull-out',
  'pan-left',
  'pan-right',
  'tilt-up',
  'tilt-down',
  'drift',
  'handheld',
  'static',
]
const empty: ShotDraft = { name: '', promptTemplate: '', key: null, motion: 'push-in' }

/** Adds a shot type, or changes one's own. */
export function ShotEditor(props: { shot: ShotType | null; all: readonly ShotType[]; onClose: () => void }) {
  const words = useMessages(shots)
  const { cancel, save } = useMessages(basics)
  const { shot, onClose } = props
  const textOfField = useFieldText()
  const saving = useSaveShotType(shot?.id ?? null)
  const [reason, setReason] = useState<unknown>(null)
  const area = useRef<HTMLTextAreaElement | null>(null)
  const form = useForm<ShotDraft>({ defaultValues: shot === null ? empty : draftOf(shot) })
  const { register, handleSubmit, setError, setValue, watch, formState } = form
  const template = watch('promptTemplate')
  const templateField = register('promptTemplate', {
    validate: (text) => {
      const written = templateTrouble(text)
      return written !== null ? words.templateTrouble(written) : text.trim().length < 3 ? words.templateShort : true
    },
  })
  const submit = handleSubmit(async (values) => {
    setReason(null)
    try {
      await saving.mutateAsync({ ...values, name: values.name.trim(), promptTemplate: values.promptTemplate.trim() })
      onClose()
    } catch (failure) {
      const field = failure instanceof ApiProblem ? failure.fields.find(({ path }) => path in empty) : undefined
      if (field) setError(field.path as keyof ShotDraft, { message: textOfField(field) }, { shouldFocus: true })
      else setReason(failure)
    }
  })
  const insert = (placeholder: string): void => {
    const [from, to] = [area.current?.selectionStart ?? template.length, area.current?.selectionEnd ?? template.length]
    setValue('promptTemplate', template.slice(0, from) + placeholder + template.slice(to), { shouldDirty: true })
    area.current?.focus()
  }
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent className="max-h-[calc(100dvh-2rem)] overflow-y-auto sm:max-w-xl">
        <DialogHeader>
          <DialogTitle>{shot === null ? words.createTitle : words.editTitle(shot.name)}</DialogTitle>
          <DialogDescription>{words.editText}</DialogDescription>
        </DialogHeader>
        <form className="grid gap-5" noValidate onSubmit={(event) => void submit(event)}>
          <Field label={words.name} error={formState.errors.name?.message}>
            {(parts) => (
              <Input
                {...parts}
                autoFocus
                autoComplete="off"
                maxLength={120}
                placeholder={words.namePlaceholder}
                {...register('name', { validate: (name) => name.trim() !== '' || words.nameMissing })}
              />
            )}
          </Field>
          <Field
            label={words.template}
            error={formState.errors.promptTemplate?.message}
            hint={
              <div className="grid gap-1.5">
                <span>{words.templateHint}</span>
                <ul className="grid gap-1">
                  {placeholders.map((name) => (
                    <li key={name} className="flex items-center gap-2">
                      <Button
                        type="button"
                        size="xs"
                        variant="outline"
                        className="font-mono"
                        onClick={() => insert(`{${name}}`)}
                      >
                        {`{${name}}`}
                      </Button>
                      <span className="text-xs">{words.placeholders[name]}</span>
                    </li>
                  ))}
                </ul>
              </div>
            }
          >
            {(parts) => (
              <Textarea
                {...parts}
                {...templateField}
                ref={(element) => {
                  templateField.ref(element)
                  area.current = element
                }}
                rows={3}
                maxLength={4000}
                placeholder={words.templatePlaceholder}
              />
            )}
          </Field>
          <Sample template={template} />
          <div className="grid gap-5 sm:grid-cols-2">
            <KeyField
              value={watch('key')}
              free={freeKeys(props.all, shot?.id ?? null)}
              onChange={(key) => setValue('key', key)}
              error={formState.errors.key?.message}
            />
            <MotionField value={watch('motion')} onChange={(next) => setValue('motion', next)} />
          </div>
          {reason !== null && <ErrorNote reason={reason} />}
          <DialogFooter>
            <Button type="button" variant="outline" onClick={onClose}>
              {cancel}
            </Button>
            <Button type="submit" disabled={formState.isSubmitting}>
              {shot === null ? words.submit : save}
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  )
}

const draftOf = ({ name, promptTemplate, key, motion: moves }: ShotType): ShotDraft => ({
  name,
  promptTemplate,
  key,
  motion: moves,
})

function Sample({ template }: { template: string }) {
  const words = useMessages(shots)
  if (template.trim() === '') return null
  return (
    <div className="bg-muted/60 rounded-lg px-3.5 py-2.5" aria-live="polite">
      <p className="text-muted-foreground text-xs">{words.sample}</p>
      <p className="mt-0.5 text-[0.8125rem] leading-relaxed break-words">
        {fillTemplate(template, words.sampleValues)}
      </p>
    </div>
  )
}

function KeyField(props: {
  value: number | null
  free: readonly number[]
  onChange: (key: number | null) => void
  error: string | undefined
}) {
  const words = useMessages(shots)
  return (
    <Field label={words.key} hint={words.keyHint} error={props.error}>
      {(parts) => (
        <Select
          value={String(props.value ?? 'none')}
          onValueChange={(text) => props.onChange(text === 'none' ? null : Number(text))}
        >
          <SelectTrigger {...parts} className="w-full">
            <SelectValue />
          </SelectTrigger>
          <SelectContent position="popper">
            <SelectItem value="none">{words.noKey}</SelectItem>
            {props.free.map((key) => (
              <SelectItem key={key} value={String(key)}>
                {words.keyIs(key)}
              </SelectItem>
            ))}
          </SelectContent>
        </Select>
      )}
    </Field>
  )
}

function MotionField({ value, onChange }: { value: Motion; onChange: (motion: Motion) => void }) {
  const words = useMessages(shots)
  return (
    <Field label={words.motion}>
      {(parts) => (
        <Select value={value} onValueChange={(text) => onChange(motions.find((one) => one === text) ?? value)}>
          <SelectTrigger {...parts} className="w-full">
            <SelectValue />
          </SelectTrigger>
          <SelectContent position="popper">
            {motions.map((one) => (
              <SelectItem key={one} value={one}>
                {words.motions[one]}
              </SelectItem>
            ))}
          </SelectContent>
        </Select>
      )}
    </Field>
  )
}
