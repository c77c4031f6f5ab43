import type { VideoModel } from '@greenroom/contract/models.ts'
import type { TakeOptions } from '@greenroom/contract/scenes.ts'
import type { PersonActor, Transaction } from '#kernel/db/acting.ts'
import { Fault } from '#kernel/fault.ts'
import type { Frame, Makers, RequestProblem, VideoMaker } from '#providers/video-maker.ts'
import { readyFrames, type FrameTools, type ReadyFrame } from '../photos/photos.ts'
import { fillTemplate } from '../shots/shots.rules.ts'
import { shotTypeFor } from '../shots/shots.ts'
import { chosenCombination, type FrameMeta, type TakeMeta } from './scenes.rules.ts'
import { projectName } from './scenes.store.ts'

export interface SceneTools extends FrameTools {
  makers: Makers
  clips: ClipTools
  /** Where vendors may call back, without the token; null leaves it to the house's own https address, if it has one. */
  callbackBase: string | null
  /** The address under which vendors reach this house to read a frame; null when they cannot. */
  publicUrl: string | null
}

/** What is done with finished clips; each of it in a child process or through the guarded client. */
export interface ClipTools {
  /** Throws `media.video_unreadable`. */
  probe(path: string): Promise<{ durationSeconds: number; width: number; height: number }>
  /** A JPEG. */
  poster(path: string, atSeconds: number): Promise<Buffer>
  /** Brings a vendor's result to a local file, whole or not at all. */
  download(url: string, path: string): Promise<void>
}

/** What somebody wants made, before it is known whether it can be. */
export interface Wish {
  shotTypeId: string
  notes: string
  prompt?: string | undefined
  options: TakeOptions
  pairs: { startFileId: string; endFileId: string | null }[]
}
/** A pair with everything decided: it may be written into the ledger. Only `planTakes` makes one. */
export interface PlannedTake {
  meta: TakeMeta
  problems: RequestProblem[]
}

/** The maker and model that were asked for. Throws `models.unavailable` when they cannot be used now. */
const makerFor = (tools: SceneTools, options: TakeOptions): { maker: VideoMaker; model: VideoModel } => {
  const maker = tools.makers.get(options.provider)
  const model = maker?.models().find((candidate) => candidate.model === options.model)
  if (maker === undefined || model === undefined) {
    throw new Fault('models.unavailable', 422, 'This model is not set up in this house. Choose another one.', {
      fields: [{ path: 'options.model', message: 'Choose a model from the list.', code: 'models.unavailable' }],
    })
  }
  if (model.unavailable !== null) throw new Fault('models.unavailable', 422, model.unavailable.message)
  return { maker, model }
}

/** Reads project, shot type and frames under the actor's own rights, makes the prompt and the price, and asks the maker's rules. */
export const planTakes = async (
  tools: SceneTools,
  transaction: Transaction,
  actor: PersonActor,
  projectId: string,
  wish: Wish,
): Promise<PlannedTake[]> => {
  const { maker, model } = makerFor(tools, wish.options)
  const project = await projectName(transaction, projectId)
  if (project === undefined) throw new Fault('projects.not_found', 404, 'There is no such project.')
  const shot = await shotTypeFor(transaction, actor, wish.shotTypeId)
  const wanted = [
    ...new Set(
      wish.pairs.flatMap((pair) => (pair.endFileId === null ? [pair.startFileId] : [pair.startFileId, pair.endFileId])),
    ),
  ]
  const frames = await readyFrames(transaction, projectId, wanted)
  return wish.pairs.map((pair, index) => {
    const start = frameOf(frames, pair.startFileId, `pairs.${index}.startFileId`)
    const end = pair.endFileId === null ? null : frameOf(frames, pair.endFileId, `pairs.${index}.endFileId`)
    const combination = chosenCombination(model, wish.options, end !== null)
    if (combination === null) {
      throw new Fault(
        'models.combination_refused',
        422,
        `${model.label} does not offer this combination of length, size, ratio and frames.`,
        {
          fields: [
            {
              path: 'options',
              message: 'Choose one of the combinations that the model offers.',
              code: 'models.combination_refused',
            },
          ],
          values: { model: model.label },
        },
      )
    }
    const prompt =
      wish.prompt ??
      fillTemplate(shot.promptTemplate, {
        subject: subjectOf(start, project.name),
        project: project.name,
        notes: wish.notes,
      })
    const meta: TakeMeta = {
      provider: wish.options.provider,
      model: wish.options.model,
      disclosure: maker.disclosure,
      ai: model.ai,
      prompt,
      notes: wish.notes,
      options: wish.options,
      shotType: { id: shot.id, name: shot.name, motion: shot.motion },
      start: metaOf(start),
      end: end === null ? null : metaOf(end),
      priceEstimateMicroUsd: combination.priceMicroUsd,
    }
    const problems = maker.problems({
      model: wish.options.model,
      prompt,
      durationSeconds: wish.options.durationSeconds,
      resolution: wish.options.resolution,
      ratio: wish.options.ratio,
      loop: wish.options.loop,
      motion: shot.motion,
      startFrame: paperFrame(start),
      endFrame: end === null ? null : paperFrame(end),
      userRef: actor.userId,
    })
    return { meta, problems }
  })
}

/** Refuses when a maker's rule is broken, naming every one of them. */
export const refuseProblems = (takes: readonly PlannedTake[]): void => {
  const fields = takes.flatMap((take, index) =>
    take.problems.map((problem) => ({
      path: `pairs.${index}.${problem.input}`,
      message: problem.message,
      ...problem.said,
    })),
  )
  const first = fields[0]
  if (first !== undefined) throw new Fault('scenes.request_refused', 422, first.message, { fields })
}

/** Refuses when the price is not the one that the person saw. */
export const refuseOtherPrice = (takes: readonly PlannedTake[], agreed: number): void => {
  const price = takes.reduce((sum, take) => sum + take.meta.priceEstimateMicroUsd, 0)
  if (price !== agreed) {
    throw new Fault(
      'scenes.price_changed',
      409,
      `The price is now ${(price / 1_000_000).toFixed(2)} USD. Look at it again before you agree.`,
      {
        fields: [
          {
            path: 'agreedPriceMicroUsd',
            message: 'Look at the price again.',
            code: 'scenes.price_changed',
            values: { microUsd: price },
          },
        ],
      },
    )
  }
}

const frameOf = (frames: ReadonlyMap<string, ReadyFrame>, id: string, path: string): ReadyFrame => {
  const frame = frames.get(id)
  if (frame !== undefined) return frame
  throw new Fault('photos.not_ready', 422, 'A chosen photo is not in this project, or not ready yet.', {
    fields: [{ path, message: 'Choose a photo of this project that is ready.', code: 'photos.not_ready' }],
  })
}

/** `summer-house12.jpeg` of project "Summer House" is about the summer house: files are named by their project. */
const subjectOf = (frame: ReadyFrame, project: string): string =>
  frame.folder === '' ? project : `${project}, ${frame.folder.replaceAll('/', ' ')}`

const metaOf = (frame: ReadyFrame): FrameMeta => ({
  fileId: frame.id,
  name: frame.name,
  sha256: frame.sha256,
  key: frame.frameKey,
})

/** A frame for asking rules, which look at its numbers only. */
const paperFrame = (frame: ReadyFrame): Frame => ({
  sha256: frame.sha256,
  mime: 'image/jpeg',
  bytes: frame.bytes,
  width: frame.width,
  height: frame.height,
  read: () => Promise.reject(new Error('Rules look at the numbers of a frame, not at its bytes')),
  signedUrl: () => Promise.resolve('https://frame.invalid/'),
})
