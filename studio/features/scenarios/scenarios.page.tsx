import type { ScenarioCard as Card } from '@greenroom/contract/scenario-shelf.ts'
import { MessagesSquareIcon, PlusIcon, XIcon } from 'lucide-react'
import { lazy, Suspense, useDeferredValue } from 'react'
import { useLocation } from 'wouter'
import { useMessages } from '#lib/messages.ts'
import { useAction } from '#lib/shortcuts.ts'
import { scenarios } from '#messages/scenarios.ts'
import { EmptyState } from '#patterns/empty-state.tsx'
import { ErrorState } from '#patterns/error-state.tsx'
import { Filter } from '#patterns/filter.tsx'
import { CardsLoading } from '#patterns/loading.tsx'
import { PageBody, PageHeader } from '#patterns/page-header.tsx'
import { SearchField } from '#patterns/search-field.tsx'
import { Button } from '#ui/button.tsx'
import { Tabs, TabsList, TabsTrigger } from '#ui/tabs.tsx'
import { CoachNav } from '#features/practice/parts/coach-nav.tsx'
import { useAddress } from '#features/projects/url.ts'
import { useMe } from '#features/shell/gate.tsx'
import { ScenarioCard } from './parts/scenario-card.tsx'
import { useScenarios, useTechniques } from './scenarios.api.ts'
import { usePlaces } from './where.ts'

const CreateScenario = lazy(() => import('./parts/create-scenario.tsx'))

const categories = ['discovery', 'objections', 'closing', 'custom'] as const
const difficulties = ['easy', 'medium', 'hard'] as const
/** Where filters stand in lines of their own, they fill them. */
const grows = 'grow max-lg:max-w-none lg:grow-0'

/** `/coach/scenarios`: the shelf. What is looked for is in the address; `?new=` opens the dialog for a new one. */
export default function ScenariosPage() {
  const words = useMessages(scenarios)
  const [, navigate] = useLocation()
  const [address, patch] = useAddress()
  const me = useMe()
  const places = usePlaces()
  const shelf = address.get('shelf') ?? 'all'
  const category = categories.find((one) => one === address.get('category'))
  const difficulty = difficulties.find((one) => one === address.get('difficulty'))
  const technique = address.get('technique') ?? ''
  const q = useDeferredValue(address.get('q') ?? '')
  const techniques = useTechniques(places.some(({ id }) => id === shelf) ? shelf : null)
  const all = useScenarios()
  const list = useScenarios({ category, difficulty, technique: technique || undefined, q: q || undefined })
  const shown = list.data?.scenarios.filter((scenario) => onShelf(scenario, shelf))
  const mayCreate = me.role === 'admin' || places.some(({ leads }) => leads)
  const filtered = ['category', 'difficulty', 'technique', 'q'].some((name) => address.get(name) !== null)
  const asked = new Set(all.data?.scenarios.flatMap(({ required }) => required))
  const drafts = all.data?.scenarios.some(({ version }) => version === 0) === true
  const create = (): void => patch({ new: '1' })

  useAction({
    id: 'scenarios.create',
    scope: words.scope,
    keys: 'n',
    label: words.create.button,
    enabled: mayCreate,
    run: create,
  })
  useAction({
    id: 'scenarios.search',
    scope: words.scope,
    keys: '/',
    label: words.toSearch,
    run: () => document.querySelector<HTMLInputElement>('input[type=search]')?.focus(),
  })
  return (
    <PageBody measure="wide">
      <CoachNav />
      <PageHeader
        title={words.title}
        text={words.text}
        actions={
          mayCreate && (
            <Button onClick={create}>
              <PlusIcon />
              {words.create.button}
            </Button>
          )
        }
      />
      <div className="mt-7 flex flex-wrap items-center gap-3">
        <Tabs
          className="max-w-full min-w-0"
          value={shelf}
          onValueChange={(value) => patch({ shelf: value === 'all' ? null : value })}
        >
          <TabsList aria-label={words.shelf} className="max-w-full justify-start overflow-x-auto">
            <TabsTrigger value="all" aria-controls="shelf">
              {words.shelves.all}
            </TabsTrigger>
            <TabsTrigger value="house" aria-controls="shelf">
              {words.shelves.house}
            </TabsTrigger>
            {places.map(({ id, name }) => (
              <TabsTrigger key={id} value={id} aria-controls="shelf">
                <span className="max-w-40 truncate">{name}</span>
              </TabsTrigger>
            ))}
            {drafts && (
              <TabsTrigger value="drafts" aria-controls="shelf">
                {words.shelves.drafts}
              </TabsTrigger>
            )}
          </TabsList>
        </Tabs>
        <div className="flex flex-1 basis-md flex-wrap items-center gap-2 lg:justify-end">
          <SearchField
            label={words.search}
            value={address.get('q') ?? ''}
            onChange={(value) => patch({ q: value })}
            className="min-w-48 basis-full lg:max-w-64 lg:flex-1"
          />
          <Filter
            label={words.category}
            anyLabel={words.anyCategory}
            value={category}
            options={categories.map((one) => [one, words.categories[one]])}
            onChange={(value) => patch({ category: value })}
            className={grows}
          />
          <Filter
            label={words.difficulty}
            anyLabel={words.anyDifficulty}
            value={difficulty}
            options={difficulties.map((one) => [one, words.difficulties[one]])}
            onChange={(value) => patch({ difficulty: value })}
            className={grows}
          />
          <Filter
            label={words.technique}
            anyLabel={words.anyTechnique}
            value={technique || undefined}
            options={techniques.list
              .filter(({ id }) => asked.has(id))
              .map(({ id }): [string, string] => [id, techniques.names.get(id) ?? id])}
            onChange={(value) => patch({ technique: value })}
            className={grows}
          />
        </div>
      </div>
      <p className="sr-only" role="status">
        {shown === undefined ? '' : words.found(shown.length)}
      </p>
      <div id="shelf" role="tabpanel" aria-label={words.title} className="mt-6">
        {list.isPending && <CardsLoading count={6} />}
        {list.isError && shown === undefined && (
          <ErrorState reason={list.error} onRetry={() => void list.refetch()} retrying={list.isFetching} />
        )}
        {shown?.length === 0 && (
          <EmptyState icon={MessagesSquareIcon} title={words.emptyTitle} text={words.emptyText}>
            {filtered && (
              <Button
                variant="outline"
                onClick={() => patch({ category: null, difficulty: null, technique: null, q: null })}
              >
                <XIcon />
                {words.clear}
              </Button>
            )}
            {mayCreate && <Button onClick={create}>{words.create.button}</Button>}
          </EmptyState>
        )}
        {shown !== undefined && shown.length > 0 && (
          <ul className="grid grid-cols-1 gap-4 sm:grid-cols-2 xl:grid-cols-3">
            {shown.map((scenario) => (
              <ScenarioCard
                key={scenario.id}
                scenario={scenario}
                techniqueNames={techniques.names}
                place={
                  shelf === scenario.workspaceId
                    ? null
                    : (places.find(({ id }) => id === scenario.workspaceId)?.name ?? null)
                }
                mayCopy={mayCreate}
              />
            ))}
          </ul>
        )}
      </div>
      <Suspense fallback={null}>
        {address.get('new') !== null && mayCreate && (
          <CreateScenario
            from={address.get('new') ?? '1'}
            scenarios={all.data?.scenarios ?? []}
            places={places.filter(({ leads }) => leads)}
            house={me.role === 'admin'}
            onClose={() => patch({ new: null })}
            onDone={({ id }) => navigate(`/coach/scenarios/${id}/edit`)}
          />
        )}
      </Suspense>
    </PageBody>
  )
}

const onShelf = ({ workspaceId, version }: Card, shelf: string): boolean =>
  shelf === 'all' ||
  (shelf === 'drafts' ? version === 0 : shelf === 'house' ? workspaceId === null : workspaceId === shelf)
