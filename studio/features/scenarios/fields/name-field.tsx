import { useState } from 'react'
import { useMessages } from '#lib/messages.ts'
import { builder } from '#messages/builder.ts'
import { Field } from '#patterns/field.tsx'
import { Input } from '#ui/input.tsx'
import { asHandle, isHandle } from '../flow.rules.ts'

/** The short name that data refers to. Taken over when the field is left and the name can be used. */
export function NameField(props: {
  label?: string
  value: string
  taken: readonly string[]
  readOnly?: boolean
  onChange: (value: string) => void
}) {
  const words = useMessages(builder)
  const [typed, setTyped] = useState<string | null>(null)
  const shown = typed ?? props.value
  const wrong =
    shown === props.value
      ? null
      : !isHandle(shown)
        ? words.nameWrong
        : props.taken.includes(shown)
          ? words.nameTaken
          : null
  return (
    <Field label={props.label ?? words.name} hint={words.nameHint} error={wrong}>
      {(parts) => (
        <Input
          {...parts}
          className="font-mono text-[0.8125rem]"
          value={shown}
          maxLength={60}
          readOnly={props.readOnly === true}
          onChange={({ target }) => setTyped(asHandle(target.value))}
          onBlur={() => {
            if (wrong === null && shown !== props.value) props.onChange(shown)
            if (wrong === null) setTyped(null)
          }}
          onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
        />
      )}
    </Field>
  )
}
