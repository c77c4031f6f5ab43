import { useId, type ReactNode } from 'react'
import { Label } from '#ui/label.tsx'
import { Switch } from '#ui/switch.tsx'

/** A switch with its name and what it means. */
export function SwitchRow(props: {
  label: string
  text?: ReactNode
  checked: boolean
  disabled?: boolean
  onChange: (on: boolean) => void
}) {
  const id = useId()
  const told = props.text !== undefined && props.text !== null
  return (
    <div className="flex items-start justify-between gap-4">
      <div className="grid gap-1">
        <Label htmlFor={id} className={props.disabled === true ? 'text-muted-foreground' : ''}>
          {props.label}
        </Label>
        {told && (
          <p id={`${id}-text`} className="text-muted-foreground text-[0.8125rem] leading-snug">
            {props.text}
          </p>
        )}
      </div>
      <Switch
        id={id}
        checked={props.checked}
        disabled={props.disabled === true}
        aria-describedby={told ? `${id}-text` : undefined}
        onCheckedChange={props.onChange}
      />
    </div>
  )
}
