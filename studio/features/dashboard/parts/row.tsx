import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link } from 'wouter'

/** A section of the dashboard that is one line: what it is, where more of it is, and the way there. */
export function DashboardRow(props: {
  id: string
  title: string
  more: { href: string; text: string }
  href: string
  icon: LucideIcon
  name: string
  detail: string
  aside?: ReactNode
}) {
  const Icon = props.icon
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
        <span
          className="bg-muted text-muted-foreground grid size-14 shrink-0 place-items-center rounded-md"
          aria-hidden
        >
          <Icon className="size-5" />
        </span>
        <span className="min-w-0 flex-1">
          <span className="block truncate font-medium">{props.name}</span>
          <span className="text-muted-foreground block truncate text-[0.8125rem]">{props.detail}</span>
        </span>
        {props.aside !== undefined && (
          <span className="text-muted-foreground text-right text-[0.8125rem] tabular-nums">{props.aside}</span>
        )}
      </Link>
    </section>
  )
}
