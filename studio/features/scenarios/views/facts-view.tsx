import type { ScenarioFact } from '@greenroom/contract/scenarios.ts'
import { useLanguage } from '#lib/language.ts'
import { useMessages } from '#lib/messages.ts'
import { builder as room } from '#messages/builder.ts'
import { NumberField } from '#features/slideshows/parts/number-field.tsx'
import { techniqueOptions } from '../build/guard-fields.tsx'
import type { Builder } from '../build/use-builder.ts'
import { NameField } from '../fields/name-field.tsx'
import { LinesPair, TextPair } from '../fields/pair.tsx'
import { Picker } from '../fields/picker.tsx'
import { freeName, renameThing, withFlow } from '../flow.rules.ts'
import { AddButton, Item, Nothing, PartBody } from './part.tsx'

const noLines = { en: [], nl: [] }
const newFact = (id: string): ScenarioFact => ({
  id,
  truth: { en: '', nl: '' },
  keys: noLines,
  reveal: { by: [], about: noLines, after: [], trust: 0, probes: 1 },
  tells: noLines,
  hints: noLines,
})

/** What the customer knows and tells only after the right question. */
export function FactsView({ builder }: { builder: Builder }) {
  const words = useMessages(room)
  const { draft, change } = builder
  const { facts } = draft.flow
  const ids = facts.map(({ id }) => id)
  return (
    <PartBody>
      {facts.length === 0 && <Nothing text={words.facts.none} />}
      {facts.map((fact) => (
        <Fact key={fact.id} builder={builder} fact={fact} />
      ))}
      {facts.length < 30 && (
        <AddButton
          builder={builder}
          label={words.facts.add}
          onClick={() => change((now) => withFlow(now, { facts: [...now.flow.facts, newFact(freeName('fact', ids))] }))}
        />
      )}
    </PartBody>
  )
}

function Fact({ builder, fact }: { builder: Builder; fact: ScenarioFact }) {
  const words = useMessages(room)
  const language = useLanguage()
  const { draft, change, readOnly, techniques } = builder
  const { facts } = draft.flow
  const set = (patch: Partial<ScenarioFact>, what: string): void =>
    change(
      (now) => withFlow(now, { facts: now.flow.facts.map((one) => (one.id === fact.id ? { ...one, ...patch } : one)) }),
      `fact ${fact.id} ${what}`,
    )
  const reveal = (patch: Partial<ScenarioFact['reveal']>, what: string): void =>
    set({ reveal: { ...fact.reveal, ...patch } }, what)
  return (
    <Item
      builder={builder}
      id={fact.id}
      title={fact.truth[language] || fact.id}
      onRemove={() => change((now) => withFlow(now, { facts: now.flow.facts.filter(({ id }) => id !== fact.id) }))}
    >
      <NameField
        value={fact.id}
        taken={facts.map(({ id }) => id)}
        readOnly={readOnly}
        onChange={(id) => change((now) => renameThing(now, 'facts', fact.id, id))}
      />
      <TextPair
        label={words.facts.truth}
        value={fact.truth}
        readOnly={readOnly}
        onChange={(truth) => set({ truth }, 'truth')}
      />
      <LinesPair
        label={words.facts.keys}
        hint={words.cuesHint}
        rows={2}
        value={fact.keys}
        readOnly={readOnly}
        onChange={(keys) => set({ keys }, 'keys')}
      />
      <Picker
        label={words.facts.by}
        options={techniqueOptions(techniques, language)}
        value={fact.reveal.by}
        readOnly={readOnly}
        onChange={(by) => reveal({ by }, 'by')}
      />
      <LinesPair
        label={words.facts.about}
        hint={words.cuesHint}
        rows={2}
        value={fact.reveal.about}
        readOnly={readOnly}
        onChange={(about) => reveal({ about }, 'about')}
      />
      <Picker
        label={words.facts.after}
        options={facts
          .filter(({ id }) => id !== fact.id)
          .map(({ id, truth }) => ({ value: id, label: id, hint: truth[language] }))}
        value={fact.reveal.after}
        readOnly={readOnly}
        onChange={(after) => reveal({ after }, 'after')}
      />
      <div className="grid gap-5 sm:grid-cols-2">
        <NumberField
          label={words.facts.trust}
          value={fact.reveal.trust}
          min={0}
          max={100}
          onChange={(trust) => reveal({ trust }, 'trust')}
        />
        <NumberField
          label={words.facts.probes}
          value={fact.reveal.probes}
          min={1}
          max={5}
          onChange={(probes) => reveal({ probes }, 'probes')}
        />
      </div>
      <LinesPair
        label={words.facts.tells}
        hint={words.linesHint}
        value={fact.tells}
        readOnly={readOnly}
        onChange={(tells) => set({ tells }, 'tells')}
      />
      <LinesPair
        label={words.facts.hints}
        hint={words.linesHint}
        value={fact.hints}
        readOnly={readOnly}
        onChange={(hints) => set({ hints }, 'hints')}
      />
    </Item>
  )
}
