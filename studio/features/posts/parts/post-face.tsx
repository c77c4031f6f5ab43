import type { Publication } from '@greenroom/contract/posts.ts'
import { GalleryVerticalEndIcon } from 'lucide-react'
import { useState } from 'react'
import { cn } from '#ui/cn.ts'

/** What the post looks like, small. */
export function PostFace({ post, className }: { post: Pick<Publication, 'thumbUrl'>; className?: string }) {
  const [gone, setGone] = useState(false)
  return (
    <span
      className={cn('bg-muted relative block h-24 w-[4.25rem] shrink-0 overflow-hidden rounded-md', className)}
      aria-hidden
    >
      {post.thumbUrl === null || gone ? (
        <GalleryVerticalEndIcon className="text-muted-foreground absolute inset-0 m-auto size-5" />
      ) : (
        <img
          src={post.thumbUrl}
          alt=""
          loading="lazy"
          className="absolute inset-0 size-full object-cover"
          onError={() => setGone(true)}
        />
      )}
    </span>
  )
}
