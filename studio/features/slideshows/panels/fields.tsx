import { ToggleGroup } from 'radix-ui'
import { useId, type ReactNode } from 'react'
import { Label } from '#ui/label.tsx'
import { Switch } from '#ui/switch.tsx'
import { Range } from '#features/projects/parts/range.tsx'

/** One of a few, all of them in sight. */
export function Choice<T extends string>(props: {
  label: string
  value: T
  options: readonly T[]
  names: Readonly<Record<T, string>>
  onChange: (value: T) => void
  hint?: string
}) {
  const id = useId()
  return (
    <div className="grid gap-2">
      <span id={id} className="text-sm leading-none font-medium">
        {props.label}
      </span>
      <ToggleGroup.Root
        type="single"
        aria-labelledby={id}
        aria-describedby={props.hint === undefined ? undefined : `${id}-hint`}
        value={props.value}
        onValueChange={(chosen) => {
          const option = props.options.find((one) => one === chosen)
          if (option !== undefined) props.onChange(option)
        }}
        className="flex flex-wrap gap-1"
      >
        {props.options.map((option) => (
          <ToggleGroup.Item
            key={option}
            value={option}
            className="hover:bg-accent data-[state=on]:bg-tint data-[state=on]:border-primary/60 text-muted-foreground data-[state=on]:text-foreground focus-visible:ring-ring/60 h-8 rounded-md border px-2.5 text-[0.8125rem] font-medium outline-none focus-visible:ring-2"
          >
            {props.names[option]}
          </ToggleGroup.Item>
        ))}
      </ToggleGroup.Root>
      {props.hint !== undefined && (
        <p id={`${id}-hint`} className="text-muted-foreground text-[0.8125rem] leading-snug">
          {props.hint}
        </p>
      )}
    </div>
  )
}

/** A slider with its name and what it says now. */
export function Slider(props: {
  label: string
  value: number
  min: number
  max: number
  step: number
  shown: string
  onChange: (value: number) => void
}) {
  return (
    <div className="grid gap-1.5">
      <span className="flex justify-between gap-3 text-sm leading-none">
        <span className="font-medium" aria-hidden>
          {props.label}
        </span>
        <span className="text-muted-foreground tabular-nums" aria-hidden>
          {props.shown}
        </span>
      </span>
      <Range
        label={props.label}
        min={props.min}
        max={props.max}
        step={props.step}
        value={props.value}
        spoken={props.shown}
        onChange={props.onChange}
        className="w-full"
      />
    </div>
  )
}

/** A colour as the browser lets one choose it. */
export function ColourField(props: { label: string; value: string; onChange: (colour: string) => void }) {
  const id = useId()
  return (
    <div className="flex items-center justify-between gap-3">
      <Label htmlFor={id}>{props.label}</Label>
      <input
        id={id}
        type="color"
        value={props.value}
        onChange={({ target }) => props.onChange(target.value)}
        className="border-input h-8 w-14 cursor-pointer rounded-md border bg-transparent p-0.5"
      />
    </div>
  )
}

/** Yes or no. */
export function SwitchField(props: { label: ReactNode; checked: boolean; onChange: (on: boolean) => void }) {
  const id = useId()
  return (
    <div className="flex items-center justify-between gap-3">
      <Label htmlFor={id} className="leading-snug">
        {props.label}
      </Label>
      <Switch id={id} checked={props.checked} onCheckedChange={props.onChange} />
    </div>
  )
}

/** The fields of a panel that belong together. */
export function Section(props: { title?: string; children: ReactNode }) {
  return (
    <div className="grid gap-5 border-b py-5 first:pt-0 last:border-b-0 last:pb-0">
      {props.title !== undefined && <h3 className="text-muted-foreground -mb-1 text-xs font-medium">{props.title}</h3>}
      {props.children}
    </div>
  )
}
