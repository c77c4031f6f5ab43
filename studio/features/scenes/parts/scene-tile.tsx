import { CircleAlertIcon, CircleHelpIcon, LoaderCircleIcon, PinIcon, RefreshCwIcon, RotateCwIcon } from 'lucide-react'
import type { Photo } from '@greenroom/contract/photos.ts'
import type { Scene } from '@greenroom/contract/scenes.ts'
import { createContext, memo, use, useEffect, useState, type MouseEvent } from 'react'
import { useFormat } from '#lib/format.ts'
import { versionUrl } from '#lib/media.ts'
import { useMessages } from '#lib/messages.ts'
import { scenes } from '#messages/scenes.ts'
import { cn } from '#ui/cn.ts'
import { Thumb } from '#features/photos/parts/thumb.tsx'
import type { TileProps } from '#features/projects/board/board-cell.tsx'
import { troubleText } from '../scene-name.ts'
import { clipOf, isRunning, takeStateOf } from '../scenes.rules.ts'

export interface SceneTileDesk {
  readonly photo: (id: string) => Photo | undefined
  readonly retry: (scene: Scene) => void
  /** The scene whose preview was asked for with the keyboard. */
  readonly playing: string | null
  readonly canCompose: boolean
}
export const SceneTileContext = createContext<SceneTileDesk | null>(null)

export const SCENE_CAPTION = 44

/** A scene as a card: its clip or its start frame, and what is happening to it. */
export const SceneTile = memo(function SceneTile({ item, width, height, selected, isFlying }: TileProps<Scene>) {
  const desk = use(SceneTileContext)
  const [hovered, setHovered] = useState(false)
  const state = takeStateOf(item.newest)
  const clip = clipOf(item)
  const start = desk?.photo(item.startFileId)
  return (
    <div
      onPointerEnter={(event) => event.pointerType === 'mouse' && setHovered(true)}
      onPointerLeave={() => setHovered(false)}
    >
      <div
        className={cn(
          'ring-offset-background relative overflow-hidden rounded-lg bg-muted ring-offset-2 transition-shadow',
          'group-focus-visible/tile:ring-ring group-focus-visible/tile:ring-2',
          selected && 'ring-primary/80 ring-2',
        )}
        style={{ height }}
      >
        {start?.state === 'ready' && (
          <Thumb fileId={start.id} hash={start.thumbhash} width={width} isFlying={isFlying} />
        )}
        {clip !== null && (
          <Clip key={clip} versionId={clip} plays={desk?.playing === item.id || (hovered && !prefersStillness())} />
        )}
        {clip === null && state !== 'ready' && <div className="absolute inset-0 bg-black/45" />}
        <Status scene={item} hasClip={clip !== null} />
      </div>
      <Caption scene={item} />
    </div>
  )
})

const prefersStillness = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches

/** The still, and the clip over it while somebody points at it. With reduced motion only when asked for by key. */
function Clip({ versionId, plays }: { versionId: string; plays: boolean }) {
  const [moving, setMoving] = useState(false)
  useEffect(() => {
    // Sweeping over the grid loads nothing.
    const timer = setTimeout(() => setMoving(plays), plays ? 150 : 0)
    return () => clearTimeout(timer)
  }, [plays])
  return (
    <>
      <img
        src={versionUrl(versionId, 'poster')}
        alt=""
        loading="lazy"
        decoding="async"
        draggable={false}
        className="absolute inset-0 size-full object-cover"
      />
      {moving && (
        <video
          src={versionUrl(versionId, 'video')}
          className="absolute inset-0 size-full object-cover"
          muted
          loop
          autoPlay
          playsInline
          disablePictureInPicture
          aria-hidden
          tabIndex={-1}
        />
      )}
    </>
  )
}

function Status({ scene, hasClip }: { scene: Scene; hasClip: boolean }) {
  const words = useMessages(scenes)
  const format = useFormat()
  const desk = use(SceneTileContext)
  const { newest } = scene
  const state = takeStateOf(newest)
  const trouble = newest.trouble
  if (state === 'ready') return null
  if (isRunning(state)) {
    const share = newest.progress === null ? null : format.percent(newest.progress)
    return (
      <div className="absolute inset-x-0 bottom-0 bg-linear-to-t from-black/80 to-transparent px-2.5 pt-6 pb-2 text-xs text-white">
        <span className="flex items-center gap-1.5">
          <LoaderCircleIcon className="size-3.5 animate-spin" aria-hidden />
          {hasClip && <span className="tabular-nums">{words.takeShort(newest.version)}</span>}
          <span className="truncate">{words.states[state]}</span>
          {share !== null && <span className="ml-auto tabular-nums">{share}</span>}
        </span>
        {newest.progress !== null && (
          <span className="mt-1.5 block h-0.5 overflow-hidden rounded-full bg-white/25">
            <span
              className="block h-full origin-left rounded-full bg-white transition-transform duration-500"
              style={{ transform: `scaleX(${newest.progress})` }}
            />
          </span>
        )}
      </div>
    )
  }
  const Icon = state === 'unknown' ? CircleHelpIcon : CircleAlertIcon
  const price = newest.priceEstimateMicroUsd === 0 ? '' : ` · ${format.money(newest.priceEstimateMicroUsd)}`
  return (
    <div
      className={cn(
        'absolute inset-x-0 bottom-0 flex flex-col gap-1 bg-black/80 p-2.5 text-xs text-white',
        !hasClip && 'top-0 justify-end',
      )}
    >
      <span
        className={cn('flex items-center gap-1.5 font-medium', state === 'unknown' ? 'text-amber-300' : 'text-red-300')}
      >
        <Icon className="size-3.5 shrink-0" aria-hidden />
        {hasClip && <span className="tabular-nums">{words.takeShort(newest.version)}</span>}
        {words.states[state]}
      </span>
      {trouble !== null && (
        <span
          className={cn('leading-snug text-white/90', hasClip ? 'line-clamp-1' : 'line-clamp-3')}
          title={troubleText(trouble, words)}
        >
          {troubleText(trouble, words)}
        </span>
      )}
      {trouble?.retryable === true && desk?.canCompose === true && (
        <button
          type="button"
          tabIndex={-1}
          className="mt-0.5 flex items-center gap-1 self-start rounded bg-white/15 px-1.5 py-0.5 font-medium hover:bg-white/25"
          onClick={(event: MouseEvent) => {
            event.stopPropagation()
            desk.retry(scene)
          }}
          onDoubleClick={(event) => event.stopPropagation()}
        >
          <RotateCwIcon className="size-3" aria-hidden />
          {words.retry}
          {price}
        </button>
      )}
    </div>
  )
}

function Caption({ scene }: { scene: Scene }) {
  const words = useMessages(scenes)
  const { shown } = scene
  return (
    <div className="px-0.5 pt-1.5 text-xs" style={{ height: SCENE_CAPTION }}>
      <p className="flex items-center gap-1.5">
        <span className="text-muted-foreground tabular-nums">{scene.ordinal}</span>
        <span className="min-w-0 flex-1 truncate font-medium">{shown.shotTypeName}</span>
        {scene.stale && (
          <span className="text-warning" title={words.stale}>
            <RefreshCwIcon className="size-3" aria-label={words.stale} />
          </span>
        )}
      </p>
      <p className="text-muted-foreground flex items-center gap-1.5">
        <span className="min-w-0 flex-1 truncate" title={shown.disclosure}>
          {shown.ai ? shown.disclosure : words.notAi}
        </span>
        {scene.pinnedVersion !== null && scene.versionCount > 1 && (
          <span className="flex items-center gap-0.5 tabular-nums">
            <PinIcon className="size-3" aria-hidden />
            {words.takeShort(scene.pinnedVersion)}
          </span>
        )}
        {scene.versionCount > 1 && <span className="tabular-nums">{words.takes(scene.versionCount)}</span>}
      </p>
    </div>
  )
}
