import { useMessages } from '#lib/messages.ts'
import { slideshows } from '#messages/slideshows.ts'
import { ErrorNote } from '#patterns/error-state.tsx'
import { Button } from '#ui/button.tsx'
import type { Autosave } from '../autosave.ts'

/** Why what was typed here is not kept, with the two ways on. */
export function SaveTrouble<P extends object>({ of, mine }: { of: Autosave<P>; mine: string }) {
  const words = useMessages(slideshows).session
  if (of.problem?.key !== mine) return null
  return (
    <div className="mb-4 grid gap-2">
      <ErrorNote reason={of.problem.reason} />
      <div className="flex gap-2">
        <Button size="sm" variant="secondary" disabled={of.saving} onClick={() => void of.flush()}>
          {words.tryAgain}
        </Button>
        <Button size="sm" variant="ghost" onClick={() => of.forget(mine)}>
          {words.giveUp}
        </Button>
      </div>
    </div>
  )
}
