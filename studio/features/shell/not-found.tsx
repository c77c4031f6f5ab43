import { CompassIcon } from 'lucide-react'
import { Link } from 'wouter'
import { useMessages } from '#lib/messages.ts'
import { basics } from '#messages/basics.ts'
import { EmptyState } from '#patterns/empty-state.tsx'
import { useTitle } from '#patterns/page-header.tsx'
import { Button } from '#ui/button.tsx'

export function NotFound() {
  const words = useMessages(basics)
  useTitle(words.notFoundTitle)
  return (
    <EmptyState
      icon={CompassIcon}
      heading="h1"
      title={words.notFoundTitle}
      text={words.notFoundText}
      className="min-h-[60dvh] justify-center"
    >
      <Button asChild variant="outline">
        <Link href="/dashboard">{words.toDashboard}</Link>
      </Button>
    </EmptyState>
  )
}
