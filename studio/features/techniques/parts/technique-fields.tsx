import type { Structure, TechniquePhase } from '@greenroom/contract/techniques.ts'
import { useLanguage } from '#lib/language.ts'
import { useMessages } from '#lib/messages.ts'
import { techniques } from '#messages/techniques.ts'
import { Field } from '#patterns/field.tsx'
import { Input } from '#ui/input.tsx'
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from '#ui/select.tsx'
import { Textarea } from '#ui/textarea.tsx'
import { languages, type PartField, type TechniqueField, type TechniqueValues } from '../techniques.rules.ts'

type Wrong = Partial<Record<TechniqueField, string>>

/** The fields of a technique. They keep their own values; their names are those of the server's complaints. */
export function TechniqueFields(props: {
  values: TechniqueValues
  isNew: boolean
  structure: Structure | null
  phases: readonly TechniquePhase[]
  wrong: Wrong
}) {
  const words = useMessages(techniques)
  const language = useLanguage()
  const { form } = words
  const { values, wrong } = props
  const common = { values, wrong }
  return (
    <>
      <Both {...common} part="names" label={form.name} rows={1} autoFocus />
      <Both {...common} part="summary" label={form.summary} rows={2} />
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <Field label={form.phase} error={wrong.phase}>
          {(parts) => (
            <Select name="phase" defaultValue={values.phase}>
              <SelectTrigger {...parts} className="w-full">
                <SelectValue />
              </SelectTrigger>
              <SelectContent position="popper">
                {props.phases.map(({ key, names }) => (
                  <SelectItem key={key} value={String(key)}>
                    {names[language]}
                  </SelectItem>
                ))}
              </SelectContent>
            </Select>
          )}
        </Field>
        {props.isNew && (
          <Field label={form.handle} hint={form.handleHint} error={wrong.id} optional>
            {(parts) => (
              <Input {...parts} name="id" maxLength={60} autoComplete="off" spellCheck={false} className="font-mono" />
            )}
          </Field>
        )}
      </div>
      <Syntax />
      <Both {...common} part="cues" label={form.cues} hint={form.cuesHint} rows={6} mono />
      <Both {...common} part="antiCues" label={form.antiCues} hint={form.antiCuesHint} rows={3} mono />
      {props.structure !== null && (
        <div className="grid gap-1 text-sm">
          <p className="font-medium">{words.structure}</p>
          <p>{words.structures[props.structure]}</p>
          <p className="text-muted-foreground text-[0.8125rem]">{form.structureFixed}</p>
        </div>
      )}
      <Both {...common} part="examples" label={form.examples} hint={form.examplesHint} rows={3} />
    </>
  )
}

/** One field for each language, side by side where there is room. */
function Both(props: {
  part: 'names' | 'summary' | 'cues' | 'antiCues' | 'examples'
  label: string
  hint?: string
  rows: number
  mono?: true
  autoFocus?: true
  values: TechniqueValues
  wrong: Wrong
}) {
  const words = useMessages(techniques)
  return (
    <div className="grid items-start gap-4 sm:grid-cols-2">
      {languages.map((language) => {
        const field: PartField = `${props.part}.${language}`
        return (
          <Field
            key={language}
            label={`${props.label} (${words.languages[language]})`}
            error={props.wrong[field]}
            {...(props.hint === undefined ? {} : { hint: props.hint })}
          >
            {(parts) => {
              const shared = { ...parts, name: field, lang: language, defaultValue: props.values[field] }
              return props.rows === 1 ? (
                <Input
                  {...shared}
                  maxLength={2000}
                  autoComplete="off"
                  autoFocus={props.autoFocus === true && language === 'en'}
                />
              ) : (
                <Textarea
                  {...shared}
                  rows={props.rows}
                  spellCheck={props.mono !== true}
                  className={props.mono === true ? 'max-h-72 font-mono text-[0.8125rem]' : undefined}
                />
              )
            }}
          </Field>
        )
      })}
    </div>
  )
}

function Syntax() {
  const { form } = useMessages(techniques)
  return (
    <details className="rounded-lg border px-3.5 py-2.5 text-sm">
      <summary className="cursor-pointer font-medium">{form.syntax}</summary>
      <p className="text-muted-foreground mt-2 leading-relaxed">{form.syntaxText}</p>
      <dl className="mt-2.5 grid grid-cols-[auto_1fr] items-baseline gap-x-4 gap-y-1.5">
        {Object.values(form.marks).map(([written, meaning]) => (
          <div key={written} className="contents">
            <dt>
              <code className="bg-muted rounded px-1.5 py-0.5 font-mono text-xs">{written}</code>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </details>
  )
}
