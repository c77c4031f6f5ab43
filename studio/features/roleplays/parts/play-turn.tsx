import { PlayIcon, SquareIcon } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useMessages } from '#lib/messages.ts'
import { makeStore, useStore } from '#lib/store.ts'
import { calls } from '#messages/calls.ts'
import { Button } from '#ui/button.tsx'

/** One sound at a time, wherever on the page it was asked for. */
const playing = makeStore<{ url: string; audio: HTMLAudioElement } | null>(null)

function stop(): void {
  playing.get()?.audio.pause()
  playing.set(null)
}

function play(url: string): void {
  stop()
  const audio = new Audio(url)
  const ended = (): void => {
    if (playing.get()?.audio === audio) playing.set(null)
  }
  audio.onended = ended
  audio.onerror = ended
  playing.set({ url, audio })
  audio.play().catch(ended)
}

/** Plays the recording of one turn; a second press stops it. */
export function PlayTurn({ url }: { url: string }) {
  const words = useMessages(calls).over
  const [mine] = useState(url)
  const now = useStore(playing)
  const on = now?.url === mine
  useEffect(
    () => () => {
      if (playing.get()?.url === mine) stop()
    },
    [mine],
  )
  const label = on ? words.stop : words.listen
  return (
    <Button variant="ghost" size="icon-sm" aria-label={label} title={label} onClick={() => (on ? stop() : play(mine))}>
      {on ? <SquareIcon /> : <PlayIcon />}
    </Button>
  )
}
