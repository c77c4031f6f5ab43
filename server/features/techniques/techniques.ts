import type { TechniqueFile, TechniqueView } from '@greenroom/contract/technique-desk.ts'
import type { AntiPattern, Evidence, OwnTechnique, Technique, TechniquePhase } from '@greenroom/contract/techniques.ts'
import { actingAs, type Actor, type PersonActor, type Transaction } from '#kernel/db/acting.ts'
import type { Database } from '#kernel/db/db.ts'
import { Fault, notFound } from '#kernel/fault.ts'
import type { Tools } from '#kernel/tools.ts'
import { houseTechniques } from './techniques.catalogue.ts'
import { mostOwnTechniques, techniqueFaults, type DeskFault } from './techniques.desk.rules.ts'
import { houseFaults } from './techniques.faults.ts'
import { techniquePhases } from './techniques.opening.ts'
import { makeDetector, techniquesOf, type Detector } from './techniques.rules.ts'
import {
  deleteTechnique,
  lockTechniques,
  putTechniques,
  readStamp,
  readWorkspaceRole,
  selectHouseTechniques,
  selectOwnTechniques,
  tellOfTechniques,
} from './techniques.store.ts'

const house: Actor = { kind: 'house', reason: 'techniques that count in a workspace' }

interface Known {
  stamp: string
  techniques: Technique[]
  detector: Detector
}
const mostKnown = 50
const known = new WeakMap<Database, Map<string, Known>>()

/**
 * The techniques that count in a workspace (null: the house's) and what finds them, read under the rights of the house:
 * whoever asks has checked that the caller belongs there. Made once and kept until one of them changes.
 */
export const practiceOf = async (
  tools: Pick<Tools, 'db'>,
  workspaceId: string | null,
): Promise<{ techniques: readonly Technique[]; detector: Detector }> => {
  const shelf = known.get(tools.db) ?? new Map<string, Known>()
  known.set(tools.db, shelf)
  const key = workspaceId ?? 'house'
  return await actingAs(tools.db, house, async (transaction) => {
    const stamp = await readStamp(transaction, workspaceId)
    const kept = shelf.get(key)
    if (kept?.stamp === stamp) return kept
    const own = workspaceId === null ? [] : await selectOwnTechniques(transaction, workspaceId)
    const techniques = techniquesOf(
      (await selectHouseTechniques(transaction)).map(({ body }) => body),
      own.map(({ body }) => body),
    )
    const fresh = { stamp, techniques, detector: makeDetector(techniques) }
    shelf.delete(key)
    shelf.set(key, fresh)
    const [oldest] = shelf.keys()
    if (shelf.size > mostKnown && oldest !== undefined) shelf.delete(oldest)
    return fresh
  })
}

/** Finds techniques as they count in a workspace; see `practiceOf`. */
export const detectorFor = async (tools: Pick<Tools, 'db'>, workspaceId: string | null): Promise<Detector> =>
  (await practiceOf(tools, workspaceId)).detector

/** What is heard in a sentence. Throws `workspaces.not_found` when the caller does not belong to the workspace. */
export const tryTechniques = async (
  tools: Tools,
  actor: PersonActor,
  { workspaceId, before, text }: { workspaceId: string | null; before: string; text: string },
): Promise<Evidence> => {
  if (workspaceId !== null) await actingAs(tools.db, actor, (transaction) => roleIn(transaction, workspaceId))
  const detect = await detectorFor(tools, workspaceId)
  const untimed = { startMs: null, endMs: null, aside: false }
  const turns = [
    ...(before === '' ? [] : [{ ...untimed, speaker: 'customer' as const, text: before }]),
    { ...untimed, speaker: 'trainee' as const, text },
  ]
  return detect(turns, turns.length - 1, { questionsBeforePitch: 0, facts: [] })
}

interface TechniqueList {
  techniques: TechniqueView[]
  phases: TechniquePhase[]
  mistakes: Pick<AntiPattern, 'id' | 'names' | 'summary'>[]
  mayEdit: boolean
}

/** Throws `workspaces.not_found` when the caller does not belong to the workspace. */
export const listTechniques = (tools: Tools, actor: PersonActor, workspaceId: string | null): Promise<TechniqueList> =>
  actingAs(tools.db, actor, async (transaction) => {
    const role = workspaceId === null ? null : await roleIn(transaction, workspaceId)
    return {
      techniques: await viewsIn(transaction, workspaceId),
      phases: techniquePhases,
      mistakes: houseFaults.map(({ id, names, summary }) => ({ id, names, summary })),
      mayEdit: role === 'owner' || role === 'admin',
    }
  })

/** Refuses people who do not belong to a workspace. */
export const roleIn = async (transaction: Transaction, workspaceId: string): Promise<string> => {
  const role = await readWorkspaceRole(transaction, workspaceId)
  if (role === null) throw notFound('workspaces', 'There is no such workspace.')
  return role
}

const viewsIn = async (transaction: Transaction, workspaceId: string | null): Promise<TechniqueView[]> => {
  const ofHouse = await selectHouseTechniques(transaction)
  const own = workspaceId === null ? [] : await selectOwnTechniques(transaction, workspaceId)
  const effective = techniquesOf(
    ofHouse.map(({ body }) => body),
    own.map(({ body }) => body),
  )
  const houseRows = new Map(ofHouse.map((row) => [row.body.id, row]))
  const ownRows = new Map(own.map((row) => [row.body.id, row]))
  return effective
    .flatMap((technique): TechniqueView[] => {
      const mine = ownRows.get(technique.id)
      const row = mine ?? houseRows.get(technique.id)
      if (row === undefined) return []
      return [
        {
          technique,
          origin: mine === undefined ? 'house' : houseRows.has(technique.id) ? 'copy' : 'own',
          revision: row.revision,
          changedAt: row.changedAt.toISOString(),
        },
      ]
    })
    .toSorted((a, b) => a.technique.phase - b.technique.phase || placeOf(a) - placeOf(b))
}

/** In the order in which a call uses them; a workspace's own come last. */
const placeOf = ({ technique: { id } }: TechniqueView): number => places.get(id) ?? places.size
const places = new Map(houseTechniques.map(({ id }, place) => [id, place]))

const changing = <T>(
  tools: Tools,
  actor: PersonActor,
  workspaceId: string,
  work: (transaction: Transaction, views: TechniqueView[]) => Promise<T>,
): Promise<T> =>
  actingAs(tools.db, actor, async (transaction) => {
    if ((await roleIn(transaction, workspaceId)) === 'member')
      throw new Fault('techniques.not_editor', 403, 'Only those who lead this workspace may change its techniques.')
    await lockTechniques(transaction, workspaceId)
    const result = await work(transaction, await viewsIn(transaction, workspaceId))
    await tellOfTechniques(transaction, workspaceId)
    return result
  })

const viewOf = async (transaction: Transaction, workspaceId: string, techniqueId: string): Promise<TechniqueView> => {
  const found = (await viewsIn(transaction, workspaceId)).find(({ technique }) => technique.id === techniqueId)
  if (found === undefined) throw notFound('techniques', 'There is no such technique. It may have been removed.')
  return found
}

/** Answers the copy that there is, when there is one. Throws `techniques.not_found`, `techniques.not_editor`. */
export const copyTechnique = (
  tools: Tools,
  actor: PersonActor,
  workspaceId: string,
  techniqueId: string,
): Promise<TechniqueView> =>
  changing(tools, actor, workspaceId, async (transaction, views) => {
    const before = await viewOf(transaction, workspaceId, techniqueId)
    if (before.origin === 'house')
      await put(transaction, actor, workspaceId, views, [{ ...before.technique, copyOf: techniqueId }])
    return await viewOf(transaction, workspaceId, techniqueId)
  })

/** Throws `techniques.name_taken`, `techniques.refused` with the fields, `techniques.too_many`. */
export const addTechnique = (
  tools: Tools,
  actor: PersonActor,
  workspaceId: string,
  technique: Technique,
): Promise<TechniqueView> =>
  changing(tools, actor, workspaceId, async (transaction, views) => {
    if (views.some((view) => view.technique.id === technique.id)) {
      const message = `There is a technique “${technique.id}” already. Choose another name.`
      throw new Fault('techniques.name_taken', 409, message, {
        fields: [{ path: 'technique.id', message, code: 'techniques.name_taken', values: { name: technique.id } }],
      })
    }
    refuseFaults(techniqueFaults(technique), 'technique.')
    await put(transaction, actor, workspaceId, views, [{ ...technique, copyOf: null }])
    return await viewOf(transaction, workspaceId, technique.id)
  })

/** Throws `techniques.changed_elsewhere` when `revision` is not the one there is, and what `addTechnique` throws. */
export const changeTechnique = (
  tools: Tools,
  actor: PersonActor,
  workspaceId: string,
  techniqueId: string,
  { revision, technique }: { revision: number; technique: Technique },
): Promise<TechniqueView> =>
  changing(tools, actor, workspaceId, async (transaction, views) => {
    const before = await viewOf(transaction, workspaceId, techniqueId)
    if (before.origin === 'house')
      throw new Fault('techniques.house_read_only', 403, 'This one belongs to the house. Copy it and change the copy.')
    if (before.revision !== revision)
      throw new Fault(
        'techniques.changed_elsewhere',
        409,
        'This technique was changed in another window. Look at it again, then change it.',
      )
    // Scenarios and rubrics refer to it by this name.
    const kept = { ...technique, id: techniqueId }
    refuseFaults(techniqueFaults(kept), 'technique.')
    const copyOf = before.origin === 'copy' ? techniqueId : null
    await put(transaction, actor, workspaceId, views, [{ ...kept, copyOf }])
    return await viewOf(transaction, workspaceId, techniqueId)
  })

/** Answers whether there was one to remove. */
export const removeTechnique = (
  tools: Tools,
  actor: PersonActor,
  workspaceId: string,
  techniqueId: string,
): Promise<boolean> =>
  changing(
    tools,
    actor,
    workspaceId,
    async (transaction) => (await deleteTechnique(transaction, workspaceId, techniqueId)) > 0,
  )

/** All of them or, when one is wrong, none. Those that the house has become copies. Answers how many. */
export const importTechniques = (
  tools: Tools,
  actor: PersonActor,
  workspaceId: string,
  { techniques }: TechniqueFile,
): Promise<number> =>
  changing(tools, actor, workspaceId, async (transaction, views) => {
    if (new Set(techniques.map(({ id }) => id)).size < techniques.length)
      throw new Fault('techniques.name_twice', 422, 'A name stands twice in this file. Name each technique once.')
    refuseFaults(
      techniques.flatMap((technique, index) =>
        techniqueFaults(technique).map((fault) => ({ ...fault, path: `techniques.${index}.${fault.path}` })),
      ),
    )
    const ofHouse = new Set(views.filter(({ origin }) => origin !== 'own').map(({ technique }) => technique.id))
    const own = techniques.map((one): OwnTechnique => ({ ...one, copyOf: ofHouse.has(one.id) ? one.id : null }))
    return await put(transaction, actor, workspaceId, views, own)
  })

export const exportTechniques = (tools: Tools, actor: PersonActor, workspaceId: string): Promise<TechniqueFile> =>
  actingAs(tools.db, actor, async (transaction) => {
    await roleIn(transaction, workspaceId)
    const views = await viewsIn(transaction, workspaceId)
    const own = views.filter(({ origin }) => origin !== 'house')
    return {
      greenroom: 'techniques',
      version: 1,
      techniques: (own.length > 0 ? own : views).map(({ technique }) => technique),
    }
  })

const put = async (
  transaction: Transaction,
  actor: PersonActor,
  workspaceId: string,
  views: readonly TechniqueView[],
  wanted: readonly OwnTechnique[],
): Promise<number> => {
  const ids = new Set(views.filter(({ origin }) => origin !== 'house').map(({ technique }) => technique.id))
  for (const { id } of wanted) ids.add(id)
  if (ids.size > mostOwnTechniques)
    throw new Fault(
      'techniques.too_many',
      422,
      `A workspace keeps ${mostOwnTechniques} techniques of its own. Remove some first.`,
    )
  return await putTechniques(transaction, actor, workspaceId, wanted)
}

const refuseFaults = (faults: readonly DeskFault[], before = ''): void => {
  const sentence = faults[0]?.message
  if (sentence === undefined) return
  const fields = faults.slice(0, 50).map((fault) => ({ ...fault, path: `${before}${fault.path}` }))
  throw new Fault('techniques.refused', 422, sentence, { fields })
}
