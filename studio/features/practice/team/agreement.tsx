import { ScaleIcon } from 'lucide-react'
import { useFormat } from '#lib/format.ts'
import { useLanguage } from '#lib/language.ts'
import { useMessages } from '#lib/messages.ts'
import { practice } from '#messages/practice.ts'
import { EmptyState } from '#patterns/empty-state.tsx'
import { ErrorState } from '#patterns/error-state.tsx'
import { RowsLoading } from '#patterns/loading.tsx'
import { Badge } from '#ui/badge.tsx'
import { useAgreement } from '../practice.api.ts'

/** How far people and judge agree about each check. */
export function Agreement({ workspaceId }: { workspaceId: string }) {
  const words = useMessages(practice).agreement
  const language = useLanguage()
  const format = useFormat()
  const { data, error, isError, isFetching, refetch } = useAgreement(workspaceId)
  if (data === undefined)
    return isError ? (
      <ErrorState reason={error} onRetry={() => void refetch()} retrying={isFetching} />
    ) : (
      <RowsLoading className="mt-4" />
    )
  if (data.checks.length === 0) return <EmptyState icon={ScaleIcon} title={words.emptyTitle} text={words.emptyText} />
  const kappaOf = (kappa: number | null): string => (kappa === null ? words.tooFew : format.number(kappa))
  return (
    <>
      <p className="text-muted-foreground mt-4 max-w-prose text-[0.8125rem]">
        {words.text(data.pairsNeeded, format.number(data.kappaNeeded))}
      </p>
      <ul className="mt-4 divide-y rounded-xl border">
        {data.checks.map((check) => (
          <li key={JSON.stringify([check.scenarioId, check.checkId, check.question])} className="px-4 py-3.5 text-sm">
            <div className="flex flex-wrap items-start gap-x-6 gap-y-2">
              <div className="min-w-56 flex-1">
                <p className="font-medium text-pretty">{check.question[language]}</p>
                <p className="text-muted-foreground text-[0.8125rem]">{check.title[language]}</p>
                {check.rewrite && (
                  <Badge variant="outline" className="text-warning mt-1.5">
                    {words.rewrite}
                  </Badge>
                )}
                {!check.current && (
                  <Badge variant="outline" className="text-muted-foreground mt-1.5">
                    {words.before}
                  </Badge>
                )}
              </div>
              <dl className="grid grid-cols-[3.5rem_3.5rem_4.5rem] gap-x-4 tabular-nums">
                {(
                  [
                    [words.pairs, format.number(check.pairs)],
                    [words.same, format.number(check.same)],
                    [words.kappa, kappaOf(check.kappa)],
                  ] as const
                ).map(([label, value]) => (
                  <div key={label}>
                    <dt className="text-muted-foreground text-xs">{label}</dt>
                    <dd className="font-semibold">{value}</dd>
                  </div>
                ))}
              </dl>
            </div>
            <details className="mt-1.5 text-[0.8125rem]">
              <summary className="text-muted-foreground hover:text-foreground w-fit cursor-pointer rounded-sm">
                {words.weeks}
              </summary>
              <ul className="mt-1 grid gap-0.5 pl-4">
                {check.weeks.map(({ week, kappa, pairs }) => (
                  <li key={week}>{words.week(format.date(week), kappaOf(kappa), pairs)}</li>
                ))}
              </ul>
            </details>
          </li>
        ))}
      </ul>
    </>
  )
}
