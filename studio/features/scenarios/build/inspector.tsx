import type { ScenarioNode } from '@greenroom/contract/scenarios.ts'
import type { ScorePhase } from '@greenroom/contract/techniques.ts'
import { ArrowDownIcon, ArrowUpIcon, ArrowUpRightIcon, SplineIcon, Trash2Icon } from 'lucide-react'
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
import { arrowsFrom, moveEdge, renameNode, setEdge, setNode } from '../flow.rules.ts'
import { arrowText } from '../guard-words.rules.ts'
import { GuardFields } from './guard-fields.tsx'
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

const JumpButton = (props: { label: string; onClick: () => void }) => (
  <Button type="button" variant="link" size="sm" className="h-auto justify-self-start p-0" onClick={props.onClick}>
    {props.label}
    <ArrowUpRightIcon />
  </Button>
)

function useConditionText(builder: Builder): (place: number) => string {
  const words = useMessages(room)
  const language = useLanguage()
  const { draft, techniques } = builder
  return (place) =>
    arrowText(
      draft.flow.edges[place] ?? { from: '', to: '', when: null },
      draft.flow.nodes,
      words.guardWords,
      {
        techniques: techniques.names,
        faults: techniques.mistakeNames,
        objections: new Map(draft.flow.objections.map(({ id, names }) => [id, names[language]])),
      },
      language,
    )
}

function ArrowsOut({ node, builder, onSelect, onConnect }: Given & { node: ScenarioNode }) {
  const words = useMessages(room)
  const { draft, change, readOnly } = builder
  const textOf = useConditionText(builder)
  const places = arrowsFrom(draft, node.id)
  if (node.kind === 'end') return null
  return (
    <section aria-label={words.arrowsOut}>
      <h3 className="text-sm font-medium">{words.arrowsOut}</h3>
      {places.length > 1 && <p className="text-muted-foreground text-[0.8125rem]">{words.arrowsText}</p>}
      {places.length === 0 && <p className="text-muted-foreground text-[0.8125rem]">{words.noArrows}</p>}
      <ol className="mt-2 grid gap-1.5">
        {places.map((place, index) => (
          <li key={place} className="flex items-start gap-1 rounded-md border px-2 py-1.5">
            <button
              type="button"
              className="hover:text-primary min-w-0 flex-1 rounded text-left text-[0.8125rem] leading-snug"
              onClick={() => onSelect({ nodes: [], edge: place })}
            >
              <span className="block truncate font-mono text-xs">→ {draft.flow.edges[place]?.to}</span>
              <span className="text-muted-foreground line-clamp-2">{textOf(place)}</span>
            </button>
            {!readOnly && places.length > 1 && (
              <span className="flex shrink-0">
                {(
                  [
                    [-1, words.earlier, ArrowUpIcon, index === 0],
                    [1, words.later, ArrowDownIcon, index === places.length - 1],
                  ] as const
                ).map(([by, label, Icon, off]) => (
                  <Button
                    key={by}
                    type="button"
                    variant="ghost"
                    size="icon-sm"
                    className="size-6"
                    disabled={off}
                    aria-label={`${label}: ${draft.flow.edges[place]?.to ?? ''}`}
                    onClick={() => change((now) => moveEdge(now, place, by).draft)}
                  >
                    <Icon />
                  </Button>
                ))}
              </span>
            )}
          </li>
        ))}
      </ol>
      {!readOnly && (
        <Button type="button" variant="outline" size="sm" className="mt-2" onClick={onConnect}>
          <SplineIcon />
          {words.drawArrow}
        </Button>
      )}
    </section>
  )
}

function ArrowFields({ place, builder, onSelect, onRemove }: Given & { place: number }) {
  const words = useMessages(room)
  const { draft, change, readOnly, techniques } = builder
  const textOf = useConditionText(builder)
  const arrow = draft.flow.edges[place]
  if (arrow === undefined) return null
  const guarded = arrow.when ?? {}
  return (
    <div className="grid gap-5 p-4">
      <div>
        <h2 className="flex items-center gap-2 text-sm font-semibold">
          <SplineIcon className="size-4 shrink-0" aria-hidden />
          <span className="min-w-0 truncate">{words.arrow(arrow.from, arrow.to)}</span>
        </h2>
        <p className="text-muted-foreground mt-1 text-[0.8125rem] leading-snug">
          {arrow.when !== null
            ? textOf(place)
            : draft.flow.nodes.find(({ id }) => id === arrow.to)?.kind === 'reveal'
              ? words.conditionAsked
              : words.conditionAlways}
        </p>
        <div className="mt-2 flex gap-3">
          {[arrow.from, arrow.to].map((id) => (
            <JumpButton key={id} label={id} onClick={() => onSelect({ nodes: [id], edge: null })} />
          ))}
        </div>
      </div>
      <section aria-label={words.condition}>
        <h3 className="mb-2 text-sm font-medium">{words.condition}</h3>
        <GuardFields
          key={place}
          guard={guarded}
          draft={draft}
          techniques={techniques}
          readOnly={readOnly}
          onChange={(when) =>
            change(
              (now) => setEdge(now, place, { ...arrow, when: Object.keys(when).length === 0 ? null : when }),
              `arrow ${place}`,
            )
          }
        />
      </section>
      {!readOnly && (
        <Button variant="outline" className="justify-self-start" onClick={onRemove}>
          <Trash2Icon />
          {words.removeArrow}
        </Button>
      )}
    </div>
  )
}
