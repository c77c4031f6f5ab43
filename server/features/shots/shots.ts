import type { ShotType } from '@greenroom/contract/shots.ts'
import { actingAs, type PersonActor, type Transaction } from '#kernel/db/acting.ts'
import { announce } from '#kernel/events/events.ts'
import { Fault, notFound, type FieldFault } from '#kernel/fault.ts'
import type { Tools } from '#kernel/tools.ts'
import { copyName, mostShotTypes, templateTrouble } from './shots.rules.ts'
import {
  deleteShotTypeRow,
  insertShotTypes,
  lockShotTypes,
  placeShotTypes,
  selectOwnShotTypes,
  selectShotType,
  selectShotTypes,
  updateShotType,
  type ShotDraft,
} from './shots.store.ts'

/** The shared shot types and one's own, in order, each with the key that works for this person. */
export const listShotTypes = (tools: Tools, actor: PersonActor): Promise<ShotType[]> =>
  actingAs(tools.db, actor, (transaction) => selectShotTypes(transaction, actor))

/** One shot type that this person may use, inside a running transaction. Throws Fault `shots.not_found`. */
export const shotTypeFor = async (
  transaction: Transaction,
  _actor: PersonActor,
  shotTypeId: string,
): Promise<ShotType> => {
  const found = await selectShotType(transaction, shotTypeId)
  if (found === undefined) throw notFound('shots', 'There is no such shot type. It may have been deleted.')
  return found
}

export const createShotType = async (tools: Tools, actor: PersonActor, draft: ShotDraft): Promise<ShotType> =>
  firstOf(await changing(tools, actor, (transaction, own) => add(transaction, actor, own, [draft], () => '')))

export const copyShotType = async (tools: Tools, actor: PersonActor, shotTypeId: string): Promise<ShotType> =>
  firstOf(
    await changing(tools, actor, async (transaction, own) => {
      const { name, promptTemplate, motion } = await shotTypeFor(transaction, actor, shotTypeId)
      // Without its key: two shot types of one person cannot share it, and taking it over should be one's own decision.
      const copy = {
        name: copyName(
          name,
          own.map((other) => other.name),
        ),
        promptTemplate,
        motion,
        key: null,
      }
      return await add(transaction, actor, own, [copy], () => '')
    }),
  )

export const changeShotType = (
  tools: Tools,
  actor: PersonActor,
  shotTypeId: string,
  changes: { [Field in keyof ShotDraft]?: ShotDraft[Field] | undefined },
): Promise<ShotType> =>
  changing(tools, actor, async (transaction, own) => {
    const before = await ownShotType(transaction, actor, shotTypeId)
    const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined))
    const after: ShotType = { ...before, ...given }
    refuseBad(
      own.filter((other) => other.id !== shotTypeId),
      [after],
      () => '',
    )
    return (await updateShotType(transaction, after)) ?? before
  })

export const deleteShotType = (tools: Tools, actor: PersonActor, shotTypeId: string): Promise<void> =>
  changing(tools, actor, async (transaction) => {
    await ownShotType(transaction, actor, shotTypeId)
    await deleteShotTypeRow(transaction, shotTypeId)
  })

/** Puts the given ones first, in this order; the others follow as they were. Answers how many are ordered now. */
export const orderShotTypes = (tools: Tools, actor: PersonActor, ids: readonly string[]): Promise<number> =>
  changing(tools, actor, async (transaction, own) => {
    const asked = new Set(ids)
    if (asked.size < ids.length)
      throw new Fault('shots.order_doubled', 422, 'A shot type is named twice in this order. Name each once.')
    for (const id of asked) await ownShotType(transaction, actor, id)
    return await placeShotTypes(transaction, [...ids, ...own.map((other) => other.id).filter((id) => !asked.has(id))])
  })

/** Adds all of them or, when one is wrong, none. */
export const importShotTypes = (tools: Tools, actor: PersonActor, drafts: readonly ShotDraft[]): Promise<ShotType[]> =>
  changing(tools, actor, (transaction, own) => add(transaction, actor, own, drafts, (index) => `shotTypes.${index}.`))

export const exportShotTypes = (tools: Tools, actor: PersonActor): Promise<ShotDraft[]> =>
  actingAs(tools.db, actor, async (transaction) => {
    const own = await selectOwnShotTypes(transaction, actor)
    return own.map(({ name, promptTemplate, key, motion }) => ({ name, promptTemplate, key, motion }))
  })

const changing = <T>(
  tools: Tools,
  actor: PersonActor,
  work: (transaction: Transaction, own: ShotType[]) => Promise<T>,
): Promise<T> =>
  actingAs(tools.db, actor, async (transaction) => {
    await lockShotTypes(transaction, actor)
    const result = await work(transaction, await selectOwnShotTypes(transaction, actor))
    await announce(transaction, actor.userId, { type: 'shots.changed' })
    return result
  })

const ownShotType = async (transaction: Transaction, actor: PersonActor, shotTypeId: string): Promise<ShotType> => {
  const found = await shotTypeFor(transaction, actor, shotTypeId)
  if (found.isDefault) {
    throw new Fault(
      'shots.default_read_only',
      403,
      `“${found.name}” is shared by everybody and cannot be changed. Copy it and change the copy.`,
      { values: { name: found.name } },
    )
  }
  return found
}

const add = async (
  transaction: Transaction,
  actor: PersonActor,
  own: readonly ShotType[],
  drafts: readonly ShotDraft[],
  pathOf: (index: number) => string,
): Promise<ShotType[]> => {
  if (own.length + drafts.length > mostShotTypes) {
    throw new Fault(
      'shots.too_many',
      422,
      `You can keep ${mostShotTypes} shot types of your own and have ${own.length}. Delete some first.`,
      { values: { most: mostShotTypes, count: own.length } },
    )
  }
  refuseBad(own, drafts, pathOf)
  return await insertShotTypes(transaction, actor, drafts)
}

/** Templates that cannot be filled and keys that somebody has, all of them in one answer. */
const refuseBad = (
  own: readonly Pick<ShotDraft, 'name' | 'key'>[],
  drafts: readonly ShotDraft[],
  pathOf: (index: number) => string,
): void => {
  const templates: FieldFault[] = []
  const keys: FieldFault[] = []
  const holders = new Map(own.flatMap(({ key, name }) => (key === null ? [] : [[key, name] as const])))
  for (const [index, { name, key, promptTemplate }] of drafts.entries()) {
    const trouble = templateTrouble(promptTemplate)
    if (trouble !== null) templates.push({ path: `${pathOf(index)}promptTemplate`, ...trouble })
    if (key === null) continue
    const holder = holders.get(key)
    if (holder === undefined) holders.set(key, name)
    else
      keys.push({
        path: `${pathOf(index)}key`,
        message: `Key ${key} belongs to “${holder}”. Choose another key, or take it from “${holder}” first.`,
        code: 'shots.key_taken',
        values: { key, name: holder },
      })
  }
  const fields = [...templates, ...keys]
  const sentence = fields[0]?.message
  if (sentence === undefined) return
  if (templates.length > 0) throw new Fault('shots.template_refused', 422, sentence, { fields })
  throw new Fault('shots.key_taken', 409, sentence, { fields })
}

const firstOf = ([only]: ShotType[]): ShotType => {
  if (only === undefined) throw new Error('The new shot type did not come back')
  return only
}
