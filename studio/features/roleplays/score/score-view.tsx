import type { Rehearsal } from '@greenroom/contract/rehearsals.ts'
import type { Scorecard } from '@greenroom/contract/roleplays.ts'
import { CheckIcon, InfoIcon, XIcon } from 'lucide-react'
import { useFormat } from '#lib/format.ts'
import { useLanguage } from '#lib/language.ts'
import { useMessages } from '#lib/messages.ts'
import { calls } from '#messages/calls.ts'
import { scores } from '#messages/scores.ts'
import { Badge } from '#ui/badge.tsx'
import { cn } from '#ui/cn.ts'
import { SimilarCalls } from '#features/search/similar-calls.tsx'
import { CheckList } from './checks.tsx'
import { Feedback } from './feedback.tsx'
import { Metrics } from './metrics.tsx'
import { Part, type ScoreProps } from './part.tsx'

const phases = ['preparation', 'discovery', 'proposal', 'closing'] as const
/** The scorecard: what it came to, what to take from it, every check with its proof, and what was counted. */
export function ScoreView(props: ScoreProps) {
  const words = useMessages(scores)
  const format = useFormat()
  const { score, card } = props
  return (
    <div className="grid gap-10 lg:grid-cols-[20rem_minmax(0,1fr)]">
      <div className="grid content-start gap-8">
        {card.status === 'scored' ? <Overall {...props} /> : <NotScored card={card} />}
        {card.status === 'scored' && <Phases card={card} rubric={props.rehearsal.rubric} />}
        {score.readers.length > 0 && (
          <Part title={words.readers.title}>
            <ul className="grid gap-1.5 text-[0.8125rem]">
              {score.readers.map(({ at, reader, as, reason }) => (
                <li key={`${at} ${reader}`}>
                  {reader} ({words.readers[as]}), {format.dateTime(at)}
                  {reason !== null && <span className="text-muted-foreground block">{reason}</span>}
                </li>
              ))}
            </ul>
          </Part>
        )}
      </div>
      <div className="grid min-w-0 content-start gap-10">
        {card.status === 'scored' && <Feedback {...props} />}
        <CheckList {...props} />
        <Metrics metrics={card.metrics} />
        {props.mine && <SimilarCalls sessionId={score.roleplay.id} />}
      </div>
    </div>
  )
}

const turn = 2 * Math.PI * 52

function Overall({ rehearsal, score, card }: ScoreProps) {
  const words = useMessages(scores)
  const { room } = useMessages(calls)
  const language = useLanguage()
  const format = useFormat()
  const { passMark } = rehearsal.rubric
  const overall = card.overall ?? 0
  const { outcome } = score.roleplay
  const before = score.judged?.overall ?? null
  const blockers = card.blockedBy.map(
    (id) => card.results.find(({ check }) => check.id === id)?.check.question[language] ?? id,
  )
  return (
    <section aria-label={words.overall} className="bg-card rounded-2xl border p-5">
      <div className="flex items-center gap-5">
        <div className="relative size-32 shrink-0">
          <svg viewBox="0 0 120 120" className="size-full -rotate-90" aria-hidden>
            <circle cx="60" cy="60" r="52" fill="none" strokeWidth="10" className="stroke-muted" />
            <circle
              cx="60"
              cy="60"
              r="52"
              fill="none"
              strokeWidth="10"
              strokeLinecap="round"
              strokeDasharray={`${(overall / 100) * turn} ${turn}`}
              className={card.passed === true ? 'stroke-primary' : 'stroke-warning'}
            />
            {/* Where passing begins. */}
            <line
              x1="60"
              y1="2"
              x2="60"
              y2="15"
              strokeWidth="2.5"
              className="stroke-foreground"
              transform={`rotate(${(passMark / 100) * 360 + 90} 60 60)`}
            />
          </svg>
          <p className="absolute inset-0 grid place-content-center text-center">
            <span className="text-3xl font-semibold tabular-nums" data-testid="overall">
              {format.number(Math.round(overall))}
            </span>
            <span className="text-muted-foreground text-xs">{words.outOf}</span>
          </p>
        </div>
        <div className="min-w-0">
          <p
            className={cn(
              'flex items-center gap-1.5 text-base font-semibold',
              card.passed === true ? 'text-primary' : 'text-warning',
            )}
          >
            {card.passed === true ? (
              <CheckIcon className="size-5" aria-hidden />
            ) : (
              <XIcon className="size-5" aria-hidden />
            )}
            {card.passed === true ? words.passed : words.notPassed}
          </p>
          <p className="text-muted-foreground mt-1 text-[0.8125rem]">{words.threshold(passMark)}</p>
          {outcome !== null && <p className="mt-2 text-[0.8125rem]">{room.outcomes[outcome]}</p>}
        </div>
      </div>
      {blockers.length > 0 && (
        <p className="text-warning mt-4 text-[0.8125rem]">{words.blockedBy(blockers.join(' '))}</p>
      )}
      {before !== null && before !== card.overall && (
        <p className="mt-4 text-[0.8125rem]">{words.reviewed(format.number(Math.round(before)))}</p>
      )}
      <div className="mt-4 border-t pt-4">
        <Badge variant="outline">{words.badges[card.judgedBy]}</Badge>
        <p className="text-muted-foreground mt-2 text-[0.8125rem] leading-snug">{words.badgeText[card.judgedBy]}</p>
        {score.trouble !== null && (
          <p className="mt-2 text-[0.8125rem]">
            {words.troubles[score.trouble] ?? words.otherTrouble(score.trouble)} {words.instead}
          </p>
        )}
        <p className="text-muted-foreground mt-1 text-[0.8125rem]">
          {words.counted(card.countedWeight, card.totalWeight)}
        </p>
      </div>
    </section>
  )
}

function NotScored({ card }: { card: Scorecard }) {
  const words = useMessages(scores).notScored
  return (
    <section className="bg-card rounded-2xl border p-5">
      <h2 className="flex items-center gap-2 text-base font-semibold">
        <InfoIcon className="size-5" aria-hidden />
        {words.title}
      </h2>
      <p className="text-muted-foreground mt-2 text-sm leading-relaxed">{words[card.notScoredBecause ?? 'unknown']}</p>
    </section>
  )
}

function Phases({ card, rubric }: { card: Scorecard; rubric: Rehearsal['rubric'] }) {
  const words = useMessages(scores)
  const { brief } = useMessages(calls)
  const format = useFormat()
  const total = phases.reduce((sum, phase) => sum + rubric.phaseWeights[phase], 0)
  return (
    <Part title={words.phasesTitle}>
      <dl className="grid gap-3">
        {phases.map((phase) => {
          const value = card.phases[phase]
          return (
            <div key={phase} className="grid grid-cols-[minmax(0,1fr)_auto] items-baseline gap-x-3 text-sm">
              <dt>
                {words.phases[phase]}{' '}
                <span className="text-muted-foreground text-xs">
                  {brief.phaseWeight(Math.round((rubric.phaseWeights[phase] / Math.max(1, total)) * 100))}
                </span>
              </dt>
              <dd className="tabular-nums">
                {value === undefined ? (
                  <span className="text-muted-foreground text-xs">{words.noPhase}</span>
                ) : (
                  format.number(Math.round(value))
                )}
              </dd>
              <dd className="bg-muted col-span-2 mt-1.5 h-1.5 overflow-hidden rounded-full" aria-hidden>
                <div className="bg-primary h-full rounded-full" style={{ width: `${value ?? 0}%` }} />
              </dd>
            </div>
          )
        })}
      </dl>
    </Part>
  )
}
