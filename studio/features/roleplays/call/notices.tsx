import { CloudOffIcon } from 'lucide-react'
import { useMessages } from '#lib/messages.ts'
import { calls } from '#messages/calls.ts'
import { ErrorNote } from '#patterns/error-state.tsx'
import { Button } from '#ui/button.tsx'
import { cn } from '#ui/cn.ts'
import type { CallDesk } from './use-call.ts'

/** What stands in the way of a turn, next to where it is written. */
export function Notices({ call, className }: { call: CallDesk; className?: string }) {
  const words = useMessages(calls).room
  const { offline, elsewhere, problem } = call.sending
  if (!offline && !elsewhere && problem === null && call.problem === null) return null
  return (
    <div className={cn('grid gap-2', className)}>
      {offline && (
        <p role="status" className="bg-muted flex items-start gap-2 rounded-lg px-3.5 py-2.5 text-sm">
          <CloudOffIcon className="text-warning mt-0.5 size-4 shrink-0" aria-hidden />
          {words.offline}
        </p>
      )}
      {elsewhere && (
        <div role="alert" className="flex flex-wrap items-center gap-3 rounded-lg border px-3.5 py-2.5 text-sm">
          <p className="min-w-0 flex-1">{words.elsewhere}</p>
          <Button size="sm" variant="outline" onClick={call.outbox.noticed}>
            {words.elsewhereOk}
          </Button>
        </div>
      )}
      {problem !== null && <ErrorNote reason={problem} />}
      {call.problem !== null && <ErrorNote reason={call.problem} />}
    </div>
  )
}
