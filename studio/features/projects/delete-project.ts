import { messagesOf } from '#lib/messages.ts'
import { currentLanguage } from '#lib/language.ts'
import { problemText } from '#lib/problem-text.ts'
import { offerUndo } from '#lib/undo.ts'
import { basics } from '#messages/basics.ts'
import { projects } from '#messages/projects.ts'
import { deleteProject, restoreProject, type Project } from './projects.api.ts'

/** Deletes a project and offers to undo it. Throws ApiProblem. */
export async function deleteWithUndo(project: Project): Promise<void> {
  await deleteProject(project.id)
  const [words, rest] = await Promise.all([
    messagesOf(projects, currentLanguage()),
    messagesOf(basics, currentLanguage()),
  ])
  offerUndo({
    text: words.deleted(project.name),
    label: rest.undo,
    undo: () => restoreProject(project.id),
    failed: (reason) => problemText(reason, rest).sentence,
  })
}
