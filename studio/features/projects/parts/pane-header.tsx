import type { ReactNode } from 'react'

/** Title and count of one half of the desk. */
export function PaneHeader(props: { title: string; count: string; children?: ReactNode }) {
  return (
    // Behind tabs the tab has the title and the count already.
    <header className="flex items-center gap-2 px-3.5 pt-1 max-lg:mt-1 lg:min-h-11">
      <h2 className="text-sm font-semibold max-lg:sr-only">{props.title}</h2>
      <span className="text-muted-foreground text-xs tabular-nums max-lg:sr-only">{props.count}</span>
      <span className="ml-auto flex items-center gap-1.5">{props.children}</span>
    </header>
  )
}
