import type { ScenarioNode } from '@greenroom/contract/scenarios.ts'
import type { ScorePhase } from '@greenroom/contract/techniques.ts'
import { Trash2Icon } from 'lucide-react'
import { useLanguage } from '#lib/language.ts'
import { useMessages } from '#lib/messages.ts'
import { builder as room } from '#messages/builder.ts'
import { calls } from '#messages/calls.ts'
import { Button } from '#ui/button.tsx'
import { NumberField } from '#features/slideshows/parts/number-field.tsx'
import { Choice } from '../fields/choice.tsx'
import { NameField } from '../fields/name-field.tsx'
import { LinesPair, TextPair } from '../fields/pair.tsx'
import { findingsByNode, findingText, type Spot } from '../findings.rules.ts'
import { renameNode, setNode } from '../flow.rules.ts'
import { ArrowFields, ArrowsOut, JumpButton } from './arrow-fields.tsx'
import { looks } from './kinds.ts'
import type { Selection } from './selection.ts'
import type { Builder } from './use-builder.ts'

interface Given {
  builder: Builder
  selection: Selection
  onSelect: (selection: Selection) => void
  onJump: (spot: Spot) => void
  onConnect: () => void
  onRemove: () => void
}
const phases: readonly ScorePhase[] = ['preparation', 'discovery', 'proposal', 'closing']
const outcomes = ['won', 'next_step', 'lost', 'hang_up', 'time_up'] as const

/** What can be changed of the node or arrow that is chosen. */
export function Inspector(props: Given) {
  const words = useMessages(room)
  const { selection, builder } = props
  const { nodes, edges } = builder.draft.flow
  const node = selection.nodes.length === 1 ? nodes.find(({ id }) => id === selection.nodes[0]) : undefined
  const arrow = selection.edge === null ? undefined : edges[selection.edge]
  if (node !== undefined) return <NodeFields key={node.id} {...props} node={node} />
  if (arrow !== undefined && selection.edge !== null) return <ArrowFields {...props} place={selection.edge} />
  if (selection.nodes.length > 1)
    return (
      <div className="grid gap-4 p-4">
        <p className="text-sm font-medium">{words.selected(selection.nodes.length)}</p>
        {!builder.readOnly && (
          <Button variant="outline" onClick={props.onRemove} className="justify-self-start">
            <Trash2Icon />
            {words.remove}
          </Button>
        )}
      </div>
    )
  return <Keys />
}

function Keys() {
  const words = useMessages(room)
  return (
    <div className="p-4">
      <p className="text-muted-foreground text-sm">{words.nothingSelected}</p>
      <h3 className="mt-6 mb-2 text-xs font-semibold">{words.keysTitle}</h3>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-2 text-[0.8125rem]">
        {words.keys.map(([key, what]) => (
          <div key={key} className="contents">
            <dt>
              <kbd className="bg-muted rounded border px-1.5 py-0.5 font-sans text-xs">{key}</kbd>
            </dt>
            <dd className="text-muted-foreground">{what}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}

function NodeFields({ node, ...props }: Given & { node: ScenarioNode }) {
  const words = useMessages(room)
  const { builder } = props
  const { draft, change, readOnly, findings } = builder
  const wrong = findingsByNode(findings, draft).get(node.id) ?? []
  const Icon = looks[node.kind].icon
  const set = (next: ScenarioNode, what: string): void => change((now) => setNode(now, next), `${node.id} ${what}`)
  return (
    <div className="grid gap-5 p-4">
      <div>
        <h2 className="flex items-center gap-2 text-sm font-semibold">
          <Icon className="size-4" aria-hidden />
          {words.kinds[node.kind]}
        </h2>
        <p className="text-muted-foreground mt-1 text-[0.8125rem] leading-snug">{words.kindTexts[node.kind]}</p>
      </div>
      {wrong.length > 0 && (
        <ul className="grid gap-1.5 text-[0.8125rem] leading-snug">
          {wrong.map((found) => (
            <li
              key={`${found.code} ${found.at} ${found.sentence}`}
              className={found.severity === 'error' ? 'text-destructive' : 'text-warning'}
            >
              {findingText(found, words.findings)}
            </li>
          ))}
        </ul>
      )}
      <NameField
        value={node.id}
        taken={draft.flow.nodes.map(({ id }) => id)}
        readOnly={readOnly}
        onChange={(id) => {
          change((now) => renameNode(now, node.id, id))
          props.onSelect({ nodes: [id], edge: null })
        }}
      />
      <KindFields node={node} set={set} {...props} />
      <ArrowsOut {...props} node={node} />
      {!readOnly && node.kind !== 'prepare' && (
        <Button variant="outline" onClick={props.onRemove} className="justify-self-start">
          <Trash2Icon />
          {words.removeNode}
        </Button>
      )}
    </div>
  )
}

function KindFields({
  node,
  set,
  builder,
  onJump,
}: Given & { node: ScenarioNode; set: (next: ScenarioNode, what: string) => void }) {
  const words = useMessages(room)
  const callWords = useMessages(calls)
  const language = useLanguage()
  const { draft, readOnly } = builder
  const { facts, objections } = draft.flow
  return (
    <>
      {'phase' in node && (
        <Choice
          label={words.phase}
          value={node.phase}
          readOnly={readOnly}
          options={phases.map((phase) => [phase, callWords.phases[phase]])}
          onChange={(phase) => set({ ...node, phase }, 'phase')}
        />
      )}
      {node.kind === 'reveal' && (
        <>
          <Choice
            label={words.fact}
            value={node.factId}
            readOnly={readOnly}
            options={facts.map(({ id, truth }) => [id, truth[language] || id])}
            onChange={(factId) => set({ ...node, factId }, 'fact')}
          />
          <JumpButton label={words.editFact} onClick={() => onJump({ view: 'facts', id: node.factId })} />
        </>
      )}
      {node.kind === 'objection' && (
        <>
          <Choice
            label={words.objection}
            value={node.objectionId}
            readOnly={readOnly}
            options={objections.map(({ id, names }) => [id, names[language] || id])}
            onChange={(objectionId) => set({ ...node, objectionId }, 'objection')}
          />
          <JumpButton
            label={words.editObjection}
            onClick={() => onJump({ view: 'objections', id: node.objectionId })}
          />
        </>
      )}
      {node.kind === 'mood' && (
        <div className="grid grid-cols-2 gap-3">
          <NumberField
            label={words.trust}
            value={node.trust}
            min={-100}
            max={100}
            onChange={(trust) => set({ ...node, trust }, 'trust')}
          />
          <NumberField
            label={words.patience}
            value={node.patience}
            min={-100}
            max={100}
            onChange={(patience) => set({ ...node, patience }, 'patience')}
          />
        </div>
      )}
      {node.kind === 'end' && (
        <>
          <Choice
            label={words.outcome}
            value={node.outcome}
            readOnly={readOnly}
            options={outcomes.map((outcome) => [outcome, words.outcomes[outcome]])}
            onChange={(outcome) => set({ ...node, outcome }, 'outcome')}
          />
          <TextPair
            label={words.label}
            rows={1}
            value={node.names}
            readOnly={readOnly}
            onChange={(names) => set({ ...node, names }, 'names')}
          />
        </>
      )}
      {(node.kind === 'say' || node.kind === 'end') && (
        <LinesPair
          label={words.lines}
          hint={words.linesHint}
          rows={6}
          value={node.lines}
          readOnly={readOnly}
          onChange={(lines) => set({ ...node, lines }, 'lines')}
        />
      )}
    </>
  )
}
