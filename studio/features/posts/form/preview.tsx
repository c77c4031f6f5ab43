import { useEffect, useRef, useState } from 'react'
import { useFormat } from '#lib/format.ts'
import { useMessages } from '#lib/messages.ts'
import { posts } from '#messages/posts.ts'
import { Range } from '#features/projects/parts/range.tsx'
import { cn } from '#ui/cn.ts'
import type { Form, Subject } from '../posts.rules.ts'

interface Props {
  subject: Subject
  coverMs: number
  coverIndex: number
  onCoverMs: (milliseconds: number) => void
  onCoverIndex: (place: number) => void
}

/** Exactly what is posted, and the choice of its cover. */
export function Preview({ form, ...props }: Props & { form: Form }) {
  return form === 'video' ? <VideoPreview {...props} /> : <PhotoPreview {...props} />
}

function VideoPreview({ subject, coverMs, onCoverMs }: Props) {
  const words = useMessages(posts).form
  const format = useFormat()
  const video = useRef<HTMLVideoElement>(null)
  const [seconds, setSeconds] = useState(subject.seconds ?? 0)
  if (subject.videoUrl === null) return <p className="text-muted-foreground text-sm">{words.noPreview}</p>
  const show = (milliseconds: number): void => {
    video.current?.pause()
    if (video.current !== null) video.current.currentTime = milliseconds / 1000
  }
  // A tenth before the end is the last frame that every player shows.
  const most = Math.max(0, Math.floor(seconds * 10 - 1) * 100)
  const time = `${format.duration(Math.floor(coverMs / 1000))}.${Math.floor((coverMs % 1000) / 100)}`
  return (
    <div className="grid gap-3">
      <div
        className="mx-auto w-full overflow-hidden rounded-lg bg-black"
        style={{ aspectRatio: subject.aspect, maxWidth: `calc(24rem * ${subject.aspect.toFixed(4)})` }}
      >
        {/* oxlint-disable-next-line jsx-a11y/media-has-caption -- its words are burned into the picture */}
        <video
          ref={video}
          src={subject.videoUrl}
          poster={subject.posterUrl ?? undefined}
          controls
          playsInline
          preload="metadata"
          aria-label={words.preview}
          className="size-full"
          onLoadedMetadata={({ currentTarget }) => {
            if (Number.isFinite(currentTarget.duration)) setSeconds(currentTarget.duration)
          }}
        />
      </div>
      <div className="grid gap-1.5">
        <span className="flex justify-between gap-3 text-sm leading-none">
          <span className="font-medium" aria-hidden>
            {words.coverVideo}
          </span>
          <button
            type="button"
            className="text-muted-foreground hover:text-foreground tabular-nums underline-offset-4 hover:underline"
            aria-label={`${words.coverShow}, ${time}`}
            onClick={() => show(coverMs)}
          >
            {time}
          </button>
        </span>
        <Range
          label={words.coverVideo}
          spoken={words.coverAt(time)}
          min={0}
          max={most}
          step={100}
          value={Math.min(coverMs, most)}
          onChange={(value) => {
            onCoverMs(value)
            show(value)
          }}
          className="w-full"
        />
        <p className="text-muted-foreground text-xs">{words.coverVideoHint}</p>
      </div>
    </div>
  )
}

function PhotoPreview({ subject, coverIndex, onCoverIndex }: Props) {
  const words = useMessages(posts).form
  const { photoUrls } = subject
  const strip = useRef<HTMLDivElement>(null)
  const shown = Math.min(coverIndex, photoUrls.length - 1)
  useEffect(() => {
    strip.current?.querySelector('[data-chosen=true]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [shown])
  const large = photoUrls[shown]
  if (large === undefined) return <p className="text-muted-foreground text-sm">{words.noPreview}</p>
  return (
    <div className="grid gap-3">
      <img
        src={large}
        alt={words.photoOf(shown + 1, photoUrls.length)}
        className="mx-auto max-h-96 w-auto max-w-full rounded-lg"
      />
      <fieldset className="min-w-0">
        <legend className="mb-2 text-sm leading-none font-medium">{words.coverPhoto}</legend>
        <div ref={strip} className="flex gap-1.5 overflow-x-auto p-0.5 pb-1.5">
          {photoUrls.map((url, place) => (
            <label
              key={url}
              data-chosen={place === shown}
              className={cn(
                'has-focus-visible:ring-ring relative h-16 shrink-0 cursor-pointer overflow-hidden rounded has-focus-visible:ring-2',
                place === shown ? 'ring-primary ring-2' : 'opacity-70',
              )}
            >
              <input
                type="radio"
                name="cover"
                className="sr-only"
                aria-label={words.coverPhotoOf(place + 1)}
                checked={place === shown}
                onChange={() => onCoverIndex(place)}
              />
              <img src={url} alt="" loading="lazy" className="h-full w-auto" />
            </label>
          ))}
        </div>
      </fieldset>
    </div>
  )
}
