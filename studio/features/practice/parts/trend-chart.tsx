import { CartesianGrid, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'

export interface TrendPoint {
  at: number
  value: number
  title: string
}

/** A line over calls in their order. Only for the eye: the same stands below it as a table. */
export default function TrendChart(props: {
  points: readonly TrendPoint[]
  name: string
  unit: string
  most: number | undefined
  dateOf: (at: number) => string
  numberOf: (value: number) => string
}) {
  const { points, unit, numberOf, dateOf } = props
  const data = points.map((point, place) => ({ ...point, place: place + 1 }))
  return (
    <div className="h-64 w-full" aria-hidden>
      <ResponsiveContainer width="100%" height="100%">
        <LineChart data={data} margin={{ top: 12, right: 16, bottom: 4, left: 0 }} accessibilityLayer={false}>
          <CartesianGrid stroke="var(--border)" vertical={false} />
          <XAxis
            dataKey="place"
            tickFormatter={(place: number) => dateOf(data[place - 1]?.at ?? 0)}
            tick={{ fill: 'var(--muted-foreground)', fontSize: 12 }}
            stroke="var(--border)"
            minTickGap={48}
            tickMargin={8}
          />
          <YAxis
            domain={[0, props.most ?? 'auto']}
            tickFormatter={(value: number) => `${numberOf(value)}${unit}`}
            tick={{ fill: 'var(--muted-foreground)', fontSize: 12 }}
            stroke="transparent"
            width={48}
          />
          <Tooltip
            cursor={{ stroke: 'var(--border)' }}
            content={({ active, payload }) => {
              const point = payload[0]?.payload as (TrendPoint & { place: number }) | undefined
              if (!active || point === undefined) return null
              return (
                <div className="bg-popover rounded-lg border px-3 py-2 text-xs shadow-md">
                  <p className="font-medium">{point.title}</p>
                  <p className="text-muted-foreground mt-0.5">
                    {dateOf(point.at)} · {props.name}: {numberOf(point.value)}
                    {unit}
                  </p>
                </div>
              )
            }}
          />
          <Line
            dataKey="value"
            stroke="var(--primary)"
            strokeWidth={2}
            dot={{ r: 3.5, fill: 'var(--primary)', strokeWidth: 0 }}
            activeDot={{ r: 5 }}
            isAnimationActive={false}
          />
        </LineChart>
      </ResponsiveContainer>
    </div>
  )
}
