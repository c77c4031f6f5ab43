import type { ReactNode } from 'react'
import { Link } from 'wouter'

/** A section of the dashboard that is one line: what it is, where more of it is, and the way there. */
export function DashboardRow(props: {
  id: string
  title: string
  more: { href: string; text: string }
  href: string
  picture: ReactNode
  name: string
  detail: ReactNode
  aside?: ReactNode
}) {
  return (
    <section aria-labelledby={props.id} className="mt-10">
      <div className="mb-3 flex items-baseline justify-between gap-4">
        <h2 id={props.id} className="text-muted-foreground text-sm font-medium">
          {props.title}
        </h2>
        <Link
          href={props.more.href}
          className="text-muted-foreground hover:text-foreground rounded-sm text-sm underline-offset-4 hover:underline"
        >
          {props.more.text}
        </Link>
      </div>
      <Link
        href={props.href}
        className="hover:bg-accent flex items-center gap-4 overflow-hidden rounded-xl border p-3 text-sm"
      >
        {props.picture}
        <span className="min-w-0 flex-1">
          <span className="block truncate font-medium">{props.name}</span>
          <span className="text-muted-foreground block truncate text-[0.8125rem]">{props.detail}</span>
        </span>
        {props.aside !== undefined && (
          <span className="text-muted-foreground text-right text-[0.8125rem] tabular-nums max-sm:hidden">
            {props.aside}
          </span>
        )}
      </Link>
    </section>
  )
}

/** In place of a picture, where there is none. */
export const rowIcon = 'bg-muted text-muted-foreground size-14 shrink-0 rounded-md p-4'
