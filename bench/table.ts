import { inOneLine, median, type Absent, type Bench, type PreparedBench } from './measure.ts'

/** A workload in rows: who, the median and where it lay, how ours stands to it, and what a reader should know. */
type Line = readonly [workload: string, who: string, middle: string, spread: string, ratio: string, note: string]

const heading: Line = ['workload', 'who', 'median', 'from – to', 'ours is', 'to know']

const short = (number: number): string =>
  number >= 100 ? number.toFixed(0) : number >= 10 ? number.toFixed(1) : number.toFixed(2)

/** Every contestant in turn, several times over, so that a busy minute hits them alike. One round before warms everybody up. */
export const linesOf = async (bench: Bench, prepared: PreparedBench, runs: number): Promise<Line[]> => {
  const results = new Map<string, number[]>()
  const failed: Absent[] = []
  const going = () => prepared.contestants.filter(({ name }) => !failed.some((one) => one.name === name))
  for (let round = 0; round <= runs; round += 1) {
    for (const { name, kind, run } of going()) {
      try {
        const result = await run()
        if (round > 0) results.set(name, [...(results.get(name) ?? []), result])
      } catch (error) {
        if (kind !== 'peer') throw error
        failed.push({ name, why: `broke off: ${inOneLine(error)}` })
      }
    }
  }
  const medians = new Map(going().map(({ name }) => [name, median(results.get(name) ?? [])]))
  const ours = medians.get('ours') ?? NaN
  const lines: Line[] = []
  for (const { name, kind, note } of going()) {
    const numbers = results.get(name) ?? []
    const middle = medians.get(name) ?? NaN
    const ratio = bench.better === 'more' ? ours / middle : middle / ours
    lines.push([
      kind === 'ours' ? `**${bench.workload}**` : '',
      kind === 'ours' ? '**ours**' : `${name}${kind === 'limit' ? ' (the limit)' : ''}`,
      `${short(middle)} ${bench.unit}`,
      `${short(Math.min(...numbers))} – ${short(Math.max(...numbers))}`,
      kind === 'ours' ? '' : `${short(ratio)} × as good`,
      (await note?.()) ?? '',
    ])
  }
  for (const { name, why } of [...prepared.absent, ...failed]) lines.push(['', name, 'not measured', '', '', why])
  for (const { promise, kept } of await prepared.promises(medians))
    lines.push(['', kept ? 'promise kept' : '**promise NOT kept**', '', '', '', promise])
  for (const note of await prepared.notes()) lines.push(['', '', '', '', '', note])
  return lines
}

export const lineOfFailure = (bench: Bench, error: unknown): Line => [
  `**${bench.workload}**`,
  ...(['**ours**', 'could not be measured', '', ''] as const),
  inOneLine(error),
]

/** Markdown. */
export const tableOf = (lines: readonly Line[]): string =>
  [heading, heading.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
