import type { MediaSession, MusicTrack, SessionItem } from '@greenroom/contract/slideshows.ts'
import type { Frame } from '@greenroom/contract/caption-style.ts'
import { ChevronLeftIcon, ChevronRightIcon, PauseIcon, PlayIcon, SmartphoneIcon } from 'lucide-react'
import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react'
import { useFormat } from '#lib/format.ts'
import { useMessages } from '#lib/messages.ts'
import { slideshows } from '#messages/slideshows.ts'
import { Button } from '#ui/button.tsx'
import { Toggle } from '#ui/toggle.tsx'
import { useMusic } from '../groups.api.ts'
import { SlideLayer, type LayerLook } from './slide-layer.tsx'
import { lengthOf, secondsOf, spansOf } from './timeline.ts'
import { usePlayback } from './use-playback.ts'

const frames = {
  '9:16': { width: 1080, height: 1920 },
  '4:5': { width: 1080, height: 1350 },
  '1:1': { width: 1080, height: 1080 },
} as const satisfies Record<string, Frame>

interface PreviewProps {
  readonly session: MediaSession
  /** In order, without those that are missing. */
  readonly items: readonly SessionItem[]
  readonly current: string | null
  readonly onCurrent: (id: string) => void
  readonly safeArea: boolean
  readonly onSafeArea: (shown: boolean) => void
}

/** The slideshow that would begin with the current slide, in the shape of a phone. */
export function Preview(props: PreviewProps) {
  const { session, items, onCurrent, safeArea } = props
  const words = useMessages(slideshows).preview
  const format = useFormat()
  const { render, caption, slidesPerGroup } = session.style
  const frame = frames[render.format]
  const box = useRef<HTMLDivElement>(null)
  const size = useFitting(box, frame)
  const [fits, setFits] = useState(true)

  const place = Math.max(
    0,
    items.findIndex(({ id }) => id === props.current),
  )
  const window = useWindow(items, place, slidesPerGroup)
  const spans = useMemo(
    () =>
      spansOf(
        window.items.map((item) => secondsOf(item, render)),
        render.transition === 'crossfade' ? render.transitionSeconds : 0,
      ),
    [window.items, render],
  )
  const playback = usePlayback(spans, place - window.first, (at) => {
    const item = window.items[at]
    if (item !== undefined) onCurrent(item.id)
  })
  const { playing, moment, play, pause } = playback
  const toggle = (): void => (playing ? pause() : play())
  const step = (by: 1 | -1): void => {
    pause()
    const next = items[place + by]
    if (next !== undefined) onCurrent(next.id)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const acts: Record<string, () => void> = { ArrowLeft: () => step(-1), ArrowRight: () => step(1), ' ': toggle }
    const act = acts[event.key]
    if (act === undefined || event.target !== event.currentTarget) return
    event.preventDefault()
    event.stopPropagation()
    act()
  }
  const look: LayerLook = { render, caption, frame, ...size }
  const shown = moment === null ? undefined : window.items[moment.shown]
  const coming = moment?.coming == null ? undefined : window.items[moment.coming.slide]
  return (
    <section aria-label={words.title} className="flex h-full min-h-0 flex-col items-center gap-3 p-3.5">
      <div ref={box} className="grid min-h-0 w-full flex-1 place-items-center">
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- arrow keys and Space as any player has them */}
        <div
          role="group"
          aria-roledescription="carousel"
          aria-label={words.region}
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- the keys of the player need a place
          tabIndex={0}
          data-preview
          onKeyDown={onKeyDown}
          className="bg-muted focus-visible:ring-ring relative overflow-hidden rounded-2xl border outline-none focus-visible:ring-2 focus-visible:ring-offset-2"
          style={size}
        >
          {shown === undefined ? (
            <div className="text-muted-foreground absolute inset-0 grid place-content-center justify-items-center gap-3 p-6 text-center text-[0.8125rem]">
              <SmartphoneIcon className="size-6" aria-hidden />
              {words.empty}
            </div>
          ) : (
            <>
              <SlideLayer
                key={shown.id}
                item={shown}
                look={look}
                opacity={1}
                through={moment?.through ?? 0}
                playing={playing}
                overlay={safeArea && coming === undefined}
                onFits={setFits}
              />
              {coming !== undefined && moment?.coming != null && (
                <SlideLayer
                  key={coming.id}
                  item={coming}
                  look={look}
                  opacity={moment.coming.weight}
                  through={moment.coming.through}
                  playing={playing}
                  overlay={safeArea}
                />
              )}
            </>
          )}
        </div>
      </div>
      <Music session={session} playing={playing} seconds={playback.seconds} />
      <p role="status" className="text-warning min-h-4 text-center text-xs leading-4 empty:hidden">
        {!fits && shown !== undefined && words.tooLong}
      </p>
      <div className="flex w-full flex-wrap items-center justify-center gap-x-1 gap-y-1">
        <Button
          size="icon-sm"
          variant="ghost"
          aria-label={words.previous}
          disabled={place === 0}
          onClick={() => step(-1)}
        >
          <ChevronLeftIcon />
        </Button>
        <Button
          size="icon-sm"
          variant="outline"
          aria-label={playing ? words.pause : words.play}
          disabled={items.length === 0}
          onClick={toggle}
        >
          {playing ? <PauseIcon /> : <PlayIcon />}
        </Button>
        <Button
          size="icon-sm"
          variant="ghost"
          aria-label={words.next}
          disabled={place >= items.length - 1}
          onClick={() => step(1)}
        >
          <ChevronRightIcon />
        </Button>
        {items.length > 0 && (
          <span className="text-muted-foreground px-2 text-xs tabular-nums" title={words.note}>
            {words.of(place + 1, items.length)} · {words.total(format.duration(lengthOf(spans)))}
          </span>
        )}
        <Toggle
          size="sm"
          variant="outline"
          className="h-7 px-2 text-xs"
          pressed={safeArea}
          onPressedChange={props.onSafeArea}
          title={words.safeArea}
        >
          {words.safeAreaShort}
        </Toggle>
      </div>
    </section>
  )
}

/** The slides of one slideshow that holds the current one: while it plays the window stays where it began. */
function useWindow(items: readonly SessionItem[], place: number, count: number) {
  return useMemo(() => {
    const first = Math.floor(place / count) * count
    return { first, items: items.slice(first, first + count) }
  }, [items, place, count])
}

/** The largest size in which the frame fits into its box. */
function useFitting(box: { current: HTMLElement | null }, frame: Frame): { width: number; height: number } {
  const [room, setRoom] = useState({ width: 240, height: 427 })
  useEffect(() => {
    const element = box.current
    if (element === null) return undefined
    const observer = new ResizeObserver(([entry]) => {
      if (entry !== undefined) setRoom({ width: entry.contentRect.width, height: entry.contentRect.height })
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [box])
  const scale = Math.max(0.05, Math.min(room.width / frame.width, room.height / frame.height, 430 / frame.width))
  return { width: Math.round(frame.width * scale), height: Math.round(frame.height * scale) }
}

/** The chosen track along with the preview; its fade is left to the film. */
function Music({ session, playing, seconds }: { session: MediaSession; playing: boolean; seconds: number }) {
  const { musicId } = session.style.render
  const tracks = useMusic(musicId !== null)
  const track = tracks.data?.tracks.find(({ id }) => id === musicId)
  return track === undefined || !playing ? null : <Track track={track} session={session} from={seconds} />
}

function Track({ track, session, from }: { track: MusicTrack; session: MediaSession; from: number }) {
  const audio = useRef<HTMLAudioElement>(null)
  const { musicStartSeconds, musicGainDb } = session.style.render
  const [start] = useState(from)
  useEffect(() => {
    const element = audio.current
    if (element === null) return
    element.volume = Math.min(1, 10 ** (musicGainDb / 20))
    element.currentTime = musicStartSeconds + start
    element.play().catch(() => undefined)
  }, [musicGainDb, musicStartSeconds, start])
  // oxlint-disable-next-line jsx-a11y/media-has-caption -- music
  return <audio ref={audio} src={track.url} loop preload="auto" />
}
