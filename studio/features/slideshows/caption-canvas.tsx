import { drawCaption, measureWith } from '@greenroom/contract/caption-draw.ts'
import { layoutCaption } from '@greenroom/contract/caption-layout.ts'
import type { CaptionLayout } from '@greenroom/contract/caption-shapes.ts'
import { screen, type CaptionStyle, type Frame } from '@greenroom/contract/caption-style.ts'
import { useEffect, useRef, useSyncExternalStore } from 'react'
import { cn } from '#ui/cn.ts'
import { loadCaptionFaces } from './caption-faces.ts'
import { SafeAreaOverlay } from './safe-area-overlay.tsx'

/** A preview that waits longer than this for a face is drawn with what is there, and again when it has come. */
const PATIENCE_MS = 400

/**
 * A caption as it will be burned into the picture: laid out for the real `frame` and drawn at the size of the preview,
 * so that lines break here where they break there. Lies over a picture of the same size.
 */
export function CaptionCanvas(props: {
  text: string
  style: CaptionStyle
  /** Of the preview, in CSS pixels; in the proportions of the frame. */
  width: number
  height: number
  /** The picture that is made; the screen of a phone unless said. */
  frame?: Frame
  /** Shows what the app covers with its own buttons and words. */
  overlay?: boolean
  /** Told each time the caption was drawn with its own faces, e.g. to say that it does not fit. */
  onLayout?: (layout: CaptionLayout) => void
  className?: string
}) {
  const { text, style, width, height, frame = screen, overlay = false, onLayout, className } = props
  const canvas = useRef<HTMLCanvasElement>(null)
  const density = useDensity()
  const tell = useRef(onLayout)
  useEffect(() => {
    tell.current = onLayout
  })
  // Callers may make a new object on every turn; what it says is what counts.
  const wish = JSON.stringify({ text, style, frame })
  useEffect(() => {
    let current = true
    const draw = (): CaptionLayout | null => {
      const context = canvas.current?.getContext('2d')
      if (!current || !context) return null
      const asked = JSON.parse(wish) as { text: string; style: CaptionStyle; frame: Frame }
      const layout = layoutCaption(asked.text, asked.style, asked.frame, measureWith(context))
      context.canvas.width = Math.round(width * density)
      context.canvas.height = Math.round(height * density)
      context.scale(context.canvas.width / asked.frame.width, context.canvas.height / asked.frame.height)
      drawCaption(context, layout)
      return layout
    }
    const impatient = setTimeout(draw, PATIENCE_MS)
    const settle = (loaded: boolean): void => {
      clearTimeout(impatient)
      const layout = draw()
      if (loaded && layout !== null) tell.current?.(layout)
    }
    loadCaptionFaces(text).then(
      () => settle(true),
      // Without the line the preview is drawn with the machine's fonts; the picture itself is not made here.
      () => settle(false),
    )
    return () => {
      current = false
      clearTimeout(impatient)
    }
  }, [wish, text, width, height, density])
  return (
    <div className={cn('relative', className)} style={{ width, height }}>
      <canvas
        ref={canvas}
        className="absolute inset-0 size-full"
        {...(text.trim() === '' ? { 'aria-hidden': true } : { role: 'img', 'aria-label': text })}
      />
      {overlay && <SafeAreaOverlay style={style} frame={frame} />}
    </div>
  )
}

/** Pixels of the screen for one of CSS, live: a window may be dragged to another screen. */
const useDensity = (): number =>
  useSyncExternalStore(
    (listener) => {
      const list = matchMedia(`(resolution: ${devicePixelRatio}dppx)`)
      list.addEventListener('change', listener)
      return () => list.removeEventListener('change', listener)
    },
    () => devicePixelRatio,
  )
