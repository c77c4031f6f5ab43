import { basics } from '#messages/basics.ts'
import { ApiProblem } from './api.ts'
import { useMessages } from './messages.ts'

export interface ProblemText {
  /** In the reader's language where the code is known there, else in the server's words. */
  readonly sentence: string
  readonly code: string
  readonly correlationId: string | null
}

/** Turns whatever was thrown into words. */
export function useProblemText(): (reason: unknown) => ProblemText {
  const { problems } = useMessages(basics)
  return (reason) => problemText(reason, problems)
}

export function problemText(reason: unknown, sentences: Readonly<Record<string, string>>): ProblemText {
  if (!(reason instanceof ApiProblem)) {
    return { sentence: sentences['studio.crashed'] ?? String(reason), code: 'studio.crashed', correlationId: null }
  }
  const { code, detail, correlationId } = reason
  return { sentence: sentences[code] ?? detail, code, correlationId }
}
