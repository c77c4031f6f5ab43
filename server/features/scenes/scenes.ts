import type { Scene, SceneVersion } from '@greenroom/contract/scenes.ts'
import type * as contract from '@greenroom/contract/scenes.ts'
import { versionVariant } from '@greenroom/contract/scenes.ts'
import { uuid } from '@greenroom/contract/shapes.ts'
import * as z from 'zod'
import { actingAs, type PersonActor, type Transaction } from '#kernel/db/acting.ts'
import { announce } from '#kernel/events/events.ts'
import { claimRequest } from '#kernel/db/request-keys.ts'
import { Fault, notFound } from '#kernel/fault.ts'
import { newId } from '#kernel/id.ts'
import { startTake } from './scenes.jobs.ts'
import { requestHash } from './scenes.rules.ts'
import * as store from './scenes.store.ts'
import { planTakes, refuseOtherPrice, refuseProblems, type PlannedTake, type SceneTools } from './scenes.take.ts'
import { sceneView, takeView } from './scenes.view.rules.ts'

const noScene = () => notFound('scenes', 'There is no such scene.')

/** Throws `projects.not_found`, as the photos of a project do: no list is not an empty one. */
export const listScenes = (tools: SceneTools, actor: PersonActor, projectId: string): Promise<Scene[]> =>
  actingAs(tools.db, actor, async (transaction) => {
    const scenes = await store.scenesOfProject(transaction, projectId)
    if (scenes.length === 0 && (await store.projectName(transaction, projectId)) === undefined)
      throw notFound('projects', 'There is no such project.')
    return scenes.map(sceneView)
  })

export const getScene = (
  tools: SceneTools,
  actor: PersonActor,
  sceneId: string,
): Promise<{ scene: Scene; versions: SceneVersion[] }> =>
  actingAs(tools.db, actor, async (transaction) => ({
    scene: await oneScene(transaction, sceneId),
    versions: (await store.takesOfScene(transaction, sceneId)).map(takeView),
  }))

const oneScene = async (transaction: Transaction, sceneId: string): Promise<Scene> => {
  const [row] = await store.scenesById(transaction, [sceneId])
  if (row === undefined) throw noScene()
  return sceneView(row)
}

type PreviewInput = z.output<typeof contract.previewPrompt.body & object>
export const previewPrompt = (
  tools: SceneTools,
  actor: PersonActor,
  projectId: string,
  input: PreviewInput,
): Promise<z.input<typeof contract.previewPrompt.reply>> =>
  actingAs(tools.db, actor, async (transaction) => {
    const { startFileId, endFileId, ...wish } = input
    const [take] = await planTakes(tools, transaction, actor, projectId, {
      ...wish,
      pairs: [{ startFileId, endFileId }],
    })
    if (take === undefined) throw noScene()
    return {
      prompt: take.meta.prompt,
      priceMicroUsd: take.meta.priceEstimateMicroUsd,
      problems: take.problems.map(({ input: field, code, message }) => ({ input: field, code, sentence: message })),
    }
  })

type RequestInput = z.output<typeof contract.requestScenes.body & object>
/**
 * Makes one scene for each pair: rows, ledger and jobs in one transaction, all or none. A repeated click with the same key
 * answers the scenes of the first one.
 */
export const requestScenes = (
  tools: SceneTools,
  actor: PersonActor,
  projectId: string,
  input: RequestInput,
): Promise<Scene[]> =>
  actingAs(tools.db, actor, async (transaction) => {
    const ids = input.pairs.map(() => newId())
    const earlier = await claimRequest(transaction, {
      userId: actor.userId,
      key: input.idempotencyKey,
      purpose: 'scenes.request',
      result: ids,
    })
    if (earlier !== null) return (await store.scenesById(transaction, earlier as string[])).map(sceneView)

    const takes = await planTakes(tools, transaction, actor, projectId, input)
    refuseProblems(takes)
    refuseOtherPrice(takes, input.agreedPriceMicroUsd)
    const first = await store.takeOrdinals(transaction, projectId, takes.length)
    await store.insertScenes(
      transaction,
      { userId: actor.userId, projectId, shotTypeId: input.shotTypeId },
      takes.map(({ meta }, index) => ({
        id: ids[index] ?? newId(),
        ordinal: first + index,
        startKey: meta.start.key,
        endKey: meta.end?.key ?? null,
        startFileId: meta.start.fileId,
        endFileId: meta.end?.fileId ?? null,
      })),
    )
    await reserve(
      tools,
      transaction,
      actor,
      takes.map((take, index) => ({ take, sceneId: ids[index] ?? '', version: 1 })),
    )
    await announce(transaction, actor.userId, { type: 'scenes.changed', projectId, sceneIds: ids })
    return (await store.scenesById(transaction, ids)).map(sceneView)
  })

/** Writes takes and their ledger rows, and the jobs that will send them, in the running transaction. */
const reserve = async (
  tools: SceneTools,
  transaction: Transaction,
  actor: PersonActor,
  planned: readonly { take: PlannedTake; sceneId: string; version: number }[],
): Promise<void> => {
  const rows = planned.map(({ take: { meta }, sceneId, version }) => ({
    id: newId(),
    sceneId,
    version,
    generationId: newId(),
    hash: requestHash(meta),
    price: meta.priceEstimateMicroUsd,
    provider: meta.provider,
    model: meta.model,
    meta,
  }))
  await store.insertTakes(transaction, actor.userId, rows)
  for (const row of rows)
    await tools.jobs.add(transaction, startTake, { generationId: row.generationId }, { owner: actor.userId })
}

type RegenerateInput = z.output<typeof contract.regenerateScene.body & object>
/** One more take of a scene; earlier takes stay. What is left out is as in the newest take. */
export const regenerateScene = (
  tools: SceneTools,
  actor: PersonActor,
  sceneId: string,
  input: RegenerateInput,
): Promise<Scene> =>
  actingAs(tools.db, actor, async (transaction) => {
    const earlier = await claimRequest(transaction, {
      userId: actor.userId,
      key: input.idempotencyKey,
      purpose: 'scenes.regenerate',
      result: sceneId,
    })
    if (earlier !== null) return await oneScene(transaction, sceneId)
    const locked = await store.lockScene(transaction, sceneId)
    const [newest] = await store.takesOfScene(transaction, sceneId)
    if (locked === undefined || newest === undefined) throw noScene()
    const { meta } = newest
    const samePrompt = input.shotTypeId === undefined && input.notes === undefined
    const takes = await planTakes(tools, transaction, actor, locked.project_id, {
      shotTypeId: input.shotTypeId ?? meta.shotType.id,
      notes: input.notes ?? meta.notes,
      prompt: input.prompt ?? (samePrompt ? meta.prompt : undefined),
      options: input.options ?? meta.options,
      pairs: [
        {
          startFileId: input.startFileId ?? meta.start.fileId,
          endFileId: input.endFileId === undefined ? (meta.end?.fileId ?? null) : input.endFileId,
        },
      ],
    })
    refuseProblems(takes)
    refuseOtherPrice(takes, input.agreedPriceMicroUsd)
    await reserve(
      tools,
      transaction,
      actor,
      takes.map((take) => ({ take, sceneId, version: locked.newest + 1 })),
    )
    await store.setStatus(transaction, sceneId, 'queued')
    await announce(transaction, actor.userId, {
      type: 'scenes.changed',
      projectId: locked.project_id,
      sceneIds: [sceneId],
    })
    return await oneScene(transaction, sceneId)
  })

/** Chooses the take that counts. Throws `scenes.version_not_ready` for one that is not finished. */
export const pinVersion = (tools: SceneTools, actor: PersonActor, sceneId: string, version: number): Promise<Scene> =>
  actingAs(tools.db, actor, async (transaction) => {
    if ((await store.pin(transaction, sceneId, version)) === 0) throw noScene()
    const scene = await oneScene(transaction, sceneId)
    await announce(transaction, actor.userId, {
      type: 'scenes.changed',
      projectId: scene.projectId,
      sceneIds: [sceneId],
    })
    return scene
  })

/** Puts scenes, in the order given, before another one; null puts them at the end. Answers how many moved. */
export const moveScenes = (
  tools: SceneTools,
  actor: PersonActor,
  projectId: string,
  { ids, before }: { ids: readonly string[]; before: string | null },
): Promise<number> =>
  actingAs(tools.db, actor, async (transaction) => {
    const all = await store.positions(transaction, projectId)
    const known = new Set(all.map((scene) => scene.id))
    if (ids.some((id) => !known.has(id)) || (before !== null && !known.has(before))) throw noScene()
    const moving = new Set(ids)
    const rest = all.filter((scene) => !moving.has(scene.id)).map((scene) => scene.id)
    const at = before === null || moving.has(before) ? rest.length : rest.indexOf(before)
    const order = [...rest.slice(0, at), ...new Set(ids), ...rest.slice(at)]
    // Whole numbers again for everybody: a project has hundreds of scenes, not millions.
    const moved = await store.setPositions(
      transaction,
      order.map((id, index) => ({ id, position: index + 1 })),
    )
    await announce(transaction, actor.userId, { type: 'scenes.changed', projectId, sceneIds: [...moving] })
    return moved === 0 ? 0 : moving.size
  })

/** Deletes scenes, or restores them within 10 s. Answers how many; ids of others are as if they were not there. */
export const setScenesDeleted = (
  tools: SceneTools,
  actor: PersonActor,
  ids: readonly string[],
  gone: boolean,
): Promise<number> =>
  actingAs(tools.db, actor, async (transaction) => {
    const touched = await store.setDeleted(transaction, ids, gone)
    if (touched.length === 0) {
      throw gone ? noScene() : new Fault('scenes.undo_over', 410, 'The 10 seconds for undoing this are over.')
    }
    for (const [projectId, scenes] of Map.groupBy(touched, (scene) => scene.project_id)) {
      await announce(transaction, actor.userId, {
        type: 'scenes.changed',
        projectId,
        sceneIds: scenes.map((scene) => scene.id),
      })
    }
    return touched.length
  })

/** Where a finished take or its poster lies, and the name it is saved under. Throws `scenes.not_found`, also for another's. */
export const takeFile = async (
  tools: SceneTools,
  actor: PersonActor,
  versionId: string,
  variant: string,
): Promise<{ key: string; fileName: string }> => {
  const parsed = z.strictObject({ versionId: uuid, variant: versionVariant }).safeParse({ versionId, variant })
  const take = parsed.success
    ? await actingAs(tools.db, actor, (transaction) => store.takeFile(transaction, parsed.data.versionId))
    : undefined
  if (take === undefined) throw noScene()
  const name = `${take.project}-${String(take.ordinal).padStart(2, '0')}_v${take.version}`
  return variant === 'poster'
    ? { key: take.poster, fileName: `${name}.jpg` }
    : { key: take.video_url, fileName: `${name}.mp4` }
}
