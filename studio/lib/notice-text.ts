import type { Language } from '@greenroom/contract/accounts.ts'
import type { NoticeValues } from '@greenroom/contract/notices.ts'
import { notices, type NoticeWords } from '#messages/notices.ts'
import { useLanguage } from './language.ts'
import { useMessages } from './messages.ts'

/** What the server says by itself: a code, its own sentence in English and what stands in it. */
interface Notice {
  readonly code: string
  readonly sentence: string
  readonly values?: NoticeValues
}
export interface NoticeText {
  finding(found: Notice & { readonly fix: string }): { sentence: string; fix: string }
  note(said: Notice): string
  reason(said: Notice): string
  /** What is wrong with a field of a form. */
  field(said: { readonly message: string; readonly code?: string; readonly values?: NoticeValues }): string
}

/** Says in the reader's language what the server tells by itself. */
export function useNoticeText(): NoticeText {
  const language = useLanguage()
  return noticeText(useMessages(notices), language)
}

/** Where this language has no words for a code, or a value of them is not known, the server's sentence stands. */
export function noticeText(words: NoticeWords, language: Language): NoticeText {
  const numbers = new Intl.NumberFormat(language, { maximumFractionDigits: 1, useGrouping: 'min2' })
  const filled = (template: string | undefined, values: NoticeValues = {}): string | undefined => {
    if (template === undefined) return undefined
    const names = [...template.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
    if (names.some((name) => values[name] === undefined)) return undefined
    return template.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
      const value = values[name] ?? ''
      if (typeof value === 'number') return numbers.format(value)
      // A reason inside a sentence is a code itself.
      return name === 'because' ? (reasonOf(value) ?? value) : value
    })
  }
  const findingOf = (code: string) =>
    entry(words.findings, code) ?? entry(words.publisher, code.slice(code.indexOf('.') + 1))
  const reasonOf = (code: string, values?: NoticeValues): string | undefined => {
    // A publisher's word may be followed by what it is about, e.g. `not_sent timeout`.
    const [word = ''] = code.split(' ')
    const found = filled(entry(words.reasons, word), values)
    if (found !== undefined) return found
    const [sentence, fix] = (findingOf(code) ?? []).map((text) => filled(text, values))
    if (sentence !== undefined && fix !== undefined) return `${sentence} ${fix}`
    return words.otherWord === null || code.includes('.') ? undefined : filled(words.otherWord, { code })
  }
  return {
    finding: ({ code, sentence, fix, values }) => {
      const [own, help] = findingOf(code) ?? []
      return { sentence: filled(own, values) ?? sentence, fix: filled(help, values) ?? fix }
    },
    note: ({ code, sentence, values }) => filled(entry(words.notes, code), values) ?? sentence,
    reason: ({ code, sentence, values }) => reasonOf(code, values) ?? sentence,
    field: ({ code, message, values }) =>
      (code === undefined ? undefined : filled(entry(words.fields, code), values)) ?? message,
  }
}

const entry = <Text>(table: Readonly<Record<string, Text>>, code: string): Text | undefined =>
  Object.hasOwn(table, code) ? table[code] : undefined
