import type { Photo } from '@greenroom/contract/photos.ts'
import type { SceneVersion } from '@greenroom/contract/scenes.ts'
import { ImageOffIcon, RotateCwIcon, SquareIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { useFormat } from '#lib/format.ts'
import { useMessages } from '#lib/messages.ts'
import { scenes } from '#messages/scenes.ts'
import { CopyButton } from '#patterns/copy-button.tsx'
import { Button } from '#ui/button.tsx'
import { cn } from '#ui/cn.ts'
import { Progress } from '#ui/progress.tsx'
import { Thumb } from '#features/photos/parts/thumb.tsx'
import { troubleText } from '../scene-name.ts'
import { isRunning, takeStateOf } from '../scenes.rules.ts'

/** Everything that is known of one take. */
export function TakeDetails(props: {
  projectId: string
  take: SceneVersion
  takes: readonly SceneVersion[]
  photo: (id: string) => Photo | undefined
  /** False where nothing is asked for: on a phone. */
  canCompose: boolean
  isNewest: boolean
  onRetry: () => void
  onCancel: () => void
}) {
  const { take } = props
  const words = useMessages(scenes)
  const format = useFormat()
  const { page } = words
  const price = take.priceChargedMicroUsd ?? take.priceEstimateMicroUsd
  const money = price === 0 ? words.compose.free : format.money(price)
  const { durationSeconds, resolution, ratio, loop } = take.options
  const settings = [words.compose.durationShort(durationSeconds), resolution, ratio, loop ? words.compose.loop : null]
  return (
    <div className="grid gap-5 text-sm">
      <Standing {...props} />
      <Part title={page.prompt} action={<CopyButton text={take.prompt} />}>
        <p className="leading-relaxed whitespace-pre-wrap">{take.prompt}</p>
        {take.notes !== '' && (
          <p className="text-muted-foreground mt-1.5 text-[0.8125rem]">
            {page.notes}: {take.notes}
          </p>
        )}
      </Part>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1.5 text-[0.8125rem]">
        <Fact label={page.shot}>{take.shotTypeName}</Fact>
        <Fact label={page.model}>{take.disclosure}</Fact>
        <Fact label={page.settings}>{settings.filter(Boolean).join(' · ')}</Fact>
        <Fact label={page.price}>{take.priceChargedMicroUsd === null && price > 0 ? page.estimate(money) : money}</Fact>
        {take.width !== null && take.height !== null && (
          <Fact label={page.size}>
            {take.width} × {take.height}
            {take.durationSeconds !== null &&
              ` · ${words.compose.durationShort(Number(take.durationSeconds.toFixed(2)))}`}
          </Fact>
        )}
        {take.bytes !== null && <Fact label={page.file}>{format.bytes(take.bytes)}</Fact>}
      </dl>
      <Part title={page.frames}>
        <div className="flex gap-2.5">
          <Frame projectId={props.projectId} label={words.compose.start} photo={props.photo(take.startFileId)} />
          {take.endFileId !== null && (
            <Frame projectId={props.projectId} label={words.compose.end} photo={props.photo(take.endFileId)} />
          )}
        </div>
      </Part>
      <Part title={page.history}>
        <History takes={props.takes} />
      </Part>
    </div>
  )
}

function Standing({ take, isNewest, canCompose, onRetry, onCancel }: Parameters<typeof TakeDetails>[0]) {
  const words = useMessages(scenes)
  const format = useFormat()
  const state = takeStateOf(take)
  const { trouble } = take
  if (state === 'ready') return null
  if (isRunning(state)) {
    return (
      <div className="bg-muted/60 grid gap-2 rounded-lg px-3.5 py-3" role="status">
        <p className="flex items-center gap-2 font-medium">
          {words.states[state]}
          {take.progress !== null && (
            <span className="text-muted-foreground ml-auto text-xs font-normal tabular-nums">
              {format.percent(take.progress)}
            </span>
          )}
        </p>
        {take.progress !== null && (
          <Progress value={take.progress * 100} className="h-1" aria-label={words.states[state]} />
        )}
        {canCompose && (
          <Button size="xs" variant="outline" className="justify-self-start" onClick={onCancel}>
            <SquareIcon />
            {words.cancel}
          </Button>
        )}
      </div>
    )
  }
  const price = take.priceEstimateMicroUsd === 0 ? '' : ` · ${format.money(take.priceEstimateMicroUsd)}`
  return (
    <div
      className={cn(
        'grid gap-1.5 rounded-lg border px-3.5 py-3',
        state === 'unknown' ? 'border-warning/50 bg-warning/8' : 'border-destructive/40 bg-destructive/8',
      )}
    >
      <p className="font-medium">{words.states[state]}</p>
      {trouble !== null && (
        <p className="text-[0.8125rem] leading-relaxed">
          {troubleText(trouble, words)} {words.charged[trouble.charged]}
        </p>
      )}
      {trouble?.retryable === true && isNewest && canCompose && (
        <Button size="xs" variant="outline" className="mt-1 justify-self-start" onClick={onRetry}>
          <RotateCwIcon />
          {words.retry}
          {price}
        </Button>
      )}
    </div>
  )
}

function Part(props: { title: string; action?: ReactNode; children: ReactNode }) {
  return (
    <section>
      <div className="mb-1.5 flex min-h-6 items-center gap-1">
        <h2 className="text-muted-foreground text-xs font-medium">{props.title}</h2>
        {props.action}
      </div>
      {props.children}
    </section>
  )
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted-foreground">{label}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </>
  )
}

function Frame({ projectId, label, photo }: { projectId: string; label: string; photo: Photo | undefined }) {
  const { page } = useMessages(scenes)
  if (photo === undefined) {
    return (
      <div className="bg-muted text-muted-foreground flex h-20 w-30 flex-col items-center justify-center gap-1 rounded-md p-2 text-center text-[0.6875rem]">
        <ImageOffIcon className="size-4" aria-hidden />
        {page.gone}
      </div>
    )
  }
  return (
    <Link
      href={`/projects/${projectId}?search=${encodeURIComponent(photo.name)}`}
      className="focus-visible:ring-ring block w-30 rounded-md outline-none focus-visible:ring-2"
    >
      <span className="relative block h-20 overflow-hidden rounded-md">
        <Thumb fileId={photo.id} hash={photo.thumbhash} width={120} />
      </span>
      <span className="text-muted-foreground mt-1 block truncate text-[0.6875rem]">{label}</span>
      <span className="block truncate text-xs">{photo.name}</span>
    </Link>
  )
}

/** What happened to the scene, newest first. */
function History({ takes }: { takes: readonly SceneVersion[] }) {
  const { page } = useMessages(scenes)
  const format = useFormat()
  const events = takes
    .flatMap((take) => {
      const state = takeStateOf(take)
      return [
        { at: take.createdAt, text: page.historyAsked(take.version), key: `${take.id} asked` },
        ...(take.readyAt === null
          ? []
          : [{ at: take.readyAt, text: page.historyReady(take.version), key: `${take.id} ready` }]),
        ...(state === 'error'
          ? [{ at: take.createdAt, text: page.historyFailed(take.version), key: `${take.id} failed` }]
          : []),
      ]
    })
    .sort((one, other) => (one.at < other.at ? 1 : -1))
  return (
    <ol className="grid gap-1 text-[0.8125rem]">
      {events.map(({ at, text, key }) => (
        <li key={key} className="flex gap-3">
          <time dateTime={at} title={format.dateTime(at)} className="text-muted-foreground w-28 shrink-0">
            {format.ago(at)}
          </time>
          {text}
        </li>
      ))}
    </ol>
  )
}
