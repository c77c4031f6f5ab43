import { useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import { useMessages } from '#lib/messages.ts'
import { queryOf } from '#lib/queries.ts'
import { dashboard } from '#messages/dashboard.ts'
import { NextDue } from '#features/slideshows/parts/next-due.tsx'

/** What the session that is switched on makes next; nothing where none is. */
export default function NextSlideshow() {
  const words = useMessages(dashboard)
  const { data } = useQuery(queryOf('GET /api/media-sessions'))
  const active = data?.sessions.find(({ isActive }) => isActive)
  if (active === undefined) return null
  return (
    <section aria-labelledby="next-slideshow" className="mt-10">
      <div className="mb-3 flex items-baseline justify-between gap-4">
        <h2 id="next-slideshow" className="text-muted-foreground text-sm font-medium">
          {words.nextSlideshow}
        </h2>
        <Link
          href="/calendar"
          className="text-muted-foreground hover:text-foreground rounded-sm text-sm underline-offset-4 hover:underline"
        >
          {words.calendar}
        </Link>
      </div>
      <Link
        href={`/slideshows/${active.id}`}
        className="hover:bg-accent flex items-center gap-4 overflow-hidden rounded-xl border p-3 text-sm"
      >
        <span className="flex h-14 shrink-0 gap-0.5 overflow-hidden rounded-md empty:hidden">
          {active.coverUrls.slice(0, 3).map((url) => (
            <img key={url} src={url} alt="" className="h-full w-8 object-cover" loading="lazy" />
          ))}
        </span>
        <span className="min-w-0 flex-1">
          <span className="block truncate font-medium">{active.name}</span>
          <NextDue session={active} className="text-muted-foreground block truncate text-[0.8125rem]" />
        </span>
        <span className="text-muted-foreground text-right text-[0.8125rem] tabular-nums max-sm:hidden">
          {words.slideshowsToday(active.createdToday, active.maxPerDay)}
        </span>
      </Link>
    </section>
  )
}
