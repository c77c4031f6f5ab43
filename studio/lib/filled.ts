import type { Language } from '@greenroom/contract/accounts.ts'
import type { NoticeValues } from '@greenroom/contract/notices.ts'

/** Words with what stands in them, numbers as they are written in this language; undefined when a value is not known. */
export function filled(
  template: string | undefined,
  values: NoticeValues,
  language: Language,
  said: (name: string, value: string) => string = (_, value) => value,
): string | undefined {
  if (template === undefined) return undefined
  const names = [...template.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
  if (names.length === 0) return template
  if (names.some((name) => values[name] === undefined)) return undefined
  const numbers = new Intl.NumberFormat(language, { maximumFractionDigits: 1, useGrouping: 'min2' })
  return template.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name] ?? ''
    return typeof value === 'number' ? numbers.format(value) : said(name, value)
  })
}

/** The words of a code in a table; undefined where there are none. */
export const entry = <Text>(table: Readonly<Record<string, Text>>, code: string): Text | undefined =>
  Object.hasOwn(table, code) ? table[code] : undefined
