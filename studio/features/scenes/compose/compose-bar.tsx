import { ArrowLeftRightIcon, ChevronDownIcon, SlidersHorizontalIcon, SparklesIcon, TextIcon } from 'lucide-react'
import { useCallback, useId, useState } from 'react'
import { Link } from 'wouter'
import type { ShotType } from '@greenroom/contract/shots.ts'
import { useFormat } from '#lib/format.ts'
import { useMessages } from '#lib/messages.ts'
import { useAction } from '#lib/shortcuts.ts'
import { dock } from '#lib/dock.ts'
import { offerUndo } from '#lib/undo.ts'
import { basics } from '#messages/basics.ts'
import { scenes } from '#messages/scenes.ts'
import { ErrorNote } from '#patterns/error-state.tsx'
import { Kbd } from '#patterns/kbd.tsx'
import { announce } from '#patterns/live-region.tsx'
import { Button } from '#ui/button.tsx'
import { Input } from '#ui/input.tsx'
import { BatchDialog } from './batch-dialog.tsx'
import { BatchMenu } from './batch-menu.tsx'
import { useBatchWish } from './batch-wish.ts'
import { aspectOf } from './choices.ts'
import { swapped, withFrame, type Draft } from './composed.ts'
import { changeDraft, draftStore, useDraft } from './drafts.ts'
import { FrameSlot } from './frame-slot.tsx'
import { OnionSkin } from './onion-skin.tsx'
import { PromptEditor, Troubles } from './prompt-editor.tsx'
import { ShotChips } from './shot-chips.tsx'
import { TakeSettings } from './take-settings.tsx'
import { useComposer, useSupplies } from './use-composer.ts'
import { useGenerate } from './use-generate.ts'

/** Frames, shot type, words, settings, price, Generate: the one place where scenes are asked for. */
export function ComposeBar({ projectId }: { projectId: string }) {
  const words = useMessages(scenes)
  const { undo } = useMessages(basics)
  const { compose } = words
  const format = useFormat()
  const notesId = useId()
  const draft = useDraft(projectId)
  const { supplies, ready, trouble: unread } = useSupplies(projectId)
  const { composed, request, preview, problems } = useComposer(projectId, draft, supplies)
  const generating = useGenerate(projectId)
  const batch = useBatchWish()
  const [showsPrompt, setShowsPrompt] = useState(false)
  const [trouble, setTrouble] = useState<unknown>(null)
  const change = useCallback((next: (before: Draft) => Draft) => changeDraft(projectId, next), [projectId])

  const { start, end, shot, model, missing } = composed
  const aspect = aspectOf(composed.options?.ratio ?? '16:9')
  const about = (input: 'start' | 'end' | 'prompt' | 'options'): string[] =>
    problems.filter((problem) => problem.input === input).map(({ sentence }) => sentence)
  // The house knows the price best; until it has answered, its table does.
  const price = composed.priceMicroUsd
  const blocked = missing !== null || problems.length > 0

  const generate = (): void => {
    if (!ready) return
    if (missing === 'start') return announce(compose.needStart)
    if (blocked || request === null || price === undefined) return announce(problems[0]?.sentence ?? compose.needStart)
    const { startFileId, endFileId, ...rest } = request
    setTrouble(null)
    void generating
      .send({ ...rest, pairs: [{ startFileId, endFileId }], priceEachMicroUsd: price })
      .then(({ reason }) => setTrouble(reason))
  }
  const chooseShot = useCallback(
    (chosen: ShotType) => {
      const { shotTypeId, prompt: kept } = draftStore(projectId).get()
      if (shotTypeId === chosen.id) return
      // Words written for one shot type say the wrong thing for another one.
      change((before) => ({ ...before, shotTypeId: chosen.id, prompt: null }))
      if (kept === null) return
      offerUndo({
        text: compose.promptDropped,
        label: undo,
        undo: async () => change((before) => ({ ...before, prompt: kept })),
        failed: () => compose.promptDropped,
      })
    },
    [projectId, change, compose, undo],
  )
  useAction({ id: 'compose.generate', scope: compose.scope, keys: 'g', label: compose.generate, run: generate })
  useAction({
    id: 'compose.swap',
    scope: compose.scope,
    keys: 'shift+s',
    label: compose.swap,
    run: () => change(swapped),
  })
  useAction({
    id: 'compose.prompt',
    scope: compose.scope,
    keys: null,
    label: compose.promptShow,
    run: () => setShowsPrompt(true),
  })

  return (
    <section ref={dock} aria-label={compose.label} className="bg-card/60 relative shrink-0 border-t">
      {unread !== null && !ready && <ErrorNote reason={unread} className="m-3" />}
      <div className="grid grid-cols-[auto_minmax(0,1fr)] items-start gap-x-5 gap-y-3 px-4 py-3 lg:grid-cols-[auto_minmax(0,1fr)_auto]">
        <div className="grid gap-1">
          <div className="flex items-center gap-1.5">
            <FrameSlot
              slot="start"
              photo={start}
              aspect={aspect}
              trouble={about('start')}
              onClear={() => change((before) => withFrame(before, 'start', null))}
            />
            <div className="flex flex-col items-center gap-0.5">
              <Button
                variant="ghost"
                size="icon-sm"
                aria-label={compose.swap}
                title={compose.swap}
                disabled={end === undefined}
                onClick={() => change(swapped)}
              >
                <ArrowLeftRightIcon />
              </Button>
              {start !== undefined && end !== undefined && <OnionSkin start={start} end={end} aspect={aspect} />}
            </div>
            <FrameSlot
              slot="end"
              photo={end}
              aspect={aspect}
              trouble={about('end')}
              onClear={() => change((before) => withFrame(before, 'end', null))}
            />
          </div>
          <Troubles sentences={[...about('start'), ...about('end')]} className="max-w-96" />
        </div>

        <div className="order-last col-span-2 grid gap-2 lg:order-none lg:col-span-1">
          <div className="flex items-start gap-2">
            <ShotChips shotTypes={supplies.shotTypes} chosen={shot} onChoose={chooseShot} className="min-w-0 flex-1" />
            <Button asChild variant="ghost" size="icon-sm" className="-my-0.5 shrink-0">
              <Link href="/settings/shots" aria-label={compose.manageShots} title={compose.manageShots}>
                <SlidersHorizontalIcon />
              </Link>
            </Button>
          </div>
          <div className="flex items-center gap-1.5">
            <label htmlFor={notesId} className="sr-only">
              {compose.notes}
            </label>
            <Input
              id={notesId}
              value={draft.notes}
              maxLength={2000}
              placeholder={compose.notesPlaceholder}
              onChange={(event) => change((before) => ({ ...before, notes: event.target.value }))}
              onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
              className="h-8 text-[0.8125rem] md:text-[0.8125rem]"
            />
            <Button
              variant={showsPrompt ? 'secondary' : 'ghost'}
              size="sm"
              aria-expanded={showsPrompt}
              title={showsPrompt ? compose.promptHide : compose.promptShow}
              onClick={() => setShowsPrompt(!showsPrompt)}
            >
              <TextIcon />
              {compose.prompt}
              {draft.prompt !== null && <span className="bg-primary size-1.5 rounded-full" title={compose.promptOwn} />}
            </Button>
          </div>
          {(showsPrompt || about('prompt').length > 0) && (
            <PromptEditor
              made={preview.data?.prompt}
              own={draft.prompt}
              onOwn={(prompt) => change((before) => ({ ...before, prompt }))}
              longest={model?.promptMaxLength}
              trouble={about('prompt')}
            />
          )}
        </div>

        <div className="grid min-w-0 justify-items-end gap-2">
          <TakeSettings
            draft={draft}
            composed={composed}
            supplies={supplies}
            onWishes={(wishes) => change((before) => ({ ...before, wishes }))}
          />
          <Troubles
            sentences={[
              ...(ready && missing === 'model' ? [compose.noModel] : []),
              ...(missing === 'endFrame' && model !== undefined ? [compose.noEndFrame(model.label)] : []),
              ...about('options'),
            ]}
            className="max-w-96 text-right"
          />
          <div className="flex items-center gap-2.5">
            <span className="text-right leading-tight">
              <span
                className="block text-sm font-semibold tabular-nums"
                aria-label={
                  price === undefined ? undefined : compose.priceOf(price === 0 ? compose.free : format.money(price))
                }
              >
                {price === undefined ? '' : price === 0 ? compose.free : format.money(price)}
              </span>
              {model?.ai === false && (
                <span className="text-muted-foreground block text-[0.6875rem]" title={compose.notAi}>
                  {words.notAi}
                </span>
              )}
            </span>
            <div className="flex">
              <Button className="rounded-r-none" disabled={!ready || generating.busy || blocked} onClick={generate}>
                <SparklesIcon />
                {generating.busy ? compose.generating : compose.generate}
                <Kbd keys="g" className="-mr-1 hidden opacity-80 lg:inline-flex" />
              </Button>
              <BatchMenu projectId={projectId}>
                <Button
                  className="border-primary-foreground/20 rounded-l-none border-l px-2"
                  disabled={!ready || generating.busy}
                  aria-label={compose.many}
                  title={compose.many}
                >
                  <ChevronDownIcon />
                </Button>
              </BatchMenu>
            </div>
          </div>
        </div>
      </div>
      {trouble !== null && <ErrorNote reason={trouble} className="mx-4 mb-3" />}
      {batch?.projectId === projectId && (
        <BatchDialog wish={batch} draft={draft} supplies={supplies} send={generating.send} />
      )}
    </section>
  )
}
