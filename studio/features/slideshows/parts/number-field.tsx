import type { ReactNode } from 'react'
import { Field } from '#patterns/field.tsx'
import { Input } from '#ui/input.tsx'

/** A whole or broken number between two ends; what is outside or no number is not taken over, and said. */
export function NumberField(props: {
  label: string
  value: number
  min: number
  max: number
  step?: number
  unit?: string
  hint?: ReactNode
  onChange: (value: number) => void
}) {
  return (
    <Field label={props.unit === undefined ? props.label : `${props.label} (${props.unit})`} hint={props.hint}>
      {(parts) => (
        <Input
          {...parts}
          // Follows what others change, without taking a half-typed number from under the cursor.
          key={props.value}
          type="number"
          inputMode="decimal"
          className="tabular-nums"
          defaultValue={props.value}
          min={props.min}
          max={props.max}
          step={props.step ?? 1}
          onBlur={({ target }) => {
            const typed = target.value === '' ? Number.NaN : Number(target.value)
            const step = props.step ?? 1
            const inside = Math.min(Math.max(Math.round(typed / step) * step, props.min), props.max)
            const next = Number.isFinite(typed) ? Number(inside.toFixed(3)) : props.value
            target.value = String(next)
            if (next !== props.value) props.onChange(next)
          }}
          onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
        />
      )}
    </Field>
  )
}
