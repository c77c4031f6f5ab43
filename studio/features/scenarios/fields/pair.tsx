import type { Bilingual, BilingualList, SpokenLanguage } from '@greenroom/contract/techniques.ts'
import { useId, useState, type ReactNode } from 'react'
import { useMessages } from '#lib/messages.ts'
import { builder } from '#messages/builder.ts'
import { cn } from '#ui/cn.ts'
import { Label } from '#ui/label.tsx'
import { Textarea } from '#ui/textarea.tsx'

const languages = ['en', 'nl'] as const

/** A heading over two fields, one for each language, side by side where there is room. */
function Pair(props: {
  label: string
  hint?: string | undefined
  children: (parts: {
    language: SpokenLanguage
    id: string
    'aria-label': string
    describedBy: string | undefined
  }) => ReactNode
}) {
  const words = useMessages(builder)
  const id = useId()
  const names = { en: words.english, nl: words.dutch }
  return (
    <div role="group" aria-labelledby={`${id}-label`} className="@container grid gap-1.5">
      <Label id={`${id}-label`} asChild>
        <span>{props.label}</span>
      </Label>
      <div className="grid gap-2 @md:grid-cols-2">
        {languages.map((language) => (
          <div key={language} className="grid gap-1">
            <span className="text-muted-foreground text-xs" aria-hidden>
              {names[language]}
            </span>
            {props.children({
              language,
              id: `${id}-${language}`,
              'aria-label': `${props.label}, ${names[language]}`,
              describedBy: props.hint === undefined ? undefined : `${id}-hint`,
            })}
          </div>
        ))}
      </div>
      {props.hint !== undefined && (
        <p id={`${id}-hint`} className="text-muted-foreground text-[0.8125rem] leading-snug">
          {props.hint}
        </p>
      )}
    </div>
  )
}

/** One text in both languages. */
export function TextPair(props: {
  label: string
  hint?: string
  value: Bilingual
  rows?: number
  readOnly?: boolean
  onChange: (value: Bilingual) => void
}) {
  return (
    <Pair label={props.label} hint={props.hint}>
      {({ language, id, describedBy, ...rest }) => (
        <Textarea
          {...rest}
          id={id}
          lang={language}
          aria-describedby={describedBy}
          rows={props.rows ?? 2}
          maxLength={2000}
          readOnly={props.readOnly === true}
          className={cn('min-h-0 resize-y', (props.rows ?? 2) === 1 && 'h-9')}
          value={props.value[language]}
          onChange={({ target }) => props.onChange({ ...props.value, [language]: target.value })}
        />
      )}
    </Pair>
  )
}

const listOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
const same = (one: readonly string[], other: readonly string[]): boolean => one.join('\n') === other.join('\n')

/** Several lines in both languages, each on a line of its own. */
export function LinesPair(props: {
  label: string
  hint?: string
  value: BilingualList
  rows?: number
  readOnly?: boolean
  onChange: (value: BilingualList) => void
}) {
  return (
    <Pair label={props.label} hint={props.hint}>
      {({ language, id, describedBy, ...rest }) => (
        <Lines
          {...rest}
          id={id}
          language={language}
          describedBy={describedBy}
          rows={props.rows ?? 4}
          readOnly={props.readOnly === true}
          value={props.value[language]}
          onChange={(lines) => props.onChange({ ...props.value, [language]: lines })}
        />
      )}
    </Pair>
  )
}

function Lines(props: {
  id: string
  'aria-label': string
  describedBy: string | undefined
  language: SpokenLanguage
  rows: number
  readOnly: boolean
  value: readonly string[]
  onChange: (value: string[]) => void
}) {
  // What is typed keeps its spaces and empty lines for as long as it says the same.
  const [typed, setTyped] = useState(props.value.join('\n'))
  const shown = same(listOf(typed), props.value) ? typed : props.value.join('\n')
  return (
    <Textarea
      id={props.id}
      lang={props.language}
      aria-label={props['aria-label']}
      aria-describedby={props.describedBy}
      rows={props.rows}
      readOnly={props.readOnly}
      className="min-h-0 resize-y leading-relaxed"
      value={shown}
      onChange={({ target }) => {
        setTyped(target.value)
        const lines = listOf(target.value)
        if (!same(lines, props.value)) props.onChange(lines)
      }}
    />
  )
}
