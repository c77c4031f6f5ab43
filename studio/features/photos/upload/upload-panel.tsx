import '@uppy/core/css/style.min.css'
import '@uppy/dashboard/css/style.min.css'
import './upload.css'
import Dashboard from '@uppy/react/dashboard'
import { useQuery } from '@tanstack/react-query'
import { ChevronUpIcon, PauseIcon, PlayIcon, RotateCwIcon, XIcon } from 'lucide-react'
import { useEffect, useId, useMemo, useState } from 'react'
import type { House } from '@greenroom/contract/house.ts'
import type { UploadOrder } from '@greenroom/contract/photos.ts'
import { useMessages } from '#lib/messages.ts'
import { useNoticeText } from '#lib/notice-text.ts'
import { notify } from '#lib/notify.ts'
import { queryOf } from '#lib/queries.ts'
import { useStore } from '#lib/store.ts'
import { useShownTheme } from '#lib/theme.ts'
import { photos } from '#messages/photos.ts'
import { Confirm } from '#patterns/confirm.tsx'
import { ErrorNote } from '#patterns/error-state.tsx'
import { announce } from '#patterns/live-region.tsx'
import { Button } from '#ui/button.tsx'
import { Progress } from '#ui/progress.tsx'
import { cn } from '#ui/cn.ts'
import { keep } from '#features/shell/appearance.ts'
import { useMe } from '#features/shell/gate.tsx'
import type { PickedFile } from './dropped-files.ts'
import { PickAgain } from './pick-again.tsx'
import { addFiles, sessionOf } from './sessions.ts'
import { useUploadWords } from './upload-bar.tsx'
import type { UploadSession } from './upload-session.ts'
import { isUploading, uploadState, useUpload, type RefusedFile, type UploadState } from './uploads.ts'

interface PanelProps {
  readonly projectId: string
  /** The uploader works on while its panel is not shown. */
  readonly hidden: boolean
  /** Files that were dropped on the page and are not added yet. */
  readonly dropped: readonly PickedFile[]
  readonly onTaken: () => void
  readonly onHide: () => void
}

export default function UploadPanel(props: PanelProps) {
  const house = useQuery(queryOf('GET /api/house'))
  return house.data === undefined ? null : <Panel {...props} house={house.data} />
}

const orders: readonly UploadOrder[] = ['name', 'taken']

function Panel(props: PanelProps & { house: House }) {
  const { projectId, hidden, dropped, onTaken, house } = props
  const { uploads } = useMessages(photos)
  const { preferences } = useMe()
  const [order, setOrder] = useState<UploadOrder>(preferences.uploadOrder)
  const locale = useMemo(() => ({ strings: uploads.dashboard }), [uploads])
  const store = useMemo(() => sessionOf(projectId, { house, order, locale }), [projectId, house, order, locale])
  const session = useStore(store)
  const state = useUpload(projectId)
  const theme = useShownTheme()
  const titleId = useId()

  useEffect(() => {
    if (dropped.length === 0) return
    onTaken()
    void addFiles(store, dropped)
  }, [dropped, onTaken, store])
  const { onHide } = props
  const clean = state.refused.length === 0
  useEffect(() => {
    if (state.phase !== 'done') return undefined
    announce(uploads.done(state.arrived))
    if (hidden) void notify(uploads.done(state.arrived))
    if (hidden || !clean) return undefined
    // Nothing more to say here: soon the photos have the room again.
    const timer = setTimeout(onHide, 4000)
    return () => clearTimeout(timer)
  }, [state.phase, state.arrived, clean, hidden, onHide, uploads])

  const chooseOrder = (next: UploadOrder): void => {
    setOrder(next)
    // The next upload begins with the same wish; a refusal changes nothing about this one.
    void keep({ uploadOrder: next }).catch(() => undefined)
  }
  return (
    <section
      aria-labelledby={titleId}
      className={cn('bg-card/60 animate-in fade-in slide-in-from-top-2 shrink-0 border-b', hidden && 'hidden')}
    >
      <header className="flex flex-wrap items-center gap-x-4 gap-y-1 px-3.5 pt-2.5 pb-2">
        <h2 id={titleId} className="text-sm font-semibold">
          {uploads.title}
        </h2>
        <OrderChoice order={session.batch.order} disabled={!session.isUntouched()} onChoose={chooseOrder} />
        <span className="text-muted-foreground hidden text-xs xl:block">{uploads.note}</span>
        <Button
          size="icon-sm"
          variant="ghost"
          className="ml-auto"
          aria-label={uploads.close}
          title={uploads.close}
          onClick={props.onHide}
        >
          <ChevronUpIcon />
        </Button>
      </header>
      <div className="grid gap-2.5 px-3.5 pb-3">
        {/* A new batch is a new uploader, and its dashboard shows only that one. */}
        <Dashboard
          key={session.batch.batchId}
          uppy={session.uppy as never}
          theme={theme}
          width="100%"
          height={isUploading(state) ? 232 : 148}
          fileManagerSelectionType="both"
          proudlyDisplayPoweredByUppy={false}
          hideUploadButton
          disableStatusBar
          showRemoveButtonAfterComplete={false}
          singleFileFullScreen={false}
          thumbnailWidth={200}
        />
        <Standing state={state} session={session} />
        {state.trouble !== null && <ErrorNote reason={state.trouble} />}
        {state.lost > 0 && (
          <div
            role="alert"
            className="border-warning/40 bg-warning/10 flex items-center gap-3 rounded-lg border px-3 py-2 text-xs"
          >
            <p>
              <span className="font-medium">{uploads.lost(state.lost)}.</span> {uploads.lostText}
            </p>
            <span className="ml-auto">
              <PickAgain state={state} variant="secondary" onPicked={(files) => void addFiles(store, files)} />
            </span>
          </div>
        )}
        {state.refused.length > 0 && <Refused files={state.refused} onHide={() => forgetRefused(projectId)} />}
      </div>
    </section>
  )
}

const forgetRefused = (projectId: string): void => {
  const store = uploadState(projectId)
  store.set({ ...store.get(), refused: [] })
}

function OrderChoice(props: { order: UploadOrder; disabled: boolean; onChoose: (order: UploadOrder) => void }) {
  const { uploads } = useMessages(photos)
  return (
    <fieldset className="flex items-center gap-2 text-xs" disabled={props.disabled}>
      <legend className="text-muted-foreground float-left mr-2">{uploads.order}</legend>
      {orders.map((order) => (
        <label
          key={order}
          className={cn('flex cursor-pointer items-center gap-1.5', props.disabled && 'cursor-default opacity-60')}
        >
          <input
            type="radio"
            name="upload-order"
            className="accent-primary"
            checked={props.order === order}
            onChange={() => props.onChoose(order)}
          />
          {uploads.orders[order]}
        </label>
      ))}
    </fieldset>
  )
}

/** Progress of the whole batch and what can be done with all of it. */
function Standing({ state, session }: { state: UploadState; session: UploadSession }) {
  const { uploads } = useMessages(photos)
  const { main, rest, share } = useUploadWords(state)
  const [cancelling, setCancelling] = useState(false)
  if (state.phase === 'idle') return null
  const moving = state.phase === 'sending'
  const failed = state.totals.failed > 0 || state.trouble !== null
  const waits = state.phase === 'stuck' || state.lost > 0
  return (
    <div className="grid gap-1.5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-xs">
        <span className="font-medium tabular-nums" role={state.phase === 'done' ? 'status' : undefined}>
          {main}
        </span>
        <span className="text-muted-foreground tabular-nums">{rest}</span>
        {state.restored && moving && <span className="text-muted-foreground">{uploads.restored}</span>}
        <span className="ml-auto flex gap-1">
          {moving && !state.paused && (
            <Button size="xs" variant="ghost" onClick={session.pause}>
              <PauseIcon />
              {uploads.pause}
            </Button>
          )}
          {moving && state.paused && (
            <Button size="xs" variant="ghost" onClick={session.resume}>
              <PlayIcon />
              {uploads.resume}
            </Button>
          )}
          {failed && (
            <Button size="xs" variant="secondary" onClick={session.retry}>
              <RotateCwIcon />
              {uploads.retry}
            </Button>
          )}
          {waits && (state.totals.done > 0 || state.lost > 0) && (
            <Button size="xs" variant="ghost" onClick={() => void session.finish()}>
              {uploads.finish}
            </Button>
          )}
          {isUploading(state) && state.phase !== 'finishing' && (
            <Button size="xs" variant="ghost" onClick={() => setCancelling(true)}>
              <XIcon />
              {uploads.cancel}
            </Button>
          )}
        </span>
      </div>
      {state.phase !== 'done' && <Progress value={share * 100} className="h-1" aria-label={main} />}
      <Confirm
        open={cancelling}
        onOpenChange={setCancelling}
        title={uploads.cancelTitle}
        text={uploads.cancelText}
        action={uploads.cancel}
        destructive
        onConfirm={session.finish}
      />
    </div>
  )
}

function Refused({ files, onHide }: { files: readonly RefusedFile[]; onHide: () => void }) {
  const { uploads } = useMessages(photos)
  const { reason } = useNoticeText()
  return (
    <div role="alert" className="border-destructive/40 bg-destructive/8 rounded-lg border px-3 py-2 text-xs">
      <p className="flex items-center gap-2 font-medium">
        {uploads.refused(files.length)}
        <Button size="icon-xs" variant="ghost" className="ml-auto" aria-label={uploads.hideRefused} onClick={onHide}>
          <XIcon />
        </Button>
      </p>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a list that scrolls has to be reachable by keyboard */}
      <ul className="mt-1 grid max-h-28 gap-1 overflow-y-auto" tabIndex={0} aria-label={uploads.refused(files.length)}>
        {files.map((file, place) => (
          <li key={`${place} ${file.name}`}>{uploads.refusedFile(file.name, reason(file))}</li>
        ))}
      </ul>
    </div>
  )
}
