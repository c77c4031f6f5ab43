import { CircleCheckIcon } from 'lucide-react'
import { useMessages } from '#lib/messages.ts'
import { builder as room } from '#messages/builder.ts'
import { Button } from '#ui/button.tsx'
import { cn } from '#ui/cn.ts'
import { Popover, PopoverContent, PopoverTrigger } from '#ui/popover.tsx'
import { findingText, spotOf, type Spot } from '../findings.rules.ts'
import { keyOfFinding, toneOf } from '../views/part.tsx'
import type { Builder } from './use-builder.ts'
import { useState } from 'react'

/** How many things are wrong; opened, each with its sentence, and a click leads there. */
export function FindingsList({ builder, onJump }: { builder: Builder; onJump: (spot: Spot) => void }) {
  const words = useMessages(room)
  const [open, setOpen] = useState(false)
  const { findings, draft } = builder
  const errors = findings.filter(({ severity }) => severity === 'error')
  const hints = findings.length - errors.length
  const label = errors.length > 0 || hints === 0 ? words.errors(errors.length) : words.warnings(hints)
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <Button
          variant="outline"
          size="sm"
          className={cn(errors.length > 0 && 'border-destructive/60 text-destructive')}
        >
          {errors.length === 0 && <CircleCheckIcon className="text-primary" />}
          <span aria-live="polite">{label}</span>
        </Button>
      </PopoverTrigger>
      <PopoverContent align="end" className="max-h-[60dvh] w-96 overflow-y-auto p-0">
        <h2 className="border-b px-4 py-3 text-sm font-semibold">{words.findingsTitle}</h2>
        {findings.length === 0 && <p className="text-muted-foreground px-4 py-4 text-sm">{words.findingsNone}</p>}
        <ul className="divide-y">
          {findings.map((finding) => (
            <li key={keyOfFinding(finding)}>
              <button
                type="button"
                className="hover:bg-accent focus-visible:bg-accent w-full px-4 py-2.5 text-left text-[0.8125rem] leading-snug outline-none"
                onClick={() => {
                  setOpen(false)
                  onJump(spotOf(finding, draft))
                }}
              >
                <span className={cn('block text-xs font-semibold', toneOf(finding))}>
                  {finding.severity === 'error' ? words.error : words.warning}
                  <span className="text-muted-foreground font-normal">
                    {' '}
                    · {words.views[spotOf(finding, draft).view]}
                  </span>
                </span>
                {findingText(finding, words.findings)}
              </button>
            </li>
          ))}
        </ul>
      </PopoverContent>
    </Popover>
  )
}
