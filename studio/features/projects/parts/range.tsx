import { cn } from '#ui/cn.ts'

/** A slider as browsers bring it: it has a name, keys and a size for fingers of its own. */
export function Range(props: {
  label: string
  min: number
  max: number
  step: number
  value: number
  onChange: (value: number) => void
  /** What a screen reader says instead of the number. */
  spoken?: string
  className?: string
}) {
  return (
    <input
      type="range"
      aria-label={props.label}
      aria-valuetext={props.spoken}
      title={props.label}
      min={props.min}
      max={props.max}
      step={props.step}
      value={props.value}
      onChange={(event) => props.onChange(Number(event.target.value))}
      className={cn('accent-primary h-5 cursor-pointer rounded', props.className)}
    />
  )
}
