import type { Me } from '@greenroom/contract/accounts.ts'
import { useState } from 'react'
import { cn } from '#ui/cn.ts'

/** A person's picture, or the first letters of the name, also when the picture has just been replaced elsewhere. */
export function Portrait({
  me,
  className,
}: {
  me: Pick<Me, 'avatarUrl' | 'firstName' | 'lastName'>
  className?: string
}) {
  const [gone, setGone] = useState<string | null>(null)
  if (me.avatarUrl !== null && me.avatarUrl !== gone) {
    return (
      <img
        src={me.avatarUrl}
        alt=""
        className={cn('bg-muted size-7 shrink-0 rounded-full object-cover', className)}
        onError={() => setGone(me.avatarUrl)}
      />
    )
  }
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
