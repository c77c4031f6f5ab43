import type { Me } from '@greenroom/contract/accounts.ts'
import { cn } from '#ui/cn.ts'

/** A person's picture, or the first letters of the name. */
export function Portrait({
  me,
  className,
}: {
  me: Pick<Me, 'avatarUrl' | 'firstName' | 'lastName'>
  className?: string
}) {
  if (me.avatarUrl !== null)
    return <img src={me.avatarUrl} alt="" className={cn('size-7 rounded-full object-cover', className)} />
  const letters = `${me.firstName.charAt(0)}${me.lastName.charAt(0)}`.toUpperCase()
  return (
    <span
      aria-hidden
      className={cn(
        'bg-tint text-primary inline-flex size-7 shrink-0 items-center justify-center rounded-full text-[0.6875rem] font-semibold',
        className,
      )}
    >
      {letters}
    </span>
  )
}
