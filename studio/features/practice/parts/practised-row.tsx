import type { PractisedCall } from '@greenroom/contract/practice.ts'
import { KeyboardIcon, MicIcon, PlayIcon, Share2Icon } from 'lucide-react'
import { Link } from 'wouter'
import { useFormat } from '#lib/format.ts'
import { useLanguage } from '#lib/language.ts'
import { useMessages } from '#lib/messages.ts'
import { practice } from '#messages/practice.ts'
import { cn } from '#ui/cn.ts'

/** One call in a line; the whole line leads to it. */
export function PractisedRow({ call }: { call: PractisedCall }) {
  const words = useMessages(practice).today
  const language = useLanguage()
  const format = useFormat()
  const Mode = call.mode === 'spoken' ? MicIcon : KeyboardIcon
  return (
    <li className="hover:bg-accent/50 relative flex items-center gap-3 px-4 py-3 text-sm">
      <Mode className="text-muted-foreground size-4 shrink-0" aria-hidden />
      <div className="min-w-0 flex-1">
        <Link
          href={`/coach/sessions/${call.id}`}
          className="after:focus-visible:ring-ring block truncate font-medium outline-none after:absolute after:inset-0 after:focus-visible:ring-2 after:focus-visible:ring-inset"
        >
          {call.title[language]}
        </Link>
        <span className="text-muted-foreground text-[0.8125rem]">{format.ago(call.at)}</span>
      </div>
      {call.shared && (
        <Share2Icon className="text-muted-foreground size-4 shrink-0" role="img" aria-label={words.shared} />
      )}
      {call.status === 'in_progress' ? (
        <span className="text-primary inline-flex items-center gap-1.5 font-medium">
          <PlayIcon className="size-3.5" aria-hidden />
          {words.resume}
        </span>
      ) : call.score === null ? (
        <span className="text-muted-foreground">{words.notScored}</span>
      ) : (
        <span className={cn('font-semibold tabular-nums', call.passed === true && 'text-primary')}>
          {format.number(Math.round(call.score))}
        </span>
      )}
    </li>
  )
}
