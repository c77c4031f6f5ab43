import { ArrowDownUpIcon, FolderIcon, ListFilterIcon, SearchIcon, XIcon } from 'lucide-react'
import type { ReactNode, RefObject } from 'react'
import { useMessages } from '#lib/messages.ts'
import { basics } from '#messages/basics.ts'
import { photos } from '#messages/photos.ts'
import { Button } from '#ui/button.tsx'
import { Input } from '#ui/input.tsx'
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from '#ui/select.tsx'
import { Range } from '#features/projects/parts/range.tsx'
import { photoFilters, photoSorts, type Folder, type PhotoFilter, type PhotoView } from '../photos.rules.ts'

/** Search, filter, folder, order and size of the photo grid. */
export function PhotoToolbar(props: {
  view: PhotoView
  onView: (patch: Partial<PhotoView>) => void
  counts: Readonly<Record<PhotoFilter, number>>
  folders: readonly Folder[]
  size: number
  onSize: (size: number) => void
  searchField: RefObject<HTMLInputElement | null>
}) {
  const words = useMessages(photos)
  const { view, onView } = props
  return (
    <div className="flex flex-wrap items-center gap-1.5 px-3.5 pb-2">
      <SearchField value={view.search} onChange={(search) => onView({ search })} field={props.searchField} />
      <Picker
        label={words.filter}
        icon={<ListFilterIcon />}
        value={view.show}
        onChange={(show) => onView({ show: photoFilters.find((filter) => filter === show) ?? 'all' })}
        options={photoFilters.map((filter) => ({
          value: filter,
          label: words.filters[filter],
          count: props.counts[filter],
        }))}
      />
      {props.folders.length > 0 && (
        <Picker
          label={words.folder}
          icon={<FolderIcon />}
          // A folder may be called anything, so the entry for all of them is the only one without a mark in front.
          value={view.folder === null ? 'all' : `/${view.folder}`}
          onChange={(folder) => onView({ folder: folder === 'all' ? null : folder.slice(1) })}
          options={[
            { value: 'all', label: words.allFolders, count: props.counts.all },
            ...props.folders.map(({ name, count }) => ({
              value: `/${name}`,
              label: name === '' ? words.noFolder : name,
              count,
            })),
          ]}
        />
      )}
      <Picker
        label={words.sort}
        icon={<ArrowDownUpIcon />}
        value={view.sort}
        onChange={(sort) => onView({ sort: photoSorts.find((one) => one === sort) ?? 'order' })}
        options={photoSorts.map((sort) => ({ value: sort, label: words.sorts[sort] }))}
      />
      <Range
        className="ml-auto hidden w-20 xl:block"
        label={words.size}
        min={96}
        max={320}
        step={8}
        value={props.size}
        onChange={props.onSize}
      />
    </div>
  )
}

function SearchField(props: {
  value: string
  onChange: (text: string) => void
  field: RefObject<HTMLInputElement | null>
}) {
  const words = useMessages(photos)
  const { close } = useMessages(basics)
  return (
    <div className="relative min-w-32 flex-1 basis-40 sm:max-w-56">
      <SearchIcon className="text-muted-foreground pointer-events-none absolute top-2 left-2.5 size-4" aria-hidden />
      <Input
        ref={props.field}
        type="text"
        role="searchbox"
        value={props.value}
        placeholder={words.search}
        aria-label={words.search}
        onChange={(event) => props.onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          props.onChange('')
          event.currentTarget.blur()
        }}
        className="h-8 px-8"
      />
      {props.value !== '' && (
        <Button
          variant="ghost"
          size="icon-xs"
          className="absolute top-1 right-1"
          aria-label={close}
          onClick={() => props.onChange('')}
        >
          <XIcon />
        </Button>
      )}
    </div>
  )
}

/** A small drop-down with an icon; the name of what it does is for those who listen. */
export function Picker(props: {
  label: string
  icon: ReactNode
  value: string
  onChange: (value: string) => void
  options: readonly { value: string; label: string; count?: number }[]
}) {
  return (
    <Select value={props.value} onValueChange={props.onChange}>
      <SelectTrigger
        size="sm"
        aria-label={props.label}
        title={props.label}
        className="max-w-44 gap-1.5 border-transparent px-2 dark:bg-transparent"
      >
        {props.icon}
        <SelectValue />
      </SelectTrigger>
      <SelectContent position="popper" align="start">
        {props.options.map(({ value, label, count }) => (
          <SelectItem key={value} value={value}>
            {label}
            {count !== undefined && <span className="text-muted-foreground ml-1 text-xs tabular-nums">{count}</span>}
          </SelectItem>
        ))}
      </SelectContent>
    </Select>
  )
}
