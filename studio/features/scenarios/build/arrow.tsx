import { BaseEdge, EdgeLabelRenderer, type Edge, type EdgeProps } from '@xyflow/react'
import { memo } from 'react'
import { cn } from '#ui/cn.ts'
import { arrowPath, type Stand } from '../arrows.rules.ts'

export interface ArrowData extends Record<string, unknown> {
  readonly text: string
  /** When it is looked at, where several arrows leave the node. */
  readonly order: number | null
  /** The only arrow out of its node and without a condition: nothing to say. */
  readonly plain: boolean
  /** Where it lies among those between the same nodes. */
  readonly lane: number
  /** Where its label stands. */
  readonly stand: Stand
}
export type ArrowEdge = Edge<ArrowData, 'arrow'>

/** An arrow with its condition in words. */
export const Arrow = memo(function Arrow(props: EdgeProps<ArrowEdge>) {
  const { data, selected } = props
  const { path, x, y } = arrowPath(props, data?.lane ?? 0, data?.stand.at)
  return (
    <>
      <BaseEdge
        id={props.id}
        path={path}
        {...(props.markerEnd === undefined ? {} : { markerEnd: props.markerEnd })}
        interactionWidth={18}
        className={cn(selected === true ? '!stroke-ring !stroke-[2.5]' : '!stroke-muted-foreground/70')}
      />
      <EdgeLabelRenderer>
        {data?.plain === false && (
          <span
            className={cn(
              'bg-background/95 pointer-events-none absolute max-w-40 rounded border px-1.5 py-0.5 text-center text-[0.6875rem] leading-tight',
              selected === true ? 'border-ring text-foreground' : 'text-muted-foreground',
            )}
            style={{ transform: `translate(-50%, -50%) translate(${x + data.stand.x}px, ${y + data.stand.y}px)` }}
          >
            <span className="line-clamp-2">
              {data.order !== null && <b className="text-foreground font-semibold">{data.order} </b>}
              {data.text}
            </span>
          </span>
        )}
      </EdgeLabelRenderer>
    </>
  )
})
