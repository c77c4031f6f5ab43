import type { Rehearsal } from '@greenroom/contract/rehearsals.ts'
import type { SpokenLanguage } from '@greenroom/contract/techniques.ts'
import { CircleAlertIcon } from 'lucide-react'
import { useLanguage } from '#lib/language.ts'
import { useMessages } from '#lib/messages.ts'
import { calls } from '#messages/calls.ts'
import { Badge } from '#ui/badge.tsx'
import { cn } from '#ui/cn.ts'
import { Tabs, TabsContent, TabsList, TabsTrigger } from '#ui/tabs.tsx'

const phases = ['preparation', 'discovery', 'proposal', 'closing'] as const

/** What one knows before and during a call: the brief in the language of the call, and every rule of the score. */
export function BriefPanel(props: {
  brief: Rehearsal['brief']
  rubric: Rehearsal['rubric']
  language: SpokenLanguage
  className?: string
}) {
  const words = useMessages(calls).brief
  return (
    <Tabs defaultValue="brief" className={cn('min-h-0', props.className)}>
      <TabsList aria-label={words.title} className="w-full">
        <TabsTrigger value="brief">{words.brief}</TabsTrigger>
        <TabsTrigger value="checks">{words.checks}</TabsTrigger>
      </TabsList>
      <TabsContent value="brief" className="min-h-0 overflow-y-auto pt-2">
        <Brief brief={props.brief} language={props.language} />
      </TabsContent>
      <TabsContent value="checks" className="min-h-0 overflow-y-auto pt-2">
        <Checks rubric={props.rubric} />
      </TabsContent>
    </Tabs>
  )
}

export function Brief({ brief, language }: { brief: Rehearsal['brief']; language: SpokenLanguage }) {
  const words = useMessages(calls).brief
  return (
    <dl className="grid gap-4 text-sm">
      {(
        [
          [words.goal, brief.goal[language]],
          [words.you, brief.you[language]],
          [words.customer, brief.customer[language]],
        ] as const
      ).map(([title, text]) => (
        <div key={title}>
          <dt className="text-muted-foreground text-xs font-medium">{title}</dt>
          <dd lang={language} className="mt-1 leading-relaxed text-pretty">
            {text}
          </dd>
        </div>
      ))}
      <Points title={words.facts} points={brief.factSheet[language]} language={language} />
      <Points title={words.limits} points={brief.limits[language]} language={language} />
    </dl>
  )
}

function Points(props: { title: string; points: readonly string[]; language: SpokenLanguage }) {
  if (props.points.length === 0) return null
  return (
    <div>
      <dt className="text-muted-foreground text-xs font-medium">{props.title}</dt>
      <dd lang={props.language} className="mt-1">
        <ul className="grid list-disc gap-1 pl-4 leading-relaxed">
          {props.points.map((point) => (
            <li key={point}>{point}</li>
          ))}
        </ul>
      </dd>
    </div>
  )
}

export function Checks({ rubric }: { rubric: Rehearsal['rubric'] }) {
  const words = useMessages(calls)
  const language = useLanguage()
  const total = phases.reduce((sum, phase) => sum + rubric.phaseWeights[phase], 0)
  return (
    <div className="grid gap-4 text-sm">
      <p className="text-muted-foreground text-[0.8125rem]">{words.brief.checksText(rubric.passMark)}</p>
      {phases
        .filter((phase) => rubric.checks.some((check) => check.phase === phase))
        .map((phase) => (
          <section key={phase}>
            <h3 className="flex justify-between gap-3 text-xs font-medium">
              {words.phases[phase]}
              <span className="text-muted-foreground tabular-nums">
                {words.brief.phaseWeight(Math.round((rubric.phaseWeights[phase] / Math.max(1, total)) * 100))}
              </span>
            </h3>
            <ul className="mt-1.5 divide-y rounded-lg border">
              {rubric.checks
                .filter((check) => check.phase === phase)
                .map((check) => (
                  <li key={check.id} className="px-3 py-2">
                    <p className="leading-snug">{check.question[language]}</p>
                    <p className="text-muted-foreground mt-1 flex flex-wrap items-center gap-x-2 gap-y-1 text-xs">
                      {words.brief.weight(check.weight)}
                      {check.blocker && (
                        <Badge variant="outline" className="text-warning">
                          <CircleAlertIcon aria-hidden />
                          {words.brief.blocker}
                        </Badge>
                      )}
                      {check.rule.kind === 'judgement' && <span>{words.brief.person}</span>}
                    </p>
                  </li>
                ))}
            </ul>
          </section>
        ))}
    </div>
  )
}
