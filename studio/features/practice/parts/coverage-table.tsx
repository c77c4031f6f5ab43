import { useState } from 'react'
import { useMessages } from '#lib/messages.ts'
import { practice } from '#messages/practice.ts'
import { cn } from '#ui/cn.ts'
import { Label } from '#ui/label.tsx'
import { Switch } from '#ui/switch.tsx'
import { WideTable } from './wide-table.tsx'

export interface CoverageColumn {
  id: string
  title: string
  /** Said under the title. */
  note?: string
}
export interface CoverageCell {
  techniqueId: string
  columnId: string
  used: number
  missed: number
}

/** Techniques down, scenarios or people across: what was heard and what was missed. Colour only repeats the numbers. */
export function CoverageTable(props: {
  label: string
  techniques: readonly { id: string; name: string }[]
  columns: readonly CoverageColumn[]
  cells: readonly CoverageCell[]
}) {
  const words = useMessages(practice).analytics
  const [onlySeen, setOnlySeen] = useState(true)
  const cells = new Map(props.cells.map((cell) => [`${cell.techniqueId} ${cell.columnId}`, cell]))
  const seen = new Set(props.cells.map((cell) => cell.techniqueId))
  const rows = props.techniques.filter(({ id }) => !onlySeen || seen.has(id))
  return (
    <>
      <div className="mb-3 flex flex-wrap items-center gap-x-6 gap-y-2">
        <Label className="font-normal">
          <Switch checked={onlySeen} onCheckedChange={setOnlySeen} />
          {words.onlySeen}
        </Label>
        <span className="text-muted-foreground text-xs">{words.legend}</span>
      </div>
      <WideTable label={props.label} className="rounded-xl border">
        <table className="w-full border-collapse text-left text-[0.8125rem]">
          <thead>
            <tr>
              <th scope="col" className="bg-background sticky left-0 z-10 px-4 py-2.5 align-bottom font-medium">
                {words.technique}
              </th>
              {props.columns.map((column) => (
                <th key={column.id} scope="col" className="min-w-24 px-2 py-2.5 align-bottom font-medium">
                  <span className="line-clamp-2">{column.title}</span>
                  {column.note !== undefined && (
                    <span className="text-muted-foreground block text-xs font-normal">{column.note}</span>
                  )}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="divide-y border-t">
            {rows.map((technique) => (
              <tr key={technique.id}>
                <th
                  scope="row"
                  className="bg-background sticky left-0 z-10 max-w-44 min-w-32 px-4 py-2 font-normal sm:max-w-64"
                >
                  {technique.name}
                </th>
                {props.columns.map((column) => {
                  const cell = cells.get(`${technique.id} ${column.id}`)
                  return (
                    <td key={column.id} className="px-2 py-1">
                      {cell === undefined ? (
                        <span className="text-muted-foreground">
                          <span aria-hidden>–</span>
                          <span className="sr-only">{words.cellNone}</span>
                        </span>
                      ) : (
                        <span
                          className={cn(
                            'inline-block rounded-md border px-2 py-0.5 tabular-nums',
                            cell.missed === 0 && 'bg-tint border-transparent',
                            cell.used === 0 && 'border-warning/60 border-dashed',
                          )}
                        >
                          <span aria-hidden>
                            {cell.used} / {cell.missed}
                          </span>
                          <span className="sr-only">{words.cell(cell.used, cell.missed)}</span>
                        </span>
                      )}
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </WideTable>
    </>
  )
}
