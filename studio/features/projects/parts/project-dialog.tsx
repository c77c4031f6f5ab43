import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { ApiProblem } from '#lib/api.ts'
import { useMessages } from '#lib/messages.ts'
import { useFieldText } from '#lib/problem-text.ts'
import { basics } from '#messages/basics.ts'
import { projects } from '#messages/projects.ts'
import { ErrorNote } from '#patterns/error-state.tsx'
import { Field } from '#patterns/field.tsx'
import { Button } from '#ui/button.tsx'
import { Dialog, DialogContent, DialogDescription, DialogFooter, DialogHeader, DialogTitle } from '#ui/dialog.tsx'
import { Input } from '#ui/input.tsx'
import { Textarea } from '#ui/textarea.tsx'
import { useChangeProject, useCreateProject, type Project } from '../projects.api.ts'

interface Values {
  name: string
  description: string
}

export function CreateProject(props: {
  open: boolean
  onOpenChange: (open: boolean) => void
  onDone: (project: Project) => void
}) {
  const words = useMessages(projects)
  const create = useCreateProject()
  return (
    <Dialog open={props.open} onOpenChange={props.onOpenChange}>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>{words.createTitle}</DialogTitle>
          <DialogDescription>{words.createText}</DialogDescription>
        </DialogHeader>
        <ProjectForm
          values={{ name: '', description: '' }}
          action={words.submitCreate}
          onCancel={() => props.onOpenChange(false)}
          save={async (values) => props.onDone(await create.mutateAsync(values))}
        />
      </DialogContent>
    </Dialog>
  )
}

export function EditProject(props: { project: Project; open: boolean; onOpenChange: (open: boolean) => void }) {
  const words = useMessages(projects)
  const { save } = useMessages(basics)
  const change = useChangeProject(props.project.id)
  const close = (): void => props.onOpenChange(false)
  return (
    <Dialog open={props.open} onOpenChange={props.onOpenChange}>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>{words.editTitle}</DialogTitle>
          <DialogDescription>{words.editText}</DialogDescription>
        </DialogHeader>
        <ProjectForm
          values={{ name: props.project.name, description: props.project.description }}
          action={save}
          onCancel={close}
          save={async (values) => {
            await change.mutateAsync(values)
            close()
          }}
        />
      </DialogContent>
    </Dialog>
  )
}

function ProjectForm(props: {
  values: Values
  action: string
  onCancel: () => void
  save: (values: Values) => Promise<unknown>
}) {
  const words = useMessages(projects)
  const { cancel } = useMessages(basics)
  const textOfField = useFieldText()
  const { register, handleSubmit, setError, formState } = useForm<Values>({ defaultValues: props.values })
  const { errors, isSubmitting } = formState
  const [reason, setReason] = useState<unknown>(null)
  const submit = handleSubmit(async (values) => {
    setReason(null)
    try {
      await props.save({ name: values.name.trim(), description: values.description.trim() })
    } catch (failure) {
      const problem = failure instanceof ApiProblem ? failure : null
      const field = problem?.fields.find(({ path }) => path === 'name' || path === 'description')
      if (problem?.code === 'projects.name_taken') setError('name', { message: words.nameTaken }, { shouldFocus: true })
      else if (field) setError(field.path as keyof Values, { message: textOfField(field) }, { shouldFocus: true })
      else setReason(failure)
    }
  })
  return (
    <form className="grid gap-5" onSubmit={(event) => void submit(event)} noValidate>
      <Field label={words.name} error={errors.name?.message}>
        {(parts) => (
          <Input
            {...parts}
            autoFocus
            autoComplete="off"
            placeholder={words.namePlaceholder}
            {...register('name', {
              validate: (name) =>
                name.trim() === '' ? words.nameMissing : name.trim().length > 120 ? words.nameLong : true,
            })}
          />
        )}
      </Field>
      <Field label={words.description} optional error={errors.description?.message}>
        {(parts) => (
          <Textarea
            {...parts}
            rows={3}
            {...register('description', { maxLength: { value: 2000, message: words.descriptionLong } })}
          />
        )}
      </Field>
      {reason !== null && <ErrorNote reason={reason} />}
      <DialogFooter>
        <Button type="button" variant="outline" onClick={props.onCancel}>
          {cancel}
        </Button>
        <Button type="submit" disabled={isSubmitting}>
          {props.action}
        </Button>
      </DialogFooter>
    </form>
  )
}
