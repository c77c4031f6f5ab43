import type { ComponentProps, ReactNode } from 'react'
import { Link } from 'wouter'
import { cn } from '#ui/cn.ts'

const shape =
  'group relative flex min-w-0 flex-1 flex-col items-center justify-center gap-1 px-0.5 py-2 text-[0.625rem] leading-none font-medium text-muted-foreground outline-none transition-colors hover:text-foreground md:w-full md:flex-none md:px-1 md:text-[0.6875rem]'
const tile =
  'flex h-8 w-12 items-center justify-center rounded-lg transition-colors group-hover:bg-accent group-focus-visible:ring-2 group-focus-visible:ring-ring [&_svg]:size-[1.125rem]'

/** Where menus of the rail open: beside it, or above it on a phone. */
export const sideOfRail = (): 'right' | 'top' => (matchMedia('(min-width: 48rem)').matches ? 'right' : 'top')

export function RailLink(props: {
  href: string
  current: boolean
  label: string
  icon: ReactNode
  count?: number
  /** What the number means, for people who do not see where it stands. */
  counted?: string
}) {
  const { count = 0 } = props
  return (
    <Link
      href={props.href}
      aria-current={props.current ? 'page' : undefined}
      className={cn(shape, props.current && 'text-foreground')}
    >
      <span className={cn(tile, 'relative', props.current && 'bg-tint text-primary group-hover:bg-tint')}>
        {props.icon}
        <Count of={count} />
      </span>
      {props.label}
      {count > 0 && <span className="sr-only">({props.counted})</span>}
    </Link>
  )
}

export function RailButton({
  label,
  icon,
  count = 0,
  quiet = false,
  keys,
  className,
  ...rest
}: ComponentProps<'button'> & {
  label: string
  icon: ReactNode
  count?: number
  quiet?: boolean
  keys?: string
}) {
  return (
    <button
      type="button"
      {...rest}
      aria-label={quiet ? label : undefined}
      aria-keyshortcuts={keys === 'mod+k' ? 'Control+K Meta+K' : undefined}
      className={cn(shape, className)}
    >
      <span className={cn(tile, 'relative')}>
        {icon}
        <Count of={count} spoken />
      </span>
      {!quiet && label}
    </button>
  )
}

/** A small number at the corner of a picture of the rail; nothing for none. */
function Count({ of, spoken = false }: { of: number; spoken?: boolean }) {
  if (of === 0) return null
  return (
    <span
      aria-hidden={!spoken}
      className="bg-primary text-primary-foreground absolute -top-0.5 right-1 flex h-4 min-w-4 items-center justify-center rounded-full px-1 text-[0.625rem] font-semibold tabular-nums"
    >
      {of > 99 ? '99+' : of}
    </span>
  )
}
