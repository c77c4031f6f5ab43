import type { ScenarioCard as Card } from '@greenroom/contract/scenario-shelf.ts'
import { StarIcon } from 'lucide-react'
import { useState } from 'react'
import { Link } from 'wouter'
import { useLanguage } from '#lib/language.ts'
import { useMessages } from '#lib/messages.ts'
import { scenarios } from '#messages/scenarios.ts'
import { ErrorNote } from '#patterns/error-state.tsx'
import { Badge } from '#ui/badge.tsx'
import { cn } from '#ui/cn.ts'
import { ScenarioMenu } from './scenario-menu.tsx'

const mostTechniques = 3

/** One scenario of the shelf. The whole card leads to its sheet; a draft's to the builder. */
export function ScenarioCard(props: {
  scenario: Card
  techniqueNames: ReadonlyMap<string, string>
  /** The workspace it stands in, where that is not clear from the shelf. */
  place: string | null
  mayCopy: boolean
}) {
  const words = useMessages(scenarios)
  const language = useLanguage()
  const [reason, setReason] = useState<unknown>(null)
  const { id, title, description, customer, required, version, bestScore } = props.scenario
  const href = version === 0 ? `/coach/scenarios/${id}/edit` : `/coach/scenarios/${id}`
  return (
    <li className="group/card bg-card min-w-0 relative flex flex-col rounded-xl border p-5 transition-colors hover:border-input">
      <div className="flex items-start gap-3">
        <Portrait name={customer.name} />
        <div className="min-w-0 flex-1">
          <h2 className="text-[0.9375rem] leading-snug font-semibold text-pretty">
            <Link
              href={href}
              className="after:focus-visible:ring-ring outline-none after:absolute after:inset-0 after:rounded-xl after:focus-visible:ring-2 after:focus-visible:ring-offset-2"
            >
              {title[language] || title.en || title.nl}
            </Link>
          </h2>
          <p className="text-muted-foreground mt-0.5 truncate text-[0.8125rem]">
            {customer.name}
            {customer.role[language] !== '' && `, ${customer.role[language]}`}
          </p>
        </div>
        <span className="relative z-10 -mt-1 -mr-2">
          <ScenarioMenu scenario={props.scenario} mayCopy={props.mayCopy} onTrouble={setReason} />
        </span>
      </div>
      <p className="text-muted-foreground mt-3 line-clamp-3 flex-1 text-sm leading-relaxed">{description[language]}</p>
      {required.length > 0 && (
        <ul className="mt-4 flex flex-wrap gap-1.5" aria-label={words.asks}>
          {required.slice(0, mostTechniques).map((technique) => (
            <li key={technique}>
              <Badge variant="secondary" className="font-normal">
                {props.techniqueNames.get(technique) ?? technique}
              </Badge>
            </li>
          ))}
          {required.length > mostTechniques && (
            <li>
              <Badge
                variant="secondary"
                className="font-normal"
                title={required
                  .slice(mostTechniques)
                  .map((technique) => props.techniqueNames.get(technique) ?? technique)
                  .join(', ')}
              >
                {words.more(required.length - mostTechniques)}
              </Badge>
            </li>
          )}
        </ul>
      )}
      <div className="mt-4 flex flex-wrap items-center gap-x-3 gap-y-1.5 border-t pt-3 text-[0.8125rem]">
        <Marks scenario={props.scenario} place={props.place} />
        <span className="text-muted-foreground ml-auto tabular-nums">
          {bestScore === null ? words.attempts(props.scenario.attempts) : words.best(bestScore)}
        </span>
      </div>
      {reason !== null && <ErrorNote reason={reason} className="relative z-10 mt-3" />}
    </li>
  )
}

/** Category, difficulty and what else one should know at a glance. */
export function Marks({ scenario, place }: { scenario: Card; place: string | null }) {
  const words = useMessages(scenarios)
  const { category, difficulty, featured, version, draftChanged } = scenario
  return (
    <>
      {featured && (
        <span className="text-primary inline-flex items-center gap-1">
          <StarIcon className="size-3.5 fill-current" aria-hidden />
          {words.featured}
        </span>
      )}
      <span>{words.categories[category]}</span>
      <Level difficulty={difficulty} />
      {place !== null && <span className="text-muted-foreground truncate">{place}</span>}
      {version === 0 ? (
        <Badge variant="outline" className="text-warning">
          {words.draft}
        </Badge>
      ) : (
        draftChanged && (
          <Badge variant="outline" className="text-warning">
            {words.draftChanged}
          </Badge>
        )
      )}
    </>
  )
}

const bars = ['easy', 'medium', 'hard'] as const
function Level({ difficulty }: { difficulty: Card['difficulty'] }) {
  const words = useMessages(scenarios)
  const level = bars.indexOf(difficulty)
  return (
    <span className="inline-flex items-center gap-1.5">
      <span className="flex items-end gap-0.5" aria-hidden>
        {bars.map((bar, place) => (
          <span
            key={bar}
            className={cn('w-1 rounded-sm', place <= level ? 'bg-foreground' : 'bg-border')}
            style={{ height: `${0.35 + place * 0.15}rem` }}
          />
        ))}
      </span>
      {words.difficulties[difficulty]}
    </span>
  )
}

const initialsOf = (name: string): string =>
  name
    .replace(/^(dr|mr|mrs|ms|ir)\.? /i, '')
    .split(/\s+/)
    .filter((_, place, all) => place === 0 || place === all.length - 1)
    .map((word) => Array.from(word)[0] ?? '')
    .join('')
    .toUpperCase()

/** The customer's initials on a calm ground of their own. */
export function Portrait({ name, className }: { name: string; className?: string }) {
  const hue = Array.from(name).reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 360, 7)
  return (
    <span
      aria-hidden
      className={cn(
        'flex size-10 shrink-0 items-center justify-center rounded-full bg-[oklch(0.92_0.04_var(--hue))] text-sm font-semibold text-[oklch(0.35_0.07_var(--hue))] dark:bg-[oklch(0.33_0.05_var(--hue))] dark:text-[oklch(0.9_0.04_var(--hue))]',
        className,
      )}
      style={{ '--hue': hue } as React.CSSProperties}
    >
      {initialsOf(name)}
    </span>
  )
}
