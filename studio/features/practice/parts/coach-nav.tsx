import { Link, useLocation } from 'wouter'
import { useMessages } from '#lib/messages.ts'
import { practice } from '#messages/practice.ts'
import { cn } from '#ui/cn.ts'
import { useLedWorkspaces } from '../practice.api.ts'

/** The pages of the room, on top of those that are no call. */
export function CoachNav() {
  const words = useMessages(practice).nav
  const [location] = useLocation()
  const leads = (useLedWorkspaces().data?.length ?? 0) > 0
  const pages = [
    ['/coach', words.today],
    ['/coach/scenarios', words.scenarios],
    ['/coach/techniques', words.techniques],
    ['/coach/sessions', words.calls],
    ['/coach/analytics', words.analytics],
    ...(leads || location === '/coach/team' ? [['/coach/team', words.team] as const] : []),
  ] as const
  return (
    <nav aria-label={words.label} className="mb-6">
      <ul className="-mx-2.5 flex flex-wrap gap-1">
        {pages.map(([href, word]) => (
          <li key={href}>
            <Link
              href={href}
              aria-current={location === href ? 'page' : undefined}
              className={cn(
                'text-muted-foreground hover:text-foreground hover:bg-accent block rounded-md px-2.5 py-1.5 text-sm transition-colors',
                location === href && 'bg-accent text-foreground font-medium',
              )}
            >
              {word}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
