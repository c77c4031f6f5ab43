import { useEffect, type ReactNode } from 'react'
import { cn } from '#ui/cn.ts'

/** The tab's title follows the page. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Greenroom`
  }, [title])
}

/** Title of a page with what can be done on it. Sets the tab's title too. */
export function PageHeader(props: { title: string; text?: ReactNode; actions?: ReactNode; className?: string }) {
  useTitle(props.title)
  return (
    <header className={cn('flex flex-wrap items-end justify-between gap-x-6 gap-y-3', props.className)}>
      <div className="min-w-0">
        <h1 tabIndex={-1} data-page-title className="text-xl font-semibold tracking-tight text-balance outline-none">
          {props.title}
        </h1>
        {props.text !== undefined && <p className="text-muted-foreground mt-1 max-w-prose text-sm">{props.text}</p>}
      </div>
      {props.actions !== undefined && <div className="flex flex-wrap items-center gap-2">{props.actions}</div>}
    </header>
  )
}

/** The measure of a page inside the shell; `wide` for grids and tables, `narrow` for forms. */
export function PageBody(props: { measure?: 'narrow' | 'wide'; children: ReactNode; className?: string }) {
  const width = props.measure === 'narrow' ? 'max-w-2xl' : 'max-w-6xl'
  return <div className={cn('mx-auto w-full px-5 py-8 sm:px-8 sm:py-10', width, props.className)}>{props.children}</div>
}
