import { useId, type ReactNode } from 'react'
import { cn } from '#ui/cn.ts'

/** A part of a page with its heading, and what belongs beside it. */
export function Panel(props: {
  title: string
  text?: string
  aside?: ReactNode
  className?: string
  children: ReactNode
}) {
  const id = useId()
  return (
    <section aria-labelledby={id} className={cn('mt-10', props.className)}>
      <div className="mb-3 flex flex-wrap items-end justify-between gap-x-6 gap-y-2">
        <div className="min-w-0">
          <h2 id={id} className="text-sm font-semibold">
            {props.title}
          </h2>
          {props.text !== undefined && (
            <p className="text-muted-foreground mt-0.5 max-w-prose text-[0.8125rem]">{props.text}</p>
          )}
        </div>
        {props.aside}
      </div>
      {props.children}
    </section>
  )
}
