import { ChevronDownIcon, TriangleAlertIcon } from 'lucide-react'
import { useFormat } from '#lib/format.ts'
import { useMessages } from '#lib/messages.ts'
import { photos } from '#messages/photos.ts'
import { Button } from '#ui/button.tsx'
import { Progress } from '#ui/progress.tsx'
import type { PickedFile } from './dropped-files.ts'
import { PickAgain } from './pick-again.tsx'
import type { UploadState } from './uploads.ts'

/** How far the upload is: in words, in bytes, in time. */
export function useUploadWords(state: UploadState): { main: string; rest: string; share: number } {
  const { uploads } = useMessages(photos)
  const format = useFormat()
  const { totals, phase, speed, secondsLeft } = state
  const main =
    phase === 'announcing'
      ? uploads.announcing
      : phase === 'finishing'
        ? uploads.finishing
        : phase === 'done'
          ? uploads.done(state.arrived)
          : totals.failed > 0 && totals.done + totals.failed === totals.files
            ? uploads.failed(totals.failed)
            : state.offline
              ? uploads.waiting
              : state.paused
                ? uploads.paused
                : uploads.progress(totals.done, Math.max(totals.files, state.lost))
  const time = (seconds: number): string =>
    seconds < 60
      ? uploads.seconds(Math.max(1, Math.round(seconds)))
      : seconds < 3600
        ? uploads.minutes(Math.round(seconds / 60))
        : uploads.hours(Math.round(seconds / 3600))
  const moving = phase === 'sending' && !state.paused && !state.offline
  const rest = [
    totals.bytes > 0 && phase !== 'done' ? uploads.of(format.bytes(totals.sent), format.bytes(totals.bytes)) : null,
    moving && speed !== null && speed > 0 ? uploads.speed(format.bytes(speed)) : null,
    moving && secondsLeft !== null ? uploads.left(time(secondsLeft)) : null,
  ]
  return {
    main,
    rest: rest.filter((part) => part !== null).join(' · '),
    share: totals.bytes === 0 ? 0 : totals.sent / totals.bytes,
  }
}

/** The upload in one line, while its panel is hidden. */
export function UploadBar(props: {
  state: UploadState
  onShow: () => void
  onPicked: (files: readonly PickedFile[]) => void
}) {
  const { state, onShow } = props
  const { uploads } = useMessages(photos)
  const { main, rest, share } = useUploadWords(state)
  return (
    <div className="bg-muted/50 flex shrink-0 items-center gap-3 border-b px-3.5 py-1.5 text-xs">
      <span className="font-medium whitespace-nowrap tabular-nums">{main}</span>
      <Progress value={share * 100} className="h-1 max-w-64 flex-1" aria-label={main} />
      <span className="text-muted-foreground truncate tabular-nums">{rest}</span>
      {state.lost > 0 && (
        <>
          <span
            role="alert"
            className="text-warning flex items-center gap-1 font-medium whitespace-nowrap tabular-nums"
          >
            <TriangleAlertIcon className="size-3.5" aria-hidden />
            {uploads.lost(state.lost)}
          </span>
          <PickAgain state={state} variant="secondary" onPicked={props.onPicked} />
        </>
      )}
      <Button size="xs" variant="ghost" className="ml-auto" onClick={onShow}>
        {uploads.show}
        <ChevronDownIcon />
      </Button>
    </div>
  )
}
