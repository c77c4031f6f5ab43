import { useMessages } from '#lib/messages.ts'
import { posts } from '#messages/posts.ts'
import { Field } from '#patterns/field.tsx'
import { Input } from '#ui/input.tsx'
import { browserZone } from '#features/calendar/days.ts'
import { localText } from '../posts.rules.ts'
import { Radios } from './account-fields.tsx'
import type { PostDesk } from './use-post-form.ts'

/** As soon as it is approved, or at a time by the clock of this browser. */
export function WhenField({ desk }: { desk: PostDesk }) {
  const words = useMessages(posts).form
  const { when, at } = desk.draft
  const wrong = desk.needs.includes('atPast') ? words.atPast : null
  return (
    <div className="grid gap-3">
      <Radios
        legend={words.when}
        value={when}
        options={(['now', 'at'] as const).map((value) => ({ value, label: words.whens[value] }))}
        onChange={(next) => desk.choose({ when: next, ...(next === 'at' && at === '' ? { at: inAnHour() } : {}) })}
      />
      {when === 'at' && (
        <Field label={words.at} hint={words.atHint(browserZone().replaceAll('_', ' '))} error={wrong}>
          {(parts) => (
            <Input
              {...parts}
              type="datetime-local"
              className="w-full sm:w-60"
              value={at}
              min={localText(new Date().toISOString())}
              onChange={({ target }) => desk.choose({ at: target.value })}
            />
          )}
        </Field>
      )}
    </div>
  )
}

/** The next full hour that is not at once. */
function inAnHour(): string {
  const at = new Date(Date.now() + 3600_000)
  at.setMinutes(0, 0, 0)
  return localText(new Date(at.getTime() + 3600_000).toISOString())
}
