import { createHash } from 'node:crypto'
import { expect } from 'vitest'
import type { Publication, PublicationOptions } from '@greenroom/contract/posts.ts'
import { newId } from '#kernel/id.ts'
import type { House } from '../house.ts'
import { makeHouse, type TestHouse } from './house.ts'
import type { TestPerson } from './people.ts'
import { filmOf, pictureOf, shortestFilm } from './tiktok-contract/films.ts'
import {
  startTiktokContract,
  type TikTokContract,
  type TikTokContractOptions,
} from './tiktok-contract/tiktok-contract.ts'

const sha = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')

/** Settings that lead a house to the contract server. */
export const publishingEnvironment = (tiktok: TikTokContract): Record<string, string> => ({
  TIKTOK_CLIENT_KEY: tiktok.settings.clientKey,
  TIKTOK_CLIENT_SECRET: tiktok.settings.clientSecret,
  TIKTOK_API_BASE: tiktok.origin,
  TIKTOK_AUTH_BASE: tiktok.origin,
  TIKTOK_UPLOAD_HOSTS: tiktok.origin,
  TIKTOK_SCOPES: 'user.info.basic,user.info.profile,video.publish,video.upload,video.list',
  TIKTOK_AUDITED: 'on',
  TIKTOK_POLL_SECONDS: '0.1',
  OUTBOUND_ALLOW: tiktok.origin,
})

/** A finished slideshow as the house keeps it, with a real film and two real pictures. `bytes` makes the film longer. */
export const addReadyGroup = async (
  { tools: { db, storage } }: Pick<House, 'tools'>,
  person: TestPerson,
  wish: { bytes?: number; posting?: object | null; dueInMs?: number; state?: 'ready' | 'rendering' } = {},
): Promise<{ sessionId: string; groupId: string; sha256: string; photoSha256: string[] }> => {
  const film = filmOf(wish.bytes ?? shortestFilm)
  const query = async (text: string, values: unknown[]): Promise<{ id: string }> =>
    (await db.driver.query(text, values)).rows[0] as { id: string }
  const { id: sessionId } = await query(
    `insert into public.media_sessions (user_id, name, posting_hours, style, posting) values ($1, 'Spring', '{}', '{}', $2::jsonb) returning id`,
    [person.id, wish.posting === undefined ? null : JSON.stringify(wish.posting)],
  )
  const groupId = newId()
  const key = (name: string): string => `${person.id}/groups/${groupId}/${name}`
  await storage.put('Exports', key('video.mp4'), film, 'video/mp4')
  const photos: { key: string; width: number; height: number; bytes: number; sha256: string }[] = []
  for (const name of ['1.jpg', '2.jpg']) {
    const picture = Buffer.concat([await pictureOf('jpeg', 540, 960), Buffer.from(newId())])
    await storage.put('Exports', key(name), picture, 'image/jpeg')
    photos.push({ key: key(name), width: 540, height: 960, bytes: picture.byteLength, sha256: sha(picture) })
  }
  await query(
    `insert into public.slide_groups (id, session_id, user_id, number, day, due_at, state, exported_video_path, poster, photo_set, duration,
       width, height, bytes, sha256, words)
     values ($1, $2, $3, 1, '2026-11-21', now() + make_interval(secs => $4), 'ready', $5, $6, $7::jsonb, 5, 1280, 720, $8, $9,
       '{"title":"Spring","caption":"First light","hashtags":["spring"]}') returning id`,
    [
      groupId,
      sessionId,
      person.id,
      (wish.dueInMs ?? 0) / 1000,
      key('video.mp4'),
      key('1.jpg'),
      JSON.stringify(photos),
      film.byteLength,
      sha(film),
    ],
  )
  return { sessionId, groupId, sha256: sha(film), photoSha256: photos.map(({ sha256 }) => sha256) }
}

/** Connects an account through the consent page, as a person does; answers its id in this house. */
export const connectAccount = async (
  person: TestPerson,
  tiktok: TikTokContract,
  choice: { account?: string; scopes?: string[] } = {},
): Promise<string> => {
  const begun = await person.call('POST', '/api/publishing/connect', {})
  expect(begun.status).toBe(200)
  const back = new URL(await tiktok.consent(begun.body.url, choice)).searchParams
  const finished = await person.call('POST', '/api/publishing/connect/finish', Object.fromEntries(back))
  expect(finished.status, JSON.stringify(finished.body)).toBe(200)
  return finished.body.account.id as string
}

export const goodOptions: Partial<PublicationOptions> = { title: 'First light #spring', privacy: 'PUBLIC_TO_EVERYONE' }

export interface PostWish {
  groupId: string
  accountId: string
  mode?: 'direct' | 'inbox'
  form?: 'video' | 'photo'
  options?: Partial<PublicationOptions>
  publishAt?: string
}
export const draftPost = async (person: TestPerson, wish: PostWish): Promise<Publication> => {
  const { groupId, accountId, mode = 'direct', form = 'video', options = goodOptions, publishAt = null } = wish
  const made = await person.call('POST', '/api/publications', {
    idempotencyKey: newId(),
    what: [{ groupId }],
    choice: { accountId, mode, form, options: { title: '', ...options }, publishAt },
  })
  expect(made.status, JSON.stringify(made.body)).toBe(201)
  return made.body.publications[0] as Publication
}

/** The words under the button, as the house says that they must stand there. */
export const wordsFor = async (person: TestPerson, post: Publication): Promise<string> => {
  const checked = await person.call('POST', '/api/publications/check', {
    groupId: post.groupId,
    accountId: post.account?.id,
    mode: post.mode,
    form: post.form,
    options: post.options,
  })
  expect(checked.status, JSON.stringify(checked.body)).toBe(200)
  return checked.body.texts.consent as string
}
export const approvePost = async (
  person: TestPerson,
  { id, contentHash }: Publication,
  words: string,
): ReturnType<TestPerson['call']> =>
  await person.call('POST', '/api/publications/approve', { posts: [{ id, contentHash }], consentText: words })

export const readPost = async (person: TestPerson, id: string): Promise<Publication> => {
  const { publications } = (await person.call('GET', '/api/publications?limit=200')).body as {
    publications: Publication[]
  }
  const found = publications.find((one) => one.id === id)
  if (found === undefined) throw new Error('There is no such post in the list')
  return found
}

export interface PostHouse {
  house: TestHouse
  tiktok: TikTokContract
  /** Drafts and approves, and answers the post as it was approved. */
  post(person: TestPerson, wish: PostWish): Promise<Publication>
  until(person: TestPerson, id: string, good: (post: Publication) => boolean): Promise<Publication>
  stop(): Promise<void>
}

/** A house with the keys of the contract server, whose time runs twenty times as fast. */
export const openPostHouse = async (
  options: { environment?: Record<string, string>; tiktok?: TikTokContractOptions } = {},
): Promise<PostHouse> => {
  const tiktok = await startTiktokContract({ speed: 20, ...options.tiktok })
  const house = await makeHouse({ environment: { ...publishingEnvironment(tiktok), ...options.environment } })
  tiktok.settings.redirectUris.push(`${house.url}/settings/publishing/return`)
  return {
    house,
    tiktok,
    async post(person, wish) {
      const draft = await draftPost(person, wish)
      const approved = await approvePost(person, draft, await wordsFor(person, draft))
      expect(approved.status, JSON.stringify(approved.body)).toBe(200)
      return approved.body.publications[0] as Publication
    },
    async until(person, id, good) {
      await expect.poll(async () => good(await readPost(person, id)), { timeout: 90_000, interval: 50 }).toBe(true)
      return await readPost(person, id)
    },
    async stop() {
      await house.stop()
      await tiktok.close()
    },
  }
}
