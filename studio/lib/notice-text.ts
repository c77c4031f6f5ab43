import type { Language } from '@greenroom/contract/accounts.ts'
import type { NoticeValues } from '@greenroom/contract/notices.ts'
import { useMemo } from 'react'
import { notices, type NoticeWords } from '#messages/notices.ts'
import { entry, filled } from './filled.ts'
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
}

/** Says in the reader's language what the server tells by itself. */
export function useNoticeText(): NoticeText {
  const language = useLanguage()
  const words = useMessages(notices)
  return useMemo(() => noticeText(words, language), [words, language])
}

/** Where this language has no words for a code, or a value of them is not known, the server's sentence stands. */
export function noticeText(words: NoticeWords, language: Language): NoticeText {
  const said = (template: string | undefined, values: NoticeValues = {}): string | undefined =>
    // A reason inside a sentence is a code itself.
    filled(template, values, language, (name, value) => (name === 'because' ? (reasonOf(value) ?? value) : value))
  const findingOf = (code: string) =>
    entry(words.findings, code) ?? entry(words.publisher, code.slice(code.indexOf('.') + 1))
  const reasonOf = (code: string, values?: NoticeValues): string | undefined => {
    // A publisher's word may be followed by what it is about, e.g. `not_sent timeout`.
    const [word = ''] = code.split(' ')
    const found = said(entry(words.reasons, word), values)
    if (found !== undefined) return found
    const [sentence, fix] = (findingOf(code) ?? []).map((text) => said(text, values))
    if (sentence !== undefined && fix !== undefined) return `${sentence} ${fix}`
    return words.otherWord === null || code.includes('.') ? undefined : said(words.otherWord, { code })
  }
  return {
    finding: ({ code, sentence, fix, values }) => {
      const [own, help] = findingOf(code) ?? []
      return { sentence: said(own, values) ?? sentence, fix: said(help, values) ?? fix }
    },
    note: ({ code, sentence, values }) => said(entry(words.notes, code), values) ?? sentence,
    reason: ({ code, sentence, values }) => reasonOf(code, values) ?? sentence,
  }
}
