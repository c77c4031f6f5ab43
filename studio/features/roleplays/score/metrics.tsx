import type { CallMetrics } from '@greenroom/contract/roleplays.ts'
import { useFormat } from '#lib/format.ts'
import { useLanguage } from '#lib/language.ts'
import { useMessages } from '#lib/messages.ts'
import { scores } from '#messages/scores.ts'
import { Part } from './part.tsx'

/** What was counted, each with the raw numbers behind it. */
export function Metrics({ metrics }: { metrics: CallMetrics }) {
  const all = useMessages(scores)
  const words = all.metrics
  const format = useFormat()
  const language = useLanguage()
  const one = (value: number): string => new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(value)
  const seconds = (ms: number): string => words.seconds(one(ms / 1000))
  const m = metrics
  const rows: readonly (readonly [title: string, value: string | null, raw: string | null])[] = [
    [words.length, format.duration(m.seconds), m.timed ? words.lengthMeasured : words.lengthEstimated],
    [words.turns, format.number(m.traineeTurns + m.customerTurns), words.turnsText(m.traineeTurns, m.customerTurns)],
    [
      words.share,
      m.talkShare === null ? null : format.percent(m.talkShare / 100),
      m.talkShareOf === 'time' ? words.shareTime : words.shareWords(m.traineeWords, m.customerWords),
    ],
    [
      words.questions,
      words.questionsText(m.openQuestions, m.questions),
      m.questionsPerTenMinutes === null ? null : words.perTen(one(m.questionsPerTenMinutes)),
    ],
    [words.monologue, seconds(m.longestMonologueSeconds * 1000), m.timed ? null : words.lengthEstimated],
    [words.pace, m.wordsPerMinute === null ? null : words.perMinute(one(m.wordsPerMinute)), null],
    [
      words.fillers,
      m.fillersPerHundredWords === null ? null : words.fillersText(m.fillers, one(m.fillersPerHundredWords)),
      m.fillerWords.length === 0
        ? words.fillersAs
        : `${m.fillerWords.map(({ word, count }) => `${word} ${count}×`).join(', ')} (${words.fillersAs})`,
    ],
    ...(m.timed
      ? ([
          [words.interruptions, format.number(m.interruptions), null],
          [words.pause, m.replyPauseMs === null ? null : seconds(m.replyPauseMs), null],
          [words.price, m.silenceAfterPriceMs === null ? null : seconds(m.silenceAfterPriceMs), null],
        ] as const)
      : []),
    [
      words.next,
      m.firstNextStepSeconds === null ? null : words.nextAfter(format.duration(m.firstNextStepSeconds)),
      m.timed ? null : words.lengthEstimated,
    ],
  ]
  return (
    <Part title={all.metricsTitle} text={all.metricsText}>
      <dl className="grid gap-px overflow-hidden rounded-xl border sm:grid-cols-2">
        {rows.map(([title, value, raw]) => (
          <div key={title} className="bg-card -m-px border p-3.5">
            <dt className="text-muted-foreground text-xs">{title}</dt>
            <dd className="mt-1 text-sm font-medium tabular-nums">
              {value ?? <span className="text-muted-foreground font-normal">{words.none}</span>}
              {value !== null && raw !== null && (
                <span className="text-muted-foreground block text-xs font-normal">{raw}</span>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </Part>
  )
}
