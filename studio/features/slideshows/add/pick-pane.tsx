import { FolderIcon, ImagesIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { useMessages } from '#lib/messages.ts'
import { slideshows } from '#messages/slideshows.ts'
import { EmptyState } from '#patterns/empty-state.tsx'
import { ErrorState } from '#patterns/error-state.tsx'
import { Button } from '#ui/button.tsx'
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from '#ui/select.tsx'
import { TilesLoading } from '#features/projects/parts/tiles-loading.tsx'
import { useProjects } from '#features/projects/projects.api.ts'
import { PickGrid, type Pick } from './pick-grid.tsx'

/** A project to look into, and its pictures to choose from. */
export function PickPane(props: {
  projectId: string | null
  onProject: (id: string) => void
  label: (projectName: string) => string
  /** Undefined while they are read. */
  picks: readonly Pick[] | undefined
  reason: unknown
  onRetry: () => void
  empty: { title: string; text?: string }
  chosen: readonly string[]
  onChosen: (ids: readonly string[]) => void
}) {
  const words = useMessages(slideshows).add
  const projects = useProjects()
  const all = projects.data?.projects
  const { picks, chosen, projectId } = props
  const project = all?.find(({ id }) => id === projectId)
  if (projects.isError && all === undefined)
    return <ErrorState reason={projects.error} onRetry={() => void projects.refetch()} retrying={projects.isFetching} />
  if (all?.length === 0)
    return <EmptyState icon={FolderIcon} title={words.noProjects} text={words.noProjectsText} className="my-auto" />
  const toggle = (id: string): void =>
    props.onChosen(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id])
  const here = picks?.map(({ id }) => id) ?? []
  const allHere = here.length > 0 && here.every((id) => chosen.includes(id))
  const rest = chosen.filter((id) => !here.includes(id))
  let content: ReactNode = <TilesLoading aspect={1} least="6.5rem" />
  if (props.reason !== null && picks === undefined)
    content = <ErrorState reason={props.reason} onRetry={props.onRetry} />
  else if (picks?.length === 0)
    content = <EmptyState icon={ImagesIcon} className="my-auto" title={props.empty.title} text={props.empty.text} />
  else if (picks !== undefined)
    content = <PickGrid label={props.label(project?.name ?? '')} picks={picks} chosen={chosen} onToggle={toggle} />
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-3">
      <div className="flex items-center gap-2">
        <Select value={projectId ?? ''} onValueChange={props.onProject}>
          <SelectTrigger size="sm" aria-label={words.project} className="max-w-72 min-w-44">
            <SelectValue placeholder={words.project} />
          </SelectTrigger>
          <SelectContent position="popper">
            {all?.map(({ id, name }) => (
              <SelectItem key={id} value={id}>
                <span className="truncate">{name}</span>
              </SelectItem>
            ))}
          </SelectContent>
        </Select>
        {here.length > 0 && (
          <Button
            size="sm"
            variant="ghost"
            className="ml-auto"
            onClick={() => props.onChosen(allHere ? rest : [...chosen, ...here.filter((id) => !chosen.includes(id))])}
          >
            {allHere ? words.chooseNone : words.chooseAll}
          </Button>
        )}
      </div>
      {content}
    </div>
  )
}
