import { FolderPlusIcon, ImagesIcon, PlusIcon, SearchIcon, SparklesIcon } from 'lucide-react'
import { useRef } from 'react'
import { useLocation } from 'wouter'
import { useMessages } from '#lib/messages.ts'
import { useAction } from '#lib/shortcuts.ts'
import { projects } from '#messages/projects.ts'
import { EmptyState } from '#patterns/empty-state.tsx'
import { ErrorNote, ErrorState } from '#patterns/error-state.tsx'
import { CardsLoading } from '#patterns/loading.tsx'
import { PageBody, PageHeader } from '#patterns/page-header.tsx'
import { Button } from '#ui/button.tsx'
import { Input } from '#ui/input.tsx'
import { ProjectCard } from './parts/project-card.tsx'
import { CreateProject } from './parts/project-dialog.tsx'
import { plain } from './plain-text.ts'
import { useProjects, useSampleProject } from './projects.api.ts'
import { useAddress } from './url.ts'

/** `/projects`; `?new=1` opens the dialog for a new one, `?search=` keeps to some. */
export default function ProjectsPage() {
  const words = useMessages(projects)
  const [, navigate] = useLocation()
  const [address, patch] = useAddress()
  const list = useProjects()
  const sample = useSampleProject()
  const searchField = useRef<HTMLInputElement>(null)
  const search = address.get('search') ?? ''
  const creating = address.get('new') !== null
  const setCreating = (open: boolean): void => patch({ new: open ? '1' : null })

  useAction({ id: 'projects.create', scope: words.scope, keys: 'n', label: words.create, run: () => setCreating(true) })
  useAction({
    id: 'projects.search',
    scope: words.scope,
    keys: '/',
    label: words.search,
    run: () => searchField.current?.focus(),
  })

  const makeSample = (): void =>
    sample.mutate(undefined, { onSuccess: (project) => navigate(`/projects/${project.id}`) })
  const all = list.data?.projects
  const found = all?.filter(({ name, description }) => plain(`${name} ${description}`).includes(plain(search.trim())))
  return (
    <PageBody measure="wide">
      <PageHeader
        title={words.title}
        text={words.text}
        actions={
          <Button onClick={() => setCreating(true)}>
            <PlusIcon />
            {words.create}
          </Button>
        }
      />
      {all !== undefined && all.length > 0 && (
        <div className="relative mt-6 max-w-xs">
          <SearchIcon
            className="text-muted-foreground pointer-events-none absolute top-2.5 left-3 size-4"
            aria-hidden
          />
          <Input
            ref={searchField}
            type="search"
            value={search}
            onChange={(event) => patch({ search: event.target.value })}
            onKeyDown={(event) => event.key === 'Escape' && (patch({ search: null }), event.currentTarget.blur())}
            placeholder={words.search}
            aria-label={words.search}
            className="pl-9"
          />
        </div>
      )}
      {sample.isError && <ErrorNote reason={sample.error} className="mt-6" />}
      <div className="mt-6">
        {list.isPending && <CardsLoading />}
        {list.isError && all === undefined && (
          <ErrorState reason={list.error} onRetry={() => void list.refetch()} retrying={list.isFetching} />
        )}
        {all?.length === 0 && (
          <EmptyState icon={ImagesIcon} title={words.emptyTitle} text={words.emptyText}>
            <Button onClick={() => setCreating(true)}>
              <FolderPlusIcon />
              {words.create}
            </Button>
            <Button variant="outline" onClick={makeSample} disabled={sample.isPending}>
              <SparklesIcon />
              {words.sample}
            </Button>
          </EmptyState>
        )}
        {found?.length === 0 && search !== '' && (
          <EmptyState icon={SearchIcon} title={words.nothingFound(search)}>
            <Button variant="outline" onClick={() => patch({ search: null })}>
              {words.clearSearch}
            </Button>
          </EmptyState>
        )}
        {found !== undefined && found.length > 0 && (
          <ul className="grid gap-x-5 gap-y-8 sm:grid-cols-2 lg:grid-cols-3">
            {found.map((project) => (
              <ProjectCard key={project.id} project={project} />
            ))}
          </ul>
        )}
      </div>
      <CreateProject
        open={creating}
        onOpenChange={setCreating}
        onDone={(project) => navigate(`/projects/${project.id}`)}
      />
    </PageBody>
  )
}
