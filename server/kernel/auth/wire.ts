import { timingSafeEqual } from 'node:crypto'
import type { Context } from 'hono'
import * as z from 'zod'
import type { Language } from '@greenroom/contract/accounts.ts'
import type { Method } from '@greenroom/contract/endpoint.ts'
import { Fault } from '../fault.ts'
import { callerIp } from '../http/app.ts'
import type { RawRoute } from '../http/route.ts'
import type { AuthTools } from './auth-tools.ts'
import { networkOf } from './limits.ts'

/** One request of the Supabase Auth protocol. */
export interface AuthCall {
  http: Context
  /** As it may be stored; null when a proxy sent something else. */
  ip: string | null
  /** Whose attempts count together. */
  network: string
  userAgent: string
  /** What the browser asks for; the account's own setting comes first. */
  language: Language
  query(name: string): string | undefined
  /** Unknown fields are left aside, not refused: the protocol is not ours, and its clients send more every year. */
  body<S extends z.ZodType>(shape: S): Promise<z.output<S>>
}

export type AuthAnswer = (auth: AuthTools, call: AuthCall) => Promise<Response>

/** Which `apikey` a request must carry: browsers' or the secret one; a page that is navigated to cannot carry any. */
type Needs = 'publishable key' | 'secret key' | 'no key'

export const authRoute =
  (method: Method, path: string, needs: Needs, answer: AuthAnswer) =>
  (auth: AuthTools): RawRoute => ({
    method,
    path: `/auth/v1${path}`,
    access: 'public',
    async answer(c) {
      c.header('Cache-Control', 'no-store')
      try {
        requireKey(c, needs, auth)
        return await answer(auth, callOf(c, auth))
      } catch (error) {
        if (error instanceof Fault) return inWire(c, error)
        throw error
      }
    },
  })

const requireKey = (c: Context, needs: Needs, auth: AuthTools): void => {
  if (needs === 'no key') return
  const given = c.req.header('apikey') ?? ''
  const secret = sameText(given, auth.secretKey)
  if (needs === 'secret key' && !secret)
    throw new Fault('not_admin', 403, 'Only the secret key of this house may do this.')
  if (!secret && !sameText(given, auth.publishableKey))
    throw new Fault('no_authorization', 401, 'Send the publishable key of this house as apikey.')
}

const sameText = (given: string, known: string): boolean => {
  const [one, other] = [Buffer.from(given), Buffer.from(known)]
  return one.length === other.length && timingSafeEqual(one, other)
}

const callOf = (c: Context, auth: AuthTools): AuthCall => {
  const ip = callerIp(c, auth.trustProxy)
  const network = networkOf(ip)
  return {
    http: c,
    ip: network === 'unknown' ? null : ip.replace(/%.*$/, ''),
    network,
    userAgent: (c.req.header('user-agent') ?? '').slice(0, 300),
    language: preferred(c.req.header('accept-language') ?? ''),
    query: (name) => c.req.query(name),
    async body(shape) {
      const parsed = shape.safeParse(readable(await c.req.text()))
      if (parsed.success) return parsed.data
      const [issue] = parsed.error.issues
      throw new Fault(
        'validation_failed',
        400,
        `${issue?.path.join('.') || 'The body'}: ${issue?.message ?? 'not understood'}`,
      )
    },
  }
}

const readable = (text: string): unknown => {
  try {
    return text.trim() === '' ? {} : (JSON.parse(text) as unknown)
  } catch (cause) {
    throw new Fault('bad_json', 400, 'What was sent is not readable as JSON.', { cause })
  }
}

const preferred = (header: string): Language => (/^\s*nl\b/i.test(header) ? 'nl' : 'en')

/** A refusal as Supabase Auth says it, with the code where both older and newer clients look. */
const inWire = (c: Context, fault: Fault): Response => {
  if (fault.retryAfterSeconds !== undefined) c.header('Retry-After', String(fault.retryAfterSeconds))
  return c.json(
    {
      code: fault.status,
      error_code: fault.code,
      msg: fault.message,
      ...(fault.code === 'weak_password'
        ? { weak_password: { reasons: fault.fields.map(({ code }) => code.slice(code.indexOf('.') + 1)) } }
        : {}),
    },
    fault.status as 400,
  )
}

/** An address as it is stored and compared. */
export const emailAddress = z
  .string()
  .max(254)
  .transform((text) => text.trim().toLowerCase())
  .pipe(z.string().regex(/^[^\s@\p{Cc}<>(),;:"[\]\\]+@[^\s@\p{Cc}<>(),;:"[\]\\]+$/u, 'This is not an e-mail address.'))

/** What a person says about themselves at sign-up. It travels in every access token, so it stays small. */
export const metadata = z
  .record(z.string().max(60), z.unknown())
  .nullish()
  .refine((value) => JSON.stringify(value ?? {}).length <= 4000, 'Too much: at most 4000 characters.')
  // The database keeps no NUL in text.
  .refine((value) => !JSON.stringify(value ?? {}).includes('\\u0000'), 'A character in this cannot be kept.')
  .transform((value) => value ?? {})

/** The half of PKCE that travels with a request: only the hashed form is taken. */
export const challenge = {
  code_challenge: z
    .string()
    .regex(/^[\w-]{43}$/, 'A SHA-256 code challenge has 43 characters.')
    .nullish(),
  code_challenge_method: z
    .string()
    .regex(/^s256$/i, 'Only s256 is taken.')
    .nullish(),
}
