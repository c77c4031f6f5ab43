import type { Project } from '@greenroom/contract/projects.ts'
import { actingAs, violated, type PersonActor, type Transaction } from '#kernel/db/acting.ts'
import { announce } from '#kernel/events/events.ts'
import { Fault, notFound } from '#kernel/fault.ts'
import { newId } from '#kernel/id.ts'
import type { Tools } from '#kernel/tools.ts'
import { makeSample } from './projects.jobs.ts'
import { freeName, nameKey } from './projects.rules.ts'
import {
  insertProject,
  isDeleted,
  nameIndex,
  selectNameKeys,
  selectProject,
  selectProjects,
  setProjectDeleted,
  updateProject,
} from './projects.store.ts'

/** One's own living projects, last changed first. */
export const listProjects = (tools: Tools, actor: PersonActor): Promise<Project[]> =>
  actingAs(tools.db, actor, selectProjects)

/** Throws `projects.not_found`, for other people's projects too. */
export const getProject = (tools: Tools, actor: PersonActor, projectId: string): Promise<Project> =>
  actingAs(tools.db, actor, (transaction) => existing(transaction, projectId))

/** Throws `projects.name_taken`. */
export const createProject = (
  tools: Tools,
  actor: PersonActor,
  { name, description }: { name: string; description: string },
): Promise<Project> =>
  named(name, () =>
    actingAs(tools.db, actor, async (transaction) => {
      const id = newId()
      await insertProject(transaction, { id, ownerId: actor.userId, name, nameKey: nameKey(name), description })
      return await changed(transaction, actor, id)
    }),
  )

/** Photos keep the names they have; the next ones carry the new name. Throws `projects.name_taken`, `projects.not_found`. */
export const changeProject = (
  tools: Tools,
  actor: PersonActor,
  projectId: string,
  { name, description }: { name?: string | undefined; description?: string | undefined },
): Promise<Project> =>
  named(name ?? '', () =>
    actingAs(tools.db, actor, async (transaction) => {
      const found = await updateProject(transaction, projectId, {
        name: name ?? null,
        nameKey: name === undefined ? null : nameKey(name),
        description: description ?? null,
      })
      if (!found) throw noProject()
      return await changed(transaction, actor, projectId)
    }),
  )

/** Hides the project with everything in it; for 10 s it can be brought back as it was. */
export const deleteProject = (tools: Tools, actor: PersonActor, projectId: string): Promise<void> =>
  actingAs(tools.db, actor, async (transaction) => {
    if (!(await setProjectDeleted(transaction, projectId, true))) throw noProject()
    await announce(transaction, actor.userId, { type: 'projects.changed', projectId })
  })

/** Throws `projects.name_taken` when another project has taken the name since, and `projects.too_late` after 10 s. */
export const restoreProject = (tools: Tools, actor: PersonActor, projectId: string): Promise<Project> =>
  named('', () =>
    actingAs(tools.db, actor, async (transaction) => {
      if (!(await setProjectDeleted(transaction, projectId, false)) && (await isDeleted(transaction, projectId))) {
        throw new Fault(
          'projects.too_late',
          410,
          'This project was deleted more than 10 seconds ago and cannot be brought back.',
        )
      }
      return await changed(transaction, actor, projectId)
    }),
  )

/** In a running transaction: a project of this name, or of the name with the first number that is free. */
export const createProjectNear = async (
  transaction: Transaction,
  actor: PersonActor,
  wanted: { name: string; description: string },
): Promise<Project> => {
  const id = newId()
  const name = freeName(wanted.name, await selectNameKeys(transaction))
  await insertProject(transaction, { ...wanted, id, ownerId: actor.userId, name, nameKey: nameKey(name) })
  return await changed(transaction, actor, id)
}

/** A project that fills itself with photos made here; they arrive live. */
export const makeSampleProject = (tools: Tools, actor: PersonActor): Promise<Project> =>
  named('Sample project', () =>
    actingAs(tools.db, actor, async (transaction) => {
      const description = 'Photos made by Greenroom itself, to try everything with. Delete it whenever you like.'
      const project = await createProjectNear(transaction, actor, { name: 'Sample project', description })
      await tools.jobs.add(
        transaction,
        makeSample,
        { projectId: project.id, userId: actor.userId, batchId: newId() },
        { owner: actor.userId },
      )
      return project
    }),
  )

const changed = async (transaction: Transaction, actor: PersonActor, projectId: string): Promise<Project> => {
  const project = await existing(transaction, projectId)
  await announce(transaction, actor.userId, { type: 'projects.changed', projectId })
  return project
}

const existing = async (transaction: Transaction, projectId: string): Promise<Project> => {
  const project = await selectProject(transaction, projectId)
  if (project === undefined) throw noProject()
  return project
}

/** Says in words that a name is in use, whoever of two came second. */
const named = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
  try {
    return await work()
  } catch (error) {
    if (!violated(error, nameIndex)) throw error
    const sentence =
      name === ''
        ? 'Another project has this name by now. Rename that one, then bring this one back.'
        : `You already have a project called “${name}”.`
    throw new Fault('projects.name_taken', 409, sentence, {
      fields: [{ path: 'name', message: 'Choose another name.', code: 'projects.name_taken' }],
      cause: error,
    })
  }
}

const noProject = () => notFound('projects', 'There is no such project.')
