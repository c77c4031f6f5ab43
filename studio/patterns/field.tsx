import { useId, type ReactNode } from 'react'
import { useMessages } from '#lib/messages.ts'
import { basics } from '#messages/basics.ts'
import { cn } from '#ui/cn.ts'
import { Label } from '#ui/label.tsx'

export interface FieldParts {
  id: string
  'aria-describedby': string | undefined
  'aria-invalid': true | undefined
}

/** Label, control, hint and error, tied together: `<Field label="Name">{(parts) => <Input {...parts} />}</Field>`. */
export function Field(props: {
  label: string
  hint?: ReactNode
  error?: string | null | undefined
  optional?: boolean
  className?: string
  children: (parts: FieldParts) => ReactNode
}) {
  const words = useMessages(basics)
  const id = useId()
  const wrong = props.error !== undefined && props.error !== null && props.error !== ''
  const hinted = props.hint !== undefined && props.hint !== null
  const described = [hinted ? `${id}-hint` : '', wrong ? `${id}-error` : ''].filter(Boolean).join(' ')
  return (
    <div className={cn('grid gap-2', props.className)}>
      <Label htmlFor={id}>
        {props.label}
        {props.optional === true && <span className="text-muted-foreground font-normal">({words.optional})</span>}
      </Label>
      {props.children({ id, 'aria-describedby': described || undefined, 'aria-invalid': wrong || undefined })}
      {hinted && (
        <div id={`${id}-hint`} className="text-muted-foreground text-[0.8125rem] leading-snug">
          {props.hint}
        </div>
      )}
      {wrong && (
        <p id={`${id}-error`} className="text-destructive text-[0.8125rem] leading-snug">
          {props.error}
        </p>
      )}
    </div>
  )
}
