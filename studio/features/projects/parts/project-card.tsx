import { ImagesIcon, LoaderCircleIcon, MoreHorizontalIcon, PencilIcon, Trash2Icon } from 'lucide-react'
import { useState } from 'react'
import { Link } from 'wouter'
import { useFormat } from '#lib/format.ts'
import { photoUrl } from '#lib/media.ts'
import { useMessages } from '#lib/messages.ts'
import { projects } from '#messages/projects.ts'
import { ErrorNote } from '#patterns/error-state.tsx'
import { Button } from '#ui/button.tsx'
import { cn } from '#ui/cn.ts'
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '#ui/dropdown-menu.tsx'
import { deleteWithUndo } from '../delete-project.ts'
import type { Project } from '../projects.api.ts'
import { EditProject } from './project-dialog.tsx'

/** One project of the list: its first photos, its name, what is in it. The whole card leads to it. */
export function ProjectCard({ project }: { project: Project }) {
  const words = useMessages(projects)
  const format = useFormat()
  const [editing, setEditing] = useState(false)
  const [reason, setReason] = useState<unknown>(null)
  const remove = (): void => {
    setReason(null)
    deleteWithUndo(project).catch(setReason)
  }
  return (
    <li className="group/card relative">
      <Covers ids={project.coverFileIds} />
      <div className="mt-3 flex items-start gap-2">
        <div className="min-w-0 flex-1">
          <h2 className="truncate text-sm font-medium">
            <Link
              href={`/projects/${project.id}`}
              className="after:focus-visible:ring-ring outline-none after:absolute after:inset-0 after:rounded-xl after:focus-visible:ring-2 after:focus-visible:ring-offset-2"
            >
              {project.name}
            </Link>
          </h2>
          <p className="text-muted-foreground mt-0.5 truncate text-[0.8125rem]">
            {words.counts(project.photoCount, project.sceneCount)}
            <span aria-hidden> · </span>
            <time dateTime={project.updatedAt} title={format.dateTime(project.updatedAt)}>
              {format.ago(project.updatedAt)}
            </time>
          </p>
        </div>
        {project.runningCount + project.makingCount > 0 && (
          <span className="text-primary mt-0.5 flex items-center gap-1.5 text-xs whitespace-nowrap">
            <LoaderCircleIcon className="size-3.5 animate-spin" aria-hidden />
            {words.running(project.runningCount + project.makingCount)}
          </span>
        )}
        <DropdownMenu>
          <DropdownMenuTrigger asChild>
            <Button
              variant="ghost"
              size="icon-sm"
              className="relative z-10 -mt-1 -mr-1.5"
              aria-label={words.actionsOf(project.name)}
            >
              <MoreHorizontalIcon />
            </Button>
          </DropdownMenuTrigger>
          <DropdownMenuContent align="end">
            <DropdownMenuItem onSelect={() => setEditing(true)}>
              <PencilIcon />
              {words.edit}
            </DropdownMenuItem>
            <DropdownMenuSeparator />
            <DropdownMenuItem variant="destructive" onSelect={remove}>
              <Trash2Icon />
              {words.delete}
            </DropdownMenuItem>
          </DropdownMenuContent>
        </DropdownMenu>
      </div>
      {reason !== null && <ErrorNote reason={reason} className="relative z-10 mt-2" />}
      {editing && <EditProject project={project} open onOpenChange={setEditing} />}
    </li>
  )
}

/** Up to four photos: one fills the card, more share it. */
function Covers({ ids }: { ids: readonly string[] }) {
  const [first, ...others] = ids
  const many = others.length >= 2
  return (
    <div className="bg-muted relative grid aspect-[16/10] gap-0.5 overflow-hidden rounded-xl border transition-[filter] group-hover/card:brightness-105">
      {first === undefined ? (
        <ImagesIcon className="text-muted-foreground/60 m-auto size-8" aria-hidden />
      ) : (
        <div className={cn('grid min-h-0 gap-0.5', many && 'grid-cols-[2fr_1fr]')}>
          <Cover fileId={first} size="medium" />
          {many && (
            <div
              className="grid min-h-0 gap-0.5"
              style={{ gridTemplateRows: `repeat(${others.length}, minmax(0, 1fr))` }}
            >
              {others.map((fileId) => (
                <Cover key={fileId} fileId={fileId} size="small" />
              ))}
            </div>
          )}
        </div>
      )}
    </div>
  )
}

function Cover({ fileId, size }: { fileId: string; size: 'small' | 'medium' }) {
  return (
    <div className="bg-muted relative min-h-0 min-w-0">
      <img
        src={photoUrl(fileId, size)}
        alt=""
        loading="lazy"
        decoding="async"
        className="absolute inset-0 size-full object-cover"
      />
    </div>
  )
}
