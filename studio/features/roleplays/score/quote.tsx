import type { Rehearsal } from '@greenroom/contract/rehearsals.ts'
import type { Quoted } from '@greenroom/contract/roleplays.ts'
import { PlayIcon } from 'lucide-react'
import { useFormat } from '#lib/format.ts'
import { useMessages } from '#lib/messages.ts'
import { scores } from '#messages/scores.ts'
import { useAddress } from '#features/projects/url.ts'

/** Words that prove something. They lead to the moment in which they were said, and play it where there is sound. */
export function Quote({ quoted, rehearsal }: { quoted: Quoted; rehearsal: Rehearsal }) {
  const words = useMessages(scores)
  const format = useFormat()
  const [, patch] = useAddress()
  const turn = rehearsal.turns.find(({ id }) => id === quoted.turnId)
  if (turn === undefined) return <q lang={rehearsal.roleplay.language}>{quoted.quote}</q>
  const at = turn.startMs === null ? '' : format.duration(turn.startMs / 1000)
  return (
    <button
      type="button"
      aria-label={words.jump(`“${quoted.quote}” ${at}`.trim())}
      onClick={() => patch({ tab: 'replay', turn: String(turn.number), play: turn.audioUrl === null ? null : '1' })}
      className="hover:text-primary focus-visible:ring-ring inline rounded-sm text-left underline decoration-dotted underline-offset-4 outline-none focus-visible:ring-2"
    >
      <span lang={rehearsal.roleplay.language}>“{quoted.quote}”</span>{' '}
      {at !== '' && (
        <span className="text-muted-foreground inline-flex items-center gap-1 text-xs tabular-nums no-underline">
          {turn.audioUrl !== null && <PlayIcon className="size-3" aria-hidden />}
          {at}
        </span>
      )}
    </button>
  )
}
