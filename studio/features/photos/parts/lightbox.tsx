import { ChevronLeftIcon, ChevronRightIcon, MaximizeIcon, MinusIcon, PlusIcon, XIcon } from 'lucide-react'
import type { Photo } from '@greenroom/contract/photos.ts'
import { Dialog as DialogPrimitive } from 'radix-ui'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { TransformComponent, TransformWrapper, type ReactZoomPanPinchRef } from 'react-zoom-pan-pinch'
import { useFormat } from '#lib/format.ts'
import { photoUrl } from '#lib/media.ts'
import { useMessages } from '#lib/messages.ts'
import { useAction } from '#lib/shortcuts.ts'
import { basics } from '#messages/basics.ts'
import { photos } from '#messages/photos.ts'
import { Button } from '#ui/button.tsx'
import { cn } from '#ui/cn.ts'
import { isFrame } from '../photos.rules.ts'
import { Blur } from './thumb.tsx'

interface LightboxProps {
  readonly photo: Photo
  readonly place: number
  readonly count: number
  readonly onStep: (step: 1 | -1) => void
  readonly onClose: () => void
  /** Null where scenes are not composed. */
  readonly onFrame: ((slot: 'start' | 'end') => void) | null
  readonly onDelete: () => void
}

/** One photo as large as the screen, with zoom and pan; arrow keys go on to the next ones. */
export default function Lightbox(props: LightboxProps) {
  const { photo, place, count, onStep, onClose } = props
  const words = useMessages(photos)
  const { close } = useMessages(basics)
  const zoom = useRef<ReactZoomPanPinchRef>(null)
  useLightboxKeys(props, zoom)
  return (
    <DialogPrimitive.Root open onOpenChange={(open) => !open && onClose()}>
      <DialogPrimitive.Portal>
        <DialogPrimitive.Content
          aria-describedby={undefined}
          onOpenAutoFocus={(event) => {
            // On the whole of it, so that Space closes and the arrows turn pages.
            event.preventDefault()
            if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus()
          }}
          // Always dark, like the room a film is graded in.
          className="dark text-foreground fixed inset-0 z-50 flex flex-col bg-black outline-none"
          onKeyDown={(event) =>
            event.key === ' ' && event.target === event.currentTarget && (event.preventDefault(), onClose())
          }
        >
          <header className="flex items-center gap-3 px-4 py-2.5">
            <div className="min-w-0 flex-1">
              <DialogPrimitive.Title className="truncate text-sm font-medium">{photo.name}</DialogPrimitive.Title>
              <Facts photo={photo} />
            </div>
            <span className="text-muted-foreground hidden text-xs tabular-nums sm:block">
              {words.lightbox.place(place + 1, count)}
            </span>
            {props.onFrame !== null && isFrame(photo) && (
              <div className="hidden gap-1.5 md:flex">
                <Button size="sm" variant="secondary" onClick={() => props.onFrame?.('start')}>
                  {words.start}
                </Button>
                <Button size="sm" variant="secondary" onClick={() => props.onFrame?.('end')}>
                  {words.end}
                </Button>
              </div>
            )}
            {photo.kind === 'image' && (
              <div className="hidden sm:flex">
                <Tool
                  label={words.lightbox.zoomOut}
                  onPress={() => void zoom.current?.zoomOut()}
                  icon={<MinusIcon />}
                />
                <Tool
                  label={words.lightbox.zoomReset}
                  onPress={() => void zoom.current?.resetTransform()}
                  icon={<MaximizeIcon />}
                />
                <Tool label={words.lightbox.zoomIn} onPress={() => void zoom.current?.zoomIn()} icon={<PlusIcon />} />
              </div>
            )}
            <Tool label={close} onPress={onClose} icon={<XIcon />} />
          </header>
          <div className="relative min-h-0 flex-1">
            {photo.kind === 'video' ? (
              <Clip key={photo.id} photo={photo} />
            ) : (
              <Zoomable key={photo.id} photo={photo} zoom={zoom} />
            )}
            <Arrow side="left" label={words.lightbox.previous} disabled={place === 0} onPress={() => onStep(-1)} />
            <Arrow side="right" label={words.lightbox.next} disabled={place === count - 1} onPress={() => onStep(1)} />
          </div>
        </DialogPrimitive.Content>
      </DialogPrimitive.Portal>
    </DialogPrimitive.Root>
  )
}

function useLightboxKeys(props: LightboxProps, zoom: { current: ReactZoomPanPinchRef | null }): void {
  const words = useMessages(photos)
  const { onStep, onFrame } = props
  const rest = { scope: words.scope, inDialogs: true, hidden: true }
  useAction({
    ...rest,
    id: 'lightbox.previous',
    keys: 'arrowleft',
    label: words.lightbox.previous,
    repeats: true,
    run: () => onStep(-1),
  })
  useAction({
    ...rest,
    id: 'lightbox.next',
    keys: 'arrowright',
    label: words.lightbox.next,
    repeats: true,
    run: () => onStep(1),
  })
  useAction({
    ...rest,
    id: 'lightbox.in',
    keys: 'plus',
    label: words.lightbox.zoomIn,
    repeats: true,
    run: () => void zoom.current?.zoomIn(),
  })
  useAction({
    ...rest,
    id: 'lightbox.out',
    keys: '-',
    label: words.lightbox.zoomOut,
    repeats: true,
    run: () => void zoom.current?.zoomOut(),
  })
  useAction({
    ...rest,
    id: 'lightbox.whole',
    keys: '0',
    label: words.lightbox.zoomReset,
    run: () => void zoom.current?.resetTransform(),
  })
  useAction({
    ...rest,
    id: 'lightbox.start',
    keys: 's',
    label: words.start,
    enabled: onFrame !== null,
    run: () => onFrame?.('start'),
  })
  useAction({
    ...rest,
    id: 'lightbox.end',
    keys: 'e',
    label: words.end,
    enabled: onFrame !== null,
    run: () => onFrame?.('end'),
  })
  useAction({ ...rest, id: 'lightbox.delete', keys: 'delete', label: words.delete, run: props.onDelete })
}

function Facts({ photo }: { photo: Photo }) {
  const words = useMessages(photos)
  const format = useFormat()
  const facts = [
    photo.width !== null && photo.height !== null ? `${photo.width} × ${photo.height}` : null,
    format.bytes(photo.bytes),
    photo.takenAt === null ? null : format.dateTime(photo.takenAt),
    photo.originalName === photo.name ? null : words.lightbox.wasNamed(photo.originalName),
    photo.folder === '' ? null : photo.folder,
  ].filter((fact) => fact !== null)
  return <p className="text-muted-foreground truncate text-xs">{facts.join(' · ')}</p>
}

/** Blurred colours, then the middle size that the grid most likely has, then the large one. */
function Zoomable({ photo, zoom }: { photo: Photo; zoom: { current: ReactZoomPanPinchRef | null } }) {
  const words = useMessages(photos)
  const [sharp, setSharp] = useState(false)
  const aspect = photo.width !== null && photo.height !== null && photo.height > 0 ? photo.width / photo.height : 3 / 2
  return (
    <TransformWrapper
      ref={zoom}
      minScale={1}
      maxScale={12}
      doubleClick={{ mode: 'toggle', step: 1.4 }}
      wheel={{ step: 0.12 }}
      centerOnInit
    >
      <TransformComponent
        wrapperStyle={{ width: '100%', height: '100%' }}
        contentStyle={{ width: '100%', height: '100%' }}
      >
        <div className="grid size-full place-items-center p-2 sm:px-16">
          <div className="relative overflow-hidden rounded-sm" style={fitted(aspect)}>
            {photo.thumbhash !== null && <Blur hash={photo.thumbhash} />}
            <img src={photoUrl(photo.id, 'medium')} alt="" draggable={false} className="absolute inset-0 size-full" />
            <img
              src={photoUrl(photo.id, 'large')}
              alt={words.lightbox.label(photo.name)}
              draggable={false}
              onLoad={() => setSharp(true)}
              className={cn(
                'absolute inset-0 size-full transition-opacity duration-200',
                sharp ? 'opacity-100' : 'opacity-0',
              )}
            />
          </div>
        </div>
      </TransformComponent>
    </TransformWrapper>
  )
}

/** As large as its place allows without being cut: the browser takes the smaller of both. */
const fitted = (aspect: number) => ({
  aspectRatio: aspect,
  width: `min(100%, calc((100dvh - 5rem) * ${aspect.toFixed(4)}))`,
})

function Clip({ photo }: { photo: Photo }) {
  const video = useRef<HTMLVideoElement>(null)
  useEffect(() => video.current?.focus(), [])
  return (
    <div className="grid size-full place-items-center p-2 sm:px-16">
      {/* oxlint-disable-next-line jsx-a11y/media-has-caption -- a clip as it came from a camera; nobody has written captions for it */}
      <video
        ref={video}
        src={photoUrl(photo.id, 'original')}
        controls
        playsInline
        className="max-h-full max-w-full"
        aria-label={photo.name}
      />
    </div>
  )
}

function Tool(props: { label: string; onPress: () => void; icon: ReactNode }) {
  return (
    <Button variant="ghost" size="icon-sm" aria-label={props.label} title={props.label} onClick={props.onPress}>
      {props.icon}
    </Button>
  )
}

function Arrow(props: { side: 'left' | 'right'; label: string; disabled: boolean; onPress: () => void }) {
  return (
    <Button
      variant="ghost"
      size="icon-lg"
      aria-label={props.label}
      disabled={props.disabled}
      onClick={props.onPress}
      className={cn(
        'absolute top-1/2 -translate-y-1/2 rounded-full bg-black/40',
        props.side === 'left' ? 'left-3' : 'right-3',
      )}
    >
      {props.side === 'left' ? <ChevronLeftIcon /> : <ChevronRightIcon />}
    </Button>
  )
}
