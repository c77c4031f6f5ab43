import type { ReactNode } from 'react'
import { useMessages } from '#lib/messages.ts'
import { basics } from '#messages/basics.ts'
import { cn } from '#ui/cn.ts'
import { Skeleton } from '#ui/skeleton.tsx'

/** Says "loading" to those who do not see the skeletons inside. */
export function Loading({ children, className }: { children: ReactNode; className?: string }) {
  const words = useMessages(basics)
  return (
    <div role="status" aria-label={words.loading} className={className}>
      {children}
    </div>
  )
}

/** Cards of a grid on their way. */
export function CardsLoading({ count = 6, className }: { count?: number; className?: string }) {
  return (
    <Loading className={cn('grid gap-5 sm:grid-cols-2 lg:grid-cols-3', className)}>
      {Array.from({ length: count }, (_, place) => (
        <div key={place} className="space-y-3">
          <Skeleton className="aspect-[16/10] w-full rounded-xl" />
          <Skeleton className="h-4 w-2/3" />
        </div>
      ))}
    </Loading>
  )
}

/** Rows of a list or table on their way. */
export function RowsLoading({ count = 5, className }: { count?: number; className?: string }) {
  return (
    <Loading className={cn('divide-y rounded-xl border', className)}>
      {Array.from({ length: count }, (_, place) => (
        <div key={place} className="flex items-center gap-4 px-4 py-4">
          <Skeleton className="size-8 rounded-full" />
          <div className="flex-1 space-y-2">
            <Skeleton className="h-3.5 w-1/3" />
            <Skeleton className="h-3 w-1/2" />
          </div>
        </div>
      ))}
    </Loading>
  )
}

/** A form on its way. */
export function FormLoading({ fields = 4 }: { fields?: number }) {
  return (
    <Loading className="space-y-6">
      {Array.from({ length: fields }, (_, place) => (
        <div key={place} className="space-y-2">
          <Skeleton className="h-3.5 w-24" />
          <Skeleton className="h-9 w-full" />
        </div>
      ))}
    </Loading>
  )
}

/** A whole page on its way. */
export function PageLoading() {
  return (
    <Loading className="mx-auto w-full max-w-6xl space-y-8 px-5 py-8 sm:px-8 sm:py-10">
      <Skeleton className="h-7 w-48" />
      <Skeleton className="h-40 w-full rounded-xl" />
      <Skeleton className="h-40 w-full rounded-xl" />
    </Loading>
  )
}
