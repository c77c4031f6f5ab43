import type { ScenarioNode } from '@greenroom/contract/scenarios.ts'
import { ArrowDownIcon, ArrowUpIcon, ArrowUpRightIcon, SplineIcon, Trash2Icon } from 'lucide-react'
import { useLanguage } from '#lib/language.ts'
import { useMessages } from '#lib/messages.ts'
import { builder as room } from '#messages/builder.ts'
import { Button } from '#ui/button.tsx'
import { arrowsFrom, moveEdge, setEdge } from '../flow.rules.ts'
import { arrowText } from '../guard-words.rules.ts'
import { GuardFields } from './guard-fields.tsx'
import type { Selection } from './selection.ts'
import type { Builder } from './use-builder.ts'

interface Given {
  builder: Builder
  onSelect: (selection: Selection) => void
}

/** Leads to another thing of the scenario. */
export const JumpButton = (props: { label: string; onClick: () => void }) => (
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

/** The arrows that leave a node, in the order in which they are looked at. */
export function ArrowsOut({
  node,
  builder,
  onSelect,
  onConnect,
}: Given & { node: ScenarioNode; onConnect: () => void }) {
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

/** An arrow: when it opens, and where it leads. */
export function ArrowFields({ place, builder, onSelect, onRemove }: Given & { place: number; onRemove: () => void }) {
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
