import type { Drill } from '@greenroom/contract/practice.ts'
import { TargetIcon } from 'lucide-react'
import { Link } from 'wouter'
import { StartCall } from '#features/roleplays/parts/start-call.tsx'
import { useFormat } from '#lib/format.ts'
import { useLanguage } from '#lib/language.ts'
import { useMessages } from '#lib/messages.ts'
import { practice } from '#messages/practice.ts'

/** What to practise next, why just that, and the way into a call. */
export function DrillCard({ drill }: { drill: Drill }) {
  const words = useMessages(practice).today
  const language = useLanguage()
  const format = useFormat()
  const { because, scenario } = drill
  return (
    <article className="bg-card flex flex-col gap-4 rounded-xl border p-5 sm:p-6">
      <header>
        <p className="text-primary flex items-center gap-2 text-xs font-medium">
          <TargetIcon className="size-3.5" aria-hidden />
          {words.drill}
        </p>
        <h2 className="mt-2 text-lg font-semibold tracking-tight text-balance">{drill.names[language]}</h2>
        <p className="text-muted-foreground mt-1 max-w-prose text-sm leading-relaxed text-pretty">
          {drill.summary[language]}
        </p>
      </header>
      {drill.example[language] !== '' && (
        <figure className="border-primary/50 border-l-2 pl-3.5 text-sm">
          <figcaption className="text-muted-foreground text-xs">{words.forExample}</figcaption>
          <blockquote className="mt-0.5 leading-relaxed">{drill.example[language]}</blockquote>
        </figure>
      )}
      <p className="text-muted-foreground text-[0.8125rem]">
        {because === 'missed' ? words.because.missed(drill.missed, drill.used) : words.because[because]}
        {drill.lastAt !== null && ` ${words.lastAt(format.ago(drill.lastAt))}.`}
      </p>
      <footer className="mt-auto flex flex-wrap items-center gap-x-4 gap-y-3 pt-1">
        {scenario === null ? (
          <p className="text-muted-foreground text-sm">{words.noScenario}</p>
        ) : (
          <>
            <StartCall scenarioId={scenario.id} />
            <Link
              href={`/coach/scenarios/${scenario.id}`}
              className="text-muted-foreground hover:text-foreground text-sm underline-offset-4 hover:underline"
            >
              {words.practiseWith(scenario.title[language])}
            </Link>
          </>
        )}
      </footer>
    </article>
  )
}
