import type { MediaSession } from '@greenroom/contract/slideshows.ts'
import { useEffect, useState } from 'react'
import { useLanguage } from '#lib/language.ts'
import { useMessages } from '#lib/messages.ts'
import { slideshows } from '#messages/slideshows.ts'
import { dueText } from '../due.ts'

/** The present, once a minute: "today" becomes "yesterday" on a page that stays open. */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 60_000)
    return () => clearInterval(timer)
  }, [])
  return now
}

/** When the next slideshow of a session is meant to be seen, and by whose clock; why there is none. */
export function NextDue({ session, className }: { session: MediaSession; className?: string }) {
  const words = useMessages(slideshows)
  const language = useLanguage()
  const now = useNow()
  const { nextDueAt, timeZone, isActive, itemCount } = session
  if (nextDueAt === null)
    return (
      <span className={className}>
        {!isActive ? words.notPlanned : itemCount === 0 ? words.needsMedia : words.noneDue}
      </span>
    )
  return (
    <time dateTime={nextDueAt} className={className}>
      {words.nextDue(dueText(nextDueAt, timeZone, now, language), timeZone.replaceAll('_', ' '))}
    </time>
  )
}
