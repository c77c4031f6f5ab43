import type { Fit, RenderStyle, SessionItem } from '@greenroom/contract/slideshows.ts'
import type { CaptionStyle, Frame } from '@greenroom/contract/caption-style.ts'
import { ImageOffIcon } from 'lucide-react'
import { lazy, memo, Suspense, useEffect, useRef } from 'react'
import { photoUrl, versionUrl } from '#lib/media.ts'
import { Blur } from '#features/photos/parts/thumb.tsx'
import { cn } from '#ui/cn.ts'

const CaptionCanvas = lazy(async () => ({ default: (await import('../caption-canvas.tsx')).CaptionCanvas }))

export interface LayerLook {
  readonly render: RenderStyle
  readonly caption: CaptionStyle
  readonly frame: Frame
  /** Of the preview, in CSS pixels. */
  readonly width: number
  readonly height: number
}

/** One slide as it will be seen: its picture in the frame, and its words over it. */
export function SlideLayer(props: {
  item: SessionItem
  look: LayerLook
  opacity: number
  /** 0 to 1 of its own time. */
  through: number
  playing: boolean
  overlay: boolean
  onFits?: (fits: boolean) => void
}) {
  const { item, look, onFits } = props
  const fit = item.look.fit ?? look.render.fit
  const zoom = look.render.kenBurns && item.kind === 'image' ? 1 + 0.08 * props.through : 1
  return (
    <div
      className="absolute inset-0 overflow-hidden"
      style={{ opacity: props.opacity, backgroundColor: fit === 'pad' ? look.render.padColour : '#000' }}
    >
      <div className="absolute inset-0" style={{ transform: zoom === 1 ? undefined : `scale(${zoom})` }}>
        <Picture item={item} fit={fit} playing={props.playing} sound={look.render.keepSound} />
      </div>
      <Suspense fallback={null}>
        <CaptionCanvas
          text={item.caption ?? ''}
          style={look.caption}
          frame={look.frame}
          width={look.width}
          height={look.height}
          overlay={props.overlay}
          className="absolute inset-0"
          {...(onFits === undefined ? {} : { onLayout: ({ fits }) => onFits(fits) })}
        />
      </Suspense>
    </div>
  )
}

const Picture = memo(function Picture(props: { item: SessionItem; fit: Fit; playing: boolean; sound: boolean }) {
  const { item, fit, playing } = props
  if (item.missing) return <ImageOffIcon className="absolute inset-0 m-auto size-8 text-white/60" aria-hidden />
  const shape = cn('absolute inset-0 size-full', fit === 'fill' ? 'object-cover' : 'object-contain')
  return (
    <>
      {item.thumbhash !== null && fit !== 'pad' && (
        <Blur hash={item.thumbhash} className="scale-110 object-cover blur-md" />
      )}
      {fit === 'fit' && (
        <img
          src={item.thumbUrl}
          alt=""
          className="absolute inset-0 size-full scale-125 object-cover blur-xl brightness-75"
          draggable={false}
        />
      )}
      <img
        src={item.previewUrl}
        alt={item.words?.altText ?? item.name}
        decoding="async"
        draggable={false}
        className={shape}
      />
      {item.kind === 'video' && playing && <Clip item={item} shape={shape} sound={props.sound} />}
    </>
  )
})

const clipUrl = ({ fileId, versionId }: SessionItem): string | null =>
  fileId !== null ? photoUrl(fileId, 'original') : versionId !== null ? versionUrl(versionId, 'video') : null

function Clip({ item, shape, sound }: { item: SessionItem; shape: string; sound: boolean }) {
  const video = useRef<HTMLVideoElement>(null)
  const start = item.look.startSeconds ?? 0
  useEffect(() => {
    const element = video.current
    if (element === null) return
    element.currentTime = start
    // A browser that does not let it play shows the still below.
    element.play().catch(() => undefined)
  }, [start])
  const url = clipUrl(item)
  if (url === null) return null
  return (
    // oxlint-disable-next-line jsx-a11y/media-has-caption -- its words are drawn over it
    <video
      ref={video}
      src={url}
      muted={!sound}
      playsInline
      preload="auto"
      className={shape}
      aria-hidden
      tabIndex={-1}
    />
  )
}
