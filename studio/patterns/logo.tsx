import { cn } from '#ui/cn.ts'

/** The mark: a door that stands open. */
export function Mark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden className={cn('size-8', className)}>
      <rect width="32" height="32" rx="9" className="fill-tint" />
      <path
        d="M10 23V9.5h12V23"
        fill="none"
        strokeWidth="2.5"
        strokeLinejoin="round"
        strokeLinecap="round"
        className="stroke-primary"
      />
      <path d="M10 9.5l7 3.4V23h-7z" className="fill-primary" />
    </svg>
  )
}
