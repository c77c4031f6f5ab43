import type { AccountStatus, Person } from '@greenroom/contract/accounts.ts'
import { UserCheckIcon, UserSearchIcon } from 'lucide-react'
import { useState } from 'react'
import { adminPages } from '#features/shell/pages.ts'
import { SectionPage } from '#features/shell/parts/section-page.tsx'
import { useAddressWord } from '#lib/address-state.ts'
import { useMessages } from '#lib/messages.ts'
import { usePaused } from '#lib/pause.ts'
import { admin } from '#messages/admin.ts'
import { EmptyState } from '#patterns/empty-state.tsx'
import { ErrorState } from '#patterns/error-state.tsx'
import { RowsLoading } from '#patterns/loading.tsx'
import { SearchField } from '#patterns/search-field.tsx'
import { Button } from '#ui/button.tsx'
import { ToggleGroup, ToggleGroupItem } from '#ui/toggle-group.tsx'
import { DecideDialog, type Asked } from './parts/decide-dialog.tsx'
import { PersonRow } from './parts/person-row.tsx'
import { usePeople } from './people.api.ts'

const statuses: readonly AccountStatus[] = ['pending', 'approved', 'rejected', 'suspended']

export default function PeoplePage() {
  const words = useMessages(admin)
  const [search, setSearch] = useAddressWord('search')
  const [given, setStatus] = useAddressWord('status')
  const [asked, setAsked] = useState<Asked | null>(null)
  const status = statuses.find((one) => one === given) ?? null
  const people = usePeople({ search: usePaused(search), status })
  return (
    <SectionPage section={words.title} pages={adminPages} title={words.peopleTitle} text={words.peopleText}>
      <div className="mb-5 flex flex-wrap gap-3">
        <SearchField label={words.search} value={search} onChange={setSearch} className="min-w-56 flex-1" />
        <ToggleGroup
          type="single"
          variant="outline"
          aria-label={words.status}
          value={status ?? 'all'}
          onValueChange={(value) => setStatus(value === 'all' ? '' : value)}
          className="max-w-full overflow-x-auto"
        >
          {(['all', ...statuses] as const).map((one) => (
            <ToggleGroupItem key={one} value={one} className="px-3">
              {words.statuses[one]}
            </ToggleGroupItem>
          ))}
        </ToggleGroup>
      </div>
      <People people={people} waiting={status === 'pending' && search === ''} onAsk={setAsked} />
      {asked !== null && <DecideDialog asked={asked} onClose={() => setAsked(null)} />}
    </SectionPage>
  )
}

function People(props: { people: ReturnType<typeof usePeople>; waiting: boolean; onAsk: (asked: Asked) => void }) {
  const words = useMessages(admin)
  const { data, error, isError, isFetching, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = props.people
  if (data === undefined) {
    return isError ? (
      <ErrorState reason={error} onRetry={() => void refetch()} retrying={isFetching} />
    ) : (
      <RowsLoading />
    )
  }
  const all: Person[] = data.pages.flatMap(({ people }) => people)
  if (all.length === 0) {
    return props.waiting ? (
      <EmptyState icon={UserCheckIcon} title={words.nobodyWaits} text={words.nobodyWaitsText} />
    ) : (
      <EmptyState icon={UserSearchIcon} title={words.noPeople} text={words.noPeopleText} />
    )
  }
  return (
    <>
      <ul className="divide-y rounded-xl border">
        {all.map((person) => (
          <PersonRow key={person.id} person={person} onAsk={props.onAsk} />
        ))}
      </ul>
      {hasNextPage && (
        <Button
          variant="outline"
          className="mt-4 w-full"
          disabled={isFetchingNextPage}
          onClick={() => void fetchNextPage()}
        >
          {words.more}
        </Button>
      )}
    </>
  )
}
