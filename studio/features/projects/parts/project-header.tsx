import {
  ChevronLeftIcon,
  DownloadIcon,
  ListVideoIcon,
  MoreHorizontalIcon,
  PencilIcon,
  Trash2Icon,
  UploadIcon,
} from 'lucide-react'
import { useState } from 'react'
import { Link, useLocation } from 'wouter'
import { useMessages } from '#lib/messages.ts'
import { projects } from '#messages/projects.ts'
import { useTitle } from '#patterns/page-header.tsx'
import { Button } from '#ui/button.tsx'
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

/** Name of the project and what can be done with the whole of it. */
export function ProjectHeader(props: {
  project: Project
  canCompose: boolean
  uploading: boolean
  onUpload: () => void
  onExport: () => void
  onTrouble: (reason: unknown) => void
}) {
  const words = useMessages(projects)
  const [, navigate] = useLocation()
  const [editing, setEditing] = useState(false)
  const { project, canCompose } = props
  useTitle(project.name)
  const remove = (): void => {
    deleteWithUndo(project).then(() => navigate('/projects'), props.onTrouble)
  }
  return (
    <header className="flex shrink-0 items-center gap-2 border-b px-3.5 py-2">
      <Button asChild variant="ghost" size="icon-sm">
        <Link href="/projects" aria-label={words.back} title={words.back}>
          <ChevronLeftIcon />
        </Link>
      </Button>
      <div className="min-w-0 flex-1">
        <h1 tabIndex={-1} data-page-title className="truncate text-sm font-semibold outline-none">
          {project.name}
        </h1>
        {project.description !== '' && (
          <p className="text-muted-foreground hidden truncate text-xs md:block" title={project.description}>
            {project.description}
          </p>
        )}
      </div>
      {canCompose && (
        <Button
          size="sm"
          variant={props.uploading ? 'secondary' : 'outline'}
          onClick={props.onUpload}
          aria-expanded={props.uploading}
        >
          <UploadIcon />
          {words.upload}
        </Button>
      )}
      <Button size="sm" variant="outline" onClick={props.onExport}>
        <DownloadIcon />
        <span className="hidden sm:inline">{words.export}</span>
        <span className="sr-only sm:hidden">{words.export}</span>
      </Button>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button variant="ghost" size="icon-sm" aria-label={words.actionsOf(project.name)}>
            <MoreHorizontalIcon />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end">
          <DropdownMenuItem onSelect={() => setEditing(true)}>
            <PencilIcon />
            {words.edit}
          </DropdownMenuItem>
          <DropdownMenuItem onSelect={() => navigate('/settings/shots')}>
            <ListVideoIcon />
            {words.shotTypes}
          </DropdownMenuItem>
          <DropdownMenuSeparator />
          <DropdownMenuItem variant="destructive" onSelect={remove}>
            <Trash2Icon />
            {words.delete}
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
      {editing && <EditProject project={project} open onOpenChange={setEditing} />}
    </header>
  )
}
