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
      className={cn(
        'h-5 cursor-pointer appearance-none rounded bg-transparent',
        '[&::-webkit-slider-runnable-track]:bg-input/60 [&::-webkit-slider-runnable-track]:h-1 [&::-webkit-slider-runnable-track]:rounded-full',
        '[&::-webkit-slider-thumb]:bg-primary [&::-webkit-slider-thumb]:-mt-1.5 [&::-webkit-slider-thumb]:size-4 [&::-webkit-slider-thumb]:appearance-none [&::-webkit-slider-thumb]:rounded-full',
        '[&::-moz-range-track]:bg-input/60 [&::-moz-range-track]:h-1 [&::-moz-range-track]:rounded-full',
        '[&::-moz-range-thumb]:bg-primary [&::-moz-range-thumb]:size-4 [&::-moz-range-thumb]:rounded-full [&::-moz-range-thumb]:border-0',
        props.className,
      )}
    />
  )
}
