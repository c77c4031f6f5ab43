import type { KnownField } from '@greenroom/contract/fields.ts'

/** The words that a prompt template may hold; each is replaced when a scene is asked for. */
export const placeholders = ['subject', 'project', 'notes'] as const
export type Placeholder = (typeof placeholders)[number]
export type TemplateValues = Record<Placeholder, string>

/** Own shot types a person may keep; the order of all of them must fit one request. */
export const mostShotTypes = 200

const known = new Set<string>(placeholders)
const choices = placeholders.map((word) => `{${word}}`).join(', ')

/** Why a template cannot be saved, as a sentence with the fix; null when it can. */
export const templateTrouble = (template: string): ({ message: string } & KnownField) | null => {
  for (const [, word = ''] of template.matchAll(/\{([^{}]*)\}/g)) {
    if (!known.has(word))
      return {
        message: `“{${word}}” means nothing here. Use one of ${choices}, or leave the braces out.`,
        code: 'shots.unknown_word',
        values: { word: `{${word}}`, choices },
      }
  }
  return /[{}]/.test(template.replaceAll(/\{[^{}]*\}/g, ''))
    ? {
        message: `A brace stands alone. Write one of ${choices} with both braces, or leave it out.`,
        code: 'shots.lone_brace',
        values: { choices },
      }
    : null
}

/**
 * The prompt of a template. Values are put in as they are (trimmed), in one pass: a brace inside a value stays a brace.
 * Where a value is empty its place is closed: no double spaces, no comma or bracket left hanging.
 */
export const fillTemplate = (template: string, values: TemplateValues): string => {
  const { start, slots } = slotsOf(template, values)
  // Only the template's own words may be tidied: what people typed is settled as soon as it is put in.
  let settled = ''
  let open = start
  for (const [index, { value, after }] of slots.entries()) {
    if (value === '') open = closeGap(settled, open, after, index === slots.length - 1)
    else {
      settled += open + value
      open = after
    }
  }
  return (settled + open).trim()
}

interface Slot {
  value: string
  /** The template's words up to the next slot. */
  after: string
}

/** Empty values with nothing but space between them are one gap. */
const slotsOf = (template: string, values: TemplateValues): { start: string; slots: Slot[] } => {
  const [first = '', ...rest] = template.split(/\{(subject|project|notes)\}/)
  let start = first
  const slots: Slot[] = []
  for (let index = 0; index < rest.length; index += 2) {
    const slot = { value: values[rest[index] as Placeholder].trim(), after: rest[index + 1] ?? '' }
    const before = slots.at(-1)
    if (slot.value === '' && before?.value === '' && before.after.trim() === '') {
      slots.pop()
      const earlier = slots.at(-1)
      if (earlier === undefined) start += before.after
      else earlier.after += before.after
    }
    slots.push(slot)
  }
  return { start, slots }
}

const opening = /[([{“‘«]$/
const closing = /^[)\]}”’»]/

/** Joins the words before and after an empty value; `settled` stands before them, `last` says that nothing follows. */
const closeGap = (settled: string, before: string, after: string, last: boolean): string => {
  let left = before
  let right = after
  while (opening.test(left.trimEnd()) && closing.test(right.trimStart())) {
    left = left.trimEnd().slice(0, -1)
    right = right.trimStart().slice(1)
  }
  // A line break around the gap says more than a space and is kept.
  const joint =
    /\n\s*$/.exec(left)?.[0] ?? /^\s*\n/.exec(right)?.[0] ?? (/\s$/.test(left) || /^\s/.test(right) ? ' ' : '')
  left = left.trimEnd()
  right = right.trimStart()
  const whole = settled + left
  const opens = whole === '' || opening.test(left)
  if (opens || /[.!?…]$/.test(whole)) right = right.replace(/^[,;:.!?…–—-]+(?=\s|$)\s*/u, '')
  const closes = (right === '' && last) || /^[,;:.!?…]/.test(right) || closing.test(right)
  if (closes) left = left.replace(/\s*[,;:–—-]+$/u, '')
  return left + (opens || closes ? '' : joint) + right
}

/** A name for a copy that none of one's own shot types has: `Wide copy`, `Wide copy 2`, … within 120 characters. */
export const copyName = (name: string, taken: readonly string[]): string => {
  const has = new Set(taken.map((other) => other.toLowerCase()))
  for (let count = 1; ; count += 1) {
    const ending = count === 1 ? ' copy' : ` copy ${count}`
    const candidate =
      Array.from(name)
        .slice(0, 120 - ending.length)
        .join('')
        .trimEnd() + ending
    if (!has.has(candidate.toLowerCase())) return candidate
  }
}
