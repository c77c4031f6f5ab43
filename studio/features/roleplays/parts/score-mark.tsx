import { useMessages } from '#lib/messages.ts'
import { scores } from '#messages/scores.ts'
import { cn } from '#ui/cn.ts'

/** The score of a call in a ring that says whether it was enough; a dashed one when there is none. */
export function ScoreMark({ score, passed }: { score: number | null; passed: boolean | null }) {
  const words = useMessages(scores)
  return (
    <span
      role={score === null ? undefined : 'img'}
      aria-label={score === null ? undefined : words.replay.score(String(Math.round(score)))}
      className={cn(
        'flex size-11 shrink-0 items-center justify-center rounded-full border-2 text-sm font-semibold tabular-nums',
        score === null ? 'text-muted-foreground border-dashed' : passed === true ? 'border-primary' : 'border-warning',
      )}
    >
      {score === null ? '–' : Math.round(score)}
    </span>
  )
}
