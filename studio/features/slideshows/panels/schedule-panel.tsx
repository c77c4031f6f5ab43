import type { CalendarEntry, MediaSession } from '@greenroom/contract/slideshows.ts'
import { CalendarDaysIcon } from 'lucide-react'
import { Link } from 'wouter'
import { useLanguage } from '#lib/language.ts'
import { useMessages } from '#lib/messages.ts'
import { useNoticeText } from '#lib/notice-text.ts'
import { posts } from '#messages/posts.ts'
import { slideshows } from '#messages/slideshows.ts'
import { ErrorNote } from '#patterns/error-state.tsx'
import { Field } from '#patterns/field.tsx'
import { Loading } from '#patterns/loading.tsx'
import { Skeleton } from '#ui/skeleton.tsx'
import { useCalendar } from '#features/calendar/calendar.api.ts'
import { entryKey } from '#features/calendar/calendar.rules.ts'
import { addDays, wallOf } from '#features/calendar/days.ts'
import { PostingFields } from '#features/posts/parts/posting-fields.tsx'
import { dueText } from '../due.ts'
import { HoursFields } from '../parts/hours-fields.tsx'
import { useNow } from '../parts/next-due.tsx'
import { NumberField } from '../parts/number-field.tsx'
import { ZoneField } from '../parts/zone-field.tsx'
import type { SessionDesk } from '../use-desk.ts'
import { Section } from './fields.tsx'
import { SaveTrouble } from './save-trouble.tsx'

/** How often, when and where on earth; with what comes of it. */
export function SchedulePanel({ desk }: { desk: SessionDesk }) {
  const words = useMessages(slideshows).schedule
  const { auto } = useMessages(posts)
  const { session, changeSettings } = desk
  return (
    <>
      <SaveTrouble of={desk.settings} mine={session.id} />
      <Section>
        <div className="grid grid-cols-2 items-start gap-3">
          <NumberField
            label={words.frequency}
            hint={words.frequencyHint}
            value={session.frequency}
            min={1}
            max={24}
            onChange={(frequency) => changeSettings({ frequency })}
          />
          <NumberField
            label={words.maxPerDay}
            hint={words.maxPerDayHint}
            value={session.maxPerDay}
            min={1}
            max={50}
            onChange={(maxPerDay) => changeSettings({ maxPerDay })}
          />
        </div>
        <Field label={words.zone}>
          {(parts) => (
            <ZoneField parts={parts} value={session.timeZone} onChange={(timeZone) => changeSettings({ timeZone })} />
          )}
        </Field>
        <HoursFields value={session.postingHours} onChange={(postingHours) => changeSettings({ postingHours })} />
        <NumberField
          label={words.lead}
          unit={words.leadUnit}
          hint={words.leadHint}
          value={session.leadMinutes}
          min={0}
          max={10_080}
          onChange={(leadMinutes) => changeSettings({ leadMinutes })}
        />
      </Section>
      <Section title={auto.title}>
        <PostingFields value={session.posting} onChange={(posting) => changeSettings({ posting })} />
      </Section>
      <Section title={words.next}>
        <NextSlots session={session} />
      </Section>
    </>
  )
}

const SHOWN = 6

/** What is planned next, read again as soon as the schedule changes. */
function NextSlots({ session }: { session: MediaSession }) {
  const words = useMessages(slideshows).schedule
  const language = useLanguage()
  const now = useNow()
  const today = wallOf(now, session.timeZone).day
  const calendar = useCalendar({ from: today, until: addDays(today, 14), sessionId: session.id }, session.isActive)
  if (!session.isActive) return <p className="text-muted-foreground text-[0.8125rem]">{words.nextPaused}</p>
  if (calendar.isError && calendar.data === undefined) return <ErrorNote reason={calendar.error} />
  const planned = calendar.data?.entries.filter(({ state, at }) => state === 'planned' && Date.parse(at) > now)
  return (
    <>
      {planned === undefined && (
        <Loading className="grid gap-2">
          {Array.from({ length: 4 }, (_, place) => (
            <Skeleton key={place} className="h-5" />
          ))}
        </Loading>
      )}
      {planned?.length === 0 && <p className="text-muted-foreground text-[0.8125rem]">{words.nextNone}</p>}
      <ol className="grid gap-1.5 empty:hidden">
        {planned?.slice(0, SHOWN).map((entry) => (
          <Slot key={entryKey(entry)} entry={entry} text={dueText(entry.at, entry.timeZone, now, language)} />
        ))}
      </ol>
      <Link
        href={`/calendar?session=${session.id}`}
        className="text-muted-foreground hover:text-foreground flex items-center gap-1.5 justify-self-start rounded-sm text-[0.8125rem] underline-offset-4 hover:underline"
      >
        <CalendarDaysIcon className="size-3.5" aria-hidden />
        {words.openCalendar}
      </Link>
    </>
  )
}

function Slot({ entry, text }: { entry: CalendarEntry; text: string }) {
  const say = useNoticeText()
  return (
    <li className="text-[0.8125rem] tabular-nums first-letter:uppercase">
      <time dateTime={entry.at}>{text}</time>
      {entry.reason !== null && <span className="text-muted-foreground"> · {say.reason(entry.reason)}</span>}
    </li>
  )
}
