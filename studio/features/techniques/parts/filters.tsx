import type { TechniquePhase } from '@greenroom/contract/techniques.ts'
import { useAddress } from '#features/projects/url.ts'
import type { Place } from '#features/scenarios/where.ts'
import { useLanguage } from '#lib/language.ts'
import { useMessages } from '#lib/messages.ts'
import { techniques } from '#messages/techniques.ts'
import { SearchField } from '#patterns/search-field.tsx'
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from '#ui/select.tsx'
import { Tabs, TabsList, TabsTrigger } from '#ui/tabs.tsx'
import { Toggle } from '#ui/toggle.tsx'

const any = 'any'
const house = 'house'

/** Whose techniques, and which of them; all of it in the address. */
export function Filters(props: {
  places: readonly Place[]
  phases: readonly TechniquePhase[]
  /** There is something that is not the house's. */
  hasOwn: boolean
}) {
  const words = useMessages(techniques)
  const language = useLanguage()
  const [address, patch] = useAddress()
  return (
    <div className="mt-7 flex flex-wrap items-center gap-3">
      {props.places.length > 0 && (
        <Tabs
          className="max-w-full min-w-0"
          value={address.get('workspace') ?? house}
          onValueChange={(value) => patch({ workspace: value === house ? null : value, own: null })}
        >
          <TabsList aria-label={words.place} className="max-w-full justify-start overflow-x-auto">
            <TabsTrigger value={house} aria-controls="techniques">
              {words.house}
            </TabsTrigger>
            {props.places.map(({ id, name }) => (
              <TabsTrigger key={id} value={id} aria-controls="techniques">
                <span className="max-w-40 truncate">{name}</span>
              </TabsTrigger>
            ))}
          </TabsList>
        </Tabs>
      )}
      <div className="flex flex-1 flex-wrap items-center gap-2 sm:justify-end">
        {props.hasOwn && (
          <Toggle
            variant="outline"
            pressed={address.get('own') !== null}
            onPressedChange={(pressed) => patch({ own: pressed ? '1' : null })}
            className="px-3"
          >
            {words.onlyOwn}
          </Toggle>
        )}
        <SearchField
          label={words.search}
          value={address.get('q') ?? ''}
          onChange={(value) => patch({ q: value })}
          className="min-w-48 flex-1 sm:max-w-64"
        />
        <Select
          value={address.get('phase') ?? any}
          onValueChange={(value) => patch({ phase: value === any ? null : value })}
        >
          <SelectTrigger aria-label={words.phase} className="max-w-52">
            <SelectValue />
          </SelectTrigger>
          <SelectContent>
            <SelectItem value={any}>{words.anyPhase}</SelectItem>
            {props.phases.map(({ key, names }) => (
              <SelectItem key={key} value={String(key)}>
                {names[language]}
              </SelectItem>
            ))}
          </SelectContent>
        </Select>
      </div>
    </div>
  )
}
