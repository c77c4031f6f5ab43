import { SendIcon } from 'lucide-react'
import { Link } from 'wouter'
import { useMessages } from '#lib/messages.ts'
import { posts } from '#messages/posts.ts'
import { Button } from '#ui/button.tsx'
import { useWaitingCount } from '../posts.api.ts'
import { WaitingBadge } from './waiting-badge.tsx'

/** The way to all posts, with how many wait. */
export function PostsLink() {
  const words = useMessages(posts)
  const waiting = useWaitingCount()
  return (
    <Button variant="outline" asChild>
      <Link href="/posts">
        <SendIcon />
        {words.title}
        <WaitingBadge count={waiting} />
      </Link>
    </Button>
  )
}
