import type { Scenario } from '@greenroom/contract/scenarios.ts'
import { useLanguage } from '#lib/language.ts'
import { useMessages } from '#lib/messages.ts'
import { builder as room } from '#messages/builder.ts'
import { scenarios } from '#messages/scenarios.ts'
import { Field } from '#patterns/field.tsx'
import { Input } from '#ui/input.tsx'
import { NumberField } from '#features/slideshows/parts/number-field.tsx'
import { useState } from 'react'
import { techniqueOptions } from '../build/guard-fields.tsx'
import type { Builder } from '../build/use-builder.ts'
import { Choice } from '../fields/choice.tsx'
import { NameField } from '../fields/name-field.tsx'
import { LinesPair, TextPair } from '../fields/pair.tsx'
import { Picker } from '../fields/picker.tsx'
import { withFlow } from '../flow.rules.ts'
import { PartBody, Wrong } from './part.tsx'

const categories = ['discovery', 'objections', 'closing', 'custom'] as const
const difficulties = ['easy', 'medium', 'hard'] as const

/** What stands on the card, and the limits of the whole call. */
export function CallView({ builder }: { builder: Builder }) {
  const words = useMessages(room)
  const shelf = useMessages(scenarios)
  const language = useLanguage()
  const { draft, change, readOnly, techniques } = builder
  const set = (patch: Partial<Scenario>, what: string): void => change((now) => ({ ...now, ...patch }), what)
  return (
    <PartBody>
      <TextPair
        label={words.call.titleField}
        rows={1}
        value={draft.title}
        readOnly={readOnly}
        onChange={(title) => set({ title }, 'title')}
      />
      <Wrong builder={builder} at="title" />
      <TextPair
        label={words.call.description}
        rows={3}
        value={draft.description}
        readOnly={readOnly}
        onChange={(description) => set({ description }, 'description')}
      />
      <Wrong builder={builder} at="description" />
      <div className="grid items-start gap-5 sm:grid-cols-3">
        <Choice
          label={shelf.category}
          value={draft.category}
          readOnly={readOnly}
          options={categories.map((one) => [one, shelf.categories[one]])}
          onChange={(category) => set({ category }, 'category')}
        />
        <Choice
          label={shelf.difficulty}
          value={draft.difficulty}
          readOnly={readOnly}
          options={difficulties.map((one) => [one, shelf.difficulties[one]])}
          onChange={(difficulty) => set({ difficulty }, 'difficulty')}
        />
        <NameField
          label={words.call.slug}
          value={draft.slug}
          taken={[]}
          readOnly={readOnly}
          onChange={(slug) => set({ slug }, 'slug')}
        />
      </div>
      <Picker
        label={words.call.required}
        hint={words.call.requiredHint}
        options={techniqueOptions(techniques, language)}
        value={draft.required}
        readOnly={readOnly}
        onChange={(required) => set({ required }, 'required')}
      />
      {draft.required.map((id) => (
        <Wrong key={id} builder={builder} at={id} />
      ))}
      <div className="grid gap-5 sm:grid-cols-2">
        <NumberField
          label={words.call.maxTurns}
          value={draft.flow.maxTurns}
          min={4}
          max={80}
          onChange={(maxTurns) => change((now) => withFlow(now, { maxTurns }), 'maxTurns')}
        />
        <NumberField
          label={words.call.beforePitch}
          value={draft.flow.questionsBeforePitch}
          min={0}
          max={10}
          onChange={(questionsBeforePitch) => change((now) => withFlow(now, { questionsBeforePitch }), 'beforePitch')}
        />
      </div>
    </PartBody>
  )
}

/** Who the customer is, in words and in numbers. */
export function CustomerView({ builder }: { builder: Builder }) {
  const words = useMessages(room).customer
  const { draft, change, readOnly } = builder
  const { persona } = draft.flow
  const [name, setName] = useState<string | null>(null)
  const set = (patch: Partial<typeof persona>, what: string): void =>
    change((now) => withFlow(now, { persona: { ...now.flow.persona, ...patch } }), `persona ${what}`)
  return (
    <PartBody>
      <Wrong builder={builder} at="persona" />
      <Field label={words.name} error={name !== null && name.trim() === '' ? words.nameMissing : null}>
        {(parts) => (
          <Input
            {...parts}
            value={name ?? persona.name}
            maxLength={80}
            readOnly={readOnly}
            onChange={({ target }) => {
              setName(target.value)
              if (target.value.trim() !== '') set({ name: target.value.trim() }, 'name')
            }}
            onBlur={() => setName(null)}
          />
        )}
      </Field>
      <TextPair
        label={words.role}
        rows={1}
        value={persona.role}
        readOnly={readOnly}
        onChange={(role) => set({ role }, 'role')}
      />
      <TextPair
        label={words.style}
        hint={words.styleHint}
        rows={4}
        value={persona.style}
        readOnly={readOnly}
        onChange={(style) => set({ style }, 'style')}
      />
      <TextPair
        label={words.secret}
        rows={4}
        value={persona.secret}
        readOnly={readOnly}
        onChange={(secret) => set({ secret }, 'secret')}
      />
      <div className="grid items-end gap-5 sm:grid-cols-2 lg:grid-cols-4">
        <NumberField
          label={words.trust}
          value={persona.trust}
          min={0}
          max={100}
          onChange={(trust) => set({ trust }, 'trust')}
        />
        <NumberField
          label={words.patience}
          value={persona.patience}
          min={0}
          max={100}
          onChange={(patience) => set({ patience }, 'patience')}
        />
        <NumberField
          label={words.decay}
          value={persona.decay}
          min={0}
          max={20}
          onChange={(decay) => set({ decay }, 'decay')}
        />
        <NumberField
          label={words.brushOff}
          value={persona.brushOff}
          min={0}
          max={100}
          onChange={(brushOff) => set({ brushOff }, 'brushOff')}
        />
      </div>
    </PartBody>
  )
}

const mannerNames = [
  'silence',
  'goAhead',
  'notYet',
  'curt',
  'vague',
  'listens',
  'confirms',
  'asSaid',
  'nothingElse',
  'putOff',
  'puzzled',
  'offended',
  'impatient',
] as const

/** What the customer says where nothing of the story happens. */
export function MannersView({ builder }: { builder: Builder }) {
  const words = useMessages(room)
  const { draft, change, readOnly } = builder
  return (
    <PartBody>
      <p className="text-muted-foreground text-[0.8125rem]">{words.linesHint}</p>
      {mannerNames.map((name) => (
        <div key={name} id={`part-${name}`} tabIndex={-1} className="grid scroll-mt-4 gap-2 outline-none">
          <LinesPair
            label={words.manners[name]}
            rows={3}
            value={draft.flow.manners[name]}
            readOnly={readOnly}
            onChange={(lines) =>
              change((now) => withFlow(now, { manners: { ...now.flow.manners, [name]: lines } }), `manners ${name}`)
            }
          />
          <Wrong builder={builder} at={name} />
        </div>
      ))}
    </PartBody>
  )
}

/** What the trainee reads before the call. */
export function BriefView({ builder }: { builder: Builder }) {
  const words = useMessages(room).brief
  const { draft, change, readOnly } = builder
  const set = (patch: Partial<Scenario['brief']>, what: string): void =>
    change((now) => ({ ...now, brief: { ...now.brief, ...patch } }), `brief ${what}`)
  return (
    <PartBody>
      <Wrong builder={builder} at="brief" />
      <TextPair
        label={words.goal}
        rows={3}
        value={draft.brief.goal}
        readOnly={readOnly}
        onChange={(goal) => set({ goal }, 'goal')}
      />
      <TextPair
        label={words.you}
        rows={4}
        value={draft.brief.you}
        readOnly={readOnly}
        onChange={(you) => set({ you }, 'you')}
      />
      <TextPair
        label={words.customer}
        rows={4}
        value={draft.brief.customer}
        readOnly={readOnly}
        onChange={(customer) => set({ customer }, 'customer')}
      />
      <LinesPair
        label={words.factSheet}
        hint={words.oneEach}
        rows={7}
        value={draft.brief.factSheet}
        readOnly={readOnly}
        onChange={(factSheet) => set({ factSheet }, 'factSheet')}
      />
      <LinesPair
        label={words.limits}
        hint={words.oneEach}
        rows={4}
        value={draft.brief.limits}
        readOnly={readOnly}
        onChange={(limits) => set({ limits }, 'limits')}
      />
    </PartBody>
  )
}
