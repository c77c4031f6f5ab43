import { useEffect, useState } from 'react'
import { useMessages } from '#lib/messages.ts'
import { calls } from '#messages/calls.ts'
import { Button } from '#ui/button.tsx'
import { PlayTurn } from '../parts/play-turn.tsx'
import type { KeptClip } from './kept-clips.ts'
import type { Unfinished } from './use-unfinished.ts'

/** A turn in the middle of which the page went away: what was recorded until then can be heard, and said or left out. */
export function CutOff({ turn, unfinished }: { turn: KeptClip; unfinished: Unfinished }) {
  const words = useMessages(calls).mic
  const [busy, setBusy] = useState(false)
  const [url] = useState(() => URL.createObjectURL(turn.audio))
  useEffect(() => () => URL.revokeObjectURL(url), [url])
  const use = async (): Promise<void> => {
    setBusy(true)
    await unfinished.use(turn)
  }
  return (
    <section aria-label={words.cutOff} className="bg-card mb-3 grid gap-2 rounded-xl border p-4">
      <div className="flex items-center justify-between gap-3">
        <h3 className="text-sm font-medium">{words.cutOff}</h3>
        <PlayTurn url={url} />
      </div>
      <p className="text-muted-foreground text-[0.8125rem]">{words.cutOffText}</p>
      <div className="flex flex-wrap gap-2">
        <Button size="sm" disabled={busy} onClick={() => void use()}>
          {words.useIt}
        </Button>
        <Button size="sm" variant="outline" disabled={busy} onClick={() => void unfinished.drop(turn)}>
          {words.sayAgain}
        </Button>
      </div>
    </section>
  )
}
