import { ImageOffIcon } from 'lucide-react'
import { memo, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { thumbHashToAverageRGBA, thumbHashToRGBA } from 'thumbhash'
import { photoUrl } from '#lib/media.ts'
import { cn } from '#ui/cn.ts'

const bytesOf = (base64: string): Uint8Array => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))

/** The blurred colours of a picture, drawn on a canvas: an address with data in it would need a looser page policy. */
export const Blur = memo(function Blur({ hash, className }: { hash: string; className?: string }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d')
    if (!context) return
    const { w, h, rgba } = thumbHashToRGBA(bytesOf(hash))
    context.canvas.width = w
    context.canvas.height = h
    context.putImageData(new ImageData(new Uint8ClampedArray(rgba), w, h), 0, 0)
  }, [hash])
  return <canvas ref={canvas} aria-hidden className={cn('absolute inset-0 size-full', className)} />
})

/** Its average colour, which takes no time. */
function averageOf(hash: string): string {
  const { r, g, b } = thumbHashToAverageRGBA(bytesOf(hash))
  return `rgb(${Math.round(r * 255)} ${Math.round(g * 255)} ${Math.round(b * 255)})`
}

const LOOK_AGAIN_MS = 120

/**
 * A photo in a box: one colour while tiles fly by, then its blurred colours, then the smallest picture that is sharp
 * enough. Decorative unless it gets a text.
 */
export const Thumb = memo(function Thumb(props: {
  fileId: string
  hash: string | null
  /** Of the box, in CSS pixels: decides which size is asked for. */
  width: number
  /** Show all of it instead of filling the box. */
  whole?: boolean
  alt?: string
  isFlying?: () => boolean
}) {
  const { fileId, hash, width, whole = false, isFlying } = props
  const [calm, setCalm] = useState(() => isFlying?.() !== true)
  const [shown, setShown] = useState<'no' | 'yes' | 'broken'>('no')
  const image = useRef<HTMLImageElement>(null)
  useEffect(() => {
    if (calm) return undefined
    const timer = setInterval(() => {
      if (isFlying?.() !== true) setCalm(true)
    }, LOOK_AGAIN_MS)
    return () => clearInterval(timer)
  }, [calm, isFlying])
  useLayoutEffect(() => {
    // From the browser's memory a picture is there at once: no fading in then.
    if (image.current?.complete === true && image.current.naturalWidth > 0) setShown('yes')
  }, [calm])
  return (
    <span
      className="bg-muted absolute inset-0 block overflow-hidden"
      style={hash === null || shown === 'broken' ? undefined : { backgroundColor: averageOf(hash) }}
    >
      {calm && hash !== null && (shown !== 'yes' || whole) && (
        <Blur hash={hash} className={whole ? 'scale-125 opacity-60 blur-md' : ''} />
      )}
      {calm && shown !== 'broken' && (
        <img
          ref={image}
          src={photoUrl(fileId, 'small')}
          srcSet={`${photoUrl(fileId, 'small')} 320w, ${photoUrl(fileId, 'medium')} 800w`}
          sizes={`${Math.round(width)}px`}
          alt={props.alt ?? ''}
          decoding="async"
          draggable={false}
          onLoad={() => setShown('yes')}
          onError={() => setShown('broken')}
          className={cn(
            'relative size-full transition-opacity duration-200',
            whole ? 'object-contain' : 'object-cover',
            shown === 'yes' ? 'opacity-100' : 'opacity-0',
          )}
        />
      )}
      {shown === 'broken' && (
        <ImageOffIcon className="text-muted-foreground absolute inset-0 m-auto size-5" aria-hidden />
      )}
    </span>
  )
})
