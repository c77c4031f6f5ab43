import { CheckIcon, PlusIcon, XIcon } from 'lucide-react'
import { useState } from 'react'
import { useMessages } from '#lib/messages.ts'
import { builder } from '#messages/builder.ts'
import { Button } from '#ui/button.tsx'
import { cn } from '#ui/cn.ts'
import { Command, CommandEmpty, CommandInput, CommandItem, CommandList } from '#ui/command.tsx'
import { Popover, PopoverContent, PopoverTrigger } from '#ui/popover.tsx'

export interface Option {
  readonly value: string
  readonly label: string
  readonly hint?: string | undefined
}

/** Chooses several of a list; what is chosen stands as chips, in the order in which it was chosen. */
export function Picker(props: {
  label: string
  hint?: string
  options: readonly Option[]
  value: readonly string[]
  readOnly?: boolean
  hideLabel?: boolean
  onChange: (value: string[]) => void
}) {
  const words = useMessages(builder)
  const [open, setOpen] = useState(false)
  const nameOf = (value: string): string => props.options.find((option) => option.value === value)?.label ?? value
  const toggle = (value: string): void =>
    props.onChange(props.value.includes(value) ? props.value.filter((one) => one !== value) : [...props.value, value])
  return (
    <div role="group" aria-label={props.label} className="grid gap-1.5">
      {props.hideLabel !== true && <span className="text-sm leading-none font-medium">{props.label}</span>}
      <div className="flex flex-wrap items-center gap-1.5">
        {props.value.map((value) => (
          <span
            key={value}
            className="bg-secondary text-secondary-foreground inline-flex h-7 max-w-full items-center gap-1 rounded-md pr-1 pl-2 text-[0.8125rem]"
          >
            <span className="truncate">{nameOf(value)}</span>
            {props.readOnly !== true && (
              <button
                type="button"
                className="hover:bg-accent rounded p-0.5"
                aria-label={`${words.remove}: ${nameOf(value)}`}
                onClick={() => toggle(value)}
              >
                <XIcon className="size-3.5" aria-hidden />
              </button>
            )}
          </span>
        ))}
        {props.value.length === 0 && props.readOnly === true && (
          <span className="text-muted-foreground text-[0.8125rem]">{words.noneChosen}</span>
        )}
        {props.readOnly !== true && (
          <Popover open={open} onOpenChange={setOpen}>
            <PopoverTrigger asChild>
              <Button
                type="button"
                variant="outline"
                size="sm"
                className="h-7 px-2"
                aria-label={`${props.label}: ${words.choose}`}
              >
                <PlusIcon />
                {props.value.length === 0 && words.choose}
              </Button>
            </PopoverTrigger>
            <PopoverContent className="w-72 p-0" align="start">
              <Command>
                <CommandInput placeholder={props.label} aria-label={props.label} />
                <CommandList className="max-h-64">
                  <CommandEmpty>{words.nothingFound}</CommandEmpty>
                  {props.options.map((option) => (
                    <CommandItem
                      key={option.value}
                      value={`${option.label} ${option.value}`}
                      onSelect={() => toggle(option.value)}
                    >
                      <CheckIcon className={cn('size-4', !props.value.includes(option.value) && 'opacity-0')} />
                      <span className="min-w-0 flex-1">
                        <span className="block truncate">{option.label}</span>
                        {option.hint !== undefined && (
                          <span className="text-muted-foreground block truncate text-xs">{option.hint}</span>
                        )}
                      </span>
                    </CommandItem>
                  ))}
                </CommandList>
              </Command>
            </PopoverContent>
          </Popover>
        )}
      </div>
      {props.hint !== undefined && <p className="text-muted-foreground text-[0.8125rem] leading-snug">{props.hint}</p>}
    </div>
  )
}
