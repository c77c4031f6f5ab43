import type { ReactNode } from 'react'
import { cn } from '#ui/cn.ts'

/** A table that may be wider than the page: it moves sideways, with the keyboard too. */
export function WideTable({ label, className, children }: { label: string; className?: string; children: ReactNode }) {
  return (
    <div
      className={cn('overflow-x-auto', className)}
      role="region"
      aria-label={label}
      // Somebody without a mouse has to be able to scroll it.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
    >
      {children}
    </div>
  )
}
