import { capsOf } from '#lib/keys.ts'
import { cn } from '#ui/cn.ts'

const onMac = /Mac|iPhone|iPad/.test(navigator.platform)

/** The keys of a combination such as `mod+k`, as caps. */
export function Kbd({ keys, className }: { keys: string; className?: string }) {
  return (
    <kbd className={cn('inline-flex shrink-0 gap-1 font-sans', className)}>
      {capsOf(keys, onMac).map((cap) => (
        <span
          key={cap}
          className="text-muted-foreground bg-muted inline-flex h-5 min-w-5 items-center justify-center rounded-sm border px-1 text-[0.6875rem] font-medium"
        >
          {cap}
        </span>
      ))}
    </kbd>
  )
}
