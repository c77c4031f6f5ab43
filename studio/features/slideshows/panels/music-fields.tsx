import type { MusicTrack, RenderStyle } from '@greenroom/contract/slideshows.ts'
import { LoaderCircleIcon, Trash2Icon, UploadIcon } from 'lucide-react'
import { useRef, useState } from 'react'
import { useFormat } from '#lib/format.ts'
import { useMessages } from '#lib/messages.ts'
import { problemText } from '#lib/problem-text.ts'
import { offerUndo } from '#lib/undo.ts'
import { basics } from '#messages/basics.ts'
import { slideshows } from '#messages/slideshows.ts'
import { ErrorNote } from '#patterns/error-state.tsx'
import { Field } from '#patterns/field.tsx'
import { Button } from '#ui/button.tsx'
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from '#ui/select.tsx'
import { addMusic, deleteMusic, restoreMusic, useMusic } from '../groups.api.ts'
import { NumberField } from '../parts/number-field.tsx'
import { Slider } from './fields.tsx'

const NONE = 'none'
const MOST_BYTES = 50_000_000

/** The track under a slideshow: chosen from one's own, or uploaded here. */
export function MusicFields(props: { render: RenderStyle; onChange: (patch: Partial<RenderStyle>) => void }) {
  const words = useMessages(slideshows).video
  const format = useFormat()
  const { render, onChange } = props
  const music = useMusic()
  const tracks = music.data?.tracks ?? []
  const track = tracks.find(({ id }) => id === render.musicId)
  const { upload, busy, reason, tooBig } = useUploadMusic((id) => onChange({ musicId: id, musicStartSeconds: 0 }))
  const picker = useRef<HTMLInputElement>(null)
  return (
    <>
      <Field label={words.music} hint={words.musicHint}>
        {(parts) => (
          <Select
            value={track?.id ?? NONE}
            onValueChange={(id) => onChange({ musicId: id === NONE ? null : id, musicStartSeconds: 0 })}
          >
            <SelectTrigger {...parts} className="w-full min-w-0">
              <SelectValue />
            </SelectTrigger>
            <SelectContent position="popper" className="max-w-(--radix-select-trigger-width)">
              <SelectItem value={NONE}>{words.noMusic}</SelectItem>
              {tracks.map(({ id, name, durationSeconds }) => (
                <SelectItem key={id} value={id}>
                  <span className="truncate">{name}</span>
                  <span className="text-muted-foreground text-xs tabular-nums">{format.duration(durationSeconds)}</span>
                </SelectItem>
              ))}
            </SelectContent>
          </Select>
        )}
      </Field>
      {music.isError && music.data === undefined && <ErrorNote reason={music.error} />}
      <div className="flex flex-wrap gap-2">
        <input
          ref={picker}
          type="file"
          accept="audio/*,.mp3,.m4a,.aac,.wav,.ogg,.flac"
          className="sr-only"
          tabIndex={-1}
          aria-label={words.addMusic}
          onChange={({ target }) => {
            const file = target.files?.[0]
            if (file !== undefined) void upload(file)
            target.value = ''
          }}
        />
        <Button size="sm" variant="outline" disabled={busy} onClick={() => picker.current?.click()}>
          {busy ? <LoaderCircleIcon className="animate-spin" /> : <UploadIcon />}
          {busy ? words.adding : words.addMusic}
        </Button>
        {track !== undefined && (
          <RemoveTrack
            track={track}
            onRemoved={() => onChange({ musicId: null })}
            onRestored={() => onChange({ musicId: track.id })}
          />
        )}
      </div>
      {tooBig && (
        <p role="alert" className="text-destructive text-[0.8125rem]">
          {words.musicTooBig}
        </p>
      )}
      {reason !== null && <ErrorNote reason={reason} />}
      {track !== undefined && (
        <>
          {/* oxlint-disable-next-line jsx-a11y/media-has-caption -- music */}
          <audio
            src={track.url}
            controls
            preload="metadata"
            aria-label={`${words.listen}: ${track.name}`}
            className="h-9 w-full"
          />
          <Slider
            label={words.musicGain}
            min={-40}
            max={6}
            step={1}
            value={render.musicGainDb}
            shown={words.decibels(format.number(render.musicGainDb))}
            onChange={(musicGainDb) => onChange({ musicGainDb })}
          />
          <div className="grid grid-cols-2 gap-3">
            <NumberField
              label={words.musicStart}
              unit={words.seconds}
              value={render.musicStartSeconds}
              min={0}
              max={Math.max(0, Math.floor(track.durationSeconds))}
              onChange={(musicStartSeconds) => onChange({ musicStartSeconds })}
            />
            <NumberField
              label={words.musicFade}
              unit={words.seconds}
              value={render.musicFadeSeconds}
              min={0}
              max={10}
              step={0.5}
              onChange={(musicFadeSeconds) => onChange({ musicFadeSeconds })}
            />
          </div>
        </>
      )}
    </>
  )
}

function RemoveTrack(props: { track: MusicTrack; onRemoved: () => void; onRestored: () => void }) {
  const words = useMessages(slideshows).video
  const rest = useMessages(basics)
  const { track } = props
  const [reason, setReason] = useState<unknown>(null)
  const remove = async (): Promise<void> => {
    try {
      await deleteMusic(track.id)
    } catch (failure) {
      return setReason(failure)
    }
    props.onRemoved()
    offerUndo({
      text: words.musicRemoved(track.name),
      label: rest.undo,
      undo: async () => {
        await restoreMusic(track.id)
        props.onRestored()
      },
      failed: (failure) => problemText(failure, rest).sentence,
    })
  }
  return (
    <>
      <Button size="sm" variant="ghost" onClick={() => void remove()}>
        <Trash2Icon />
        {words.removeMusic}
      </Button>
      {reason !== null && <ErrorNote reason={reason} />}
    </>
  )
}

function useUploadMusic(onAdded: (id: string) => void) {
  const [busy, setBusy] = useState(false)
  const [tooBig, setTooBig] = useState(false)
  const [reason, setReason] = useState<unknown>(null)
  const upload = async (file: File): Promise<void> => {
    setReason(null)
    setTooBig(file.size > MOST_BYTES)
    if (file.size > MOST_BYTES) return
    setBusy(true)
    try {
      onAdded((await addMusic(file)).id)
    } catch (failure) {
      setReason(failure)
    } finally {
      setBusy(false)
    }
  }
  return { upload, busy, reason, tooBig }
}
