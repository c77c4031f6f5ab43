import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { cn } from '#ui/cn.ts'

/** What a list shows when there is nothing in it: what would be here, and the way to the first one. */
export function EmptyState(props: {
  icon: LucideIcon
  title: string
  /** `h1` where this is the whole page. */
  heading?: 'h1' | 'h2'
  text?: ReactNode
  children?: ReactNode
  className?: string
}) {
  const Icon = props.icon
  const Heading = props.heading ?? 'h2'
  return (
    <div className={cn('mx-auto flex max-w-md flex-col items-center px-6 py-16 text-center', props.className)}>
      <div className="bg-muted text-muted-foreground mb-5 flex size-12 items-center justify-center rounded-xl">
        <Icon className="size-6" aria-hidden />
      </div>
      <Heading className="text-base font-semibold text-balance">{props.title}</Heading>
      {props.text !== undefined && (
        <p className="text-muted-foreground mt-2 text-sm leading-relaxed text-pretty">{props.text}</p>
      )}
      {props.children !== undefined && <div className="mt-6 flex flex-wrap justify-center gap-3">{props.children}</div>}
    </div>
  )
}
