import * as z from 'zod'
import { endpoint } from './endpoint.ts'
import { noticeValues as values } from './notices.ts'
import { changed, ids, instant, nothing, shortText, uuid } from './shapes.ts'
import { finding } from './slideshows.ts'

export const privacyLevel = z.enum(['PUBLIC_TO_EVERYONE', 'MUTUAL_FOLLOW_FRIENDS', 'FOLLOWER_OF_CREATOR', 'SELF_ONLY'])
export type PrivacyLevel = z.infer<typeof privacyLevel>

/** What TikTok lets an account post right now; asked anew each time a post form opens. */
export const creatorInfo = z.strictObject({
  nickname: z.string(),
  username: z.string(),
  avatarUrl: z.string().nullable(),
  privacyOptions: z.array(z.string()),
  commentDisabled: z.boolean(),
  duetDisabled: z.boolean(),
  stitchDisabled: z.boolean(),
  maxVideoSeconds: z.number(),
  askedAt: instant,
})
export type CreatorInfo = z.infer<typeof creatorInfo>

export const publishingAccount = z.strictObject({
  id: uuid,
  displayName: z.string(),
  username: z.string().nullable(),
  avatarUrl: z.string().nullable(),
  state: z.enum(['connected', 'reconnect', 'removed']),
  stateReason: z.string().nullable(),
  /** What was granted, which may be less than what was asked for. */
  scopes: z.array(z.string()),
  canPost: z.boolean(),
  canSendToInbox: z.boolean(),
  canReadMetrics: z.boolean(),
  /** The person has to sign in at TikTok again before this; shown 14 days ahead. */
  signInAgainBy: instant.nullable(),
  /** Posts of the last 24 hours through this house, and how many TikTok allows about. */
  postsToday: z.number().int(),
  postsPerDay: z.number().int(),
  connectedAt: instant,
})
export type PublishingAccount = z.infer<typeof publishingAccount>

/** The person's choices in the post form. Privacy has no standard: TikTok wants it chosen each time. */
export const publicationOptions = z.strictObject({
  /** Videos: the text with tags and mentions (2,200 UTF-16 units). Photos: the heading (90). */
  title: shortText(2200),
  /** Photos only (4,000 UTF-16 units). */
  description: shortText(4000).default(''),
  privacy: privacyLevel.nullable().default(null),
  allowComment: z.boolean().default(false),
  allowDuet: z.boolean().default(false),
  allowStitch: z.boolean().default(false),
  /** "Your brand" and "Branded content" of the commercial disclosure; `disclose` shows that the person switched it on. */
  disclose: z.boolean().default(false),
  yourBrand: z.boolean().default(false),
  brandedContent: z.boolean().default(false),
  aiGenerated: z.boolean().default(false),
  coverMs: z.number().int().min(0).max(600_000).default(0),
  coverIndex: z.number().int().min(0).max(34).default(0),
  autoAddMusic: z.boolean().default(false),
})
export type PublicationOptions = z.infer<typeof publicationOptions>

/** What helps after a failure; `fix-post` and `fix-media`: something must change first; `operator`: a setting of the house. */
export const postRetry = z.enum(['yes', 'later', 'refresh', 'reconnect', 'fix-post', 'fix-media', 'operator', 'never'])

export const publicationState = z.enum([
  'draft',
  'approved',
  'submitting',
  'unknown',
  'processing',
  'published',
  'failed',
])
export type PublicationState = z.infer<typeof publicationState>

export const publication = z.strictObject({
  id: uuid,
  groupId: uuid.nullable(),
  versionId: uuid.nullable(),
  sessionId: uuid.nullable(),
  /** What it is, for lists: "Spring · 12" or "Summer House · scene 3". */
  label: z.string(),
  thumbUrl: z.string().nullable(),
  account: z.strictObject({ id: uuid, displayName: z.string(), state: z.string() }).nullable(),
  mode: z.enum(['direct', 'inbox']),
  form: z.enum(['video', 'photo']),
  options: publicationOptions,
  contentHash: z.string(),
  consentAt: instant.nullable(),
  state: publicationState,
  automatic: z.boolean(),
  publishAt: instant.nullable(),
  /** 0 to 1 while bytes are sent. */
  progress: z.number().nullable(),
  /** Why it failed, waits or is unknown: code, sentence and what can be done. */
  trouble: z.strictObject({ code: z.string(), sentence: z.string(), values, retry: postRetry }).nullable(),
  postId: z.string().nullable(),
  /** Where it can be seen, when TikTok told. */
  link: z.string().nullable(),
  metrics: z
    .strictObject({
      views: z.number().int(),
      likes: z.number().int(),
      comments: z.number().int(),
      shares: z.number().int(),
      readAt: instant,
    })
    .nullable(),
  submittedAt: instant.nullable(),
  finishedAt: instant.nullable(),
  createdAt: instant,
})
export type Publication = z.infer<typeof publication>

const accountParams = z.strictObject({ accountId: uuid })
const postParams = z.strictObject({ publicationId: uuid })
const choice = z.strictObject({
  accountId: uuid,
  mode: z.enum(['direct', 'inbox']),
  form: z.enum(['video', 'photo']),
  options: publicationOptions,
  publishAt: instant.nullable().default(null),
})

export const listPublishingAccounts = endpoint({
  method: 'GET',
  path: '/api/publishing/accounts',
  summary: 'Connected accounts, and whether this house can connect one',
  access: 'approved',
  reply: z.strictObject({
    configured: z.boolean(),
    redirectUri: z.string().nullable(),
    accounts: z.array(publishingAccount),
  }),
})
export const beginConnecting = endpoint({
  method: 'POST',
  path: '/api/publishing/connect',
  summary:
    'Begin to connect an account: the address of the consent page, good for 10 minutes and for this session only',
  access: 'approved',
  reply: z.strictObject({ url: z.string() }),
})
export const finishConnecting = endpoint({
  method: 'POST',
  path: '/api/publishing/connect/finish',
  summary: 'Finish with what the consent page sent back',
  access: 'approved',
  body: z.strictObject({
    state: z.string().min(10).max(500),
    code: z.string().min(1).max(4000).optional(),
    scopes: z.string().max(2000).optional(),
    error: z.string().max(200).optional(),
    errorDescription: z.string().max(1000).optional(),
  }),
  reply: z.strictObject({ account: publishingAccount, missingScopes: z.array(z.string()) }),
})
export const disconnectAccount = endpoint({
  method: 'DELETE',
  path: '/api/publishing/accounts/:accountId',
  summary: 'Disconnect an account: the right to post is given back, the house forgets its keys, history stays',
  access: 'approved',
  params: accountParams,
  reply: nothing,
})
export const askCreator = endpoint({
  method: 'POST',
  path: '/api/publishing/accounts/:accountId/creator',
  summary: 'Ask what this account may post now',
  access: 'approved',
  params: accountParams,
  reply: z.strictObject({
    creator: creatorInfo.nullable(),
    /** TikTok says that this account cannot post now. */
    blocked: z.strictObject({ code: z.string(), sentence: z.string(), values }).nullable(),
  }),
})

export const listPublications = endpoint({
  method: 'GET',
  path: '/api/publications',
  summary: 'Posts of the caller, newest first: of one session or slideshow, or in some states',
  access: 'approved',
  query: z.strictObject({
    sessionId: uuid.optional(),
    groupId: uuid.optional(),
    states: z.string().max(100).optional(),
    before: instant.optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  reply: z.strictObject({ publications: z.array(publication), more: z.boolean(), waiting: z.number().int() }),
})
export const checkPublication = endpoint({
  method: 'POST',
  path: '/api/publications/check',
  summary: 'What stands in the way of posting this with these choices; nothing is sent to be posted',
  access: 'approved',
  body: z.strictObject({
    groupId: uuid.optional(),
    versionId: uuid.optional(),
    accountId: uuid,
    mode: z.enum(['direct', 'inbox']),
    form: z.enum(['video', 'photo']),
    options: publicationOptions,
  }),
  reply: z.strictObject({
    findings: z.array(finding),
    /** Whether some of it was made by AI, as far as this house knows: what the form's switch begins with. */
    madeByAi: z.boolean(),
    /** Words that have to stand in the form, exactly so. */
    texts: z.strictObject({
      /** How the post will be labelled, or null without commercial content. */
      label: z.string().nullable(),
      consent: z.string(),
      consentLinks: z.array(z.strictObject({ text: z.string(), url: z.string() })),
      processing: z.string(),
    }),
  }),
})
export const createPublications = endpoint({
  method: 'POST',
  path: '/api/publications',
  summary:
    'Draft posts of finished slideshows or takes, with the same choices for all; nothing is sent before approval',
  access: 'approved',
  body: z.strictObject({
    idempotencyKey: z.string().min(8).max(100),
    what: z
      .array(z.union([z.strictObject({ groupId: uuid }), z.strictObject({ versionId: uuid })]))
      .min(1)
      .max(50),
    choice,
  }),
  reply: z.strictObject({ publications: z.array(publication) }),
  status: 201,
})
export const changePublication = endpoint({
  method: 'PATCH',
  path: '/api/publications/:publicationId',
  summary: 'Change a post that is not on its way; a consent given before is void, unless only the hour changed',
  access: 'approved',
  params: postParams,
  body: choice.partial(),
  reply: publication,
})
export const approvePublications = endpoint({
  method: 'POST',
  path: '/api/publications/approve',
  summary:
    'Agree to posts exactly as they stand: each is named with the hash the person saw. A changed one is refused with posts.changed_since, all or none',
  access: 'approved',
  body: z.strictObject({
    posts: z
      .array(z.strictObject({ id: uuid, contentHash: z.string() }))
      .min(1)
      .max(50),
    /** The consent line that stood under the button. */
    consentText: z.string().min(10).max(1000),
  }),
  reply: z.strictObject({ publications: z.array(publication) }),
})
export const withdrawPublication = endpoint({
  method: 'POST',
  path: '/api/publications/:publicationId/withdraw',
  summary: 'Take an approval back before it is on its way',
  access: 'approved',
  params: postParams,
  reply: publication,
})
export const settlePublication = endpoint({
  method: 'POST',
  path: '/api/publications/:publicationId/settle',
  summary: 'Say whether a post with unknown outcome is there; nothing is sent by this',
  access: 'approved',
  params: postParams,
  body: z.strictObject({ isThere: z.boolean() }),
  reply: publication,
})
export const retryPublication = endpoint({
  method: 'POST',
  path: '/api/publications/:publicationId/retry',
  summary: 'A new draft of a failed post, to be approved anew',
  access: 'approved',
  params: postParams,
  reply: publication,
  status: 201,
})
export const deletePublications = endpoint({
  method: 'POST',
  path: '/api/publications/delete',
  summary: 'Remove drafts',
  access: 'approved',
  body: ids,
  reply: changed,
})
