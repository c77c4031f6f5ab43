import { PlugIcon } from 'lucide-react'
import { Link } from 'wouter'
import { useMessages } from '#lib/messages.ts'
import { posts } from '#messages/posts.ts'
import { PageBody, PageHeader } from '#patterns/page-header.tsx'
import { Button } from '#ui/button.tsx'
import { WaitingPosts } from './batch/waiting-posts.tsx'
import { PostHistory } from './history/post-history.tsx'

/** `/posts`: what waits for approval and what became of everything, of all sessions and takes. */
export default function PostsPage() {
  const words = useMessages(posts)
  return (
    <PageBody className="max-w-4xl">
      <PageHeader
        title={words.title}
        text={words.text}
        actions={
          <Button asChild size="sm" variant="outline">
            <Link href="/settings/publishing">
              <PlugIcon />
              {words.accounts.heading}
            </Link>
          </Button>
        }
        className="mb-8"
      />
      <div className="grid gap-10">
        <WaitingPosts />
        <PostHistory />
      </div>
    </PageBody>
  )
}
