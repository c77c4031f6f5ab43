import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { clockAhead } from '#kernel/clock.ts'
import { actingAs, actingAsConnection, type Actor } from '#kernel/db/acting.ts'
import { newId } from '#kernel/id.ts'
import type { Tools } from '#kernel/tools.ts'
import { makeHouse, type TestHouse } from '#testing/house.ts'
import { arrived, mailsTo } from '#testing/mails.ts'
import type { TestPerson } from '#testing/people.ts'
import { addProjectWithPhotos } from '#testing/ready-photos.ts'
import { tellOfFailures } from './scenes.letters.ts'
import * as ledger from './scenes.ledger.store.ts'
import type { LedgerFailure } from './scenes.rules.ts'

let house: TestHouse
beforeAll(async () => {
  house = await makeHouse()
})
afterAll(() => house.stop())

const worker: Actor = { kind: 'house', reason: 'test' }
const change = (text: ReturnType<typeof sql>): Promise<number> =>
  actingAsConnection(house.tools.db, (transaction) => transaction.run(text))

interface Shelf {
  person: TestPerson
  projectId: string
  name: string
  fileId: string
}
const shelfOf = async (person: TestPerson, name: string): Promise<Shelf> => {
  const { projectId, fileIds } = await addProjectWithPhotos(house, person, { count: 1, name })
  return { person, projectId, name, fileId: fileIds[0] ?? '' }
}

/** A take that was sent to a maker whom this house does not know, so that nobody works on it: the test says what becomes of it. */
const sentTake = async ({ person, projectId, fileId }: Shelf, ordinal: number) => {
  const [sceneId, versionId, id] = [newId(), newId(), newId()]
  await change(sql`
    with scene as (
      insert into public.scenes (id, user_id, project_id, start_key, start_file_id, ordinal, position)
      values (${sceneId}, ${person.id}, ${projectId}, ${person.id}, ${fileId}, ${ordinal}, ${ordinal})),
    take as (
      insert into public.scene_versions (id, scene_id, user_id, version, render_meta)
      values (${versionId}, ${sceneId}, ${person.id}, 1, '{}'))
    insert into public.generations (id, scene_version_id, user_id, provider, model, request_hash, price_estimate, state, submitted_at)
    values (${id}, ${versionId}, ${person.id}, 'luma', 'ray', 'h', 60000, 'submitted', now())`)
  return { id, sceneId }
}
const why = (more: Partial<LedgerFailure> = {}): LedgerFailure => ({
  vendorCode: 'x',
  kind: 'moderated',
  input: null,
  retryable: true,
  charged: 'no',
  ...more,
})
const fails = (id: string, failure = why()) =>
  actingAs(house.tools.db, worker, (transaction) => ledger.markFailed(transaction, id, failure))
const isUnknown = (id: string) =>
  actingAs(house.tools.db, worker, (transaction) => ledger.markUnknown(transaction, id, 'cut'))

const tell = (tools: Partial<Tools> = {}, hours = 1) =>
  tellOfFailures({ ...house.tools, clock: clockAhead(hours), ...tools }, AbortSignal.timeout(60_000))
/** Letters about takes handed to the post so far, to whomever. */
const posted = async (): Promise<number> =>
  actingAsConnection(house.tools.db, async (transaction) => {
    const { count } = await transaction.one(sql<{ count: number }>`
      select count(*)::int as count from jobs.job where name = 'mail.send' and data ->> 'kind' = 'takes-failed'`)
    return count
  })
const letterTo = ({ email }: TestPerson) => arrived(house, email, { kind: 'takes-failed' })

describe('a letter about takes without a result', () => {
  test('waits until nothing more fails, and then tells of all of a project, with reason, cost and where', async () => {
    const anna = await house.people.add()
    const dune = await shelfOf(anna, 'Dune')
    const hill = await shelfOf(anna, 'Hill')
    const takes = [await sentTake(dune, 1), await sentTake(dune, 2), await sentTake(dune, 3)]
    await fails(takes[1]?.id ?? '', why({ kind: 'invalid_input', input: 'start', charged: 'yes' }))
    await fails(takes[0]?.id ?? '')
    await isUnknown(takes[2]?.id ?? '')
    await fails((await sentTake(hill, 7)).id, why({ kind: 'failed', charged: 'refunded' }))
    const before = await posted()
    await tell({}, 0)
    expect(await posted()).toBe(before)
    // Two processes at once, and once more: each take is told of once.
    await Promise.all([tell(), tell()])
    await tell()
    expect(await posted()).toBe(before + 2)

    await arrived(house, anna.email, { kind: 'takes-failed', count: 2 })
    const mails = await mailsTo(house, anna.email)
    const ofDune = mails.find(({ subject }) => subject === '3 takes of Dune: the outcome is not known')
    const link = (sceneId = '') => `${house.url}/projects/${dune.projectId}/scenes/${sceneId}?take=1`
    expect(ofDune?.plain).toContain(`Scene 1, take 1: The maker’s content rules refused this. Change the prompt`)
    expect(ofDune?.plain).toContain(`Nothing was charged.\n${link(takes[0]?.sceneId)}`)
    expect(ofDune?.plain).toContain(
      `Choose another photo. The price was charged. The price is $0.06.\n${link(takes[1]?.sceneId)}`,
    )
    expect(ofDune?.plain).toContain('Scene 3, take 1: Nobody knows whether the maker took this request.')
    const ofHill = mails.find(({ subject }) => subject === 'Scene 7 of Hill failed')
    expect(ofHill?.plain).toContain(
      'Reason: The maker could not make this take. Try again.\nCost: The price was refunded.',
    )
    expect(ofHill?.plain).toMatch(
      new RegExp(`Open the scene:\\n${house.url}/projects/${hill.projectId}/scenes/\\S+take=1\\n`),
    )
  })

  test('speaks the language of its reader, and is posted once when the house dies while it is written', async () => {
    const otto = await house.people.add()
    await otto.call('PATCH', '/api/me/preferences', { language: 'nl' })
    const { id } = await sentTake(await shelfOf(otto, 'Duin'), 4)
    await fails(id, why({ kind: 'invalid_input', input: 'end', charged: 'unknown' }))
    const before = await posted()
    await expect(
      tell({
        post: async (transaction, mail) => {
          await house.tools.post(transaction, mail)
          throw new Error('killed')
        },
      }),
    ).rejects.toThrow('could not be written')
    expect(await posted()).toBe(before)
    await tell()
    await tell()
    expect(await posted()).toBe(before + 1)
    const { subject, plain } = await letterTo(otto)
    expect(subject).toBe('Scène 4 van Duin is mislukt')
    expect(plain).toContain('Reden: De maker kon het eindbeeld niet gebruiken. Kies een andere foto, of geen.')
    expect(plain.replaceAll('\u00a0', ' ')).toContain(
      'Kosten: Of er iets in rekening is gebracht is niet bekend. De prijs is $ 0,06.',
    )
  })

  test('is not written about what its reader stopped, deleted or does not want to hear of, nor to an admin who has another one', async () => {
    const [anna, quiet, admin] = [
      await house.people.add(),
      await house.people.add(),
      await house.people.add({ role: 'admin' }),
    ]
    await quiet.call('PATCH', '/api/me/preferences', { notifyFailures: false })
    await fails((await sentTake(await shelfOf(quiet, 'Quiet'), 1)).id)
    await isUnknown((await sentTake(await shelfOf(admin, 'Admin'), 1)).id)
    const shelf = await shelfOf(anna, 'Gone')
    const [stopped, deleted] = [await sentTake(shelf, 1), await sentTake(shelf, 2)]
    await change(
      sql`update public.generations set state = 'running', provider_job_id = 'job-1' where id = ${stopped.id}`,
    )
    await actingAs(house.tools.db, worker, (transaction) => ledger.markCanceled(transaction, stopped.id))
    await change(sql`update public.scenes set deleted_at = now() where id = ${deleted.sceneId}`)
    await fails(deleted.id)
    const before = await posted()
    await tell()
    await quiet.call('PATCH', '/api/me/preferences', { notifyFailures: true })
    await tell()
    expect(await posted()).toBe(before)
  })

  test('comes once for a take of which nobody knew, whatever becomes of it; not for one that was found in time', async () => {
    const anna = await house.people.add()
    const shelf = await shelfOf(anna, 'Lost')
    const [lost, found] = [await sentTake(shelf, 1), await sentTake(shelf, 2)]
    await isUnknown(lost.id)
    await isUnknown(found.id)
    const foundAs = (id: string, job: string) =>
      change(sql`update public.generations set state = 'running', provider_job_id = ${job} where id = ${id}`)
    await foundAs(found.id, 'job-2')
    const before = await posted()
    await tell()
    expect(await posted()).toBe(before + 1)
    expect((await letterTo(anna)).subject).toBe('Scene 1 of Lost: the outcome is not known')
    await foundAs(lost.id, 'job-3')
    await fails(lost.id)
    await tell()
    expect(await posted()).toBe(before + 1)
    // What was found and failed after all was never told of.
    await fails(found.id)
    await tell()
    expect(await posted()).toBe(before + 2)
  })
})
