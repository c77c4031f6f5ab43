import type { Clip } from '@greenroom/contract/rehearsals.ts'
import { CloudOffIcon } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useMessages } from '#lib/messages.ts'
import { calls } from '#messages/calls.ts'
import { ErrorNote } from '#patterns/error-state.tsx'
import { Button } from '#ui/button.tsx'
import { Textarea } from '#ui/textarea.tsx'
import { PlayTurn } from '../parts/play-turn.tsx'
import { dropClip, hearAgain } from '../roleplays.api.ts'
import { CutOff } from './cut-off.tsx'
import { sentSound } from './kept-clips.ts'
import type { CallDesk } from './use-call.ts'
import type { Talk } from './use-talk.ts'

/** Recordings that need a person: without words, refused by the house, or of a moment that has passed. */
export function ClipTroubles({ call, talk, served }: { call: CallDesk; talk: Talk; served: boolean }) {
  const words = useMessages(calls).mic
  const { id } = call.rehearsal.roleplay
  return (
    <>
      {talk.writing !== undefined && <p className="text-muted-foreground mb-3 text-sm">{words.writing}</p>}
      {talk.onTheirWay.length > 0 && (
        <div className="mb-3 grid gap-2">
          {talk.onTheirWay.some(({ offline }) => offline) ? (
            <p role="status" className="bg-muted flex items-start gap-2 rounded-lg px-3.5 py-2.5 text-sm">
              <CloudOffIcon className="text-warning mt-0.5 size-4 shrink-0" aria-hidden />
              <span>
                {words.unsent(talk.onTheirWay.length)} {words.keptHere}
              </span>
            </p>
          ) : (
            <p className="text-muted-foreground text-sm">{words.unsent(talk.onTheirWay.length)}</p>
          )}
          {talk.onTheirWay
            .filter(({ problem }) => problem !== null)
            .map(({ clip, problem }) => (
              <div key={clip.id} className="grid justify-items-start gap-2">
                <ErrorNote reason={problem} className="w-full" />
                <Button variant="outline" size="sm" onClick={() => void talk.dropHere(clip.id)}>
                  {words.drop}
                </Button>
              </div>
            ))}
        </div>
      )}
      {talk.unfinished.offered.map((turn) => (
        <CutOff key={turn.id} turn={turn} unfinished={talk.unfinished} />
      ))}
      {talk.wordless.map((clip) => (
        <Wordless key={clip.id} clip={clip} call={call} served={served} />
      ))}
      {talk.stray.map((clip) => (
        <div key={clip.id} className="mb-3 flex flex-wrap items-center gap-3 rounded-lg border p-3 text-sm">
          <p className="min-w-0 flex-1">
            <span className="font-medium">{words.stray}.</span> {words.strayText}
          </p>
          {clip.audioUrl !== null && <PlayTurn url={clip.audioUrl} />}
          <Button variant="outline" size="sm" onClick={() => void dropClip(id, clip.id)}>
            {words.drop}
          </Button>
        </div>
      ))}
    </>
  )
}

function Wordless({ clip, call, served }: { clip: Clip; call: CallDesk; served: boolean }) {
  const words = useMessages(calls).mic
  const [text, setText] = useState(clip.text ?? '')
  const [reason, setReason] = useState<unknown>(null)
  const url = useSentSound(clip.id) ?? clip.audioUrl
  const { id } = call.rehearsal.roleplay
  const explained = { failed: words.needWordsFailed, unknown: words.needWordsUnknown }[
    clip.state as 'failed' | 'unknown'
  ]
  return (
    <form
      className="bg-card mb-3 grid gap-2 rounded-xl border p-4"
      onSubmit={(event) => {
        event.preventDefault()
        if (text.trim() !== '')
          call.say({ text: text.trim(), source: 'typed', clipId: clip.id, startMs: clip.startMs, endMs: clip.endMs })
      }}
    >
      <div className="flex items-center justify-between gap-3">
        <label htmlFor={`words-${clip.id}`} className="text-sm font-medium">
          {words.needWords}
        </label>
        {url !== null && <PlayTurn url={url} />}
      </div>
      <p className="text-muted-foreground text-[0.8125rem]">{explained ?? words.needWordsText}</p>
      <Textarea
        id={`words-${clip.id}`}
        value={text}
        rows={2}
        autoFocus
        onChange={({ target }) => setText(target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
          event.preventDefault()
          event.currentTarget.form?.requestSubmit()
        }}
      />
      {reason !== null && <ErrorNote reason={reason} />}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" size="sm" disabled={text.trim() === ''}>
          {words.sayThis}
        </Button>
        {served && (
          <Button
            type="button"
            size="sm"
            variant="outline"
            onClick={() => void hearAgain(id, clip.id).catch(setReason)}
          >
            {words.hearAgain}
          </Button>
        )}
        <Button type="button" size="sm" variant="ghost" onClick={() => void dropClip(id, clip.id).catch(setReason)}>
          {words.drop}
        </Button>
      </div>
    </form>
  )
}

/** The recording as long as this page still holds it: it need not come back from the house. */
function useSentSound(clipId: string): string | null {
  const [url] = useState(() => {
    const sound = sentSound(clipId)
    return sound === null ? null : URL.createObjectURL(sound)
  })
  useEffect(
    () => () => {
      if (url !== null) URL.revokeObjectURL(url)
    },
    [url],
  )
  return url
}
