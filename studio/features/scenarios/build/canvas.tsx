import '@xyflow/react/dist/style.css'
import {
  applyNodeChanges,
  Background,
  Controls,
  MiniMap,
  ReactFlow,
  useReactFlow,
  useStore,
  type Connection,
  type EdgeMouseHandler,
  type NodeChange,
  type NodeMouseHandler,
  type ReactFlowInstance,
} from '@xyflow/react'
import type { FlowFinding, ScenarioNode } from '@greenroom/contract/scenarios.ts'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useLanguage } from '#lib/language.ts'
import { useMessages } from '#lib/messages.ts'
import { builder as room } from '#messages/builder.ts'
import { announce } from '#patterns/live-region.tsx'
import { inTheMiddle, lanesOf, standsOf } from '../arrows.rules.ts'
import { nodeSize } from '../layout.rules.ts'
import { findingsByNode } from '../findings.rules.ts'
import { connect, moveNodes, removeEdges, removeNodes, whyNoArrow } from '../flow.rules.ts'
import { arrowText } from '../guard-words.rules.ts'
import { Arrow, type ArrowEdge } from './arrow.tsx'
import { arrowOf, cardOf, placeOf } from './drawn.ts'
import { NodeCard, useNodeText, type StepNode } from './node-card.tsx'
import type { Selection } from './selection.ts'
import type { Builder } from './use-builder.ts'

const none: readonly FlowFinding[] = []
const addingKeys = ['Meta', 'Control']
const mapSize = { width: 140, height: 110 }
const nodeTypes = { step: NodeCard }
const edgeTypes = { arrow: Arrow }
/** The library's own colours, said in ours. */
const colours = {
  '--xy-background-color': 'var(--background)',
  '--xy-background-pattern-color': 'var(--input)',
  '--xy-controls-button-background-color': 'var(--card)',
  '--xy-controls-button-background-color-hover': 'var(--accent)',
  '--xy-controls-button-color': 'var(--foreground)',
  '--xy-controls-button-color-hover': 'var(--foreground)',
  '--xy-controls-button-border-color': 'var(--border)',
  '--xy-attribution-background-color': 'transparent',
  '--xy-minimap-background-color': 'var(--card)',
  '--xy-minimap-mask-background-color': 'color-mix(in oklch, var(--background) 70%, transparent)',
  '--xy-minimap-node-background-color': 'var(--muted-foreground)',
  '--xy-connectionline-stroke': 'var(--ring)',
  '--xy-selection-background-color': 'color-mix(in oklch, var(--ring) 12%, transparent)',
  '--xy-selection-border': '1px solid var(--ring)',
} as React.CSSProperties
export type Canvas = ReactFlowInstance<StepNode, ArrowEdge>

/** The flow, to look at and to draw in. What is chosen is told to whoever shows the inspector. */
export function FlowCanvas(props: {
  builder: Builder
  selection: Selection
  onSelect: (selection: Selection) => void
  onReady: (canvas: Canvas) => void
  /** Where the call that is tried out stands. */
  hereId: string | null
}) {
  const words = useMessages(room)
  const language = useLanguage()
  const { builder, selection, hereId, onSelect, onReady } = props
  const { draft, change, findings, techniques, readOnly } = builder
  const textOf = useNodeText(draft)
  const [places, setPlaces] = useState<StepNode[]>([])

  const fromDraft = useMemo((): StepNode[] => {
    const wrong = findingsByNode(findings, draft)
    return draft.flow.nodes.map((node) =>
      cardOf(
        { node, text: textOf(node), findings: wrong.get(node.id) ?? none, here: node.id === hereId },
        selection.nodes.includes(node.id),
        words.node(words.kinds[node.kind], node.id),
      ),
    )
    // `textOf` is made anew with every draft and language.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [draft, findings, hereId, selection.nodes, words, language])
  useEffect(() => setPlaces(fromDraft), [fromDraft])

  const edges = useMemo((): ArrowEdge[] => {
    const names = {
      techniques: techniques.names,
      faults: techniques.mistakeNames,
      objections: new Map(draft.flow.objections.map(({ id, names: named }) => [id, named[language]])),
    }
    const { nodes, edges: all } = draft.flow
    const lanes = lanesOf(all)
    const siblingsOf = Map.groupBy(all.keys(), (place) => all[place]?.from)
    const isPlain = (place: number): boolean =>
      all[place]?.when === null && siblingsOf.get(all[place]?.from)?.length === 1
    const texts = all.map((edge) => arrowText(edge, nodes, words.guardWords, names, language))
    const letters = texts.map((text, place) => (isPlain(place) ? 0 : text.length + 2))
    const stands = standsOf(nodes, all, lanes, letters)
    return all.map((edge, place) => {
      const siblings = siblingsOf.get(edge.from) ?? []
      return arrowOf(
        edge,
        place,
        {
          text: texts[place] ?? '',
          order: siblings.length > 1 ? siblings.indexOf(place) + 1 : null,
          plain: isPlain(place),
          lane: lanes[place] ?? 0,
          stand: stands[place] ?? inTheMiddle,
        },
        selection.edge === place,
        words.arrow(edge.from, edge.to),
      )
    })
  }, [draft, selection.edge, techniques, words, language])

  // While something is dragged this is drawn again for every move; what the canvas is given must then be the same each time,
  // because it tells all of its nodes and arrows of anything new.
  const nodesChanged = useCallback(
    (changes: NodeChange<StepNode>[]): void => {
      setPlaces((now) => applyNodeChanges(changes, now))
      // Arrow keys move without dragging; a drag is kept when it ends.
      const moved = changes.flatMap((one) =>
        one.type === 'position' && one.dragging !== true && one.position !== undefined
          ? [[one.id, one.position] as const]
          : [],
      )
      if (moved.length === 0) return
      const known = new Map(draft.flow.nodes.map((node) => [node.id, node]))
      const real = moved.filter(([id, to]) => {
        const node = known.get(id)
        return node !== undefined && (node.x !== Math.round(to.x) || node.y !== Math.round(to.y))
      })
      if (real.length > 0) change((now) => moveNodes(now, new Map(real)), `move ${real.map(([id]) => id).join(' ')}`)
    },
    [draft, change],
  )
  const choose = useCallback((ids: readonly string[]): void => onSelect({ nodes: ids, edge: null }), [onSelect])
  const nodeClicked: NodeMouseHandler<StepNode> = useCallback(
    (event, { id }) =>
      choose(
        event.ctrlKey || event.metaKey
          ? selection.nodes.includes(id)
            ? selection.nodes.filter((one) => one !== id)
            : [...selection.nodes, id]
          : [id],
      ),
    [choose, selection.nodes],
  )
  const edgeClicked: EdgeMouseHandler<ArrowEdge> = useCallback(
    (_, { id }) => onSelect({ nodes: [], edge: placeOf(id) }),
    [onSelect],
  )
  const paneClicked = useCallback(() => choose([]), [choose])
  const canvas = useRef<Canvas | null>(null)
  const ready = useCallback(
    (one: Canvas): void => {
      canvas.current = one
      onReady(one)
    },
    [onReady],
  )
  const framed = useCallback(() => {
    const nodes = canvas.current?.getNodes() ?? []
    choose(nodes.filter(({ selected }) => selected).map(({ id }) => id))
  }, [choose])
  const mayConnect = useCallback(
    ({ source, target }: { source: string; target: string }) => whyNoArrow(draft, source, target) === null,
    [draft],
  )
  const connected = useCallback(
    ({ source, target }: Connection): void => {
      const made = connect(draft, source, target)
      change(() => made.draft)
      onSelect({ nodes: [], edge: made.place })
      announce(words.arrow(source, target))
    },
    [draft, change, onSelect, words],
  )
  return (
    <div
      className="size-full"
      onFocus={({ target }) => {
        // The keyboard goes from node to node with Tab: the one that has it is the one that is chosen.
        const id = target.matches('.react-flow__node') ? target.getAttribute('data-id') : null
        if (id !== null && target.matches(':focus-visible') && !selection.nodes.includes(id)) choose([id])
      }}
    >
      <ReactFlow
        aria-label={words.canvas}
        style={colours}
        nodes={places}
        edges={edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        onInit={ready}
        minZoom={0.15}
        maxZoom={1.75}
        nodesDraggable={!readOnly}
        nodesConnectable={!readOnly}
        elementsSelectable
        deleteKeyCode={null}
        selectionKeyCode="Shift"
        multiSelectionKeyCode={addingKeys}
        onNodesChange={nodesChanged}
        onNodeClick={nodeClicked}
        onSelectionEnd={framed}
        onEdgeClick={edgeClicked}
        onPaneClick={paneClicked}
        isValidConnection={mayConnect}
        onConnect={connected}
      >
        <FirstLook nodes={draft.flow.nodes} />
        <Background gap={22} size={1.5} />
        <Controls showInteractive={false} />
        <MiniMap
          pannable
          zoomable
          className="hidden overflow-hidden rounded-md border lg:block"
          style={mapSize}
          ariaLabel={null}
        />
      </ReactFlow>
    </div>
  )
}

/** Shows the whole flow where its words can still be read, else its beginning, as soon as there is room to show it in. */
function FirstLook({ nodes }: { nodes: readonly ScenarioNode[] }) {
  const { setViewport, viewportInitialized } = useReactFlow()
  const room = useStore((state) => state.width)
  const tall = useStore((state) => state.height)
  const looked = useRef(false)
  useEffect(() => {
    if (looked.current || !viewportInitialized || room === 0 || nodes.length === 0) return
    looked.current = true
    const x = Math.min(...nodes.map((node) => node.x))
    const y = Math.min(...nodes.map((node) => node.y))
    const width = Math.max(...nodes.map((node) => node.x)) + nodeSize.width - x
    const height = Math.max(...nodes.map((node) => node.y)) + nodeSize.height - y
    const whole = Math.min((room - 64) / width, (tall - 64) / height)
    const zoom = Math.min(1, Math.max(0.62, whole))
    void setViewport({
      x: (room - width * zoom) / 2 - x * zoom,
      y: Math.max(32, (tall - height * zoom) / 2) - y * zoom,
      zoom,
    })
  }, [setViewport, viewportInitialized, room, tall, nodes])
  return null
}

/** Takes away what is chosen. Answers false when nothing was. */
export function removeChosen({ change }: Builder, { nodes, edge }: Selection): boolean {
  if (nodes.length > 0) change((draft) => removeNodes(draft, nodes))
  else if (edge !== null) change((draft) => removeEdges(draft, [edge]))
  else return false
  return true
}
