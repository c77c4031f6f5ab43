import { useState, type FormEvent } from 'react'
import { ApiProblem } from './api.ts'
import { useFieldText, type FieldText } from './problem-text.ts'

type Values<Name extends string> = Record<Name, string>

export interface Submission<Name extends string> {
  readonly busy: boolean
  /** What the server refused, when it does not belong to one field. */
  readonly problem: unknown
  /** What is wrong with each field, in words. */
  readonly wrong: Partial<Record<Name, string>>
  readonly onSubmit: (event: FormEvent<HTMLFormElement>) => void
}

/**
 * A form whose fields keep their own values: checks them, sends them, and puts every complaint where it belongs. The
 * server's complaints about fields go to the fields of the same name.
 */
export function useSubmit<Name extends string>(form: {
  /** For every field, what is wrong with it (null = nothing). Fields are found in the form by these names. */
  checks: { [N in Name]: (value: string, all: Values<Name>) => string | null }
  send: (values: Values<Name>, element: HTMLFormElement) => Promise<unknown>
}): Submission<Name> {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  const [wrong, setWrong] = useState<Partial<Record<Name, string>>>({})
  const textOfField = useFieldText()
  const names = Object.keys(form.checks) as Name[]

  const complain = (element: HTMLFormElement, found: Partial<Record<Name, string>>): void => {
    setWrong(found)
    const first = names.find((name) => found[name] !== undefined)
    const control = first === undefined ? null : element.elements.namedItem(first)
    if (control instanceof HTMLElement) control.focus()
  }

  const send = async (element: HTMLFormElement): Promise<void> => {
    const given = new FormData(element)
    const values = Object.fromEntries(names.map((name) => [name, textOf(given.get(name))])) as Values<Name>
    const found: Partial<Record<Name, string>> = {}
    for (const name of names) {
      const complaint = form.checks[name](values[name], values)
      if (complaint !== null) found[name] = complaint
    }
    setProblem(null)
    complain(element, found)
    if (Object.keys(found).length > 0) return
    setBusy(true)
    try {
      await form.send(values, element)
    } catch (reason) {
      const fields = fieldsOf(reason, names, textOfField)
      if (fields === null) setProblem(reason)
      else complain(element, fields)
    } finally {
      setBusy(false)
    }
  }

  return {
    busy,
    problem,
    wrong,
    onSubmit: (event) => {
      event.preventDefault()
      if (!busy) void send(event.currentTarget)
    },
  }
}

const textOf = (value: FormDataEntryValue | null): string => (typeof value === 'string' ? value : '')

/** The server's complaints by field, or null when one of them has no field here. */
function fieldsOf<Name extends string>(
  reason: unknown,
  names: readonly Name[],
  textOfField: FieldText,
): Partial<Record<Name, string>> | null {
  if (!(reason instanceof ApiProblem) || reason.fields.length === 0) return null
  const found: Partial<Record<Name, string>> = {}
  for (const { path, ...said } of reason.fields) {
    const name = names.find((one) => one === path)
    if (name === undefined) return null
    found[name] = textOfField(said)
  }
  return found
}
