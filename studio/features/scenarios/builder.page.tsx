import { useCallback, useEffect, useRef, useState } from 'react'
import { useParams } from 'wouter'
import { useMessages } from '#lib/messages.ts'
import { useAction } from '#lib/shortcuts.ts'
import { builder as room } from '#messages/builder.ts'
import { Confirm } from '#patterns/confirm.tsx'
import { ErrorNote, ErrorState } from '#patterns/error-state.tsx'
import { announce } from '#patterns/live-region.tsx'
import { PageLoading } from '#patterns/loading.tsx'
import { useMediaQuery } from '#features/projects/media-query.ts'
import { oneOf, useAddress } from '#features/projects/url.ts'
import { Button } from '#ui/button.tsx'
import { FlowCanvas, removeChosen, type Canvas } from './build/canvas.tsx'
import { AddDialog, ConnectDialog, PublishDialog, VersionsDialog } from './build/dialogs.tsx'
import { Inspector } from './build/inspector.tsx'
import { nothing, type Selection } from './build/selection.ts'
import { TopBar } from './build/top-bar.tsx'
import { Trial } from './build/trial.tsx'
import { useBuilder, type Builder } from './build/use-builder.ts'
import { addNode, connect, type NodeKind } from './flow.rules.ts'
import { views, type Spot, type View } from './findings.rules.ts'
import { nodeSize, tidied } from './layout.rules.ts'
import { useDraft, type Draft } from './scenarios.api.ts'
import { BriefView, CallView, CustomerView, MannersView } from './views/call-view.tsx'
import { FactsView } from './views/facts-view.tsx'
import { ObjectionsView } from './views/objections-view.tsx'
import { RubricView } from './views/rubric-view.tsx'

/** `/coach/scenarios/:scenarioId/edit`; `?view=` names the part that is shown. */
export default function BuilderPage() {
  const { scenarioId } = useParams<{ scenarioId: string }>()
  const opened = useDraft(scenarioId)
  if (opened.data !== undefined) return <Desk key={scenarioId} opened={opened.data} />
  if (opened.isError)
    return <ErrorState reason={opened.error} onRetry={() => void opened.refetch()} retrying={opened.isFetching} />
  return <PageLoading />
}

type Open = 'add' | 'connect' | 'publish' | 'versions' | null

function Desk({ opened }: { opened: Draft }) {
  const words = useMessages(room)
  // A phone is for looking: a flow is drawn with more room and a finer pointer.
  const wide = useMediaQuery('(min-width: 48rem)')
  const roomy = useMediaQuery('(min-width: 64rem)')
  const builder = useBuilder(opened, !wide)
  const [address, patch] = useAddress()
  const view = oneOf<View>(address, 'view', ['flow', ...views])
  const [selection, setSelection] = useState<Selection>(nothing)
  const [open, setOpen] = useState<Open>(null)
  const [trying, setTrying] = useState(false)
  const [hereId, setHereId] = useState<string | null>(null)
  const [reason, setReason] = useState<unknown>(null)
  const canvas = useRef<Canvas | null>(null)
  const wanted = useRef<string | null>(null)
  const show = (next: View): void => patch({ view: next === 'flow' ? null : next })
  const onHere = useCallback((nodeId: string | null) => setHereId(nodeId), [])
  const chosenAny = selection.nodes.length > 0 || selection.edge !== null
  const chosen = selection.nodes.length === 1 ? (selection.nodes[0] ?? null) : null

  const lookAt = (id: string): void => {
    setSelection({ nodes: [id], edge: null })
    const node = builder.draft.flow.nodes.find((one) => one.id === id)
    if (node !== undefined)
      void canvas.current?.setCenter(node.x + nodeSize.width / 2, node.y + nodeSize.height / 2, {
        zoom: 1,
        duration: 250,
      })
  }
  const jump = ({ view: there, id }: Spot): void => {
    show(there)
    if (there === 'flow' && id !== '') return lookAt(id)
    wanted.current = id
  }
  useEffect(() => {
    // The part is on the page only now: go to the one thing in it that was asked for.
    if (wanted.current === null || wanted.current === '') return
    const element = document.querySelector<HTMLElement>(`#part-${CSS.escape(wanted.current)}`)
    wanted.current = null
    element?.scrollIntoView({ block: 'start' })
    element?.focus({ preventScroll: true })
  })
  const add = (kind: NodeKind): void => {
    setOpen(null)
    const beside = builder.draft.flow.nodes.find(({ id }) => id === chosen)
    const middle = canvas.current?.screenToFlowPosition({ x: innerWidth * 0.4, y: innerHeight * 0.5 })
    const at =
      beside === undefined ? (middle ?? { x: 0, y: 0 }) : { x: beside.x + 40, y: beside.y + nodeSize.height + 98 }
    const made = addNode(builder.draft, kind, at)
    builder.change(() => made.draft)
    setSelection({ nodes: [made.id], edge: null })
    announce(words.node(words.kinds[kind], made.id))
  }
  const remove = (): boolean => {
    if (builder.readOnly || !removeChosen(builder, selection)) return false
    setSelection(nothing)
    return true
  }
  const startArrow = (): boolean => {
    const node = builder.draft.flow.nodes.find(({ id }) => id === chosen)
    if (node === undefined || node.kind === 'end') return false
    setOpen('connect')
    return true
  }
  useBuilderKeys(builder, view, { add: () => setOpen('add'), connect: startArrow, remove })
  return (
    <div className="absolute inset-0 flex flex-col overflow-hidden">
      <TopBar
        builder={builder}
        view={view}
        trying={trying}
        onView={show}
        onJump={jump}
        onAdd={() => setOpen('add')}
        onTidy={() => {
          builder.change(tidied)
          requestAnimationFrame(() => void canvas.current?.fitView({ padding: 0.12, maxZoom: 1, duration: 250 }))
        }}
        onTry={() => setTrying(!trying)}
        onVersions={() => setOpen('versions')}
        onPublish={() => setOpen('publish')}
        onTrouble={setReason}
      />
      {builder.readOnly && (
        <p className="bg-muted text-muted-foreground px-4 py-2 text-[0.8125rem]">{words.readOnly}</p>
      )}
      {(reason ?? builder.problem) !== null && <ErrorNote reason={reason ?? builder.problem} className="m-3" />}
      <div id="builder-part" role="tabpanel" aria-label={words.views[view]} className="flex min-h-0 flex-1">
        {view === 'flow' ? (
          <div className="min-w-0 flex-1">
            <FlowCanvas
              builder={builder}
              selection={selection}
              hereId={hereId}
              onSelect={setSelection}
              onReady={(ready) => {
                canvas.current = ready
              }}
            />
          </div>
        ) : (
          <Part view={view} builder={builder} />
        )}
        {(trying || (view === 'flow' && wide && (roomy || chosenAny))) && (
          <aside className="bg-background absolute inset-x-0 bottom-0 z-20 h-[75%] border-t md:static md:h-auto md:w-80 md:shrink-0 lg:w-[26rem] md:overflow-y-auto md:border-t-0 md:border-l">
            {trying ? (
              <Trial builder={builder} onHere={onHere} onClose={() => setTrying(false)} />
            ) : (
              <Inspector
                builder={builder}
                selection={selection}
                onSelect={setSelection}
                onJump={jump}
                onConnect={startArrow}
                onRemove={remove}
              />
            )}
          </aside>
        )}
      </div>
      {open === 'add' && <AddDialog onClose={() => setOpen(null)} onAdd={add} />}
      {open === 'connect' && chosen !== null && (
        <ConnectDialog
          draft={builder.draft}
          from={chosen}
          onClose={() => setOpen(null)}
          onConnect={(to) => {
            setOpen(null)
            const made = connect(builder.draft, chosen, to)
            builder.change(() => made.draft)
            setSelection({ nodes: [], edge: made.place })
            announce(words.arrow(chosen, to))
          }}
        />
      )}
      {open === 'publish' && (
        <PublishDialog builder={builder} onClose={() => setOpen(null)} onDone={() => setOpen(null)} />
      )}
      {open === 'versions' && <VersionsDialog builder={builder} onClose={() => setOpen(null)} />}
      <Confirm
        open={builder.conflict}
        onOpenChange={() => undefined}
        title={words.conflictTitle}
        text={words.conflictText}
        action={words.keepMine}
        onConfirm={builder.keepMine}
      >
        <Button
          variant="outline"
          className="justify-self-start"
          onClick={() => void builder.takeTheirs().catch(setReason)}
        >
          {words.takeTheirs}
        </Button>
      </Confirm>
    </div>
  )
}

function Part({ view, builder }: { view: Exclude<View, 'flow'>; builder: Builder }) {
  switch (view) {
    case 'call':
      return <CallView builder={builder} />
    case 'customer':
      return <CustomerView builder={builder} />
    case 'facts':
      return <FactsView builder={builder} />
    case 'objections':
      return <ObjectionsView builder={builder} />
    case 'manners':
      return <MannersView builder={builder} />
    case 'brief':
      return <BriefView builder={builder} />
    case 'rubric':
      return <RubricView builder={builder} />
  }
}

/** The keys of the builder; those of the flow work where the flow is shown. */
function useBuilderKeys(
  builder: Builder,
  view: View,
  acts: { add: () => void; connect: () => boolean; remove: () => boolean },
): void {
  const words = useMessages(room)
  const { scope } = words
  const drawing = view === 'flow' && !builder.readOnly
  useAction({ id: 'builder.undo', scope, keys: 'mod+z', label: words.undo, whileTyping: true, run: builder.undo })
  useAction({ id: 'builder.redo', scope, keys: 'mod+shift+z', label: words.redo, whileTyping: true, run: builder.redo })
  useAction({ id: 'builder.add', scope, keys: 'a', label: words.addTitle, enabled: drawing, run: acts.add })
  useAction({ id: 'builder.connect', scope, keys: 'c', label: words.drawArrow, enabled: drawing, run: acts.connect })
  useAction({ id: 'builder.delete', scope, keys: 'delete', label: words.remove, enabled: drawing, run: acts.remove })
  useAction({
    id: 'builder.backspace',
    scope,
    keys: 'backspace',
    label: words.remove,
    hidden: true,
    enabled: drawing,
    run: acts.remove,
  })
}
