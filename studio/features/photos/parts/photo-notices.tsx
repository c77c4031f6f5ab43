import { CircleAlertIcon, CopyIcon } from 'lucide-react'
import type { Photo } from '@greenroom/contract/photos.ts'
import type { ReactNode } from 'react'
import { useMessages } from '#lib/messages.ts'
import { photos } from '#messages/photos.ts'
import { Button } from '#ui/button.tsx'

/** What needs a decision: refused files and exact duplicates. */
export function PhotoNotices(props: {
  photos: readonly Photo[]
  /** The refused ones are on the screen already. */
  showsRefused: boolean
  onShowRefused: () => void
  onRemove: (ids: readonly string[]) => void
  onUseExisting: (ids: readonly string[]) => void
}) {
  const words = useMessages(photos)
  const refused = props.photos.filter(({ state }) => state === 'rejected').map(({ id }) => id)
  const duplicates = props.photos
    .filter(({ duplicateOf, state }) => duplicateOf !== null && state === 'ready')
    .map(({ id }) => id)
  if (refused.length === 0 && duplicates.length === 0) return null
  return (
    <ul className="grid gap-1.5 px-3.5 pb-2">
      {duplicates.length > 0 && (
        <Notice icon={<CopyIcon className="text-muted-foreground" />} text={words.duplicates(duplicates.length)}>
          <Button size="xs" variant="outline" onClick={() => props.onUseExisting(duplicates)}>
            {duplicates.length === 1 ? words.useExisting : words.useExistingAll}
          </Button>
        </Notice>
      )}
      {refused.length > 0 && (
        <Notice icon={<CircleAlertIcon className="text-destructive" />} text={words.refusedCount(refused.length)}>
          {!props.showsRefused && (
            <Button size="xs" variant="outline" onClick={props.onShowRefused}>
              {words.showRefused}
            </Button>
          )}
          <Button size="xs" variant="ghost" onClick={() => props.onRemove(refused)}>
            {refused.length === 1 ? words.remove : words.removeAll}
          </Button>
        </Notice>
      )}
    </ul>
  )
}

function Notice({ icon, text, children }: { icon: ReactNode; text: string; children: ReactNode }) {
  return (
    <li className="bg-muted/60 flex flex-wrap items-center gap-x-2 gap-y-1 rounded-md py-1 pr-1 pl-2.5 text-xs [&>svg]:size-3.5 [&>svg]:shrink-0">
      {icon}
      <span className="min-w-0 flex-1">{text}</span>
      <span className="flex gap-1">{children}</span>
    </li>
  )
}
