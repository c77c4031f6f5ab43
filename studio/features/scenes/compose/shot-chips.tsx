import type { ShotType } from '@greenroom/contract/shots.ts'
import { ToggleGroup } from 'radix-ui'
import { useEffect } from 'react'
import { useMessages } from '#lib/messages.ts'
import { register } from '#lib/shortcuts.ts'
import { scenes } from '#messages/scenes.ts'
import { cn } from '#ui/cn.ts'
import { keyOf } from '#features/shots/shots.rules.ts'

/** The shot types, one of them chosen; their number keys work anywhere on the page. */
export function ShotChips(props: {
  shotTypes: readonly ShotType[]
  chosen: ShotType | undefined
  onChoose: (shot: ShotType) => void
  /** Also while a dialog is open, for the chips inside it. */
  inDialog?: boolean
  className?: string
}) {
  const { compose } = useMessages(scenes)
  const { shotTypes, onChoose, inDialog = false } = props
  useEffect(() => {
    const offs = shotTypes.flatMap((shot) => {
      const key = keyOf(shot, shotTypes)
      if (key === null) return []
      return register({
        id: `shots.${key}`,
        scope: compose.scope,
        keys: String(key),
        label: compose.chooseShot(shot.name),
        inDialogs: inDialog,
        hidden: inDialog,
        run: () => onChoose(shot),
      })
    })
    return () => offs.forEach((off) => off())
  }, [shotTypes, onChoose, inDialog, compose])
  return (
    <ToggleGroup.Root
      type="single"
      aria-label={compose.shotType}
      value={props.chosen?.id ?? ''}
      onValueChange={(id) => {
        const shot = shotTypes.find((one) => one.id === id)
        if (shot !== undefined) onChoose(shot)
      }}
      className={cn('flex flex-wrap items-center gap-1', props.className)}
    >
      {shotTypes.map((shot) => {
        const key = keyOf(shot, shotTypes)
        return (
          <ToggleGroup.Item
            key={shot.id}
            value={shot.id}
            title={shot.promptTemplate}
            className="data-[state=on]:border-primary/60 data-[state=on]:bg-tint hover:bg-accent focus-visible:ring-ring/60 text-muted-foreground data-[state=on]:text-foreground flex h-7 items-center gap-1.5 rounded-full border px-2 text-xs whitespace-nowrap font-medium transition-colors outline-none focus-visible:ring-2"
          >
            {key !== null && <span className="text-[0.6875rem] tabular-nums opacity-70">{key}</span>}
            {shot.name}
          </ToggleGroup.Item>
        )
      })}
    </ToggleGroup.Root>
  )
}
