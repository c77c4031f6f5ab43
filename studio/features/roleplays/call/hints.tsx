import { LightbulbIcon } from 'lucide-react'
import { useLanguage } from '#lib/language.ts'
import { useMessages } from '#lib/messages.ts'
import { calls } from '#messages/calls.ts'
import { ErrorNote } from '#patterns/error-state.tsx'
import { Skeleton } from '#ui/skeleton.tsx'
import { useHints } from '../roleplays.api.ts'
import type { CallDesk } from './use-call.ts'

/** What would bring the call on from here, asked for by the trainee. */
export function Hints({ call }: { call: CallDesk }) {
  const words = useMessages(calls).room
  const language = useLanguage()
  const { roleplay, nextTurn } = call.rehearsal
  const { data, error, isPending } = useHints(roleplay.id, nextTurn, true)
  return (
    <aside aria-label={words.hintTitle} className="bg-card mb-3 rounded-xl border p-4 text-sm">
      <h3 className="flex items-center gap-2 text-xs font-medium">
        <LightbulbIcon className="text-warning size-4" aria-hidden />
        {words.hintTitle}
      </h3>
      {isPending && <Skeleton className="mt-2 h-10 w-full" />}
      {error !== null && <ErrorNote reason={error} className="mt-2" />}
      {data?.hints.length === 0 && <p className="text-muted-foreground mt-2">{words.hintNone}</p>}
      <ul className="mt-2 grid gap-2">
        {data?.hints.map(({ techniqueId, names, summary, example }) => (
          <li key={techniqueId}>
            <p>
              <span className="font-medium">{names[language]}.</span>{' '}
              <span className="text-muted-foreground">{summary[language]}</span>
            </p>
            {example !== '' && (
              <p lang={roleplay.language} className="mt-0.5">
                <span className="text-muted-foreground">{words.hintExample}: </span>“{example}”
              </p>
            )}
          </li>
        ))}
      </ul>
    </aside>
  )
}
