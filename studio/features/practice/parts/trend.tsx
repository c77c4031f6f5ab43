import type { MeasuredCall, MeasureName } from '@greenroom/contract/practice.ts'
import { lazy, Suspense, useId } from 'react'
import { useAddress } from '#features/projects/url.ts'
import { useFormat } from '#lib/format.ts'
import { useLanguage } from '#lib/language.ts'
import { useMessages } from '#lib/messages.ts'
import { practice } from '#messages/practice.ts'
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from '#ui/select.tsx'
import { Skeleton } from '#ui/skeleton.tsx'
import { Panel } from './panel.tsx'
import { WideTable } from './wide-table.tsx'

const TrendChart = lazy(() => import('./trend-chart.tsx'))

export const measureNames: readonly MeasureName[] = [
  'score',
  'talkShare',
  'wordsPerMinute',
  'fillersPerHundredWords',
  'questionsPerTenMinutes',
  'openShare',
  'longestMonologueSeconds',
]

/** Behind the number; the same in both languages. */
const units: Partial<Record<MeasureName, string>> = {
  talkShare: '%',
  openShare: '%',
  longestMonologueSeconds: '\u00a0s',
}
export const unitOf = (name: MeasureName): string => units[name] ?? ''

/** One measure over time, as a line and as a table. Which one stands in the address. */
export function Trend({ calls }: { calls: readonly MeasuredCall[] }) {
  const words = useMessages(practice).analytics
  const language = useLanguage()
  const format = useFormat()
  const labelId = useId()
  const [address, patch] = useAddress()
  const name = measureNames.find((one) => one === address.get('measure')) ?? 'score'
  const points = calls.flatMap((call) => {
    const value = call[name]
    const counts = value !== null && (name === 'score' || (call.seconds ?? 0) >= 60)
    return counts ? [{ id: call.id, at: Date.parse(call.at), value, title: call.title[language] }] : []
  })
  const dateOf = (at: number): string => format.date(new Date(at).toISOString())
  return (
    <Panel
      title={words.trend}
      text={words.about[name]}
      aside={
        <div className="flex items-center gap-2">
          <span id={labelId} className="text-muted-foreground text-[0.8125rem]">
            {words.measure}
          </span>
          <Select value={name} onValueChange={(value) => patch({ measure: value === 'score' ? null : value })}>
            <SelectTrigger size="sm" aria-labelledby={labelId} className="max-w-64">
              <SelectValue />
            </SelectTrigger>
            <SelectContent>
              {measureNames.map((one) => (
                <SelectItem key={one} value={one}>
                  {words.measures[one]}
                </SelectItem>
              ))}
            </SelectContent>
          </Select>
        </div>
      }
    >
      {points.length === 0 ? (
        <p className="text-muted-foreground rounded-xl border border-dashed px-4 py-8 text-center text-sm">
          {words.none}
        </p>
      ) : (
        <div className="rounded-xl border p-3 sm:p-4">
          <Suspense fallback={<Skeleton className="h-64 w-full" />}>
            <TrendChart
              points={points}
              name={words.measures[name]}
              unit={unitOf(name)}
              most={name === 'score' || name === 'talkShare' || name === 'openShare' ? 100 : undefined}
              dateOf={dateOf}
              numberOf={format.number}
            />
          </Suspense>
          <details className="mt-2 text-sm">
            <summary className="text-muted-foreground hover:text-foreground w-fit cursor-pointer rounded-sm text-[0.8125rem]">
              {words.trendTable}
            </summary>
            <WideTable label={words.trendTable} className="mt-2">
              <table className="w-full text-left text-[0.8125rem]">
                <thead className="text-muted-foreground">
                  <tr>
                    <th scope="col" className="py-1.5 pr-4 font-medium">
                      {words.date}
                    </th>
                    <th scope="col" className="py-1.5 pr-4 font-medium">
                      {words.scenario}
                    </th>
                    <th scope="col" className="py-1.5 text-right font-medium">
                      {words.measures[name]}
                    </th>
                  </tr>
                </thead>
                <tbody className="divide-y border-t">
                  {points.map((point) => (
                    <tr key={point.id}>
                      <td className="py-1.5 pr-4 whitespace-nowrap">{dateOf(point.at)}</td>
                      <td className="py-1.5 pr-4">{point.title}</td>
                      <td className="py-1.5 text-right tabular-nums">
                        {format.number(point.value)}
                        {unitOf(name)}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </WideTable>
          </details>
        </div>
      )}
    </Panel>
  )
}
