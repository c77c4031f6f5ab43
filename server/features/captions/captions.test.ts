import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { CaptionRun, SessionItem } from '@greenroom/contract/slideshows.ts'
import { newId } from '#kernel/id.ts'
import { makeHouse, type TestHouse } from '#testing/house.ts'
import { startOpenAiContract, type OpenAiContract } from '#testing/openai-contract/openai-contract.ts'
import type { TestPerson } from '#testing/people.ts'
import { itemsOf, run, sessionWithPhotos, untilGroup } from '#testing/slideshow-house.ts'
import { recoverRuns, sweep } from './captions.recovery.ts'
import { sendRun } from './captions.sending.ts'
import { makeTemplateWriter } from '#providers/local/local.writer.ts'
import type { CaptionTools } from './captions.ts'

let openai: OpenAiContract
let house: TestHouse
let plain: TestHouse
let anna: TestPerson
let other: TestPerson
beforeAll(async () => {
  openai = await startOpenAiContract()
  house = await makeHouse({
    environment: { OPENAI_API_KEY: 'sk-contract', OPENAI_BASE_URL: openai.baseUrl, OUTBOUND_ALLOW: openai.origin },
  })
  plain = await makeHouse()
  anna = await house.people.add()
  other = await house.people.add()
})
afterAll(async () => {
  await house.stop()
  await plain.stop()
  await openai.close()
})
beforeEach(() => openai.reset())

const path = (sessionId: string, more = '') => `/api/media-sessions/${sessionId}/captions${more}`
const ids = (items: readonly SessionItem[]) => items.map(({ id }) => id)
const estimate = async (
  person: TestPerson,
  sessionId: string,
  wish: object,
): Promise<{ priceMicroUsd: number; items: number; writer: string; disclosure: string }> =>
  (await person.call('POST', path(sessionId, '/estimate'), wish)).body
const write = async (person: TestPerson, sessionId: string, itemIds: string[], more: object = {}) => {
  const { priceMicroUsd } = await estimate(person, sessionId, { itemIds, overwrite: 'overwrite' in more })
  return person.call('POST', path(sessionId), {
    idempotencyKey: newId(),
    itemIds,
    agreedPriceMicroUsd: priceMicroUsd ?? 0,
    ...more,
  })
}
const newest = async (person: TestPerson, sessionId: string): Promise<CaptionRun> =>
  (await person.call('GET', `/api/media-sessions/${sessionId}`)).body.captionRun
const settled = async (person: TestPerson, sessionId: string): Promise<CaptionRun> => {
  await expect
    .poll(async () => (await newest(person, sessionId)).state, { timeout: 90_000, interval: 50 })
    .toMatch(/^(ready|failed|unknown)$/)
  return await newest(person, sessionId)
}

describe('captions', () => {
  test('are written by the model that looked, in calls of ten at most, for a price that was said before', async () => {
    const { session, items } = await sessionWithPhotos(house, anna, { count: 12 })
    const said = await estimate(anna, session.id, { itemIds: ids(items) })
    expect(said).toMatchObject({ writer: 'openai', items: 12 })
    expect(openai.log.paid()).toEqual([])
    const asked = await write(anna, session.id, ids(items))
    expect([asked.status, asked.body.runs.map(({ itemIds }: CaptionRun) => itemIds.length)]).toEqual([202, [10, 2]])
    await expect
      .poll(
        async () => (await itemsOf(anna, session.id)).filter(({ captionSource }) => captionSource === 'ai').length,
        { timeout: 90_000 },
      )
      .toBe(12)
    expect(openai.log.paid()).toHaveLength(2)
    expect(openai.log.costMicroUsd()).toBeLessThanOrEqual(said.priceMicroUsd)
    for (const { pictures } of openai.log.paid())
      for (const picture of pictures) {
        expect(picture.hasExif).toBe(false)
        expect(Math.max(picture.width, picture.height)).toBeLessThanOrEqual(512)
      }
    expect(await newest(anna, session.id)).toMatchObject({ state: 'ready', disclosure: 'OpenAI gpt-5.4-mini' })
  })

  test('of a person are kept when the others are written anew, unless they are to be replaced', async () => {
    const { session, items } = await sessionWithPhotos(house, anna, { count: 3 })
    const mine = `/api/media-sessions/${session.id}/items/${items[1]?.id}`
    await anna.call('PATCH', mine, { caption: 'My own words' })
    await write(anna, session.id, ids(items))
    await settled(anna, session.id)
    const [first, second] = await itemsOf(anna, session.id)
    expect(first?.captionSource).toBe('ai')
    expect(second).toMatchObject({ caption: 'My own words', captionSource: 'person' })
    await write(anna, session.id, [items[1]?.id ?? ''], { overwrite: true })
    await settled(anna, session.id)
    expect((await itemsOf(anna, session.id))[1]?.captionSource).toBe('ai')
    await anna.call('PATCH', mine, { caption: 'Once more' })
    expect(await write(anna, session.id, [items[1]?.id ?? ''])).toMatchObject({
      status: 422,
      body: { code: 'captions.nothing_to_write' },
    })
  })

  test('that a person writes while the model is at work are kept too', async () => {
    const { session, items } = await sessionWithPhotos(house, anna, { count: 1 })
    openai.inject({ kind: 'slow', delayMs: 400 })
    await write(anna, session.id, ids(items), { overwrite: true })
    await expect
      .poll(async () => (await newest(anna, session.id)).state, { interval: 20, timeout: 90_000 })
      .toBe('submitted')
    await anna.call('PATCH', `/api/media-sessions/${session.id}/items/${items[0]?.id}`, { caption: 'Faster' })
    expect((await settled(anna, session.id)).state).toBe('ready')
    expect((await itemsOf(anna, session.id))[0]).toMatchObject({ caption: 'Faster', captionSource: 'person' })
  })

  test('are asked for once by a click that comes twice', async () => {
    const { session, items } = await sessionWithPhotos(house, anna, { count: 2 })
    const idempotencyKey = newId()
    const answers = await Promise.all([1, 2, 3].map(() => write(anna, session.id, ids(items), { idempotencyKey })))
    expect(new Set(answers.map(({ body }) => body.runs[0].id)).size).toBe(1)
    await settled(anna, session.id)
    expect(openai.log.paid()).toHaveLength(1)
  })

  test('are not written for more than was agreed to', async () => {
    const { session, items } = await sessionWithPhotos(house, anna, { count: 2 })
    expect(await write(anna, session.id, ids(items), { agreedPriceMicroUsd: 1 })).toMatchObject({
      status: 409,
      body: { code: 'captions.price_changed' },
    })
    expect(await newest(anna, session.id)).toBeNull()
  })

  test('of somebody else’s session are neither estimated nor written', async () => {
    const { session, items } = await sessionWithPhotos(house, anna, { count: 1 })
    const wish = { itemIds: ids(items) }
    expect((await other.call('POST', path(session.id, '/estimate'), wish)).status).toBe(404)
    expect(
      (await other.call('POST', path(session.id), { ...wish, idempotencyKey: newId(), agreedPriceMicroUsd: 0 })).status,
    ).toBe(404)
    const mine = await sessionWithPhotos(house, other, { count: 1 })
    expect((await other.call('POST', path(mine.session.id, '/estimate'), wish)).status).toBe(404)
  })

  test('without a key come from templates that cost nothing and say what they are', async () => {
    const bert = await plain.people.add()
    const { session, items } = await sessionWithPhotos(plain, bert, {
      count: 2,
      style: { wishes: { topic: 'Roses in June' } },
    })
    expect(await estimate(bert, session.id, { itemIds: ids(items) })).toMatchObject({
      writer: 'template',
      disclosure: 'Template, not AI',
      priceMicroUsd: 0,
    })
    await write(bert, session.id, ids(items))
    expect(await settled(bert, session.id)).toMatchObject({
      state: 'ready',
      disclosure: 'Template, not AI',
      priceChargedMicroUsd: 0,
    })
    const before = (await itemsOf(bert, session.id)).map(({ caption }) => caption)
    await write(bert, session.id, ids(items))
    await settled(bert, session.id)
    expect((await itemsOf(bert, session.id)).map(({ caption }) => caption)).not.toEqual(before)
  })
})

describe('a call', () => {
  test('whose answer was lost is unknown, told, and never sent again by itself', async () => {
    const { session, items } = await sessionWithPhotos(house, anna, { count: 1 })
    openai.inject({ kind: 'cut_after_accept' })
    await write(anna, session.id, ids(items))
    const lost = await settled(anna, session.id)
    expect(lost).toMatchObject({ state: 'unknown', priceChargedMicroUsd: null, trouble: { code: 'captions.unknown' } })
    await sweep(captionTools())
    expect(openai.log.paid()).toHaveLength(1)
    // A person may ask again: that is another run.
    await write(anna, session.id, ids(items))
    expect(await settled(anna, session.id)).toMatchObject({ state: 'ready' })
    expect((await newest(anna, session.id)).id).not.toBe(lost.id)
  })

  test('that was refused before it began is sent later, by itself', async () => {
    const { session, items } = await sessionWithPhotos(house, anna, { count: 1 })
    openai.inject({ kind: 'too_many', headers: { 'retry-after': '1' } })
    await write(anna, session.id, ids(items))
    expect(await settled(anna, session.id)).toMatchObject({ state: 'ready' })
    expect([openai.log.refused().length, openai.log.paid().length]).toEqual([1, 1])
  })

  test('that the model refused failed with a reason, and writes nothing', async () => {
    const { session, items } = await sessionWithPhotos(house, anna, { count: 1 })
    openai.inject({ kind: 'refusal' })
    await write(anna, session.id, ids(items))
    expect(await settled(anna, session.id)).toMatchObject({ state: 'failed', trouble: { code: 'captions.moderated' } })
    expect((await itemsOf(anna, session.id))[0]?.caption).toBeNull()
  })

  test('that was on its way when the house was killed is unknown when it paid, and made again when it cost nothing', async () => {
    const { session, items } = await sessionWithPhotos(house, anna, { count: 2 })
    const put = async (writer: string, model: string): Promise<string> => {
      const id = newId()
      await house.tools.db.driver.query(
        `insert into caption_runs (id, user_id, session_id, writer, model, request_hash, item_ids, state, submitted_at)
         values ($1, $2, $3, $4, $5, 'x', $6, 'submitted', now())`,
        [id, anna.id, session.id, writer, model, [writer === 'openai' ? items[0]?.id : items[1]?.id]],
      )
      return id
    }
    const paid = await put('openai', 'OpenAI gpt-5.4-mini')
    const free = await put('template', 'Template, not AI')
    // While another process may still be sending it, nobody touches it.
    expect(await sendRun(captionTools(), paid, new AbortController().signal)).toMatchObject({ kind: 'later' })
    await recoverRuns(captionTools())
    const stateOf = async (id: string) =>
      (await house.tools.db.driver.query('select state from caption_runs where id = $1', [id])).rows[0]
    expect(await stateOf(paid)).toEqual({ state: 'unknown' })
    await expect.poll(() => stateOf(free), { timeout: 90_000 }).toEqual({ state: 'ready' })
    expect(openai.log.paid()).toEqual([])
    expect((await itemsOf(anna, session.id)).map(({ captionSource }) => captionSource)).toEqual([null, 'template'])
  })
})

describe('the captions of a slideshow', () => {
  const short = { slidesPerGroup: 3, render: { format: '1:1', slideSeconds: 1, transition: 'cut' } }

  test('are written in one call for all its slides, with the text of its post', async () => {
    const { session } = await sessionWithPhotos(house, anna, { count: 3, style: short })
    const { body } = await run(anna, session.id)
    const made = await untilGroup(anna, body.id, ({ state }) => state === 'ready' || state === 'failed')
    expect(made).toMatchObject({ state: 'ready' })
    expect(made.items.map(({ captionSource }) => captionSource)).toEqual(['ai', 'ai', 'ai'])
    expect(made.words).not.toBeNull()
    expect(openai.log.paid()).toHaveLength(1)
  }, 120_000)

  test('come from templates when the model could not, and the slideshow says so', async () => {
    const { session } = await sessionWithPhotos(house, anna, { count: 3, style: short })
    openai.inject({ kind: 'cut_after_accept' })
    const { body } = await run(anna, session.id)
    const made = await untilGroup(anna, body.id, ({ state }) => state === 'ready' || state === 'failed')
    expect(made.items.map(({ captionSource }) => captionSource)).toEqual(['template', 'template', 'template'])
    expect(made.findings).toContainEqual(expect.objectContaining({ code: 'captions.fell_back', level: 'warn' }))
    expect(openai.log.paid()).toHaveLength(1)
  }, 120_000)
})

/** The house's own tools, for what a job would do. */
const captionTools = (): CaptionTools => {
  const fallback = makeTemplateWriter()
  const first = { ...fallback, id: 'openai' as const, ai: true, disclosure: 'OpenAI gpt-5.4-mini' }
  return {
    ...house.tools,
    writers: { first, fallback },
    captionPicture: () => Promise.reject(new Error('No picture is read here')),
  }
}
