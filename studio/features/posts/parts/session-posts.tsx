import type { SlideGroup } from '@greenroom/contract/slideshows.ts'
import { SendIcon } from 'lucide-react'
import { lazy, Suspense } from 'react'
import { useAddressWord } from '#lib/address-state.ts'
import { useMessages } from '#lib/messages.ts'
import { posts } from '#messages/posts.ts'
import { Badge } from '#ui/badge.tsx'
import { Button } from '#ui/button.tsx'
import { WaitingPosts } from '../batch/waiting-posts.tsx'
import { PostHistory } from '../history/post-history.tsx'
import { usePostsOf, useWaiting } from '../posts.api.ts'
import { subjectOfGroup } from '../posts.rules.ts'
import { WaitingBadge } from './waiting-badge.tsx'

const PostDialog = lazy(() => import('../form/post-dialog.tsx'))

/** What of a session waits for its owner, and what became of the rest. */
export function SessionPosts({ sessionId }: { sessionId: string }) {
  return (
    <div className="mx-auto grid max-w-4xl gap-10 p-4 sm:p-6">
      <WaitingPosts sessionId={sessionId} />
      <PostHistory sessionId={sessionId} />
    </div>
  )
}

/** How many drafts of a session wait, for the tab. */
export function SessionWaiting({ sessionId }: { sessionId: string }) {
  return <WaitingBadge count={useWaiting(sessionId).data?.publications.length ?? 0} />
}

/** Opens the post form of a finished slideshow, and says what was posted of it. The address keeps that it is open. */
export function PostGroupButton({ group }: { group: SlideGroup }) {
  const words = useMessages(posts)
  const [posting, setPosting] = useAddressWord('posting')
  const own = usePostsOf(group).data ?? []
  if (group.state !== 'ready') return null
  const [newest] = own
  return (
    <>
      <Button size="sm" onClick={() => setPosting(group.id)}>
        <SendIcon />
        {words.post}
      </Button>
      {newest !== undefined && (
        <Badge variant="outline" className="self-center" title={words.history.ofGroup}>
          {words.history.states[newest.state]}
          {newest.account !== null && ` · ${newest.account.displayName}`}
          {own.length > 1 && ` +${own.length - 1}`}
        </Badge>
      )}
      {posting === group.id && (
        <Suspense fallback={null}>
          <PostDialog subject={subjectOfGroup(group)} onClose={() => setPosting('')} />
        </Suspense>
      )}
    </>
  )
}
