import { fetch } from 'undici'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { plainDraft, sendAll } from '#providers/publisher.suite.ts'
import { startPublisherBench } from './publisher-bench.ts'

const bench = await startPublisherBench()
const { tiktok, publisher, upload } = bench
afterAll(() => bench.close())
beforeEach(() => bench.reset())

const order = async (body: unknown) => {
  const response = await fetch(`${tiktok.origin}/_control`, { method: 'POST', body: JSON.stringify(body) })
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}
const log = async () => (await (await fetch(`${tiktok.origin}/_log`)).json()) as Record<string, object[]>

describe('the contract server takes orders over HTTP', () => {
  it('and tells everything that became visible, was opened, refreshed and connected', async () => {
    const token = await bench.signIn()
    await bench.publish(token, upload)
    expect(await log()).toMatchObject({
      posts: [{ account: 'open', form: 'video', delivery: 'direct' }],
      inits: [{ account: 'open', path: 'video', status: 200, code: 'ok' }],
      tasks: [{ state: 'PUBLISH_COMPLETE', receivedBytes: bench.film.length }],
      refreshes: [],
      connected: ['open'],
    })
  })

  it('about time, accounts, settings, faults and endings', async () => {
    const ordered = await order({
      settings: { postsPerDay: 2, lifetimes: 'legacy' },
      accounts: { third: { isPrivate: true, maxVideoSeconds: 60 } },
      inject: [{ on: 'creator', kind: 'too_many' }],
      endings: [{ fail: 'internal' }, { stuck: true }],
    })
    expect(ordered).toMatchObject({ status: 200, body: { ok: true, settings: { postsPerDay: 2 } } })
    const token = await bench.signIn('third')
    expect(await publisher.creator(token)).toMatchObject({ kind: 'passing' })
    expect(await publisher.creator(token)).toMatchObject({ maxVideoSeconds: 60, duetDisabled: true })
    const failed = await bench.publish(token, upload)
    expect(await publisher.status(token, failed)).toMatchObject({ state: 'failed', failCode: 'internal' })
    const stuck = await bench.publish(token, upload)
    await order({ advanceMs: 3_600_000 })
    expect(await publisher.status(token, stuck)).toMatchObject({ state: 'uploading' })
    expect(await publisher.init(token, plainDraft(), upload)).toMatchObject({ code: 'spam_risk_too_many_posts' })
  })

  it('and ends what is on its way when the person takes the app off the list', async () => {
    const token = await bench.signIn()
    const started = await publisher.init(token, plainDraft(), upload)
    const uploadUrl = started.kind === 'accepted' ? (started.uploadUrl ?? '') : ''
    expect(await sendAll(publisher, bench.film, upload.plan, uploadUrl)).toEqual(['done'])
    expect((await order({ removeAuthorization: { account: 'open', reason: 1 } })).status).toBe(200)
    expect(await publisher.creator(token)).toMatchObject({ kind: 'refused', retry: 'refresh' })
    await bench.finish()
    expect(await log()).toMatchObject({
      posts: [],
      connected: [],
      tasks: [{ state: 'FAILED', failReason: 'auth_removed' }],
    })
  })

  it.each([
    ['normal', ['good']],
    ['duplicate', ['good', 'good']],
    ['forged', ['bad', 'good']],
    ['stale', ['old', 'good']],
    ['off', []],
  ])('and tells the house of a post in the manner called %s', async (webhooks, signed) => {
    await order({ settings: { webhooks, webhookUrl: bench.house.origin } })
    await bench.publish(await bench.signIn(), upload)
    expect(tiktok.webhookTries().map((one) => one.signed)).toEqual(signed)
    expect(bench.house.requests).toHaveLength(signed.length)
  })

  it('and refuses those it does not understand', async () => {
    for (const odd of [
      null,
      { inject: [{ on: 'moon' }] },
      { settings: { speed: 9 } },
      { webhook: { account: 'nobody', event: 'x' } },
    ])
      expect((await order(odd)).status).toBe(422)
  })
})
