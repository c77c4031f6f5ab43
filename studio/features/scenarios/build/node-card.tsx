import type { FlowFinding, Scenario, ScenarioNode } from '@greenroom/contract/scenarios.ts'
import { Handle, Position, type Node, type NodeProps } from '@xyflow/react'
import { MapPinIcon, TriangleAlertIcon } from 'lucide-react'
import { memo } from 'react'
import { useLanguage } from '#lib/language.ts'
import { useMessages } from '#lib/messages.ts'
import { builder } from '#messages/builder.ts'
import { calls } from '#messages/calls.ts'
import { cn } from '#ui/cn.ts'
import { findingText } from '../findings.rules.ts'
import { nodeSize } from '../layout.rules.ts'
import { looks } from './kinds.ts'

export interface CardData extends Record<string, unknown> {
  readonly node: ScenarioNode
  readonly text: string
  readonly findings: readonly FlowFinding[]
  /** The call that is tried out stands here. */
  readonly here: boolean
}
export type StepNode = Node<CardData, 'step'>

/** A node of the flow as a card: what it is, its name, what it says first, and what is wrong with it. */
export const NodeCard = memo(function NodeCard({ data, selected }: NodeProps<StepNode>) {
  const words = useMessages(builder)
  const { phases } = useMessages(calls)
  const { node, findings } = data
  const { icon: Icon, hue } = looks[node.kind]
  const wrong = findings.some(({ severity }) => severity === 'error')
  return (
    <div
      className={cn(
        'bg-card relative flex flex-col overflow-hidden rounded-lg border text-left shadow-sm transition-shadow',
        selected ? 'border-ring ring-ring/50 ring-[3px]' : 'border-input',
        data.here && 'outline-primary outline-2 outline-offset-4',
      )}
      style={{ width: nodeSize.width, height: nodeSize.height, '--hue': hue } as React.CSSProperties}
    >
      {node.kind !== 'prepare' && (
        <Handle type="target" position={Position.Top} className="!bg-input !size-2.5 !border-0" />
      )}
      <div className="flex items-center gap-1.5 bg-[oklch(0.94_0.035_var(--hue))] px-2.5 py-1.5 text-[oklch(0.36_0.08_var(--hue))] dark:bg-[oklch(0.3_0.045_var(--hue))] dark:text-[oklch(0.9_0.06_var(--hue))]">
        <Icon className="size-3.5 shrink-0" aria-hidden />
        <span className="truncate text-[0.6875rem] font-semibold">
          {node.kind === 'end' ? words.outcomes[node.outcome] : words.kinds[node.kind]}
        </span>
        {data.here && (
          <span className="ml-auto">
            <MapPinIcon className="size-3.5" aria-hidden />
            <span className="sr-only">{words.trial.here}</span>
          </span>
        )}
        {'phase' in node && !data.here && (
          <span className="ml-auto shrink-0 text-[0.6875rem]">{phases[node.phase]}</span>
        )}
      </div>
      <div className="min-h-0 flex-1 px-2.5 py-1.5">
        <p className="truncate font-mono text-xs font-medium">{node.id}</p>
        <p className="text-muted-foreground mt-0.5 line-clamp-2 text-[0.6875rem] leading-snug">{data.text}</p>
      </div>
      {findings.length > 0 && (
        <span
          className={cn(
            'bg-card absolute right-1.5 bottom-1.5 inline-flex items-center gap-0.5 rounded px-1 text-[0.6875rem] font-semibold',
            wrong ? 'text-destructive' : 'text-warning',
          )}
          title={findings.map((found) => findingText(found, words.findings)).join('\n')}
        >
          <TriangleAlertIcon className="size-3.5" aria-hidden />
          <span className="sr-only">{wrong ? words.error : words.warning} </span>
          {findings.length}
        </span>
      )}
      {node.kind !== 'end' && (
        <Handle type="source" position={Position.Bottom} className="!bg-primary !size-2.5 !border-0" />
      )}
    </div>
  )
})

/** What a card says of a node, in the reader's language. */
export function useNodeText(draft: Scenario): (node: ScenarioNode) => string {
  const words = useMessages(builder)
  const language = useLanguage()
  const { facts, objections } = draft.flow
  return (node) => {
    switch (node.kind) {
      case 'prepare':
        return draft.brief.goal[language]
      case 'talk':
        return words.kindTexts.talk
      case 'say':
        return node.lines[language][0] ?? ''
      case 'reveal':
        return facts.find(({ id }) => id === node.factId)?.truth[language] ?? node.factId
      case 'objection':
        return objections.find(({ id }) => id === node.objectionId)?.names[language] ?? node.objectionId
      case 'mood':
        return `${words.trust} ${signed(node.trust)} · ${words.patience} ${signed(node.patience)}`
      case 'end':
        return node.names[language]
    }
  }
}
const signed = (value: number): string => (value > 0 ? `+${value}` : String(value).replace('-', '−'))
