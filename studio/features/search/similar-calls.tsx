import { Link } from 'wouter'
import { useFormat } from '#lib/format.ts'
import { useMessages } from '#lib/messages.ts'
import { practice } from '#messages/practice.ts'
import { ErrorNote } from '#patterns/error-state.tsx'
import { RowsLoading } from '#patterns/loading.tsx'
import { useSimilarCalls } from './search.api.ts'

/** Own calls that are most like this one, for the page of a finished call. */
export function SimilarCalls({ sessionId, className }: { sessionId: string; className?: string }) {
  const words = useMessages(practice).similar
  const format = useFormat()
  const { data, error, isError } = useSimilarCalls(sessionId)
  return (
    <section aria-label={words.title} className={className}>
      <h2 className="text-sm font-semibold">{words.title}</h2>
      {data !== undefined && (
        <p className="text-muted-foreground mt-0.5 text-[0.8125rem]">
          {data.calls.length === 0 ? words.none : data.by === 'meaning' ? words.byMeaning : words.byTechniques}
        </p>
      )}
      {isError && data === undefined && <ErrorNote reason={error} className="mt-3" />}
      {!isError && data === undefined && <RowsLoading count={2} className="mt-3" />}
      {data !== undefined && data.calls.length > 0 && (
        <ul className="mt-3 divide-y rounded-xl border">
          {data.calls.map((call) => (
            <li key={call.id} className="hover:bg-accent/50 relative flex items-center gap-3 px-4 py-3 text-sm">
              <div className="min-w-0 flex-1">
                <Link
                  href={`/coach/sessions/${call.id}`}
                  lang={call.language}
                  className="after:focus-visible:ring-ring block truncate font-medium outline-none after:absolute after:inset-0 after:focus-visible:ring-2 after:focus-visible:ring-inset"
                >
                  {call.title}
                </Link>
                <span className="text-muted-foreground text-[0.8125rem]">
                  {format.date(call.at)} · {words.alike(format.percent(call.likeness))}
                </span>
              </div>
              {call.score !== null && (
                <span className="font-semibold tabular-nums">{format.number(Math.round(call.score))}</span>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
