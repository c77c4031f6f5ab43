import type { Roleplay } from '@greenroom/contract/rehearsals.ts'
import { currentLanguage } from '#lib/language.ts'
import { messagesOf } from '#lib/messages.ts'
import { problemText } from '#lib/problem-text.ts'
import { offerUndo } from '#lib/undo.ts'
import { basics } from '#messages/basics.ts'
import { scores } from '#messages/scores.ts'
import { deleteCalls, restoreCalls } from './roleplays.api.ts'

/** Deletes a call and offers to undo it. Throws ApiProblem. */
export async function deleteWithUndo({ id, scenarioTitle }: Roleplay): Promise<void> {
  await deleteCalls([id])
  const language = currentLanguage()
  const [words, rest] = await Promise.all([messagesOf(scores, language), messagesOf(basics, language)])
  offerUndo({
    text: words.menu.deleted(scenarioTitle[language]),
    label: rest.undo,
    undo: () => restoreCalls([id]),
    failed: (reason) => problemText(reason, rest).sentence,
  })
}
