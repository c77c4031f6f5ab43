import { PenLineIcon } from 'lucide-react'
import { useId, useState } from 'react'
import { ApiProblem } from '#lib/api.ts'
import { useFormat } from '#lib/format.ts'
import { useMessages } from '#lib/messages.ts'
import { notify } from '#lib/notify.ts'
import { basics } from '#messages/basics.ts'
import { slideshows } from '#messages/slideshows.ts'
import { ErrorNote } from '#patterns/error-state.tsx'
import { Button } from '#ui/button.tsx'
import { Dialog, DialogContent, DialogDescription, DialogFooter, DialogHeader, DialogTitle } from '#ui/dialog.tsx'
import { Label } from '#ui/label.tsx'
import { Skeleton } from '#ui/skeleton.tsx'
import { Switch } from '#ui/switch.tsx'
import { unwritten } from '../drafts.rules.ts'
import { useEstimate, writeCaptions } from '../slideshows.api.ts'
import type { SessionDesk } from '../use-desk.ts'

const MOST = 200

/** Who would write, for which slides and for how much, before anything is paid. */
export default function WriteDialog(props: {
  desk: SessionDesk
  /** `current`, `chosen`, `missing` or `all`. */
  which: string
  chosen: readonly string[]
  current: string | null
  onClose: () => void
}) {
  const words = useMessages(slideshows).write
  const rest = useMessages(basics)
  const format = useFormat()
  const ownId = useId()
  const { desk, onClose } = props
  const wanted = wantedOf(props)
  const ids = wanted.slice(0, MOST)
  // Whoever asks for one slide means it, whoever wrote it.
  const [overwrite, setOverwrite] = useState(props.which === 'current')
  const [key, setKey] = useState(() => crypto.randomUUID())
  const [busy, setBusy] = useState(false)
  const [reason, setReason] = useState<unknown>(null)
  const estimate = useEstimate(desk.session.id, ids, overwrite)
  const known = estimate.data
  const hasOwn = desk.items.some(({ id, captionSource }) => captionSource === 'person' && ids.includes(id))
  const submit = async (): Promise<void> => {
    if (known === undefined || busy) return
    setBusy(true)
    setReason(null)
    try {
      // The writer reads what is kept: its wishes, and which captions are a person's.
      await Promise.all([desk.settings.flush(), desk.words.flush()])
      await writeCaptions(desk.session.id, {
        idempotencyKey: key,
        itemIds: ids,
        overwrite,
        agreedPriceMicroUsd: known.priceMicroUsd,
      })
      void notify(words.started)
      onClose()
    } catch (failure) {
      // A refusal is the end of this order; without an answer the same one may be sent again.
      if (failure instanceof ApiProblem && failure.status >= 400 && failure.status < 500) setKey(crypto.randomUUID())
      setReason(failure)
      void estimate.refetch()
    } finally {
      setBusy(false)
    }
  }
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>{words.title(known?.items ?? ids.length)}</DialogTitle>
          <DialogDescription className={wanted.length > MOST ? '' : 'sr-only'}>
            {words.partly(ids.length, wanted.length)}
          </DialogDescription>
        </DialogHeader>
        {estimate.isError && known === undefined ? (
          <ErrorNote reason={estimate.error} />
        ) : (
          <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-2 text-sm">
            <dt className="text-muted-foreground">{words.who}</dt>
            <dd>{known?.disclosure ?? <Skeleton className="h-5 w-40" />}</dd>
            <dt className="text-muted-foreground">{words.howMany}</dt>
            <dd className="tabular-nums">{known === undefined ? <Skeleton className="h-5 w-8" /> : known.items}</dd>
            <dt className="text-muted-foreground">{words.price}</dt>
            <dd className="tabular-nums">
              {known === undefined ? (
                <Skeleton className="h-5 w-16" />
              ) : known.priceMicroUsd === 0 ? (
                words.free
              ) : (
                format.money(known.priceMicroUsd)
              )}
            </dd>
          </dl>
        )}
        {known?.items === 0 && <p className="text-muted-foreground text-sm">{words.nothing}</p>}
        {hasOwn && (
          <div className="flex items-center gap-3">
            <Switch id={ownId} checked={overwrite} onCheckedChange={setOverwrite} />
            <Label htmlFor={ownId}>{words.overwriteOwn}</Label>
          </div>
        )}
        {reason !== null && <ErrorNote reason={reason} />}
        <DialogFooter>
          <Button variant="outline" onClick={onClose}>
            {rest.cancel}
          </Button>
          <Button disabled={known === undefined || known.items === 0 || busy} onClick={() => void submit()}>
            <PenLineIcon />
            {words.submit(known?.items ?? ids.length)}
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  )
}

function wantedOf(props: {
  desk: SessionDesk
  which: string
  chosen: readonly string[]
  current: string | null
}): string[] {
  const { items } = props.desk
  const there = items.filter(({ missing }) => !missing).map(({ id }) => id)
  if (props.which === 'missing') return unwritten(items)
  if (props.which === 'chosen') return there.filter((id) => props.chosen.includes(id))
  if (props.which === 'current') return there.filter((id) => id === props.current)
  return there
}
