import { useDraggable } from '@dnd-kit/core'
import { memo, type ComponentType, type MouseEvent } from 'react'
import { cn } from '#ui/cn.ts'
import type { BoardKind } from './drag.ts'

export interface TileProps<T> {
  readonly item: T
  /** Of the picture, in CSS pixels. */
  readonly width: number
  readonly height: number
  readonly active: boolean
  readonly selected: boolean
  /** True while tiles fly by: what is costly to load can wait. */
  readonly isFlying: () => boolean
}

interface CellProps<T> extends TileProps<T> {
  readonly id: string
  readonly kind: BoardKind
  readonly column: number
  readonly left: number
  readonly name: string
  readonly movable: boolean
  readonly Tile: ComponentType<TileProps<T>>
  readonly onPress: (id: string, event: MouseEvent) => void
  readonly onOpen: (id: string) => void
  readonly onReach: (id: string) => void
}

function CellOf<T>(props: CellProps<T>) {
  const { id, kind, Tile, item, width, height, active, selected, isFlying } = props
  const drag = useDraggable({ id, data: { kind }, disabled: !props.movable })
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the grid around it has the keys of all tiles
    <div
      ref={drag.setNodeRef}
      role="gridcell"
      aria-colindex={props.column + 1}
      aria-selected={selected}
      aria-describedby={props.movable ? drag.attributes['aria-describedby'] : undefined}
      data-tile={id}
      tabIndex={active ? 0 : -1}
      className={cn(
        'group/tile absolute top-0 touch-manipulation rounded-lg outline-none select-none',
        drag.isDragging && 'opacity-35',
      )}
      style={{ left: props.left, width }}
      {...drag.listeners}
      onClick={(event) => props.onPress(id, event)}
      onDoubleClick={() => props.onOpen(id)}
      onFocus={() => props.onReach(id)}
    >
      <span className="sr-only">{props.name}</span>
      {/* The name says all that is shown, and keys do what the buttons of a tile do. */}
      <div aria-hidden>
        <Tile item={item} width={width} height={height} active={active} selected={selected} isFlying={isFlying} />
      </div>
    </div>
  )
}

export const Cell = memo(CellOf) as typeof CellOf
