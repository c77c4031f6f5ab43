import { basics, type RefusalWords } from '#messages/basics.ts'
import { ApiProblem, type FieldProblem } from './api.ts'
import { entry, filled } from './filled.ts'
import { currentLanguage, useLanguage } from './language.ts'
import { useMessages } from './messages.ts'

export interface ProblemText {
  /** In the reader's language where the code is known there, else in the server's words. */
  readonly sentence: string
  readonly code: string
  readonly correlationId: string | null
}

/** What is wrong with a field of a form, in the reader's language. */
export type FieldText = (said: Omit<FieldProblem, 'path'>) => string

/** Turns whatever was thrown into words. */
export function useProblemText(): (reason: unknown) => ProblemText {
  const words = useMessages(basics)
  const language = useLanguage()
  return (reason) => problemText(reason, words, language)
}

export function useFieldText(): FieldText {
  const words = useMessages(basics)
  const language = useLanguage()
  return (said) => fieldText(said, words, language)
}

/** A problem whose code has no words of its own is told by what is wrong with its first field, which names more. */
export function problemText(reason: unknown, words: RefusalWords, language = currentLanguage()): ProblemText {
  if (!(reason instanceof ApiProblem)) {
    return { sentence: words.problems['studio.crashed'] ?? String(reason), code: 'studio.crashed', correlationId: null }
  }
  const { code, detail, values, fields, correlationId } = reason
  const [field] = fields
  const own = filled(entry(words.problems, code), values, language)
  // Which field it is helps little where the form has none of that name.
  if (code === 'request.invalid' && field !== undefined && values['fields'] !== undefined)
    return { sentence: `${own ?? detail} ${fieldText(field, words, language)}`, code, correlationId }
  const sentence = own ?? (field === undefined ? undefined : knownField(field, words, language)) ?? detail
  return { sentence, code, correlationId }
}

export const fieldText = (
  said: Omit<FieldProblem, 'path'>,
  words: Pick<RefusalWords, 'fields'>,
  language = currentLanguage(),
): string => knownField(said, words, language) ?? said.message

const knownField = (
  { code, values = {} }: Omit<FieldProblem, 'path'>,
  { fields }: Pick<RefusalWords, 'fields'>,
  language: ReturnType<typeof currentLanguage>,
): string | undefined => (code === undefined ? undefined : filled(entry(fields, code), values, language))
