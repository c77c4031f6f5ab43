import type { ReactNode } from 'react'
import { Link, useLocation } from 'wouter'
import { useMessages } from '#lib/messages.ts'
import { shell } from '#messages/shell.ts'
import { PageBody, PageHeader } from '#patterns/page-header.tsx'
import { cn } from '#ui/cn.ts'
import type { PageLink } from '../pages.ts'

/** One page of a section (settings, admin) with the way to its other pages. */
export function SectionPage(props: {
  section: string
  pages: readonly PageLink[]
  title: string
  text?: string
  actions?: ReactNode
  children: ReactNode
}) {
  const words = useMessages(shell)
  const [location] = useLocation()
  return (
    <PageBody className="md:grid md:grid-cols-[11rem_minmax(0,1fr)] md:gap-x-10 lg:gap-x-14">
      <nav aria-label={props.section} className="mb-8 md:mb-0">
        <p className="text-muted-foreground mb-2 hidden px-2.5 text-xs font-medium md:block">{props.section}</p>
        <ul className="-mx-1 flex flex-wrap gap-1 px-1 py-1 md:sticky md:top-10 md:flex-col">
          {props.pages.map(({ href, word }) => (
            <li key={href} className="shrink-0">
              <Link
                href={href}
                aria-current={location === href ? 'page' : isIn(location, href) ? 'true' : undefined}
                className={cn(
                  'text-muted-foreground hover:text-foreground hover:bg-accent block rounded-md px-2.5 py-1.5 text-sm transition-colors',
                  isIn(location, href) && 'bg-accent text-foreground font-medium',
                )}
              >
                {words[word]}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <div className="min-w-0">
        <PageHeader title={props.title} text={props.text} actions={props.actions} className="mb-8" />
        {props.children}
      </div>
    </PageBody>
  )
}

/** Also for a page that lies behind one of the list. */
const isIn = (location: string, href: string): boolean => location === href || location.startsWith(`${href}/`)

/** A part of such a page with its own heading. */
export function Section(props: { title: string; text?: ReactNode; children: ReactNode }) {
  return (
    <section className="border-t py-8 first:border-t-0 first:pt-0">
      <h2 className="text-sm font-semibold">{props.title}</h2>
      {props.text !== undefined && <p className="text-muted-foreground mt-1 max-w-prose text-sm">{props.text}</p>}
      <div className="mt-5">{props.children}</div>
    </section>
  )
}
