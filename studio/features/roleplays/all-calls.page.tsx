import { HeadsetIcon, SearchXIcon } from 'lucide-react'
import { useAddress } from '#features/projects/url.ts'
import { adminPages } from '#features/shell/pages.ts'
import { SectionPage } from '#features/shell/parts/section-page.tsx'
import { usePlans } from '#features/workspaces/workspaces.api.ts'
import { useMessages } from '#lib/messages.ts'
import { usePaused } from '#lib/pause.ts'
import { useAction } from '#lib/shortcuts.ts'
import { admin } from '#messages/admin.ts'
import { scores } from '#messages/scores.ts'
import { EmptyState } from '#patterns/empty-state.tsx'
import { ErrorNote, ErrorState } from '#patterns/error-state.tsx'
import { Filter } from '#patterns/filter.tsx'
import { RowsLoading } from '#patterns/loading.tsx'
import { SearchField } from '#patterns/search-field.tsx'
import { Button } from '#ui/button.tsx'
import { ListedRow } from './parts/listed-row.tsx'
import { useAllCalls } from './roleplays.api.ts'

const statuses = ['in_progress', 'completed', 'abandoned'] as const
const kinds = ['there', 'gone'] as const
const spans = [1, 7, 30, 90] as const
/** Where filters fill a line, they share it. */
const grows = 'grow max-lg:max-w-none lg:grow-0'
const nothing = { search: null, status: null, workspace: null, words: null, days: null }

/** `/admin/calls`: what there is to read. What is looked for is in the address; no words are shown here. */
export default function AllCallsPage() {
  const section = useMessages(admin)
  const words = section.calls
  const listing = useMessages(scores).list
  const [address, patch] = useAddress()
  const search = address.get('search') ?? ''
  const status = statuses.find((one) => one === address.get('status'))
  const kept = kinds.find((one) => one === address.get('words'))
  const days = spans.find((one) => String(one) === address.get('days'))
  const workspace = address.get('workspace') ?? undefined
  const plans = usePlans()
  const asked = usePaused(search.trim())
  const list = useAllCalls({
    ...(asked === '' ? {} : { search: asked }),
    ...(status === undefined ? {} : { status }),
    ...(kept === undefined ? {} : { words: kept }),
    ...(days === undefined ? {} : { days }),
    ...(workspace === undefined ? {} : { workspace }),
  })
  const shown = list.data?.pages.flatMap(({ calls }) => calls)
  const filtered = Object.keys(nothing).some((name) => address.get(name) !== null)

  useAction({
    id: 'calls.search',
    scope: words.scope,
    keys: '/',
    label: words.toSearch,
    run: () => document.querySelector<HTMLInputElement>('input[type=search]')?.focus(),
  })
  const rows = { scope: words.scope, hidden: true, repeats: true }
  useAction({ ...rows, id: 'calls.down', keys: 'arrowdown', label: words.down, run: () => step(1) })
  useAction({ ...rows, id: 'calls.up', keys: 'arrowup', label: words.up, run: () => step(-1) })
  return (
    <SectionPage section={section.title} pages={adminPages} title={section.callsTitle} text={section.callsText}>
      <div className="mb-5 flex flex-wrap items-center gap-2">
        <SearchField
          label={words.search}
          value={search}
          onChange={(value) => patch({ search: value })}
          className="basis-full"
        />
        <Filter
          label={words.status}
          anyLabel={words.anyStatus}
          value={status}
          options={statuses.map((one) => [one, listing.statuses[one]])}
          onChange={(value) => patch({ status: value })}
          className={grows}
        />
        <Filter
          label={words.workspace}
          anyLabel={words.anyWorkspace}
          value={workspace}
          options={[
            ['none', words.noWorkspace],
            ...(plans.data?.workspaces ?? []).map(({ id, name }): [string, string] => [id, name]),
          ]}
          onChange={(value) => patch({ workspace: value })}
          className={grows}
        />
        <Filter
          label={words.words}
          anyLabel={words.anyWords}
          value={kept}
          options={kinds.map((one) => [one, words[one]])}
          onChange={(value) => patch({ words: value })}
          className="grow max-w-none lg:grow-0"
        />
        <Filter
          label={words.days}
          anyLabel={words.anyTime}
          value={days === undefined ? undefined : String(days)}
          options={spans.map((one) => [String(one), words.within(one)])}
          onChange={(value) => patch({ days: value })}
          className={grows}
        />
      </div>
      <p className="sr-only" role="status">
        {shown === undefined
          ? ''
          : list.hasNextPage
            ? words.foundMore(String(shown.length))
            : words.found(shown.length)}
      </p>
      {list.isPending && <RowsLoading />}
      {list.isError && shown === undefined && (
        <ErrorState reason={list.error} onRetry={() => void list.refetch()} retrying={list.isFetching} />
      )}
      {shown?.length === 0 &&
        (filtered ? (
          <EmptyState icon={SearchXIcon} title={words.notFound}>
            <Button variant="outline" onClick={() => patch(nothing)}>
              {words.clear}
            </Button>
          </EmptyState>
        ) : (
          <EmptyState icon={HeadsetIcon} title={words.none} text={words.noneText} />
        ))}
      {shown !== undefined && shown.length > 0 && (
        <ul className="divide-y rounded-xl border" aria-label={section.callsTitle}>
          {shown.map((listed) => (
            <ListedRow key={listed.id} listed={listed} />
          ))}
        </ul>
      )}
      {list.isFetchNextPageError && <ErrorNote reason={list.error} className="mt-4" />}
      {list.hasNextPage && (
        <Button
          variant="outline"
          className="mt-4 w-full"
          disabled={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        >
          {section.more}
        </Button>
      )}
    </SectionPage>
  )
}

/** Moves the keyboard to another call of the list; false when there is none, so that the page scrolls. */
function step(by: 1 | -1): boolean {
  const links = [...document.querySelectorAll<HTMLElement>('a[data-call]')]
  const at = links.findIndex((link) => link === document.activeElement)
  const next = at === -1 ? (by === 1 ? links[0] : undefined) : links[at + by]
  next?.focus()
  return next !== undefined
}
