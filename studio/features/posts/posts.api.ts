import type { Publication, PublicationState } from '@greenroom/contract/posts.ts'
import { keepPreviousData, queryOptions, skipToken, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { call } from '#lib/api.ts'
import { onHouseEvent } from '#lib/events.ts'
import { keyOf, queryClient, queryOf, refresh, refreshSoon } from '#lib/queries.ts'
import type { CallInput, Reply } from '#lib/wire.ts'

export type Choice = Required<NonNullable<CallInput<'POST /api/publications'>['body']>['choice']> & {
  options: Publication['options']
}
export type What = NonNullable<CallInput<'POST /api/publications'>['body']>['what'][number]
type CheckWish = NonNullable<CallInput<'POST /api/publications/check'>['body']>
export type Check = Reply<'POST /api/publications/check'>

export const usePublishing = (enabled = true) => useQuery({ ...queryOf('GET /api/publishing/accounts'), enabled })

/** What the account may post now, asked anew each time a form opens: `opened` tells the openings apart. */
export const useCreator = (accountId: string | null, opened: string) =>
  useQuery({
    queryKey: ['what an account may post', opened, accountId],
    queryFn: () => call('POST /api/publishing/accounts/:accountId/creator', { params: { accountId: accountId ?? '' } }),
    enabled: accountId !== null,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: 1,
  })

/** What stands in the way of posting this so, and the words that have to stand at the button. */
export const checkQuery = (wish: CheckWish | null) =>
  queryOptions({
    queryKey: ['check of a post', wish],
    queryFn: wish === null ? skipToken : ({ signal }) => call('POST /api/publications/check', { body: wish, signal }),
    staleTime: 60_000,
    gcTime: 120_000,
    retry: 1,
  })
/** The answer before stays in sight while the next one is on its way. */
export const useCheck = (wish: CheckWish | null) => useQuery({ ...checkQuery(wish), placeholderData: keepPreviousData })

const PAGE = 30
interface Filter {
  sessionId?: string | undefined
  states?: readonly PublicationState[] | undefined
}
const queryFrom = ({ sessionId, states }: Filter) => ({
  ...(sessionId === undefined ? {} : { sessionId }),
  ...(states === undefined ? {} : { states: states.join(',') }),
})

/** Newest first, page after page. */
export const usePosts = (filter: Filter) =>
  useInfiniteQuery({
    queryKey: [...keyOf('GET /api/publications', { query: queryFrom(filter) }), 'pages'],
    queryFn: ({ pageParam, signal }) =>
      call('GET /api/publications', {
        query: { ...queryFrom(filter), limit: PAGE, ...(pageParam === null ? {} : { before: pageParam }) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => (page.more ? (page.publications.at(-1)?.createdAt ?? null) : null),
  })

/** Drafts that wait for the person, newest first; of one session or of all. */
export const useWaiting = (sessionId?: string) =>
  useQuery({
    ...queryOf('GET /api/publications', { query: { ...queryFrom({ sessionId, states: ['draft'] }), limit: 200 } }),
    staleTime: 10_000,
  })

/** How many drafts wait in all, for the rail. */
export const useWaitingCount = (): number =>
  useQuery({ ...queryOf('GET /api/publications', { query: { states: 'draft', limit: 1 } }) }).data?.waiting ?? 0

/** Posts of one slideshow, newest first; read once for all slideshows of its session. */
export const usePostsOf = ({ id, sessionId }: { id: string; sessionId: string }) =>
  useQuery({
    ...queryOf('GET /api/publications', { query: { sessionId, limit: 200 } }),
    select: ({ publications }) => publications.filter(({ groupId }) => groupId === id),
  })

/** One post of the person's history, however old; null when it is not there. */
export const usePost = (id: string) =>
  useQuery({
    queryKey: [...keyOf('GET /api/publications'), {}, { id }],
    queryFn: ({ signal }) => findPost(id, signal),
    enabled: id !== '',
  })

async function findPost(id: string, signal?: AbortSignal): Promise<Publication | null> {
  for (let before: string | undefined; ;) {
    const page = await call('GET /api/publications', {
      query: { limit: 200, ...(before === undefined ? {} : { before }) },
      ...(signal === undefined ? {} : { signal }),
    })
    const found = page.publications.find((one) => one.id === id)
    const last = page.publications.at(-1)
    if (found !== undefined) return found
    if (!page.more || last === undefined) return null
    before = last.createdAt
  }
}

/** As it stands at the house now. */
export const readPost = (id: string): Promise<Publication | null> => findPost(id)

export async function beginConnecting(): Promise<string> {
  return (await call('POST /api/publishing/connect')).url
}

export async function disconnectAccount(accountId: string): Promise<void> {
  await call('DELETE /api/publishing/accounts/:accountId', { params: { accountId } })
  await refresh('GET /api/publishing/accounts')
  refreshSoon('GET /api/publications')
}

/** The same key never makes a second draft. */
export async function createDraft(idempotencyKey: string, what: What, choice: Choice): Promise<Publication> {
  const { publications } = await call('POST /api/publications', { body: { idempotencyKey, what: [what], choice } })
  refreshSoon('GET /api/publications')
  const [made] = publications
  if (made === undefined) throw new Error('a draft was made and not told')
  return made
}

export async function changePost(publicationId: string, choice: Partial<Choice>): Promise<Publication> {
  const changed = await call('PATCH /api/publications/:publicationId', { params: { publicationId }, body: choice })
  refreshSoon('GET /api/publications')
  return changed
}

/** Agrees to posts exactly as they were seen, all or none. */
export async function approvePosts(
  posts: readonly Pick<Publication, 'id' | 'contentHash'>[],
  consentText: string,
): Promise<Publication[]> {
  try {
    const { publications } = await call('POST /api/publications/approve', {
      body: { posts: posts.map(({ id, contentHash }) => ({ id, contentHash })), consentText },
    })
    return publications
  } finally {
    await refresh('GET /api/publications')
  }
}

async function afterwards(act: Promise<Publication>): Promise<Publication> {
  try {
    return await act
  } finally {
    await refresh('GET /api/publications')
  }
}
export const withdrawPost = (publicationId: string): Promise<Publication> =>
  afterwards(call('POST /api/publications/:publicationId/withdraw', { params: { publicationId } }))
export const settlePost = (publicationId: string, isThere: boolean): Promise<Publication> =>
  afterwards(call('POST /api/publications/:publicationId/settle', { params: { publicationId }, body: { isThere } }))
export const retryPost = (publicationId: string): Promise<Publication> =>
  afterwards(call('POST /api/publications/:publicationId/retry', { params: { publicationId } }))

export async function deleteDraft(id: string): Promise<void> {
  await call('POST /api/publications/delete', { body: { ids: [id] } })
  await refresh('GET /api/publications')
}

/** A group of slides as the post form needs it. */
export const useGroup = (groupId: string | null) =>
  useQuery({
    ...queryOf('GET /api/slide-groups/:groupId', { params: { groupId: groupId ?? '' } }),
    enabled: groupId !== null,
  })

onHouseEvent('posts.changed', () => refreshSoon('GET /api/publications'))
onHouseEvent('publishing.changed', () => {
  refreshSoon('GET /api/publishing/accounts')
  void queryClient.invalidateQueries({ queryKey: ['check of a post'] })
})
