import { ClipboardCheckIcon } from 'lucide-react'
import { Link } from 'wouter'
import { useFormat } from '#lib/format.ts'
import { useLanguage } from '#lib/language.ts'
import { useMessages } from '#lib/messages.ts'
import { practice } from '#messages/practice.ts'
import { EmptyState } from '#patterns/empty-state.tsx'
import { ErrorState } from '#patterns/error-state.tsx'
import { RowsLoading } from '#patterns/loading.tsx'
import { Badge } from '#ui/badge.tsx'
import { Button } from '#ui/button.tsx'
import { useReviews } from '../practice.api.ts'

/** Checks that wait for a person's word; each is decided on the page of its call. */
export function Reviews({ workspaceId }: { workspaceId: string }) {
  const words = useMessages(practice).reviews
  const language = useLanguage()
  const format = useFormat()
  const { data, error, isError, isFetching, refetch } = useReviews(workspaceId)
  if (data === undefined)
    return isError ? (
      <ErrorState reason={error} onRetry={() => void refetch()} retrying={isFetching} />
    ) : (
      <RowsLoading className="mt-4" />
    )
  if (data.waiting.length === 0)
    return <EmptyState icon={ClipboardCheckIcon} title={words.emptyTitle} text={words.emptyText} />
  return (
    <ul className="mt-4 divide-y rounded-xl border">
      {data.waiting.map((one) => (
        <li key={`${one.sessionId} ${one.checkId}`} className="flex flex-wrap items-center gap-x-4 gap-y-2.5 px-4 py-4">
          <div className="basis-full text-sm sm:basis-56 sm:grow">
            <p className="font-medium text-pretty">{one.question[language]}</p>
            <p className="text-muted-foreground mt-0.5 text-[0.8125rem]">
              {one.userName} · {one.title[language]} · {format.ago(one.at)}
            </p>
            {one.reason !== '' && (
              <figure className="border-primary/50 mt-2 border-l-2 pl-3 text-[0.8125rem]">
                <figcaption className="text-muted-foreground">{words.says(one.userName)}</figcaption>
                <blockquote>{one.reason}</blockquote>
              </figure>
            )}
          </div>
          <Badge variant="outline" className={one.why === 'disputed' ? 'text-warning' : ''}>
            {words.why[one.why]}
          </Badge>
          <Button asChild size="sm" variant="outline">
            <Link href={`/coach/sessions/${one.sessionId}?check=${one.checkId}#check-${one.checkId}`}>
              {words.look}
            </Link>
          </Button>
        </li>
      ))}
    </ul>
  )
}
