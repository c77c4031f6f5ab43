import { Loading } from '#patterns/loading.tsx'
import { Skeleton } from '#ui/skeleton.tsx'

/** Tiles of a board on their way, in the shape of what comes. */
export function TilesLoading({
  aspect,
  count = 12,
  least = '10.5rem',
}: {
  aspect: number
  count?: number
  least?: string
}) {
  return (
    <Loading className="min-h-0 flex-1 overflow-hidden p-3.5">
      <div className="grid gap-2.5" style={{ gridTemplateColumns: `repeat(auto-fill, minmax(${least}, 1fr))` }}>
        {Array.from({ length: count }, (_, place) => (
          <div key={place} className="space-y-2">
            <Skeleton className="w-full rounded-lg" style={{ aspectRatio: aspect }} />
            <Skeleton className="h-3 w-3/5" />
          </div>
        ))}
      </div>
    </Loading>
  )
}
