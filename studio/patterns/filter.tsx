import { cn } from '#ui/cn.ts'
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from '#ui/select.tsx'

const any = 'any'

/** One thing that a list is narrowed by; null stands for all of it. */
export function Filter(props: {
  label: string
  anyLabel: string
  value: string | undefined
  options: readonly (readonly [value: string, label: string])[]
  onChange: (value: string | null) => void
  className?: string
}) {
  return (
    <Select value={props.value ?? any} onValueChange={(value) => props.onChange(value === any ? null : value)}>
      <SelectTrigger aria-label={props.label} className={cn('max-w-44', props.className)}>
        <SelectValue />
      </SelectTrigger>
      <SelectContent>
        <SelectItem value={any}>{props.anyLabel}</SelectItem>
        {props.options.map(([value, label]) => (
          <SelectItem key={value} value={value}>
            {label}
          </SelectItem>
        ))}
      </SelectContent>
    </Select>
  )
}
