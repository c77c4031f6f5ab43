import type { ReactNode } from 'react'

/** Title and count of one half of the desk. */
export function PaneHeader(props: { title: string; count: string; children?: ReactNode }) {
  return (
    <header className="flex min-h-11 items-center gap-2 px-3.5 pt-1">
      <h2 className="text-sm font-semibold">{props.title}</h2>
      <span className="text-muted-foreground text-xs tabular-nums">{props.count}</span>
      <span className="ml-auto flex items-center gap-1.5">{props.children}</span>
    </header>
  )
}
