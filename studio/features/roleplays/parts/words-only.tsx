import type { Rehearsal } from '@greenroom/contract/rehearsals.ts'
import { ScrollTextIcon } from 'lucide-react'
import { useMessages } from '#lib/messages.ts'
import { calls } from '#messages/calls.ts'
import { EmptyState } from '#patterns/empty-state.tsx'
import { cn } from '#ui/cn.ts'
import { CallHeader } from './call-header.tsx'

/** What an admin who gave a reason reads of somebody else's call. */
export function WordsOnly({ rehearsal }: { rehearsal: Rehearsal }) {
  const words = useMessages(calls)
  const { roleplay } = rehearsal
  const turns = rehearsal.turns.filter(({ text }) => text !== '')
  return (
    <div className="mx-auto w-full max-w-3xl px-5 py-6 sm:px-8">
      <CallHeader roleplay={roleplay} back={{ href: '/admin/calls', label: words.foreign.backToCalls }} />
      <p className="mt-5 text-sm font-medium wrap-anywhere">{words.foreign.readBy(roleplay.userName)}</p>
      <p className="text-muted-foreground mt-1 text-sm">{words.foreign.noted}</p>
      {turns.length === 0 ? (
        <EmptyState icon={ScrollTextIcon} title={words.foreign.noWords} />
      ) : (
        <ol lang={roleplay.language} aria-label={words.room.transcript} className="mt-6 grid gap-4 border-t pt-6">
          {turns.map(({ id, speaker, text }) => (
            <li key={id} className="grid gap-x-4 gap-y-0.5 sm:grid-cols-[8rem_minmax(0,1fr)]">
              <p className={cn('truncate text-sm font-medium', speaker === 'customer' && 'text-muted-foreground')}>
                {speaker === 'customer' ? roleplay.customerName : roleplay.userName}
              </p>
              <p className="text-sm leading-relaxed whitespace-pre-wrap wrap-anywhere">{text}</p>
            </li>
          ))}
        </ol>
      )}
    </div>
  )
}
