import type { Scene } from '@greenroom/contract/scenes.ts'
import { useCallback, useRef, useState } from 'react'
import { ApiProblem } from '#lib/api.ts'
import { useFormat } from '#lib/format.ts'
import { useMessages } from '#lib/messages.ts'
import { useAction } from '#lib/shortcuts.ts'
import { basics } from '#messages/basics.ts'
import { scenes } from '#messages/scenes.ts'
import { ErrorNote } from '#patterns/error-state.tsx'
import { Field } from '#patterns/field.tsx'
import { Kbd } from '#patterns/kbd.tsx'
import { Button } from '#ui/button.tsx'
import { Dialog, DialogContent, DialogDescription, DialogFooter, DialogHeader, DialogTitle } from '#ui/dialog.tsx'
import { Input } from '#ui/input.tsx'
import { draftOf, type Draft } from '../compose/composed.ts'
import { PromptEditor, Troubles } from '../compose/prompt-editor.tsx'
import { ShotChips } from '../compose/shot-chips.tsx'
import { TakeSettings } from '../compose/take-settings.tsx'
import { ticketFor, type Ticket } from '../compose/ticket.ts'
import { useComposer, useSupplies } from '../compose/use-composer.ts'
import { regenerateScene } from '../scenes.api.ts'

/** One more take of a scene: prefilled with the newest one. R opens it, R again takes it as it is. */
export function AgainDialog({ scene, onClose }: { scene: Scene; onClose: () => void }) {
  const words = useMessages(scenes)
  const { cancel } = useMessages(basics)
  const format = useFormat()
  const [original] = useState<Draft>(() => draftOf(scene.newest))
  const [draft, setDraft] = useState<Draft>(original)
  const [busy, setBusy] = useState(false)
  const [trouble, setTrouble] = useState<unknown>(null)
  const ticket = useRef<Ticket | null>(null)
  const goButton = useRef<HTMLButtonElement>(null)
  const { supplies, ready } = useSupplies(scene.projectId)
  const { composed, preview, problems } = useComposer(scene.projectId, draft, supplies)
  const same = draft === original
  const { shot, model, options, priceMicroUsd: price } = composed
  const about = (input: string): string[] =>
    problems.filter((problem) => problem.input === input).map(({ sentence }) => sentence)
  const blocked = price === undefined || problems.length > 0

  const go = async (): Promise<void> => {
    if (busy || !ready || blocked || options === undefined) return
    const edits = same
      ? {}
      : {
          options,
          notes: draft.notes.trim(),
          ...(shot === undefined ? {} : { shotTypeId: shot.id }),
          ...(draft.prompt === null ? {} : { prompt: draft.prompt.trim() }),
        }
    const order = { ...edits, agreedPriceMicroUsd: price }
    ticket.current = ticketFor({ sceneId: scene.id, ...order }, ticket.current, () => crypto.randomUUID())
    setBusy(true)
    setTrouble(null)
    try {
      await regenerateScene(scene.id, { ...order, idempotencyKey: ticket.current.key })
      onClose()
    } catch (reason) {
      if (reason instanceof ApiProblem && reason.status >= 400 && reason.status < 500) ticket.current = null
      setTrouble(reason)
      setBusy(false)
    }
  }
  const chooseShot = useCallback(
    ({ id }: { id: string }) =>
      setDraft((before) => (before.shotTypeId === id ? before : { ...before, shotTypeId: id, prompt: null })),
    [],
  )
  useAction({
    id: 'scenes.again',
    scope: words.scope,
    keys: 'r',
    label: words.again.go,
    inDialogs: true,
    hidden: true,
    run: () => void go(),
  })
  const cost = price === undefined ? '' : price === 0 ? words.compose.free : format.money(price)
  return (
    <Dialog open onOpenChange={(open) => !open && !busy && onClose()}>
      <DialogContent
        className="sm:max-w-2xl"
        onOpenAutoFocus={(event) => {
          // On the button and not in a text field, so that a second R means "the same again".
          event.preventDefault()
          goButton.current?.focus()
        }}
      >
        <DialogHeader>
          <DialogTitle>{words.again.title(scene.ordinal)}</DialogTitle>
          <DialogDescription>{words.again.text}</DialogDescription>
        </DialogHeader>
        <div className="grid gap-4">
          <ShotChips shotTypes={supplies.shotTypes} chosen={shot} onChoose={chooseShot} inDialog />
          <Field label={words.compose.notes}>
            {(parts) => (
              <Input
                {...parts}
                value={draft.notes}
                maxLength={2000}
                placeholder={words.compose.notesPlaceholder}
                onChange={(event) => setDraft({ ...draft, notes: event.target.value, prompt: null })}
              />
            )}
          </Field>
          <PromptEditor
            made={preview.data?.prompt}
            own={draft.prompt}
            {...(draft.prompt === original.prompt ? { ownLabel: words.again.asBefore } : {})}
            onOwn={(prompt) => setDraft({ ...draft, prompt })}
            longest={model?.promptMaxLength}
            trouble={about('prompt')}
            rows={4}
          />
          <TakeSettings
            draft={draft}
            composed={composed}
            supplies={supplies}
            onWishes={(wishes) => setDraft({ ...draft, wishes })}
          />
          <Troubles
            sentences={[
              ...(ready && composed.missing === 'model' ? [words.compose.noModel] : []),
              ...(composed.missing === 'endFrame' && model !== undefined
                ? [words.compose.noEndFrame(model.label)]
                : []),
              ...about('start'),
              ...about('end'),
              ...about('options'),
            ]}
          />
          {trouble !== null && <ErrorNote reason={trouble} />}
        </div>
        <DialogFooter className="items-center">
          <span className="text-sm font-semibold tabular-nums sm:mr-auto">
            {cost}
            {model?.ai === false && (
              <span className="text-muted-foreground ml-2 text-xs font-normal">{words.notAi}</span>
            )}
          </span>
          <Button variant="outline" onClick={onClose} disabled={busy}>
            {cancel}
          </Button>
          <Button ref={goButton} onClick={() => void go()} disabled={busy || !ready || blocked}>
            {same ? words.again.same : words.again.go}
            <Kbd keys="r" className="opacity-80" />
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  )
}
