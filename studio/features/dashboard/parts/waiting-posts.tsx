import { SendIcon } from 'lucide-react'
import { useWaitingCount } from '#features/posts/posts.api.ts'
import { useMessages } from '#lib/messages.ts'
import { dashboard } from '#messages/dashboard.ts'
import { DashboardRow, rowIcon } from './row.tsx'

/** Drafts that nobody has approved yet; nothing where none wait. */
export default function WaitingPosts() {
  const words = useMessages(dashboard)
  const waiting = useWaitingCount()
  if (waiting === 0) return null
  return (
    <DashboardRow
      id="waiting-posts"
      title={words.waitingPosts}
      more={{ href: '/posts', text: words.posts }}
      href="/posts"
      picture={<SendIcon className={rowIcon} />}
      name={words.postsWait(waiting)}
      detail={words.postsWaitDetail}
    />
  )
}
