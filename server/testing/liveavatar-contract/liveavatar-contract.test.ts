import { once } from 'node:events'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { startLiveAvatarContract } from './liveavatar-contract.ts'

const vendor = await startLiveAvatarContract({ settings: { speed: 100 } })
afterAll(() => vendor.close())
beforeEach(() => vendor.reset())

const face = 'dd73ea75-1218-4ef3-92ce-606d5f7fbc0a'
const post = async (path: string, headers: Record<string, string>, body?: object) => {
  const reply = await fetch(`${vendor.origin}/v1/sessions/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const told = (await reply.json()) as { code: number; data: Record<string, string> | null }
  return { status: reply.status, ...told }
}
const mint = async (more: object = {}) => {
  const { data } = await post('token', { 'x-api-key': 'la-test' }, { mode: 'LITE', avatar_id: face, ...more })
  return { id: data?.session_id ?? '', bearer: { authorization: `Bearer ${data?.session_token}` } }
}
interface Told {
  type: string
  state?: string
  event_id?: string
}
/** A socket that remembers what it was told and can wait for it. */
const join = async (url: string) => {
  const socket = new WebSocket(url)
  const told: Told[] = []
  const waiting = new Set<() => void>()
  socket.addEventListener('message', ({ data }) => {
    told.push(JSON.parse(String(data)) as Told)
    for (const look of waiting) look()
  })
  await once(socket, 'open')
  return {
    socket,
    told,
    say: (message: object) => socket.send(JSON.stringify(message)),
    hear: (expected: Partial<Told>) =>
      new Promise<void>((resolve) => {
        const look = (): void => {
          if (!told.some((one) => Object.entries(expected).every(([key, value]) => one[key as 'type'] === value)))
            return
          waiting.delete(look)
          resolve()
        }
        waiting.add(look)
        look()
      }),
  }
}
const started = async () => {
  const { id, bearer } = await mint({ is_sandbox: true })
  const { data } = await post('start', bearer)
  const line = await join(data?.ws_url ?? '')
  const [session] = vendor.sessions().filter((one) => one.id === id)
  if (session === undefined) throw new Error('There is no session.')
  return { ...line, session, bearer, data }
}
const sound = Buffer.alloc(48_000).toString('base64')

describe('the LiveAvatar contract server', () => {
  it('mints a token with the key and starts it once without', async () => {
    expect((await post('token', {}, { mode: 'LITE', avatar_id: face })).status).toBe(401)
    expect((await post('token', { 'x-api-key': 'la-test' }, { mode: 'FULL', avatar_id: face })).status).toBe(422)
    const other = '0190aaaa-0000-4000-8000-000000000001'
    const wrong = { mode: 'LITE', avatar_id: other, is_sandbox: true }
    expect((await post('token', { 'x-api-key': 'la-test' }, wrong)).status).toBe(400)
    const { bearer } = await mint({ is_sandbox: true, max_session_duration: 600 })
    const first = await post('start', bearer)
    expect(first).toMatchObject({ status: 201, code: 1000, data: { max_session_duration: 60 } })
    expect(first.data).not.toHaveProperty('livekit_url')
    expect((await post('start', bearer)).status).toBe(400)
  })

  it('refuses an old token and an empty account', async () => {
    vendor.settings.credits = 0
    expect((await post('start', (await mint()).bearer)).status).toBe(402)
    vendor.settings.tokenSeconds = 0
    const { bearer } = await mint({ is_sandbox: true })
    await new Promise((resolve) => setTimeout(resolve, 2))
    expect((await post('start', bearer)).status).toBe(401)
  })

  it('drops without a word what comes before "connected"', async () => {
    vendor.settings.connectMs = 50
    const { say, hear, session } = await started()
    say({ type: 'agent.speak', event_id: 'early', audio: sound })
    await hear({ type: 'session.state_updated', state: 'connected' })
    expect(session.dropped).toEqual(['agent.speak'])
    expect(session.spoken).toEqual([])
  })

  it('speaks until it was told to end, and tells when it is done', async () => {
    const { say, hear, session, told } = await started()
    await hear({ state: 'connected' })
    say({ type: 'agent.speak', event_id: 'a', audio: sound })
    say({ type: 'agent.speak', event_id: 'a', audio: sound })
    await hear({ type: 'agent.speak_started', event_id: 'a' })
    expect(told.some(({ type }) => type === 'agent.speak_ended')).toBe(false)
    say({ type: 'agent.speak_end', event_id: 'a' })
    await hear({ type: 'agent.speak_ended', event_id: 'a' })
    expect(session.spoken).toEqual([{ eventId: 'a', bytes: 96_000, ended: true, interrupted: false }])
  })

  it('is silent when it is interrupted, and listens when it is told', async () => {
    const { say, hear, session } = await started()
    await hear({ state: 'connected' })
    say({ type: 'agent.speak', event_id: 'b', audio: sound })
    say({ type: 'agent.interrupt' })
    await hear({ type: 'agent.speak_ended', event_id: 'b' })
    expect(session.spoken[0]?.interrupted).toBe(true)
    say({ type: 'agent.start_listening' })
    say({ type: 'agent.speak', event_id: 'c', audio: sound })
    await hear({ type: 'agent.speak_started', event_id: 'c' })
    expect(session.listening).toBe(true)
  })

  it('closes the socket on a message that is too big', async () => {
    const { say, hear, socket } = await started()
    await hear({ state: 'connected' })
    const closed = once(socket, 'close')
    say({ type: 'agent.speak', event_id: 'd', audio: Buffer.alloc(1_000_000).toString('base64') })
    const [event] = (await closed) as [CloseEvent]
    expect(event.code).toBe(1009)
  })

  it('ends when its time is over, when nobody gives a sign, and when it is stopped, with the key as well', async () => {
    const first = await started()
    await first.hear({ state: 'closed' })
    expect(first.session.endedBecause).toBe('its time was over')
    vendor.settings.speed = 1
    vendor.settings.idleSeconds = 0.03
    const second = await started()
    await second.hear({ state: 'closed' })
    expect(second.session.endedBecause).toBe('idle')
    expect((await post('keep-alive', second.bearer)).status).toBe(400)
    vendor.settings.idleSeconds = 300
    const third = await started()
    expect((await post('keep-alive', third.bearer)).status).toBe(200)
    expect((await post('stop', { 'x-api-key': 'la-test' }, { session_id: third.session.id })).status).toBe(200)
    await third.hear({ state: 'closed' })
    expect(third.session.endedBecause).toBe('stopped')
  })

  it('takes a credit for every minute that was begun, and none in the sandbox', async () => {
    const { bearer } = await mint()
    await post('start', bearer)
    await post('stop', bearer)
    expect(vendor.settings.credits).toBe(99)
    await post('stop', (await started()).bearer)
    expect(vendor.settings.credits).toBe(99)
  })

  it('counts requests a second and tells its log without a token', async () => {
    vendor.settings.requestsPerSecond = 1
    const wishes = Array.from({ length: 3 }, () =>
      post('token', { 'x-api-key': 'la-test' }, { mode: 'LITE', avatar_id: face }),
    )
    expect((await Promise.all(wishes)).filter(({ status }) => status === 429).length).toBeGreaterThan(0)
    const log = await (await fetch(`${vendor.origin}/_log`)).text()
    expect(log).not.toMatch(/eyJ|la-test/)
    const control = (body: object) =>
      fetch(`${vendor.origin}/_control`, { method: 'POST', body: JSON.stringify(body) }).then(({ status }) => status)
    expect(await control({ settings: { credits: 1 }, inject: [{ on: 'token', kind: 'malformed' }] })).toBe(200)
    expect(await control({ inject: [{ on: 'nothing' }] })).toBe(422)
  })
})
