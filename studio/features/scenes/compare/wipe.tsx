import { MoveHorizontalIcon } from 'lucide-react'
import type { SceneVersion } from '@greenroom/contract/scenes.ts'
import { useRef, useState, type PointerEvent } from 'react'
import { useFormat } from '#lib/format.ts'
import { useMessages } from '#lib/messages.ts'
import { scenes } from '#messages/scenes.ts'
import { Clip } from './clip.tsx'
import { wipeStep } from './sync.ts'
import type { Both } from './use-both.ts'

/** Both takes in one place; left of the divider the left one. The divider is dragged, or moved by arrow keys. */
export function Wipe(props: { left: SceneVersion; right: SceneVersion; both: Both; aspect: number }) {
  const words = useMessages(scenes)
  const { comparing } = words
  const format = useFormat()
  const [at, setAt] = useState(50)
  const box = useRef<HTMLDivElement>(null)
  const follow = (event: PointerEvent): void => {
    const place = box.current?.getBoundingClientRect()
    if (!place || event.buttons === 0) return
    setAt(Math.round(Math.min(100, Math.max(0, ((event.clientX - place.left) / place.width) * 100))))
  }
  return (
    <div
      ref={box}
      className="relative max-h-full w-full touch-none overflow-hidden rounded-lg bg-black select-none"
      style={{ aspectRatio: props.aspect, maxWidth: `calc((100dvh - 13rem) * ${props.aspect.toFixed(4)})` }}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        follow(event)
      }}
      onPointerMove={follow}
    >
      <Clip take={props.right} video={props.both.right} label={words.take(props.right.version)} />
      <div className="absolute inset-0" style={{ clipPath: `inset(0 ${100 - at}% 0 0)` }}>
        <Clip take={props.left} video={props.both.left} label={words.take(props.left.version)} />
      </div>
      <span className="absolute top-2 left-2 rounded bg-black/65 px-1.5 text-xs leading-5 text-white">
        {words.takeShort(props.left.version)}
      </span>
      <span className="absolute top-2 right-2 rounded bg-black/65 px-1.5 text-xs leading-5 text-white">
        {words.takeShort(props.right.version)}
      </span>
      <div
        role="slider"
        tabIndex={0}
        aria-label={comparing.divider}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={at}
        aria-valuetext={comparing.dividerAt(format.percent(at / 100))}
        className="group/divider absolute inset-y-0 -ml-4 flex w-8 cursor-ew-resize items-center justify-center outline-none"
        style={{ left: `${at}%` }}
        onKeyDown={(event) => {
          const next = wipeStep(at, event.key, event.shiftKey)
          if (next === null) return
          event.preventDefault()
          setAt(next)
        }}
      >
        <span className="absolute inset-y-0 w-0.5 bg-white shadow-[0_0_4px_rgb(0_0_0/0.6)]" />
        <span className="group-focus-visible/divider:ring-ring relative grid size-8 place-items-center rounded-full bg-white text-black shadow-lg group-focus-visible/divider:ring-4">
          <MoveHorizontalIcon className="size-4" aria-hidden />
        </span>
      </div>
    </div>
  )
}
