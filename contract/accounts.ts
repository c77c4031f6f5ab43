import * as z from 'zod'
import { endpoint } from './endpoint.ts'
import { instant, nothing, personName, uuid } from './shapes.ts'

export const role = z.enum(['user', 'team_admin', 'admin'])
export type Role = z.infer<typeof role>
export const accountStatus = z.enum(['pending', 'approved', 'rejected', 'suspended'])
export type AccountStatus = z.infer<typeof accountStatus>
export const language = z.enum(['en', 'nl'])
export type Language = z.infer<typeof language>

export const preferences = z.strictObject({
  theme: z.enum(['system', 'dark', 'light']).default('system'),
  language: language.nullable().default(null),
  /** `provider/model`, e.g. `luma/ray-3.2`; null = the best one available. */
  defaultModel: z.string().max(100).nullable().default(null),
  defaultShotTypeId: uuid.nullable().default(null),
  uploadOrder: z.enum(['name', 'taken']).default('name'),
  notifyFailures: z.boolean().default(true),
  /** The letter to leaders of a workspace about its week, when there is something in it. */
  weeklyMail: z.boolean().default(true),
})
export type Preferences = z.infer<typeof preferences>

export const me = z.strictObject({
  id: uuid,
  email: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  company: z.string(),
  bio: z.string(),
  avatarUrl: z.string().nullable(),
  role,
  status: accountStatus,
  /** Why an account was rejected or suspended, in the admin's words. */
  statusReason: z.string().nullable(),
  preferences,
  quota: z.strictObject({ usedBytes: z.number(), limitBytes: z.number() }),
  createdAt: instant,
})
export type Me = z.infer<typeof me>

export const getMe = endpoint({
  method: 'GET',
  path: '/api/me',
  summary: 'The signed-in person',
  access: 'signed-in',
  reply: me,
})
export const changeMe = endpoint({
  method: 'PATCH',
  path: '/api/me',
  summary: 'Change one’s own profile',
  access: 'signed-in',
  body: z.strictObject({
    firstName: personName.optional(),
    lastName: personName.optional(),
    company: z.string().trim().max(200).optional(),
    bio: z.string().trim().max(2000).optional(),
  }),
  reply: me,
})
export const avatarFile = {
  types: ['image/jpeg', 'image/png', 'image/webp', 'image/avif', 'image/gif'],
  maxBytes: 5_000_000,
} as const
export const setAvatar = endpoint({
  method: 'PUT',
  path: '/api/me/avatar',
  summary: 'Set one’s own picture; the house cuts a square out of it and keeps nothing else',
  access: 'signed-in',
  file: avatarFile,
  reply: me,
})
export const removeAvatar = endpoint({
  method: 'DELETE',
  path: '/api/me/avatar',
  summary: 'Remove one’s own picture',
  access: 'signed-in',
  reply: me,
})
export const changePreferences = endpoint({
  method: 'PATCH',
  path: '/api/me/preferences',
  summary: 'Change some of one’s own preferences',
  access: 'signed-in',
  body: z.strictObject({
    theme: z.enum(['system', 'dark', 'light']).optional(),
    language: language.nullable().optional(),
    defaultModel: z.string().max(100).nullable().optional(),
    defaultShotTypeId: uuid.nullable().optional(),
    uploadOrder: z.enum(['name', 'taken']).optional(),
    notifyFailures: z.boolean().optional(),
    weeklyMail: z.boolean().optional(),
  }),
  reply: me,
})

/** One signed-in browser or script. */
export const session = z.strictObject({
  id: uuid,
  current: z.boolean(),
  userAgent: z.string(),
  ip: z.string(),
  createdAt: instant,
  refreshedAt: instant,
})
export type Session = z.infer<typeof session>
export const listSessions = endpoint({
  method: 'GET',
  path: '/api/me/sessions',
  summary: 'Where one is signed in',
  access: 'signed-in',
  reply: z.strictObject({ sessions: z.array(session) }),
})
export const endSession = endpoint({
  method: 'DELETE',
  path: '/api/me/sessions/:sessionId',
  summary: 'End another session of one’s own; its next request is refused',
  access: 'signed-in',
  params: z.strictObject({ sessionId: uuid }),
  reply: nothing,
})

/**
 * Sets the HttpOnly same-site cookie that event streams, media and downloads read,
 * because a browser cannot send an Authorization header with them.
 */
export const openCookie = endpoint({
  method: 'POST',
  path: '/api/session',
  summary: 'Exchange the bearer token for the media cookie of this browser',
  access: 'signed-in',
  body: nothing,
  // A page that asks for this before it reads anything can have everything replayed that happens from then on.
  reply: z.strictObject({ newestEvent: z.number().int().nonnegative() }),
})
export const closeCookie = endpoint({
  method: 'DELETE',
  path: '/api/session',
  summary: 'Drop the media cookie and the cached media of this browser',
  access: 'public',
  reply: nothing,
})

export const person = z.strictObject({
  id: uuid,
  email: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  company: z.string(),
  avatarUrl: z.string().nullable(),
  role,
  status: accountStatus,
  statusReason: z.string().nullable(),
  confirmed: z.boolean(),
  lastSignInAt: instant.nullable(),
  createdAt: instant,
})
export type Person = z.infer<typeof person>
export const listPeople = endpoint({
  method: 'GET',
  path: '/api/admin/people',
  summary: 'People of this house, newest first',
  access: 'admin',
  query: z.strictObject({
    search: z.string().max(200).optional(),
    status: accountStatus.optional(),
    before: instant.optional(),
  }),
  reply: z.strictObject({ people: z.array(person), more: z.boolean() }),
})
export const decideOnPerson = endpoint({
  method: 'POST',
  path: '/api/admin/people/:personId/status',
  summary: 'Approve, reject, suspend or restore somebody; takes effect on that person’s next request',
  access: 'admin',
  params: z.strictObject({ personId: uuid }),
  body: z.strictObject({
    status: z.enum(['approved', 'rejected', 'suspended']),
    reason: z.string().trim().max(500).optional(),
  }),
  reply: person,
})
export const changeRole = endpoint({
  method: 'POST',
  path: '/api/admin/people/:personId/role',
  summary: 'Change somebody’s role; the last admin cannot be demoted',
  access: 'admin',
  params: z.strictObject({ personId: uuid }),
  body: z.strictObject({ role }),
  reply: person,
})

/** What a mailed approve / reject link is about; reading it does not use it up (mail scanners read links). */
export const readApproval = endpoint({
  method: 'GET',
  path: '/api/approvals/:token',
  summary: 'Read a mailed approval link without using it',
  access: 'public',
  params: z.strictObject({ token: z.string().min(20).max(100) }),
  reply: z.strictObject({
    action: z.enum(['approve', 'reject']),
    email: z.string(),
    name: z.string(),
    company: z.string(),
    expiresAt: instant,
  }),
})
export const useApproval = endpoint({
  method: 'POST',
  path: '/api/approvals/:token',
  summary: 'Use a mailed approval link, once',
  access: 'public',
  params: z.strictObject({ token: z.string().min(20).max(100) }),
  body: z.strictObject({ reason: z.string().trim().max(500).optional() }),
  reply: z.strictObject({ status: accountStatus, email: z.string() }),
})
