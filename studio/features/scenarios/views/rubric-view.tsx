import type { CheckRule, RubricCheck, Scenario } from '@greenroom/contract/scenarios.ts'
import { useLanguage } from '#lib/language.ts'
import { useMessages } from '#lib/messages.ts'
import { builder as room } from '#messages/builder.ts'
import { calls } from '#messages/calls.ts'
import { NumberField } from '#features/slideshows/parts/number-field.tsx'
import { techniqueOptions } from '../build/guard-fields.tsx'
import type { Builder } from '../build/use-builder.ts'
import { Choice } from '../fields/choice.tsx'
import { NameField } from '../fields/name-field.tsx'
import { TextPair } from '../fields/pair.tsx'
import { Picker } from '../fields/picker.tsx'
import { freeName } from '../flow.rules.ts'
import { AddButton, Check, Item, Nothing, PartBody, Wrong } from './part.tsx'

const phases = ['preparation', 'discovery', 'proposal', 'closing'] as const
const kinds = ['technique', 'order', 'without', 'fact', 'objection', 'outcome', 'talk_share', 'judgement'] as const
const stages = ['open', 'heard', 'explored', 'answered', 'settled', 'stuck'] as const
const outcomes = ['won', 'next_step', 'lost', 'hang_up', 'time_up'] as const

/** A rule of each kind that the shape allows; what it names is the first there is. */
const newRule = (kind: CheckRule['kind'], { flow }: Scenario): CheckRule => {
  switch (kind) {
    case 'technique':
      return { kind, anyOf: ['open_question'], times: 1 }
    case 'order':
      return { kind, techniques: ['laer_acknowledge', 'laer_explore'] }
    case 'without':
      return { kind, faults: ['arguing'] }
    case 'fact':
      return { kind, factId: flow.facts[0]?.id ?? 'fact' }
    case 'objection':
      return { kind, objectionId: flow.objections[0]?.id ?? 'objection', stage: 'settled' }
    case 'outcome':
      return { kind, anyOf: ['won', 'next_step'] }
    case 'talk_share':
      return { kind, atMost: 65 }
    case 'judgement':
      return { kind }
  }
}

/** How a call is scored: every check with its weight, and what each part counts for. */
export function RubricView({ builder }: { builder: Builder }) {
  const words = useMessages(room)
  const { phases: phaseNames } = useMessages(calls)
  const { draft, change } = builder
  const { rubric } = draft
  const set = (patch: Partial<Scenario['rubric']>, what: string | null): void =>
    change((now) => ({ ...now, rubric: { ...now.rubric, ...patch } }), what)
  return (
    <PartBody>
      <div className="grid items-start gap-5 sm:grid-cols-5">
        <NumberField
          label={words.rubric.passMark}
          value={rubric.passMark}
          min={0}
          max={100}
          onChange={(passMark) => set({ passMark }, 'passMark')}
        />
        <div role="group" aria-label={words.rubric.phaseWeights} className="contents">
          {phases.map((phase) => (
            <NumberField
              key={phase}
              label={phaseNames[phase]}
              value={rubric.phaseWeights[phase]}
              min={0}
              max={100}
              onChange={(weight) =>
                set({ phaseWeights: { ...rubric.phaseWeights, [phase]: weight } }, `weight ${phase}`)
              }
            />
          ))}
        </div>
      </div>
      {rubric.checks.length === 0 && <Nothing text={words.rubric.none} />}
      {rubric.checks.map((check) => (
        <CheckFields key={check.id} builder={builder} check={check} />
      ))}
      <Wrong builder={builder} at="" />
      {rubric.checks.length < 40 && (
        <AddButton
          builder={builder}
          label={words.rubric.add}
          onClick={() =>
            set(
              {
                checks: [
                  ...rubric.checks,
                  {
                    id: freeName(
                      'check',
                      rubric.checks.map(({ id }) => id),
                    ),
                    phase: 'discovery',
                    question: { en: '', nl: '' },
                    rule: newRule('technique', draft),
                    weight: 2,
                    blocker: false,
                  },
                ],
              },
              null,
            )
          }
        />
      )}
    </PartBody>
  )
}

function CheckFields({ builder, check }: { builder: Builder; check: RubricCheck }) {
  const words = useMessages(room)
  const { phases: phaseNames } = useMessages(calls)
  const language = useLanguage()
  const { draft, change, readOnly } = builder
  const setChecks = (how: (checks: RubricCheck[]) => RubricCheck[], what: string | null): void =>
    change((now) => ({ ...now, rubric: { ...now.rubric, checks: how(now.rubric.checks) } }), what)
  const set = (patch: Partial<RubricCheck>, what: string): void =>
    setChecks(
      (checks) => checks.map((one) => (one.id === check.id ? { ...one, ...patch } : one)),
      `check ${check.id} ${what}`,
    )
  return (
    <Item
      builder={builder}
      id={check.id}
      title={check.question[language] || check.id}
      onRemove={() => setChecks((checks) => checks.filter(({ id }) => id !== check.id), null)}
    >
      <TextPair
        label={words.rubric.question}
        value={check.question}
        readOnly={readOnly}
        onChange={(question) => set({ question }, 'question')}
      />
      <div className="grid items-start gap-5 sm:grid-cols-3">
        <Choice
          label={words.phase}
          value={check.phase}
          readOnly={readOnly}
          options={phases.map((phase) => [phase, phaseNames[phase]])}
          onChange={(phase) => set({ phase }, 'phase')}
        />
        <NumberField
          label={words.rubric.weight}
          value={check.weight}
          min={1}
          max={10}
          onChange={(weight) => set({ weight }, 'weight')}
        />
        <NameField
          value={check.id}
          taken={draft.rubric.checks.map(({ id }) => id)}
          readOnly={readOnly}
          onChange={(id) => set({ id }, 'id')}
        />
      </div>
      <Choice
        label={words.rubric.rule}
        value={check.rule.kind}
        readOnly={readOnly}
        options={kinds.map((kind) => [kind, words.rubric.rules[kind]])}
        onChange={(kind) => set({ rule: newRule(kind, draft) }, 'rule')}
      />
      <RuleFields builder={builder} rule={check.rule} onChange={(rule) => set({ rule }, 'rule')} />
      <Check
        label={words.rubric.blocker}
        value={check.blocker}
        readOnly={readOnly}
        onChange={(blocker) => set({ blocker }, 'blocker')}
      />
    </Item>
  )
}

function RuleFields(props: { builder: Builder; rule: CheckRule; onChange: (rule: CheckRule) => void }) {
  const words = useMessages(room)
  const language = useLanguage()
  const { rule, onChange } = props
  const { draft, techniques, readOnly } = props.builder
  const all = techniqueOptions(techniques, language)
  const name = words.rubric.rules[rule.kind]
  switch (rule.kind) {
    case 'technique':
      return (
        <div className="grid gap-5 sm:grid-cols-[1fr_9rem]">
          {/* At least one must stay: without any the check would say nothing. */}
          <Picker
            label={name}
            options={all}
            value={rule.anyOf}
            readOnly={readOnly}
            onChange={(anyOf) => anyOf.length > 0 && onChange({ ...rule, anyOf })}
          />
          <NumberField
            label={words.rubric.times}
            value={rule.times}
            min={1}
            max={20}
            onChange={(times) => onChange({ ...rule, times })}
          />
        </div>
      )
    case 'order':
      return (
        <Picker
          label={name}
          options={all}
          value={rule.techniques}
          readOnly={readOnly}
          onChange={(list) => list.length > 1 && onChange({ ...rule, techniques: list })}
        />
      )
    case 'without':
      return (
        <Picker
          label={name}
          options={techniques.mistakes.map(({ id, names, summary }) => ({
            value: id,
            label: names[language],
            hint: summary[language],
          }))}
          value={rule.faults}
          readOnly={readOnly}
          onChange={(list) => {
            const faults = techniques.mistakes.map(({ id }) => id).filter((id) => list.includes(id))
            if (faults.length > 0) onChange({ ...rule, faults })
          }}
        />
      )
    case 'fact':
      return (
        <Choice
          label={words.fact}
          value={rule.factId}
          readOnly={readOnly}
          options={draft.flow.facts.map(({ id, truth }) => [id, truth[language] || id])}
          onChange={(factId) => onChange({ ...rule, factId })}
        />
      )
    case 'objection':
      return (
        <div className="grid gap-5 sm:grid-cols-2">
          <Choice
            label={words.objection}
            value={rule.objectionId}
            readOnly={readOnly}
            options={draft.flow.objections.map(({ id, names }) => [id, names[language] || id])}
            onChange={(objectionId) => onChange({ ...rule, objectionId })}
          />
          <Choice
            label={words.objections.stage}
            value={rule.stage}
            readOnly={readOnly}
            options={stages.map((stage) => [stage, words.rubric.stages[stage]])}
            onChange={(stage) => onChange({ ...rule, stage })}
          />
        </div>
      )
    case 'outcome':
      return (
        <Picker
          label={name}
          options={outcomes.map((outcome) => ({ value: outcome, label: words.outcomes[outcome] }))}
          value={rule.anyOf}
          readOnly={readOnly}
          onChange={(list) => {
            const anyOf = outcomes.filter((outcome) => list.includes(outcome))
            if (anyOf.length > 0) onChange({ ...rule, anyOf })
          }}
        />
      )
    case 'talk_share':
      return (
        <NumberField
          label={words.rubric.percent}
          value={rule.atMost}
          min={0}
          max={100}
          onChange={(atMost) => onChange({ ...rule, atMost })}
        />
      )
    case 'judgement':
      return null
  }
}
