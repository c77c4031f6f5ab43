import type { Roleplay } from '@greenroom/contract/rehearsals.ts'
import { ArrowLeftIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { useLanguage } from '#lib/language.ts'
import { useMessages } from '#lib/messages.ts'
import { calls } from '#messages/calls.ts'
import { useTitle } from '#patterns/page-header.tsx'
import { Badge } from '#ui/badge.tsx'
import { Button } from '#ui/button.tsx'
import { cn } from '#ui/cn.ts'

/** The name of the scenario, the way back, and what kind of call it is. */
export function CallHeader(props: {
  roleplay: Roleplay
  actions?: ReactNode
  className?: string
  /** Where one came from, when that is not the list of one's own calls. */
  back?: { href: string; label: string }
}) {
  const words = useMessages(calls)
  const language = useLanguage()
  const { scenarioTitle, mode, language: spoken } = props.roleplay
  const { href, label } = props.back ?? { href: '/coach/sessions', label: words.back }
  useTitle(scenarioTitle[language])
  return (
    <header className={cn('flex flex-wrap items-center gap-x-3 gap-y-2', props.className)}>
      <Button asChild variant="ghost" size="icon-sm" className="-ml-1.5">
        <Link href={href} aria-label={label} title={label}>
          <ArrowLeftIcon />
        </Link>
      </Button>
      <h1 tabIndex={-1} data-page-title className="min-w-0 truncate text-base font-semibold outline-none">
        {scenarioTitle[language]}
      </h1>
      <Badge variant="outline">{words.modes[mode]}</Badge>
      <Badge variant="outline">{words.languages[spoken]}</Badge>
      {props.actions !== undefined && <div className="ml-auto flex flex-wrap items-center gap-2">{props.actions}</div>}
    </header>
  )
}
