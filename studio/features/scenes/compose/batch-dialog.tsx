import { useState } from 'react'
import { useFormat } from '#lib/format.ts'
import { useMessages } from '#lib/messages.ts'
import { scenes } from '#messages/scenes.ts'
import { Confirm } from '#patterns/confirm.tsx'
import { isFrame } from '#features/photos/photos.rules.ts'
import { pairsOf } from './batch.ts'
import { wishBatch, type BatchWish } from './batch-wish.ts'
import { optionsOf, settleRatio } from './choices.ts'
import { compose, composeFor, type Draft, type Supplies } from './composed.ts'
import type { GenerateOrder, Sent } from './use-generate.ts'

/** Says how many scenes a batch makes and what all of them cost, before anything is sent. */
export function BatchDialog(props: {
  wish: BatchWish
  draft: Draft
  supplies: Supplies
  send: (order: GenerateOrder) => Promise<Sent>
}) {
  const words = useMessages(scenes)
  const format = useFormat()
  const [partly, setPartly] = useState<string | null>(null)
  const { wish, draft, supplies } = props
  const { batch, compose: composing } = words
  const usable = wish.ids.filter((id) => isFrame(supplies.photo(id)))
  const pairs = pairsOf(wish.kind, usable)
  const { shot, model } = compose(draft, supplies)
  const settled = composeFor(draft, supplies, wish.kind === 'pairs')
  const price = settled?.priceMicroUsd ?? 0
  const money = (amount: number): string => (amount === 0 ? composing.free : format.money(amount))
  const trouble =
    model === undefined
      ? composing.noModel
      : settled === undefined
        ? batch.noPair(model.label)
        : pairs.length === 0
          ? batch.tooFew
          : null

  const confirm = async (): Promise<void> => {
    if (model === undefined || settled === undefined || shot === undefined) return
    const first = supplies.photo(usable[0] ?? '')
    const { done, reason } = await props.send({
      pairs,
      shotTypeId: shot.id,
      notes: draft.notes.trim(),
      ...(draft.prompt === null ? {} : { prompt: draft.prompt.trim() }),
      options: optionsOf(model, settled, settleRatio(model.ratios, draft.wishes.ratio, first)),
      priceEachMicroUsd: price,
    })
    if (reason === null) return
    if (done > 0) setPartly(batch.partly(done, pairs.length))
    throw reason
  }
  return (
    <Confirm
      open
      onOpenChange={(open) => !open && wishBatch(null)}
      title={wish.kind === 'pairs' ? batch.titlePairs(pairs.length) : batch.titleSingles(pairs.length)}
      text={shot !== undefined && model !== undefined ? batch.text(shot.name, model.label) : ''}
      action={batch.go(pairs.length)}
      disabled={trouble !== null}
      onConfirm={confirm}
    >
      {trouble === null ? (
        <dl className="flex items-baseline justify-between rounded-lg border px-4 py-3">
          <dt className="text-sm">
            {batch.total}
            {price > 0 && <span className="text-muted-foreground ml-2 text-xs">{batch.each(format.money(price))}</span>}
          </dt>
          <dd className="text-lg font-semibold tabular-nums">{money(price * pairs.length)}</dd>
        </dl>
      ) : (
        <p role="alert" className="text-destructive text-sm">
          {trouble}
        </p>
      )}
      {usable.length < wish.ids.length && (
        <p className="text-muted-foreground text-xs">{batch.skipped(wish.ids.length - usable.length)}</p>
      )}
      {partly !== null && (
        <p role="alert" className="text-destructive text-sm">
          {partly}
        </p>
      )}
    </Confirm>
  )
}
