import type { ScenarioObjection } from '@greenroom/contract/scenarios.ts'
import { useLanguage } from '#lib/language.ts'
import { useMessages } from '#lib/messages.ts'
import { builder as room } from '#messages/builder.ts'
import { NumberField } from '#features/slideshows/parts/number-field.tsx'
import { techniqueOptions } from '../build/guard-fields.tsx'
import type { Builder } from '../build/use-builder.ts'
import { Choice } from '../fields/choice.tsx'
import { NameField } from '../fields/name-field.tsx'
import { LinesPair, TextPair } from '../fields/pair.tsx'
import { Picker } from '../fields/picker.tsx'
import { freeName, renameThing, withFlow } from '../flow.rules.ts'
import { AddButton, Check, Item, Nothing, PartBody } from './part.tsx'
import { Button } from '#ui/button.tsx'
import { Trash2Icon } from 'lucide-react'

type Step = ScenarioObjection['steps'][number]
const noLines = { en: [], nl: [] }
const stages = ['heard', 'explored', 'answered', 'settled'] as const
const newStep = (stage: Step['stage']): Step => ({ stage, by: [], skippable: false, tells: null, lines: noLines })
const newObjection = (id: string): ScenarioObjection => ({
  id,
  names: { en: '', nl: '' },
  smokescreen: false,
  steps: [newStep('heard'), newStep('settled')],
  raise: noLines,
  insist: noLines,
  tries: 3,
})

/** What stands in the way of a yes, and how it is taken away. */
export function ObjectionsView({ builder }: { builder: Builder }) {
  const words = useMessages(room)
  const { objections } = builder.draft.flow
  const ids = objections.map(({ id }) => id)
  return (
    <PartBody>
      {objections.length === 0 && <Nothing text={words.objections.none} />}
      {objections.map((objection) => (
        <Objection key={objection.id} builder={builder} objection={objection} />
      ))}
      {objections.length < 20 && (
        <AddButton
          builder={builder}
          label={words.objections.add}
          onClick={() =>
            builder.change((now) =>
              withFlow(now, { objections: [...now.flow.objections, newObjection(freeName('objection', ids))] }),
            )
          }
        />
      )}
    </PartBody>
  )
}

function Objection({ builder, objection }: { builder: Builder; objection: ScenarioObjection }) {
  const words = useMessages(room)
  const language = useLanguage()
  const { draft, change, readOnly } = builder
  const set = (patch: Partial<ScenarioObjection>, what: string): void =>
    change(
      (now) =>
        withFlow(now, {
          objections: now.flow.objections.map((one) => (one.id === objection.id ? { ...one, ...patch } : one)),
        }),
      `objection ${objection.id} ${what}`,
    )
  const setStep = (place: number, step: Step): void =>
    set({ steps: objection.steps.map((one, at) => (at === place ? step : one)) }, `step ${place}`)
  return (
    <Item
      builder={builder}
      id={objection.id}
      title={objection.names[language] || objection.id}
      onRemove={() =>
        change((now) => withFlow(now, { objections: now.flow.objections.filter(({ id }) => id !== objection.id) }))
      }
    >
      <NameField
        value={objection.id}
        taken={draft.flow.objections.map(({ id }) => id)}
        readOnly={readOnly}
        onChange={(id) => change((now) => renameThing(now, 'objections', objection.id, id))}
      />
      <TextPair
        label={words.objections.names}
        rows={1}
        value={objection.names}
        readOnly={readOnly}
        onChange={(names) => set({ names }, 'names')}
      />
      <Check
        label={words.objections.smokescreen}
        value={objection.smokescreen}
        readOnly={readOnly}
        onChange={(smokescreen) => set({ smokescreen }, 'smokescreen')}
      />
      <LinesPair
        label={words.objections.raise}
        hint={words.linesHint}
        value={objection.raise}
        readOnly={readOnly}
        onChange={(raise) => set({ raise }, 'raise')}
      />
      <div>
        <h4 className="text-sm font-medium">{words.objections.steps}</h4>
        <ol className="mt-3 grid gap-4">
          {objection.steps.map((step, place) => (
            // Steps have no names; their order is what they are.
            <li key={place} className="border-input grid gap-4 border-l-2 pl-4">
              <StepFields
                builder={builder}
                step={step}
                number={place + 1}
                onChange={(next) => setStep(place, next)}
                onRemove={() => set({ steps: objection.steps.filter((_, at) => at !== place) }, 'steps')}
              />
            </li>
          ))}
        </ol>
        {objection.steps.length < 6 && (
          <div className="mt-3">
            <AddButton
              builder={builder}
              label={words.objections.addStep}
              onClick={() => set({ steps: [...objection.steps, newStep('answered')] }, 'steps')}
            />
          </div>
        )}
      </div>
      <LinesPair
        label={words.objections.insist}
        hint={words.linesHint}
        value={objection.insist}
        readOnly={readOnly}
        onChange={(insist) => set({ insist }, 'insist')}
      />
      <NumberField
        label={words.objections.tries}
        value={objection.tries}
        min={1}
        max={10}
        onChange={(tries) => set({ tries }, 'tries')}
      />
    </Item>
  )
}

function StepFields(props: {
  builder: Builder
  step: Step
  number: number
  onChange: (step: Step) => void
  onRemove: () => void
}) {
  const words = useMessages(room)
  const language = useLanguage()
  const { step, onChange, builder } = props
  const { readOnly, techniques, draft } = builder
  const facts = draft.flow.facts.map(({ id, truth }): [string, string] => [id, truth[language] || id])
  return (
    <>
      <div className="flex items-center justify-between gap-3">
        <span className="text-[0.8125rem] font-medium">{words.objections.step(props.number)}</span>
        {!readOnly && (
          <Button
            type="button"
            variant="ghost"
            size="icon-sm"
            aria-label={`${words.remove}: ${words.objections.step(props.number)}`}
            onClick={props.onRemove}
          >
            <Trash2Icon />
          </Button>
        )}
      </div>
      <Picker
        label={words.objections.by}
        options={techniqueOptions(techniques, language)}
        value={step.by}
        readOnly={readOnly}
        onChange={(by) => onChange({ ...step, by })}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <Choice
          label={words.objections.stage}
          value={step.stage}
          readOnly={readOnly}
          options={stages.map((stage) => [stage, words.objections.stages[stage]])}
          onChange={(stage) => onChange({ ...step, stage })}
        />
        <Choice
          label={words.objections.tells}
          value={step.tells ?? 'no fact'}
          readOnly={readOnly}
          options={[['no fact', words.objections.nothing], ...facts]}
          onChange={(tells) => onChange({ ...step, tells: tells === 'no fact' ? null : tells })}
        />
      </div>
      <Check
        label={words.objections.skippable}
        value={step.skippable}
        readOnly={readOnly}
        onChange={(skippable) => onChange({ ...step, skippable })}
      />
      <LinesPair
        label={words.objections.lines}
        hint={words.linesHint}
        rows={3}
        value={step.lines}
        readOnly={readOnly}
        onChange={(lines) => onChange({ ...step, lines })}
      />
    </>
  )
}
