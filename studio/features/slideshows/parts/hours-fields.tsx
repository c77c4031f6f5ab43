import type { PostingHours } from '@greenroom/contract/slideshows.ts'
import { ToggleGroup } from 'radix-ui'
import { useMemo } from 'react'
import { useLanguage } from '#lib/language.ts'
import { useMessages } from '#lib/messages.ts'
import { slideshows } from '#messages/slideshows.ts'
import { Field } from '#patterns/field.tsx'
import { Input } from '#ui/input.tsx'
import { weekdayNames } from '#features/calendar/calendar.rules.ts'

/** On which days, and between which times, by the clock of the session's zone. */
export function HoursFields({ value, onChange }: { value: PostingHours; onChange: (hours: PostingHours) => void }) {
  const words = useMessages(slideshows).schedule
  const language = useLanguage()
  const names = useMemo(
    () => ({ short: weekdayNames(language, 'short'), long: weekdayNames(language, 'long') }),
    [language],
  )
  const wrong = value.from > value.until ? words.windowWrong : null
  return (
    <>
      <fieldset className="grid gap-2">
        <legend className="mb-2 text-sm leading-none font-medium">{words.weekdays}</legend>
        <ToggleGroup.Root
          type="multiple"
          aria-label={words.weekdays}
          value={value.weekdays.map(String)}
          onValueChange={(days) => {
            // A session without any day would never run: the last one stays.
            if (days.length > 0) onChange({ ...value, weekdays: days.map(Number).sort((one, other) => one - other) })
          }}
          className="grid grid-cols-7 gap-1"
        >
          {names.short.map((name, place) => (
            <ToggleGroup.Item
              key={name}
              value={String(place + 1)}
              title={names.long[place]}
              className="hover:bg-accent data-[state=on]:bg-tint data-[state=on]:border-primary/60 focus-visible:ring-ring/60 text-muted-foreground data-[state=on]:text-foreground h-8 rounded-md border text-xs font-medium outline-none focus-visible:ring-2"
            >
              {name}
            </ToggleGroup.Item>
          ))}
        </ToggleGroup.Root>
      </fieldset>
      <div className="grid grid-cols-2 gap-3">
        <Field label={words.from} error={wrong}>
          {(parts) => (
            <Input
              {...parts}
              type="time"
              value={value.from}
              onChange={({ target }) => target.value !== '' && onChange({ ...value, from: target.value })}
            />
          )}
        </Field>
        <Field label={words.until}>
          {(parts) => (
            <Input
              {...parts}
              type="time"
              value={value.until}
              onChange={({ target }) => target.value !== '' && onChange({ ...value, until: target.value })}
            />
          )}
        </Field>
      </div>
    </>
  )
}
