import { createHash } from 'node:crypto'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import type { ChunkPlan, CreatorInfo, PostDraft } from './publisher-post.ts'
import type { ChunkSent, Granted, Publisher, Started } from './publisher.ts'

export const initFaults = ['cut_before', 'cut_after', 'error_before', 'error_after', 'unreadable', 'slow'] as const
export const chunkFaults = ['error', 'cut_before', 'cut_middle', 'cut_after'] as const
export const refreshFaults = ['error', 'cut', 'busy'] as const

/** What a publisher hands to the suite to be tried against its promise. */
export interface PublisherDriver {
  publisher: Publisher
  redirectUri: string
  verifier?: string
  /** Goes through the consent page; gives the address that the browser is sent back to. */
  consent(url: string, choice: { deny?: boolean; scopes?: string[] }): Promise<string>
  /** A film that is taken, exactly so long. */
  film(bytes: number): Buffer
  breakInit(how: (typeof initFaults)[number]): void
  breakChunk(how: (typeof chunkFaults)[number]): void
  breakRefresh(how: (typeof refreshFaults)[number]): void
  /** Requests that came to open a post, and how many of them did. */
  inits(): { seen: number; taken: number }
  /** The SHA-256 of every post that people can see. */
  visible(): string[]
  /** Moves the other side's time on until everything that came has its verdict. */
  finish(): Promise<void>
  /** The other side forgets everything. */
  reset(): void
  close(): Promise<void>
}

export const plainDraft = (change: Partial<PostDraft> = {}): PostDraft => ({
  kind: 'video',
  delivery: 'direct',
  title: 'A quiet hall #light',
  description: '',
  privacy: 'SELF_ONLY',
  allowComments: false,
  allowDuet: false,
  allowStitch: false,
  commercial: false,
  ownBrand: false,
  brandedContent: false,
  aiGenerated: false,
  coverAtMs: null,
  coverIndex: 0,
  addMusic: false,
  ...change,
})

/** Signs in as a person would. */
export const signIn = async (
  driver: Pick<PublisherDriver, 'publisher' | 'redirectUri' | 'verifier' | 'consent'>,
  scopes?: string[],
): Promise<Granted> => {
  const { oauth } = driver.publisher
  const verifier = driver.verifier === undefined ? {} : { verifier: driver.verifier }
  const url = oauth.authorizeUrl({ state: 'a-state', redirectUri: driver.redirectUri, ...verifier })
  const back = new URL(await driver.consent(url, scopes === undefined ? {} : { scopes })).searchParams
  expect(back.get('state')).toBe('a-state')
  const granted = await oauth.exchange({ code: back.get('code') ?? '', redirectUri: driver.redirectUri, ...verifier })
  if (granted.kind !== 'granted') throw new Error(`Not signed in: ${JSON.stringify(granted)}`)
  return granted
}

async function* piecesOf(data: Buffer): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < data.length; at += 1_000_000) yield data.subarray(at, at + 1_000_000)
}

/** One chunk of `film`. */
export const sendChunk = (
  publisher: Publisher,
  film: Buffer,
  plan: ChunkPlan,
  uploadUrl: string,
  index: number,
): Promise<ChunkSent> =>
  publisher.sendChunk({
    uploadUrl,
    plan,
    index,
    mime: 'video/mp4',
    open: async ({ first, last }) => piecesOf(film.subarray(first, last + 1)),
  })

/** All chunks, going on where the other side stands, as a ledger would. */
export const sendAll = async (
  publisher: Publisher,
  film: Buffer,
  plan: ChunkPlan,
  uploadUrl: string,
): Promise<ChunkSent['kind'][]> => {
  const said: ChunkSent['kind'][] = []
  for (let index = 0; said.length < 20;) {
    const sent = await sendChunk(publisher, film, plan, uploadUrl, index)
    said.push(sent.kind)
    if (sent.kind === 'done') return said
    if (sent.kind === 'more' || sent.kind === 'resync') index = sent.next
    else if (sent.kind !== 'passing') throw new Error(`The upload ended: ${JSON.stringify(sent)}`)
  }
  throw new Error(`It never ends: ${said.join(' ')}`)
}

/** The promise of publisher.ts as tests; every publisher runs it. */
export const publisherSuite = (name: string, makeDriver: () => Promise<PublisherDriver>): void => {
  describe(`${name} keeps the promise of a publisher`, async () => {
    const driver = await makeDriver()
    const { publisher } = driver
    const { oauth, rules } = publisher
    afterAll(() => driver.close())
    beforeEach(() => driver.reset())

    const film = driver.film(12_345_678)
    const sha256 = createHash('sha256').update(film).digest('hex')
    const plan = rules.chunkPlan(film.length, 5_000_000)
    const open = (token: string, signal?: AbortSignal): Promise<Started> =>
      publisher.init(token, plainDraft(), { by: 'upload', plan }, signal)
    const opened = async (token: string): Promise<{ publishId: string; uploadUrl: string }> => {
      const started = await open(token)
      if (started.kind !== 'accepted' || started.uploadUrl === null)
        throw new Error(`Not accepted: ${JSON.stringify(started)}`)
      return { publishId: started.publishId, uploadUrl: started.uploadUrl }
    }

    it('connects an account and knows whose it is', async () => {
      const granted = await signIn(driver)
      expect(granted.expiresInSeconds).toBeGreaterThan(60)
      expect(granted.scopes).toEqual([...oauth.scopesAsked])
      const account = await publisher.account(granted.accessToken, granted.scopes)
      expect(account).toMatchObject({ kind: 'account', openId: granted.openId })
      const creator = await publisher.creator(granted.accessToken)
      expect(creator).toMatchObject({ kind: 'creator' })
      expect((creator as CreatorInfo).privacyOptions).toContain(rules.privateOption)
    })

    it('tells what was granted, which may be less than what was asked', async () => {
      const [basic = '', ...others] = oauth.scopesAsked
      const granted = await signIn(driver, [basic])
      expect(granted.scopes).toEqual([basic])
      expect(others).toContain(rules.scopeFor('direct'))
      expect(await publisher.account(granted.accessToken, granted.scopes)).toMatchObject({ kind: 'account' })
      expect(await publisher.creator(granted.accessToken)).toMatchObject({ kind: 'refused', retry: 'reconnect' })
      expect(await open(granted.accessToken)).toMatchObject({ kind: 'refused', retry: 'reconnect' })
    })

    it('takes a code once', async () => {
      const verifier = driver.verifier === undefined ? {} : { verifier: driver.verifier }
      const { redirectUri } = driver
      const back = await driver.consent(oauth.authorizeUrl({ state: 'a-state', redirectUri, ...verifier }), {})
      const code = new URL(back).searchParams.get('code') ?? ''
      expect((await oauth.exchange({ code, redirectUri, ...verifier })).kind).toBe('granted')
      expect(await oauth.exchange({ code, redirectUri, ...verifier })).toMatchObject({
        kind: 'refused',
        code: 'invalid_grant',
      })
    })

    it.each(refreshFaults)('does not take "%s" for a disconnected account', async (how) => {
      const { refreshToken } = await signIn(driver)
      driver.breakRefresh(how)
      expect((await oauth.refresh(refreshToken)).kind).toBe('passing')
      expect((await oauth.refresh(refreshToken)).kind).toBe('granted')
    })

    it('takes the house off the list, twice if need be, and then the account must be connected again', async () => {
      const granted = await signIn(driver)
      expect(await oauth.revoke(granted.accessToken)).toEqual({ kind: 'revoked' })
      expect(await oauth.revoke(granted.accessToken)).toEqual({ kind: 'revoked' })
      expect(await oauth.refresh(granted.refreshToken)).toEqual({ kind: 'invalid_grant' })
      expect(await publisher.creator(granted.accessToken)).toMatchObject({ kind: 'refused', retry: 'refresh' })
    })

    it('publishes exactly the bytes it was given, once', async () => {
      const { accessToken } = await signIn(driver)
      const { publishId, uploadUrl } = await opened(accessToken)
      expect(await publisher.status(accessToken, publishId)).toMatchObject({ state: 'uploading', failCode: null })
      expect(await sendAll(publisher, film, plan, uploadUrl)).toEqual(['more', 'done'])
      await driver.finish()
      expect(await publisher.status(accessToken, publishId)).toMatchObject({ kind: 'status', state: 'complete' })
      expect(driver.visible()).toEqual([sha256])
      expect(driver.inits()).toEqual({ seen: 1, taken: 1 })
    })

    it.each(initFaults)('does not know whether a post was opened after "%s", and sends nothing again', async (how) => {
      const { accessToken } = await signIn(driver)
      driver.breakInit(how)
      const started = await open(accessToken)
      expect(started).toMatchObject({ kind: 'unknown', mayAppear: false })
      expect(JSON.stringify(started)).not.toContain(accessToken)
      expect(driver.inits().seen).toBe(1)
      await driver.finish()
      expect(driver.visible()).toEqual([])
    })

    it('is certain that nothing was sent when it is called off beforehand', async () => {
      const { accessToken } = await signIn(driver)
      expect(await open(accessToken, AbortSignal.abort())).toMatchObject({ kind: 'refused', retry: 'yes' })
      expect(driver.inits().seen).toBe(0)
    })

    it('is certain of a refusal, and says what helps', async () => {
      expect(await open('a-dead-token')).toMatchObject({ kind: 'refused', retry: 'refresh' })
      const { accessToken } = await signIn(driver)
      const unsent = await publisher.init(accessToken, plainDraft({ privacy: null }), { by: 'upload', plan })
      expect(unsent).toMatchObject({ kind: 'refused', retry: 'fix-post' })
      expect(driver.inits()).toEqual({ seen: 1, taken: 0 })
    })

    it.each(chunkFaults)('brings every byte there although a chunk met "%s"', async (how) => {
      const { accessToken } = await signIn(driver)
      const { uploadUrl } = await opened(accessToken)
      driver.breakChunk(how)
      const said = await sendAll(publisher, film, plan, uploadUrl)
      expect(said[0]).toBe('passing')
      await driver.finish()
      expect(driver.visible()).toEqual([sha256])
    })

    it('learns where the other side stands after a restart, at any point', async () => {
      const { accessToken } = await signIn(driver)
      const { uploadUrl } = await opened(accessToken)
      expect(await sendChunk(publisher, film, plan, uploadUrl, 1)).toEqual({ kind: 'resync', next: 0, received: 0 })
      expect(await sendChunk(publisher, film, plan, uploadUrl, 0)).toMatchObject({ kind: 'more', next: 1 })
      expect(await sendChunk(publisher, film, plan, uploadUrl, 0)).toEqual({
        kind: 'resync',
        next: 1,
        received: 5_000_000,
      })
      expect(await sendChunk(publisher, film, plan, uploadUrl, 1)).toEqual({ kind: 'done' })
      expect(await sendChunk(publisher, film, plan, uploadUrl, 1)).toEqual({ kind: 'done' })
      await driver.finish()
      expect(driver.visible()).toEqual([sha256])
    })

    it('sends nothing of a file that is not as long as announced, and waits for a store that cannot be read', async () => {
      const { accessToken } = await signIn(driver)
      const { uploadUrl } = await opened(accessToken)
      const chunk = { uploadUrl, plan, index: 0, mime: 'video/mp4' } as const
      const short = film.subarray(0, 4_999_999)
      const long = film.subarray(0, 5_000_001)
      for (const odd of [short, long])
        expect(await publisher.sendChunk({ ...chunk, open: async () => piecesOf(odd) })).toMatchObject({
          kind: 'refused',
        })
      const broken = () => Promise.reject(new Error('The disk is gone.'))
      expect(await publisher.sendChunk({ ...chunk, open: broken })).toMatchObject({ kind: 'passing' })
      expect(await sendChunk(publisher, film, plan, uploadUrl, 1)).toMatchObject({ kind: 'resync', received: 0 })
    })

    it('looks again after a sane time, however often it has looked', () => {
      const delays = [0, 1, 2, 3, 10, 1000].map((attempt) => publisher.statusDelayMs(attempt))
      expect(delays).toEqual([...delays].sort((one, other) => one - other))
      for (const delay of delays) expect(Number.isInteger(delay) && delay > 0 && delay <= 60_000).toBe(true)
    })

    it('trusts no call that is not signed', () => {
      const now = new Date()
      for (const signatureHeader of [
        null,
        '',
        't=1',
        't=1,s=',
        `t=${Math.floor(now.getTime() / 1000)},s=${'0'.repeat(64)}`,
      ])
        expect(publisher.readWebhook({ signatureHeader, rawBody: '{}', now }).kind).toBe('refused')
    })

    it('never tries again what it does not understand', () => {
      expect(rules.failReason('a_code_from_the_future').retry).toBe('never')
      expect(rules.perMinute.init).toBeGreaterThan(0)
      expect(rules.texts(plainDraft()).consent.length).toBeGreaterThan(20)
    })
  })
}
