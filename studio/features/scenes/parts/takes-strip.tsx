import { CircleAlertIcon, CircleHelpIcon, LoaderCircleIcon, PinIcon } from 'lucide-react'
import type { Photo } from '@greenroom/contract/photos.ts'
import type { Scene, SceneVersion } from '@greenroom/contract/scenes.ts'
import { useEffect, useRef, type ReactNode } from 'react'
import { useFormat } from '#lib/format.ts'
import { versionUrl } from '#lib/media.ts'
import { useMessages } from '#lib/messages.ts'
import { scenes } from '#messages/scenes.ts'
import { cn } from '#ui/cn.ts'
import { Thumb } from '#features/photos/parts/thumb.tsx'
import { isRunning, takeStateOf } from '../scenes.rules.ts'

/** Every take of a scene, newest first: what it looks like, how it went, what it cost. */
export function TakesStrip(props: {
  scene: Scene
  takes: readonly SceneVersion[]
  shown: number
  onShow: (version: number) => void
  photo: (id: string) => Photo | undefined
}) {
  const words = useMessages(scenes)
  return (
    <ul aria-label={words.page.versions} className="flex snap-x gap-2.5 overflow-x-auto px-0.5 py-1">
      {props.takes.map((take) => (
        <li key={take.id} className="shrink-0 snap-start">
          <TakeCard
            take={take}
            start={props.photo(take.startFileId)}
            chosen={props.scene.pinnedVersion === take.version}
            shown={props.shown === take.version}
            onShow={() => props.onShow(take.version)}
          />
        </li>
      ))}
    </ul>
  )
}

function TakeCard(props: {
  take: SceneVersion
  start: Photo | undefined
  chosen: boolean
  shown: boolean
  onShow: () => void
}) {
  const words = useMessages(scenes)
  const format = useFormat()
  const { take, start, chosen, shown } = props
  const state = takeStateOf(take)
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (shown) button.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [shown])
  const price = take.priceChargedMicroUsd ?? take.priceEstimateMicroUsd
  return (
    <button
      ref={button}
      type="button"
      aria-current={shown || undefined}
      onClick={props.onShow}
      className={cn(
        'hover:bg-accent/60 focus-visible:ring-ring w-36 rounded-lg border p-1 text-left outline-none focus-visible:ring-2',
        shown && 'border-primary/70 bg-tint',
      )}
    >
      <span className="bg-muted relative block aspect-video overflow-hidden rounded-md">
        {state === 'ready' ? (
          <img src={versionUrl(take.id, 'poster')} alt="" className="absolute inset-0 size-full object-cover" />
        ) : (
          <>
            {start?.state === 'ready' && <Thumb fileId={start.id} hash={start.thumbhash} width={144} />}
            <span className="absolute inset-0 grid place-items-center bg-black/55 text-white">
              <StateIcon state={state} progress={take.progress} />
            </span>
          </>
        )}
        {chosen && (
          <span className="bg-primary text-primary-foreground absolute top-1 left-1 flex items-center gap-1 rounded px-1 text-[0.625rem] leading-4 font-semibold">
            <PinIcon className="size-2.5" aria-hidden />
            {words.page.chosen}
          </span>
        )}
      </span>
      <span className="flex items-baseline gap-1.5 px-1 pt-1 text-xs">
        <span className="font-medium tabular-nums">{words.takeShort(take.version)}</span>
        <span className="text-muted-foreground min-w-0 flex-1 truncate">{take.shotTypeName}</span>
      </span>
      <span className="text-muted-foreground flex items-baseline gap-1.5 px-1 pb-0.5 text-[0.6875rem]">
        <span
          className={cn(
            'min-w-0 flex-1 truncate',
            state === 'error' && 'text-destructive',
            state === 'unknown' && 'text-warning',
          )}
        >
          {state === 'ready' ? (take.ai ? take.disclosure : words.notAi) : words.states[state]}
        </span>
        <span className="tabular-nums">{price === 0 ? words.compose.free : format.money(price)}</span>
      </span>
    </button>
  )
}

function StateIcon({ state, progress }: { state: ReturnType<typeof takeStateOf>; progress: number | null }): ReactNode {
  const format = useFormat()
  if (isRunning(state)) {
    return (
      <span className="flex items-center gap-1.5 text-xs tabular-nums">
        <LoaderCircleIcon className="size-4 animate-spin" aria-hidden />
        {progress !== null && format.percent(progress)}
      </span>
    )
  }
  return state === 'unknown' ? (
    <CircleHelpIcon className="size-4" aria-hidden />
  ) : (
    <CircleAlertIcon className="size-4" aria-hidden />
  )
}
