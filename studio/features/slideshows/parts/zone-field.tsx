import { CheckIcon, ChevronsUpDownIcon } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useMessages } from '#lib/messages.ts'
import { slideshows } from '#messages/slideshows.ts'
import type { FieldParts } from '#patterns/field.tsx'
import { Button } from '#ui/button.tsx'
import { cn } from '#ui/cn.ts'
import { Command, CommandEmpty, CommandInput, CommandItem, CommandList } from '#ui/command.tsx'
import { Popover, PopoverContent, PopoverTrigger } from '#ui/popover.tsx'
import { browserZone } from '#features/calendar/days.ts'

/** Every time zone that browsers know, found by typing. */
export function ZoneField(props: { parts: FieldParts; value: string; onChange: (zone: string) => void }) {
  const words = useMessages(slideshows).schedule
  const [open, setOpen] = useState(false)
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <Button
          {...props.parts}
          type="button"
          variant="outline"
          aria-label={`${words.zone}: ${nameOf(props.value)}`}
          className="w-full justify-between font-normal"
        >
          <span className="truncate">{nameOf(props.value)}</span>
          <ChevronsUpDownIcon className="opacity-50" />
        </Button>
      </PopoverTrigger>
      <PopoverContent align="start" className="w-(--radix-popover-trigger-width) min-w-64 p-0" aria-label={words.zone}>
        <Zones
          value={props.value}
          onChoose={(zone) => {
            props.onChange(zone)
            setOpen(false)
          }}
        />
      </PopoverContent>
    </Popover>
  )
}

const nameOf = (zone: string): string => zone.replaceAll('_', ' ')

function Zones({ value, onChoose }: { value: string; onChoose: (zone: string) => void }) {
  const words = useMessages(slideshows).schedule
  const zones = useMemo(
    () => [...new Set([browserZone(), value, 'UTC', ...Intl.supportedValuesOf('timeZone')])],
    [value],
  )
  return (
    <Command label={words.zone}>
      <CommandInput placeholder={words.zoneSearch} aria-label={words.zoneSearch} />
      <CommandList className="max-h-64 p-1">
        <CommandEmpty>{words.zoneNone}</CommandEmpty>
        {zones.map((zone) => (
          <CommandItem key={zone} value={nameOf(zone)} onSelect={() => onChoose(zone)}>
            <CheckIcon className={cn(zone !== value && 'opacity-0')} />
            {nameOf(zone)}
          </CommandItem>
        ))}
      </CommandList>
    </Command>
  )
}
