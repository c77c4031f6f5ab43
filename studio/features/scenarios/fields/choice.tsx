import { Field } from '#patterns/field.tsx'
import { cn } from '#ui/cn.ts'
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from '#ui/select.tsx'

/** One of a few, as a labelled select. */
export function Choice<T extends string>(props: {
  label: string
  value: T
  options: readonly (readonly [value: T, label: string])[]
  readOnly?: boolean
  className?: string
  onChange: (value: T) => void
}) {
  return (
    <Field label={props.label} className={cn('min-w-0', props.className)}>
      {(parts) => (
        <Select
          value={props.value}
          disabled={props.readOnly === true}
          onValueChange={(value) => {
            const found = props.options.find(([one]) => one === value)
            if (found !== undefined) props.onChange(found[0])
          }}
        >
          <SelectTrigger {...parts} className="w-full min-w-0">
            <SelectValue />
          </SelectTrigger>
          <SelectContent>
            {props.options.map(([value, label]) => (
              <SelectItem key={value} value={value}>
                {label}
              </SelectItem>
            ))}
          </SelectContent>
        </Select>
      )}
    </Field>
  )
}
