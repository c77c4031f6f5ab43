import { useQuery } from '@tanstack/react-query'
import { useMessages } from '#lib/messages.ts'
import { queryOf } from '#lib/queries.ts'
import { dashboard } from '#messages/dashboard.ts'
import { NextDue } from '#features/slideshows/parts/next-due.tsx'
import { DashboardRow } from './row.tsx'

/** What the session that is switched on makes next; nothing where none is. */
export default function NextSlideshow() {
  const words = useMessages(dashboard)
  const { data } = useQuery(queryOf('GET /api/media-sessions'))
  const active = data?.sessions.find(({ isActive }) => isActive)
  if (active === undefined) return null
  return (
    <DashboardRow
      id="next-slideshow"
      title={words.nextSlideshow}
      more={{ href: '/calendar', text: words.calendar }}
      href={`/slideshows/${active.id}`}
      picture={
        <span className="flex h-14 shrink-0 gap-0.5 overflow-hidden rounded-md empty:hidden">
          {active.coverUrls.slice(0, 3).map((url) => (
            <img key={url} src={url} alt="" className="h-full w-8 object-cover" loading="lazy" />
          ))}
        </span>
      }
      name={active.name}
      detail={<NextDue session={active} />}
      aside={words.slideshowsToday(active.createdToday, active.maxPerDay)}
    />
  )
}
