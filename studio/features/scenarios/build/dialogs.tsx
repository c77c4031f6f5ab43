import type { ScenarioCard } from '@greenroom/contract/scenario-shelf.ts'
import type { Scenario } from '@greenroom/contract/scenarios.ts'
import { useState } from 'react'
import { useFormat } from '#lib/format.ts'
import { useMessages } from '#lib/messages.ts'
import { notify } from '#lib/notify.ts'
import { basics } from '#messages/basics.ts'
import { builder as room } from '#messages/builder.ts'
import { scenarios } from '#messages/scenarios.ts'
import { ErrorNote } from '#patterns/error-state.tsx'
import { Field } from '#patterns/field.tsx'
import { RowsLoading } from '#patterns/loading.tsx'
import { Button } from '#ui/button.tsx'
import { Command, CommandEmpty, CommandInput, CommandItem, CommandList } from '#ui/command.tsx'
import { Dialog, DialogContent, DialogDescription, DialogFooter, DialogHeader, DialogTitle } from '#ui/dialog.tsx'
import { Textarea } from '#ui/textarea.tsx'
import { whyNoArrow, type NodeKind } from '../flow.rules.ts'
import { publishScenario, readVersion, useVersions } from '../scenarios.api.ts'
import { addable, looks } from './kinds.ts'
import type { Builder } from './use-builder.ts'

const frame = 'max-h-[85dvh] overflow-y-auto'

/** Chooses what kind of node to add, by typing. */
export function AddDialog(props: { onClose: () => void; onAdd: (kind: NodeKind) => void }) {
  const words = useMessages(room)
  return (
    <Dialog open onOpenChange={(open) => !open && props.onClose()}>
      <DialogContent className={frame}>
        <DialogHeader>
          <DialogTitle>{words.addTitle}</DialogTitle>
          <DialogDescription className="sr-only">{words.addTitle}</DialogDescription>
        </DialogHeader>
        <Command>
          <CommandInput aria-label={words.addTitle} autoFocus />
          <CommandList>
            <CommandEmpty>{words.nothingFound}</CommandEmpty>
            {addable.map((kind) => {
              const Icon = looks[kind].icon
              return (
                <CommandItem key={kind} value={words.kinds[kind]} onSelect={() => props.onAdd(kind)}>
                  <Icon className="size-4" />
                  <span>
                    <span className="block">{words.kinds[kind]}</span>
                    <span className="text-muted-foreground block text-xs">{words.kindTexts[kind]}</span>
                  </span>
                </CommandItem>
              )
            })}
          </CommandList>
        </Command>
      </DialogContent>
    </Dialog>
  )
}

/** Chooses where an arrow leads, by typing a name. */
export function ConnectDialog(props: {
  draft: Scenario
  from: string
  onClose: () => void
  onConnect: (to: string) => void
}) {
  const words = useMessages(room)
  const targets = props.draft.flow.nodes.filter(({ id }) => whyNoArrow(props.draft, props.from, id) === null)
  return (
    <Dialog open onOpenChange={(open) => !open && props.onClose()}>
      <DialogContent className={frame}>
        <DialogHeader>
          <DialogTitle>{words.connectTitle}</DialogTitle>
          <DialogDescription>{words.connectFrom(props.from)}</DialogDescription>
        </DialogHeader>
        <Command>
          <CommandInput aria-label={words.connectTitle} autoFocus />
          <CommandList>
            <CommandEmpty>{words.nothingFound}</CommandEmpty>
            {targets.map(({ id, kind }) => {
              const Icon = looks[kind].icon
              return (
                <CommandItem key={id} value={`${id} ${words.kinds[kind]}`} onSelect={() => props.onConnect(id)}>
                  <Icon className="size-4" />
                  <span className="font-mono text-[0.8125rem]">{id}</span>
                  <span className="text-muted-foreground ml-auto text-xs">{words.kinds[kind]}</span>
                </CommandItem>
              )
            })}
          </CommandList>
        </Command>
      </DialogContent>
    </Dialog>
  )
}

/** Makes the draft the next version. Waits until what is on the screen is kept. */
export function PublishDialog(props: { builder: Builder; onClose: () => void; onDone: (card: ScenarioCard) => void }) {
  const words = useMessages(room)
  const { cancel } = useMessages(basics)
  const [note, setNote] = useState('')
  const [busy, setBusy] = useState(false)
  const [reason, setReason] = useState<unknown>(null)
  const errors = props.builder.findings.filter(({ severity }) => severity === 'error').length
  const publish = async (): Promise<void> => {
    setBusy(true)
    setReason(null)
    try {
      const revision = await props.builder.settled()
      if (revision === null) return props.onClose()
      const card = await publishScenario(props.builder.card.id, revision, note)
      void notify(words.publishedNow(card.version))
      props.onDone(card)
    } catch (failure) {
      setReason(failure)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Dialog open onOpenChange={(open) => !open && !busy && props.onClose()}>
      <DialogContent className={frame}>
        <DialogHeader>
          <DialogTitle>{words.publishTitle}</DialogTitle>
          <DialogDescription>{words.publishText}</DialogDescription>
        </DialogHeader>
        <form
          className="grid gap-5"
          onSubmit={(event) => {
            event.preventDefault()
            if (!busy && errors === 0) void publish()
          }}
        >
          {errors > 0 && <p className="text-destructive text-sm">{words.publishBlocked(errors)}</p>}
          <Field label={words.note} hint={words.noteHint} optional>
            {(parts) => (
              <Textarea
                {...parts}
                rows={3}
                maxLength={500}
                value={note}
                onChange={({ target }) => setNote(target.value)}
              />
            )}
          </Field>
          {reason !== null && <ErrorNote reason={reason} />}
          <DialogFooter>
            <Button type="button" variant="outline" onClick={props.onClose} disabled={busy}>
              {cancel}
            </Button>
            <Button type="submit" disabled={busy || errors > 0}>
              {words.publish}
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  )
}

/** What was published, newest first, and the way back to any of it. */
export function VersionsDialog(props: { builder: Builder; onClose: () => void }) {
  const words = useMessages(room)
  const shelf = useMessages(scenarios)
  const formats = useFormat()
  const { id } = props.builder.card
  const list = useVersions(id)
  const [reason, setReason] = useState<unknown>(null)
  const goBack = async (version: number): Promise<void> => {
    setReason(null)
    try {
      const { scenario } = await readVersion(id, version)
      props.builder.change(() => scenario)
      void notify(words.wentBack(version))
      props.onClose()
    } catch (failure) {
      setReason(failure)
    }
  }
  return (
    <Dialog open onOpenChange={(open) => !open && props.onClose()}>
      <DialogContent className={frame}>
        <DialogHeader>
          <DialogTitle>{words.versionsTitle}</DialogTitle>
          <DialogDescription>{words.versionsText}</DialogDescription>
        </DialogHeader>
        {list.isPending && <RowsLoading count={2} />}
        {list.isError && <ErrorNote reason={list.error} />}
        {reason !== null && <ErrorNote reason={reason} />}
        {list.data?.versions.length === 0 && <p className="text-muted-foreground text-sm">{words.versionsNone}</p>}
        <ul className="divide-y">
          {list.data?.versions.map(({ version, note, publishedAt }) => (
            <li key={version} className="flex items-center gap-3 py-3">
              <div className="min-w-0 flex-1 text-sm">
                <p className="font-medium">{shelf.version(version)}</p>
                <p className="text-muted-foreground text-[0.8125rem]">
                  <time dateTime={publishedAt}>{formats.dateTime(publishedAt)}</time>
                </p>
                {note !== '' && <p className="mt-1 text-[0.8125rem] leading-snug">{note}</p>}
              </div>
              {!props.builder.readOnly && (
                <Button variant="outline" size="sm" onClick={() => void goBack(version)}>
                  {words.goBack}
                </Button>
              )}
            </li>
          ))}
        </ul>
      </DialogContent>
    </Dialog>
  )
}
