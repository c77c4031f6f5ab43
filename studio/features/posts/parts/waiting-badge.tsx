import { useMessages } from '#lib/messages.ts'
import { posts } from '#messages/posts.ts'

/** How many drafts wait; nothing when none does. */
export function WaitingBadge({ count }: { count: number }) {
  const words = useMessages(posts)
  if (count === 0) return null
  return (
    <span className="bg-primary text-primary-foreground min-w-4.5 rounded-full px-1.5 text-center text-[0.6875rem] leading-4.5 font-semibold tabular-nums">
      <span className="sr-only">{words.waitingCount(count)}</span>
      <span aria-hidden>{count}</span>
    </span>
  )
}
