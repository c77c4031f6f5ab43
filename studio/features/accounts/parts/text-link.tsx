import { Link } from 'wouter'
import { cn } from '#ui/cn.ts'

export function TextLink({ href, className, children }: { href: string; className?: string; children: string }) {
  return (
    <Link
      href={href}
      className={cn('text-foreground rounded-sm font-medium underline-offset-4 hover:underline', className)}
    >
      {children}
    </Link>
  )
}
