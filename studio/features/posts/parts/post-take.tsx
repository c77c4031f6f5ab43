import type { SceneVersion } from '@greenroom/contract/scenes.ts'
import { SendIcon } from 'lucide-react'
import { lazy, Suspense } from 'react'
import { useAddressWord } from '#lib/address-state.ts'
import { versionUrl } from '#lib/media.ts'
import { useMessages } from '#lib/messages.ts'
import { posts } from '#messages/posts.ts'
import { Button } from '#ui/button.tsx'
import { subjectOfTake } from '../posts.rules.ts'

const PostDialog = lazy(() => import('../form/post-dialog.tsx'))

/** Opens the post form of a finished take. The address keeps that it is open. */
export function PostTakeButton({ take, label }: { take: SceneVersion; label: string }) {
  const words = useMessages(posts)
  const [posting, setPosting] = useAddressWord('posting')
  if (take.status !== 'ready') return null
  const aspect = take.width === null || take.height === null ? null : take.width / take.height
  return (
    <>
      <Button
        size="icon-sm"
        variant="ghost"
        aria-label={words.post}
        title={words.post}
        onClick={() => setPosting(take.id)}
      >
        <SendIcon />
      </Button>
      {posting === take.id && (
        <Suspense fallback={null}>
          <PostDialog
            subject={subjectOfTake(
              take.id,
              label,
              { video: versionUrl(take.id, 'video'), poster: versionUrl(take.id, 'poster') },
              take.durationSeconds,
              aspect,
            )}
            onClose={() => setPosting('')}
          />
        </Suspense>
      )}
    </>
  )
}
