import type * as z from 'zod'
import { fieldValues, type FieldCode, type KnownField } from '@greenroom/contract/fields.ts'
import type { FieldFault } from './fault.ts'

/** A sentence with its code and values, as every reader can be told it. */
type Said = { message: string } & KnownField

/** What a shape has against a value, a field each: with a sentence in English, and a code for words in other languages. */
export const fieldsOf = (error: z.ZodError): FieldFault[] =>
  error.issues.flatMap((issue): FieldFault[] =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({
          path: [...issue.path, key].join('.'),
          message: 'This field is not known here; leave it out.',
          code: 'shape.unknown_field',
        }))
      : [{ path: issue.path.join('.'), ...saidOf(issue) }],
  )

/** As `safeParse`, so that `fieldsOf` can tell what is missing from what is of another kind. */
export const parseReporting = <Shape extends z.ZodType>(
  shape: Shape,
  value: unknown,
): z.ZodSafeParseResult<z.output<Shape>> => shape.safeParse(value, { reportInput: true })

type Issue = Exclude<z.core.$ZodIssue, z.core.$ZodIssueUnrecognizedKeys>

const saidOf = (issue: Issue): Said => {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined || issue.input === null ? missing : (kinds[issue.expected] ?? otherKind)
    case 'too_small':
      return smallOf(issue)
    case 'too_big':
      return bigOf(issue)
    case 'invalid_format':
      return formats[issue.format] ?? { code: 'shape.pattern', message: 'This is not written as it should be.' }
    case 'not_multiple_of':
      return { code: 'shape.multiple', values: { step: issue.divisor }, message: `Use a multiple of ${issue.divisor}.` }
    case 'invalid_value':
      return issue.input === undefined ? missing : choiceOf(issue.values)
    case 'invalid_union':
      return 'options' in issue && issue.options !== undefined ? choiceOf(issue.options) : otherKind
    case 'invalid_key':
    case 'invalid_element':
      return otherKind
    case 'custom':
      return ownOf(issue)
  }
}

const missing: Said = { code: 'shape.missing', message: 'This is missing.' }
const otherKind: Said = { code: 'shape.not_kind', message: 'This is of a kind that is not taken here.' }
const wholeNumber: Said = { code: 'shape.not_whole', message: 'Write a whole number.' }
const kinds: Readonly<Record<string, Said>> = {
  string: { code: 'shape.not_text', message: 'This should be text.' },
  number: { code: 'shape.not_number', message: 'Write a number.' },
  int: wholeNumber,
  boolean: { code: 'shape.not_yes_or_no', message: 'This is either true or false.' },
  array: { code: 'shape.not_list', message: 'This should be a list.' },
  object: { code: 'shape.not_object', message: 'This should be an object with fields.' },
  record: { code: 'shape.not_object', message: 'This should be an object with fields.' },
}
const formats: Readonly<Record<string, Said>> = {
  email: { code: 'shape.email', message: 'This is not an e-mail address.' },
  url: { code: 'shape.address', message: 'This is not an address on the web.' },
  uuid: { code: 'shape.id', message: 'This is not an id.' },
  datetime: { code: 'shape.instant', message: 'Write a day and a time with its zone, such as 2026-11-21T09:30:00Z.' },
  date: { code: 'shape.day', message: 'Write a day such as 2026-11-21.' },
  time: { code: 'shape.time', message: 'Write a time such as 09:30.' },
}

const choiceOf = (choices: readonly unknown[]): Said => {
  const listed = choices.map(String).join(', ')
  return { code: 'shape.choice', values: { choices: listed }, message: `Choose one of ${listed}.` }
}

const countOf = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`

const smallOf = ({ origin, minimum, inclusive, exact }: z.core.$ZodIssueTooSmall): Said => {
  const least = Number(minimum)
  if (exact === true) return exactly(origin, least)
  if (origin === 'string')
    return least === 1
      ? { code: 'shape.empty', message: 'Write something here.' }
      : { code: 'shape.text_short', values: { least }, message: `Write at least ${countOf(least, 'character')}.` }
  if (origin === 'array' || origin === 'set' || origin === 'map')
    return { code: 'shape.list_short', values: { least }, message: `At least ${least} must be in it.` }
  return inclusive === false
    ? { code: 'shape.number_above', values: { limit: least }, message: `This must be above ${least}.` }
    : { code: 'shape.number_small', values: { least }, message: `This must be at least ${least}.` }
}

const bigOf = ({ origin, maximum, inclusive, exact }: z.core.$ZodIssueTooBig): Said => {
  const most = Number(maximum)
  if (exact === true) return exactly(origin, most)
  if (origin === 'string')
    return { code: 'shape.text_long', values: { most }, message: `Write at most ${countOf(most, 'character')}.` }
  if (origin === 'array' || origin === 'set' || origin === 'map')
    return { code: 'shape.list_long', values: { most }, message: `At most ${most} may be in it.` }
  return inclusive === false
    ? { code: 'shape.number_below', values: { limit: most }, message: `This must be below ${most}.` }
    : { code: 'shape.number_big', values: { most }, message: `This must be at most ${most}.` }
}

const exactly = (origin: string, length: number): Said =>
  origin === 'string'
    ? { code: 'shape.text_length', values: { length }, message: `Write exactly ${countOf(length, 'character')}.` }
    : { code: 'shape.list_length', values: { length }, message: `Exactly ${length} must be in it.` }

/** A refinement of ours, with what `refusal` of the contract gave it. */
const ownOf = ({ params, message }: z.core.$ZodIssueCustom): Said =>
  isKnown(params) ? { ...params, message } : otherKind

const isKnown = (params: unknown): params is KnownField =>
  typeof params === 'object' &&
  params !== null &&
  'code' in params &&
  Object.hasOwn(fieldValues, params.code as FieldCode)
