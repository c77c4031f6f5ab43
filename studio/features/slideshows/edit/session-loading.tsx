import { Loading } from '#patterns/loading.tsx'
import { Skeleton } from '#ui/skeleton.tsx'

/** The session page on its way, in the shape of what comes. */
export function SessionLoading() {
  return (
    <Loading className="absolute inset-0 flex flex-col overflow-hidden">
      <div className="flex h-13 items-center gap-3 border-b px-3.5">
        <Skeleton className="h-4 w-40" />
        <Skeleton className="ml-auto h-8 w-24" />
      </div>
      <div className="h-9 border-b" />
      <div className="grid min-h-0 flex-1 gap-4 p-3.5 md:grid-cols-[8rem_1fr_17.5rem] lg:grid-cols-[11rem_1fr_20rem] xl:grid-cols-[20rem_1fr_24rem]">
        <div className="hidden grid-cols-1 content-start gap-2.5 md:grid xl:grid-cols-3">
          {Array.from({ length: 9 }, (_, place) => (
            <Skeleton key={place} className="aspect-[4/5] rounded-lg" />
          ))}
        </div>
        <Skeleton className="mx-auto aspect-[9/16] h-full max-h-[70dvh] rounded-2xl" />
        <div className="hidden content-start gap-4 md:grid">
          <Skeleton className="h-9" />
          <Skeleton className="h-24" />
          <Skeleton className="h-16" />
        </div>
      </div>
    </Loading>
  )
}
