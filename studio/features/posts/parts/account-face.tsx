import { cn } from '#ui/cn.ts'
import { initials } from '../posts.rules.ts'

/**
 * The letters of an account. Its picture lies at the publisher's for some hours only, and this page loads nothing from
 * elsewhere.
 */
export function AccountFace({ name, className }: { name: string; className?: string }) {
  return (
    <span
      aria-hidden
      className={cn(
        'bg-tint text-primary inline-flex size-10 shrink-0 items-center justify-center rounded-full text-sm font-semibold',
        className,
      )}
    >
      {initials(name)}
    </span>
  )
}
