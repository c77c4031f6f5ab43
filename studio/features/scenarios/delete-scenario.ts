import type { ScenarioCard } from '@greenroom/contract/scenario-shelf.ts'
import { currentLanguage } from '#lib/language.ts'
import { messagesOf } from '#lib/messages.ts'
import { problemText } from '#lib/problem-text.ts'
import { offerUndo } from '#lib/undo.ts'
import { basics } from '#messages/basics.ts'
import { scenarios } from '#messages/scenarios.ts'
import { deleteScenario, restoreScenario } from './scenarios.api.ts'

/** Takes a scenario from the shelf and offers to undo it. Throws ApiProblem. */
export async function deleteWithUndo({ id, title }: ScenarioCard): Promise<void> {
  await deleteScenario(id)
  const language = currentLanguage()
  const [words, rest] = await Promise.all([messagesOf(scenarios, language), messagesOf(basics, language)])
  offerUndo({
    text: words.deleted(title[language]),
    label: rest.undo,
    undo: () => restoreScenario(id),
    failed: (reason) => problemText(reason, rest).sentence,
  })
}
