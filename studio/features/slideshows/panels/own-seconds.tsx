import { Field } from '#patterns/field.tsx'
import { Input } from '#ui/input.tsx'

/** Seconds that one slide may have of its own; empty = as the placeholder says. */
export function OwnSeconds(props: {
  label: string
  placeholder: string
  value: number | undefined
  min: number
  max: number
  onChange: (seconds: number | null) => void
}) {
  return (
    <Field label={props.label}>
      {(parts) => (
        <Input
          {...parts}
          key={props.value ?? 'none'}
          type="number"
          inputMode="decimal"
          className="tabular-nums placeholder:text-xs"
          defaultValue={props.value ?? ''}
          placeholder={props.placeholder}
          min={props.min}
          max={props.max}
          step={0.1}
          onBlur={({ target }) => {
            const typed = target.value === '' ? null : Number(target.value)
            if (typed === null || !Number.isFinite(typed)) {
              if (props.value !== undefined) props.onChange(null)
              return
            }
            const inside = Number(Math.min(Math.max(typed, props.min), props.max).toFixed(2))
            target.value = String(inside)
            if (inside !== props.value) props.onChange(inside)
          }}
          onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
        />
      )}
    </Field>
  )
}
