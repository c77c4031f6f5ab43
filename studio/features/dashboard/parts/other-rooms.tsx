import { useQuery } from '@tanstack/react-query'
import { GalleryVerticalEndIcon, HeadsetIcon } from 'lucide-react'
import { Link } from 'wouter'
import { usePractice } from '#features/practice/practice.api.ts'
import { useMessages } from '#lib/messages.ts'
import { queryOf } from '#lib/queries.ts'
import { dashboard } from '#messages/dashboard.ts'
import { rowIcon } from './row.tsx'

/** For somebody who has no project yet: the rooms that they have not been in either. */
export default function OtherRooms() {
  const words = useMessages(dashboard)
  const { data: slideshows } = useQuery(queryOf('GET /api/media-sessions'))
  const { data: practice } = usePractice()
  if (slideshows === undefined || practice === undefined) return null
  const rooms = [
    slideshows.sessions.length === 0
      ? { href: '/slideshows', icon: GalleryVerticalEndIcon, ...words.room.slideshows }
      : undefined,
    practice.recent.length + practice.open.length + practice.assignments.length === 0
      ? { href: '/coach/scenarios', icon: HeadsetIcon, ...words.room.coach }
      : undefined,
  ].filter((room) => room !== undefined)
  if (rooms.length === 0) return null
  return (
    <section aria-labelledby="other-rooms" className="mt-10">
      <h2 id="other-rooms" className="text-muted-foreground mb-3 text-sm font-medium">
        {words.otherRooms}
      </h2>
      <ul className="grid gap-4 sm:grid-cols-2">
        {rooms.map(({ href, icon: Icon, name, text }) => (
          <li key={href}>
            <Link href={href} className="hover:bg-accent flex h-full items-center gap-4 rounded-xl border p-3 text-sm">
              <Icon className={rowIcon} aria-hidden />
              <span className="min-w-0 flex-1">
                <span className="block font-medium">{name}</span>
                <span className="text-muted-foreground block text-[0.8125rem] text-pretty">{text}</span>
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
