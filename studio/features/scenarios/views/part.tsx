import { PlusIcon, Trash2Icon, TriangleAlertIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import type { FlowFinding } from '@greenroom/contract/scenarios.ts'
import { useMessages } from '#lib/messages.ts'
import { builder as room } from '#messages/builder.ts'
import { Button } from '#ui/button.tsx'
import { cn } from '#ui/cn.ts'
import { findingText } from '../findings.rules.ts'
import type { Builder } from '../build/use-builder.ts'

/** A part of the scenario as a page of fields. */
export function PartBody({ children }: { children: ReactNode }) {
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <div className="mx-auto grid max-w-4xl gap-6 px-5 py-6 sm:px-8">{children}</div>
    </div>
  )
}

/** What is wrong with one thing, beside it. */
export function Wrong({ builder, at }: { builder: Builder; at: string }) {
  const words = useMessages(room)
  const found = builder.findings.filter((finding) => finding.at === at)
  if (found.length === 0) return null
  return (
    <ul className="grid gap-1 text-[0.8125rem] leading-snug">
      {found.map((finding) => (
        <li key={keyOfFinding(finding)} className={cn('flex gap-1.5', toneOf(finding))}>
          <TriangleAlertIcon className="mt-0.5 size-3.5 shrink-0" aria-hidden />
          {findingText(finding, words.findings)}
        </li>
      ))}
    </ul>
  )
}
export const keyOfFinding = ({ code, at, sentence }: FlowFinding): string => `${code} ${at} ${sentence}`
export const toneOf = ({ severity }: FlowFinding): string =>
  severity === 'error' ? 'text-destructive' : 'text-warning'

/** One fact, objection or check of a list. */
export function Item(props: {
  builder: Builder
  id: string
  title: string
  onRemove: () => void
  children: ReactNode
}) {
  const words = useMessages(room)
  return (
    <section
      id={`part-${props.id}`}
      tabIndex={-1}
      aria-label={props.title}
      className="bg-card focus-visible:ring-ring grid scroll-mt-4 gap-5 rounded-xl border p-5 outline-none focus:ring-2"
    >
      <div className="flex items-start justify-between gap-3">
        <h3 className="min-w-0 text-sm font-semibold text-pretty">{props.title}</h3>
        {!props.builder.readOnly && (
          <Button
            type="button"
            variant="ghost"
            size="icon-sm"
            className="-mt-1 -mr-1"
            aria-label={`${words.remove}: ${props.title}`}
            onClick={props.onRemove}
          >
            <Trash2Icon />
          </Button>
        )}
      </div>
      <Wrong builder={props.builder} at={props.id} />
      {props.children}
    </section>
  )
}

export function AddButton(props: { label: string; builder: Builder; onClick: () => void }) {
  if (props.builder.readOnly) return null
  return (
    <Button type="button" variant="outline" className="justify-self-start" onClick={props.onClick}>
      <PlusIcon />
      {props.label}
    </Button>
  )
}

export const Nothing = ({ text }: { text: string }) => <p className="text-muted-foreground text-sm">{text}</p>

/** A yes or no. */
export function Check(props: { label: string; value: boolean; readOnly: boolean; onChange: (value: boolean) => void }) {
  return (
    <label className="flex items-center gap-2.5 text-sm">
      <input
        type="checkbox"
        className="accent-primary size-4"
        checked={props.value}
        disabled={props.readOnly}
        onChange={({ target }) => props.onChange(target.checked)}
      />
      {props.label}
    </label>
  )
}
