import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { makeOutbound } from '#kernel/http/outbound.ts'
import { startLiveAvatarContract } from '#testing/liveavatar-contract/liveavatar-contract.ts'
import { callContext, doneOf } from '#testing/paid-calls.ts'
import { avatarSuite } from '../avatar.suite.ts'
import { makeLiveAvatar, type LiveAvatarOptions } from './liveavatar.ts'

const vendor = await startLiveAvatarContract()
const outbound = makeOutbound({ allow: [vendor.origin] })
afterAll(async () => {
  await outbound.close()
  await vendor.close()
})
const make = (options: Partial<LiveAvatarOptions> = {}) =>
  makeLiveAvatar({ apiKey: 'la-test', baseUrl: `${vendor.origin}/`, outbound, creditUsd: 0.1, ...options })
const rest = {
  key: 'la-test',
  async begin({ token, apiUrl }: { token: string; apiUrl: string }) {
    const headers = { authorization: `Bearer ${token}` }
    const { status } = await fetch(`${apiUrl}/v1/sessions/start`, { method: 'POST', headers })
    if (status !== 201) throw new Error(`It was not begun: ${status}`)
  },
  endedBecause: (id: string) => vendor.sessions().find((session) => session.id === id)?.endedBecause ?? null,
  close: () => Promise.resolve(),
}

avatarSuite('LiveAvatar', async () => ({
  avatar: make({ avatarId: '0190aaaa-0000-4000-8000-000000000001' }),
  ...rest,
}))
avatarSuite('the sandbox of LiveAvatar', async () => ({ avatar: make(), ...rest }))

describe('what LiveAvatar answers', () => {
  beforeEach(() => vendor.reset())
  const open = (options: Partial<LiveAvatarOptions> = {}) => make(options).openSession({ seconds: 300 }, callContext())

  it('is a session of the mode in which the words stay ours, no longer than asked for', async () => {
    const { value } = doneOf(
      await make({ avatarId: '0190aaaa-0000-4000-8000-000000000001' }).openSession({ seconds: 90 }, callContext()),
    )
    expect(vendor.sessions()).toMatchObject([{ id: value.sessionId, maxSeconds: 90, sandbox: false }])
    vendor.inject({ on: 'token', kind: 'full_token' })
    expect(await open()).toMatchObject({ kind: 'refused', code: 'unreadable' })
  })

  it('is a refusal in our words, and never with the key', async () => {
    expect(await open({ apiKey: 'la-revoked' })).toMatchObject({ code: 'auth', charged: 'no', retry: false })
    expect(await open({ apiKey: 'la-broke' })).toMatchObject({ code: 'insufficient_funds' })
    vendor.inject({ on: 'token', kind: 'other_code' })
    expect(await open()).toMatchObject({ code: 'invalid_input' })
    vendor.settings.requestsPerSecond = 0
    const limited = await open()
    expect(limited).toMatchObject({ code: 'rate_limited', retryAfterSeconds: 1 })
    expect(JSON.stringify(limited)).not.toContain('la-test')
    expect(await open({ baseUrl: 'http://127.0.0.1:1' })).toMatchObject({ code: 'provider_down', charged: 'no' })
  })

  it('has an unknown end when nobody can read it', async () => {
    for (const kind of ['cut_before', 'cut_after', 'malformed', 'gateway_page'] as const) {
      vendor.inject({ on: 'token', kind })
      expect(await open(), kind).toMatchObject({ kind: 'unknown' })
    }
    vendor.inject({ on: 'token', kind: 'error', status: 500 })
    expect(await open()).toMatchObject({ kind: 'unknown' })
  })

  it('knows no session that there is not', async () => {
    const gone = '0190aaaa-0000-4000-8000-00000000000f'
    expect(await make().keepAlive(gone, callContext())).toMatchObject({ kind: 'refused' })
    expect(await make().endSession(gone, callContext())).toMatchObject({ kind: 'refused' })
  })
})
