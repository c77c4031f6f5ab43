import {
  closestCenter,
  DndContext,
  KeyboardSensor,
  PointerSensor,
  useSensor,
  useSensors,
  type Announcements,
  type DragEndEvent,
} from '@dnd-kit/core'
import {
  arrayMove,
  SortableContext,
  sortableKeyboardCoordinates,
  useSortable,
  verticalListSortingStrategy,
} from '@dnd-kit/sortable'
import { CSS } from '@dnd-kit/utilities'
import { GripVerticalIcon, PencilIcon, Trash2Icon } from 'lucide-react'
import type { ShotType } from '@greenroom/contract/shots.ts'
import { useMessages } from '#lib/messages.ts'
import { shots } from '#messages/shots.ts'
import { Button } from '#ui/button.tsx'
import { cn } from '#ui/cn.ts'
import { ShotLine } from './shot-line.tsx'

/** One's own shot types, in an order that can be dragged. */
export function OwnShots(props: {
  shotTypes: readonly ShotType[]
  onOrder: (ids: readonly string[]) => void
  onEdit: (shot: ShotType) => void
  onDelete: (shot: ShotType) => void
}) {
  const { order } = useMessages(shots)
  const { shotTypes } = props
  const ids = shotTypes.map(({ id }) => id)
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 4 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  )
  const nameOf = (id: string | number): string => shotTypes.find((shot) => shot.id === id)?.name ?? ''
  const announcements: Announcements = {
    onDragStart: ({ active }) => order.taken(nameOf(active.id)),
    onDragOver: ({ over }) => (over === null ? undefined : order.at(ids.indexOf(String(over.id)) + 1, ids.length)),
    onDragEnd: () => order.dropped,
    onDragCancel: () => order.left,
  }
  const end = ({ active, over }: DragEndEvent): void => {
    if (over === null || over.id === active.id) return
    props.onOrder(arrayMove(ids, ids.indexOf(String(active.id)), ids.indexOf(String(over.id))))
  }
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={closestCenter}
      onDragEnd={end}
      accessibility={{ announcements, screenReaderInstructions: { draggable: order.how } }}
    >
      <SortableContext items={ids} strategy={verticalListSortingStrategy}>
        <ul className="divide-y rounded-xl border">
          {shotTypes.map((shot) => (
            <OwnShot
              key={shot.id}
              shot={shot}
              onEdit={() => props.onEdit(shot)}
              onDelete={() => props.onDelete(shot)}
            />
          ))}
        </ul>
      </SortableContext>
    </DndContext>
  )
}

function OwnShot({ shot, onEdit, onDelete }: { shot: ShotType; onEdit: () => void; onDelete: () => void }) {
  const words = useMessages(shots)
  const { attributes, listeners, setNodeRef, setActivatorNodeRef, transform, transition, isDragging } = useSortable({
    id: shot.id,
  })
  return (
    <li
      ref={setNodeRef}
      style={{ transform: CSS.Translate.toString(transform), transition }}
      className={cn('bg-background first:rounded-t-xl last:rounded-b-xl', isDragging && 'relative z-10 shadow-lg')}
    >
      <ShotLine
        shot={shot}
        lead={
          <button
            ref={setActivatorNodeRef}
            type="button"
            aria-label={words.order.handle(shot.name)}
            className="text-muted-foreground hover:text-foreground cursor-grab touch-none rounded p-1"
            {...attributes}
            {...listeners}
          >
            <GripVerticalIcon className="size-4" />
          </button>
        }
      >
        <Button size="icon-sm" variant="ghost" aria-label={words.editOf(shot.name)} title={words.edit} onClick={onEdit}>
          <PencilIcon />
        </Button>
        <Button
          size="icon-sm"
          variant="ghost"
          aria-label={words.deleteOf(shot.name)}
          title={words.delete}
          onClick={onDelete}
        >
          <Trash2Icon />
        </Button>
      </ShotLine>
    </li>
  )
}
