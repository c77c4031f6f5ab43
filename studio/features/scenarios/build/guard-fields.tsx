import type { Guard, Scenario } from '@greenroom/contract/scenarios.ts'
import { PlusIcon, XIcon } from 'lucide-react'
import { useMessages } from '#lib/messages.ts'
import { builder as room } from '#messages/builder.ts'
import { Button } from '#ui/button.tsx'
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuTrigger } from '#ui/dropdown-menu.tsx'
import { NumberField } from '#features/slideshows/parts/number-field.tsx'
import { useLanguage } from '#lib/language.ts'
import { LinesPair } from '../fields/pair.tsx'
import { Picker, type Option } from '../fields/picker.tsx'
import type { Techniques } from '../scenarios.api.ts'

type Name = keyof Guard
const lists = ['used', 'seen', 'faults', 'facts', 'settled', 'unraised', 'stuck'] as const
const numbers = ['factsAtLeast', 'trustAtLeast', 'trustBelow', 'patienceBelow', 'turnsAtLeast'] as const
const groups = ['any', 'none'] as const
const order: readonly Name[] = [
  'used',
  'about',
  'faults',
  'seen',
  'facts',
  'factsAtLeast',
  'settled',
  'unraised',
  'stuck',
  'trustAtLeast',
  'trustBelow',
  'patienceBelow',
  'turnsAtLeast',
  'any',
  'none',
]
const empty = (name: Name): Guard => {
  if (name === 'about') return { about: { en: [], nl: [] } }
  if (groups.some((one) => one === name)) return { [name]: [{}] }
  if (numbers.some((one) => one === name))
    return { [name]: name === 'factsAtLeast' ? 1 : name === 'turnsAtLeast' ? 2 : 50 }
  return { [name]: [] }
}

/** A condition as fields: each of them can be added and taken away; inside "any" and "none" it begins again. */
export function GuardFields(props: {
  guard: Guard
  draft: Scenario
  techniques: Techniques
  readOnly: boolean
  depth?: number
  onChange: (guard: Guard) => void
}) {
  const words = useMessages(room)
  const { guard, draft, readOnly, depth = 0 } = props
  const options = useOptions(draft, props.techniques)
  const set = (patch: Guard): void => props.onChange({ ...guard, ...patch })
  const remove = (name: Name): void => {
    const { [name]: _gone, ...rest } = guard
    props.onChange(rest)
  }
  const present = order.filter((name) => guard[name] !== undefined)
  const absent = order.filter((name) => guard[name] === undefined && (depth < 2 || (name !== 'any' && name !== 'none')))
  return (
    <div className="grid gap-4">
      {present.map((name) => (
        <div key={name} className="relative rounded-lg border p-3 pr-9">
          <One name={name} guard={guard} options={options} readOnly={readOnly} onChange={set} />
          {groups.flatMap((group) =>
            group !== name
              ? []
              : [
                  <div key={group} className="grid gap-3">
                    <span className="text-sm font-medium">{words.guard[group]}</span>
                    {(guard[group] ?? []).map((inner, place) => (
                      // The place is all that tells alternatives apart.
                      <div key={place} className="border-input border-l-2 pl-3">
                        <GuardFields
                          {...props}
                          guard={inner}
                          depth={depth + 1}
                          onChange={(next) =>
                            set({ [group]: (guard[group] ?? []).map((one, at) => (at === place ? next : one)) })
                          }
                        />
                      </div>
                    ))}
                    {!readOnly && (
                      <Button
                        type="button"
                        size="sm"
                        variant="ghost"
                        className="justify-self-start"
                        onClick={() => set({ [group]: [...(guard[group] ?? []), {}] })}
                      >
                        <PlusIcon />
                        {words.addAlternative}
                      </Button>
                    )}
                  </div>,
                ],
          )}
          {!readOnly && (
            <Button
              type="button"
              variant="ghost"
              size="icon-sm"
              className="absolute top-1.5 right-1.5 size-7"
              aria-label={`${words.remove}: ${words.guard[name]}`}
              onClick={() => remove(name)}
            >
              <XIcon />
            </Button>
          )}
        </div>
      ))}
      {!readOnly && (
        <DropdownMenu>
          <DropdownMenuTrigger asChild>
            <Button type="button" variant="outline" size="sm" className="justify-self-start">
              <PlusIcon />
              {words.addCondition}
            </Button>
          </DropdownMenuTrigger>
          <DropdownMenuContent align="start" className="max-h-80 overflow-y-auto">
            {absent.map((name) => (
              <DropdownMenuItem key={name} onSelect={() => set(empty(name))}>
                {words.guard[name]}
              </DropdownMenuItem>
            ))}
          </DropdownMenuContent>
        </DropdownMenu>
      )}
    </div>
  )
}

type Options = Readonly<Record<(typeof lists)[number], readonly Option[]>>

function One(props: {
  name: Name
  guard: Guard
  options: Options
  readOnly: boolean
  onChange: (patch: Guard) => void
}) {
  const words = useMessages(room)
  const { name, guard, readOnly } = props
  const list = lists.find((one) => one === name)
  if (list !== undefined)
    return (
      <Picker
        label={words.guard[list]}
        options={props.options[list]}
        value={guard[list] ?? []}
        readOnly={readOnly}
        onChange={(value) => props.onChange({ [list]: value })}
      />
    )
  const number = numbers.find((one) => one === name)
  if (number !== undefined)
    return (
      <NumberField
        label={words.guard[number]}
        value={guard[number] ?? 0}
        min={0}
        max={100}
        onChange={(value) => props.onChange({ [number]: value })}
      />
    )
  if (name !== 'about') return null
  return (
    <LinesPair
      label={words.guard.about}
      hint={words.cuesHint}
      rows={2}
      value={guard.about ?? { en: [], nl: [] }}
      readOnly={readOnly}
      onChange={(about) => props.onChange({ about })}
    />
  )
}

function useOptions({ flow }: Scenario, techniques: Techniques): Options {
  const language = useLanguage()
  const used = techniqueOptions(techniques, language)
  const objections = flow.objections.map(({ id, names }) => ({ value: id, label: names[language] || id }))
  return {
    used,
    seen: used,
    faults: techniques.mistakes.map(({ id, names, summary }) => ({
      value: id,
      label: names[language],
      hint: summary[language],
    })),
    facts: flow.facts.map(({ id, truth }) => ({ value: id, label: id, hint: truth[language] })),
    settled: objections,
    unraised: objections,
    stuck: objections,
  }
}

export const techniqueOptions = ({ list }: Techniques, language: 'en' | 'nl'): Option[] =>
  list.map(({ id, names, summary }) => ({ value: id, label: names[language], hint: summary[language] }))
