import type { CheckResult, Verdict } from '@greenroom/contract/roleplays.ts'
import { CheckIcon, CircleHelpIcon, MinusIcon, ShieldQuestionIcon, XIcon, type LucideIcon } from 'lucide-react'
import { lazy, Suspense, useEffect, useState } from 'react'
import { useLanguage } from '#lib/language.ts'
import { useMessages } from '#lib/messages.ts'
import { scores } from '#messages/scores.ts'
import { Badge } from '#ui/badge.tsx'
import { Button } from '#ui/button.tsx'
import { cn } from '#ui/cn.ts'
import { useAddress } from '#features/projects/url.ts'
import { Quote } from './quote.tsx'
import { Part, type ScoreProps } from './part.tsx'

const DisputeDialog = lazy(async () => ({ default: (await import('./check-dialogs.tsx')).DisputeDialog }))
const DecideDialog = lazy(async () => ({ default: (await import('./check-dialogs.tsx')).DecideDialog }))

const phases = ['preparation', 'discovery', 'proposal', 'closing'] as const
const marks: Readonly<Record<Verdict, { icon: LucideIcon; look: string }>> = {
  met: { icon: CheckIcon, look: 'bg-primary/15 text-primary' },
  not_met: { icon: XIcon, look: 'bg-destructive/12 text-destructive' },
  not_applicable: { icon: MinusIcon, look: 'bg-muted text-muted-foreground' },
  unverified: { icon: ShieldQuestionIcon, look: 'bg-warning/15 text-warning' },
  needs_review: { icon: CircleHelpIcon, look: 'bg-warning/15 text-warning' },
}

/** Every check with its verdict and its proof. What could not be told is said as such and does not count. */
export function CheckList(props: ScoreProps) {
  const words = useMessages(scores)
  const [asked, setAsked] = useState<CheckResult | null>(null)
  const { results } = props.card
  const shut = (): void => setAsked(null)
  // A queue of disputes leads to one check.
  const [address] = useAddress()
  const wanted = address.get('check')
  useEffect(() => {
    if (wanted === null) return
    const row = document.getElementById(`check-${wanted}`)
    row?.scrollIntoView({ block: 'center' })
    row?.focus({ preventScroll: true })
  }, [wanted])
  if (results.length === 0) return null
  return (
    <Part title={words.checksTitle}>
      <div className="grid gap-6">
        {phases
          .map((phase) => [phase, results.filter(({ check }) => check.phase === phase)] as const)
          .filter(([, some]) => some.length > 0)
          .map(([phase, some]) => (
            <section key={phase} aria-label={words.phases[phase]}>
              <h3 className="text-muted-foreground text-xs font-medium">{words.phases[phase]}</h3>
              <ul className="mt-2 divide-y rounded-xl border">
                {some.map((result) => (
                  <Row key={result.check.id} result={result} {...props} onAsk={() => setAsked(result)} />
                ))}
              </ul>
            </section>
          ))}
      </div>
      <Suspense fallback={null}>
        {asked !== null &&
          (props.mine ? (
            <DisputeDialog sessionId={props.score.roleplay.id} result={asked} onClose={shut} />
          ) : (
            <DecideDialog sessionId={props.score.roleplay.id} result={asked} onClose={shut} />
          ))}
      </Suspense>
    </Part>
  )
}

function Row({ result, onAsk, ...props }: ScoreProps & { result: CheckResult; onAsk: () => void }) {
  const words = useMessages(scores)
  const language = useLanguage()
  const { check, override } = result
  const verdict = override?.verdict ?? result.verdict
  const { icon: Icon, look } = marks[verdict]
  const dispute = props.score.disputes.find(({ checkId }) => checkId === check.id)
  const explained = verdict === 'unverified' || verdict === 'needs_review' ? words.verdictText[verdict] : null
  return (
    <li className="focus-visible:bg-tint group/check flex gap-3 p-3 sm:p-4" id={`check-${check.id}`} tabIndex={-1}>
      <span className={cn('mt-0.5 flex size-6 shrink-0 items-center justify-center rounded-full', look)}>
        <Icon className="size-4" aria-hidden />
      </span>
      <div className="min-w-0 flex-1">
        <p className="text-sm leading-snug font-medium">{check.question[language]}</p>
        <p className="text-muted-foreground mt-1 flex flex-wrap items-center gap-x-2 gap-y-1 text-xs">
          <span className={cn('font-medium', look.split(' ').at(-1))}>{words.verdicts[verdict]}</span>
          <span>{words.weight(check.weight)}</span>
          {check.blocker && <Badge variant="outline">{words.blocker}</Badge>}
          {verdict !== 'not_applicable' && <span>{words.methods[result.method]}</span>}
        </p>
        {explained !== null && <p className="mt-1.5 text-[0.8125rem]">{explained}</p>}
        {result.quotes.length > 0 && (
          <ul className="mt-2 grid gap-1 text-sm">
            {result.quotes.slice(0, 3).map((quoted) => (
              <li key={`${quoted.turnId} ${quoted.quote}`}>
                <Quote quoted={quoted} rehearsal={props.rehearsal} />
              </li>
            ))}
          </ul>
        )}
        {result.method === 'judge' && result.reason !== '' && (
          <p className="text-muted-foreground mt-1.5 text-[0.8125rem]">{result.reason}</p>
        )}
        {override !== null && (
          <p className="mt-1.5 text-[0.8125rem]">
            {words.decided(override.by)} ({words.judgedAs(words.verdicts[result.verdict])})
            {override.note !== '' && `: ${override.note}`}
          </p>
        )}
        {dispute !== undefined && (
          <p className="text-muted-foreground mt-1.5 text-[0.8125rem]">
            {dispute.settled ? words.dispute.settled : words.dispute.waiting}
          </p>
        )}
      </div>
      {(!props.mine || dispute === undefined) && (
        <Button
          variant="ghost"
          size="sm"
          className="text-muted-foreground -my-1 shrink-0 opacity-0 group-focus-within/check:opacity-100 group-hover/check:opacity-100 pointer-coarse:opacity-100"
          onClick={onAsk}
        >
          {props.mine ? words.dispute.open : words.review.open}
        </Button>
      )}
    </li>
  )
}
