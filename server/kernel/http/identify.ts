import { createHash } from 'node:crypto'
import { jwtVerify, type JWTVerifyGetKey } from 'jose'
import type { Access } from '@greenroom/contract/endpoint.ts'
import type { Actor, PersonActor } from '../db/acting.ts'
import { Fault } from '../fault.ts'
import { makePasses } from '../passes.ts'

export const mediaCookieName = 'greenroom_media'

export interface Identity {
  userId: string
  sessionId: string
}

export interface Identifier {
  /** Reads a bearer token; verified once and remembered until it expires. Whether its session still lives, the database says. */
  fromBearer(header: string): Promise<Identity>
  /** The value of the HttpOnly cookie for this identity, and its lifetime in seconds. */
  cookieFor(identity: Identity): { value: string; maxAgeSeconds: number }
  fromCookie(value: string): Identity
}

const signedOut = () => new Fault('auth.signed_out', 401, 'Sign in first.')
const cookieSeconds = 12 * 3600
const remembered = 5000

export interface IdentifierOptions {
  /** Public keys of the sign-in server, its own or Supabase's (JWKS); only asymmetric algorithms are accepted. */
  keys: JWTVerifyGetKey
  issuer: string
  cookieSecret: Buffer
  now?: () => number
}

export const makeIdentifier = ({ keys, issuer, cookieSecret, now = Date.now }: IdentifierOptions): Identifier => {
  const seen = new Map<string, { identity: Identity; until: number }>()

  const verify = async (token: string): Promise<{ identity: Identity; until: number }> => {
    try {
      const { payload } = await jwtVerify(token, keys, {
        issuer,
        audience: 'authenticated',
        algorithms: ['ES256', 'RS256', 'EdDSA'],
        currentDate: new Date(now()),
      })
      const sessionId = payload['session_id']
      if (typeof payload.sub !== 'string' || typeof sessionId !== 'string' || payload.exp === undefined)
        throw signedOut()
      return { identity: { userId: payload.sub, sessionId }, until: payload.exp * 1000 }
    } catch (cause) {
      throw new Fault('auth.token_refused', 401, 'Your sign-in has expired. Sign in again.', { cause })
    }
  }
  const passes = makePasses(cookieSecret, 'media-cookie', now)

  return {
    async fromBearer(header) {
      const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/.exec(header)?.[1]
      if (token === undefined) throw signedOut()
      const key = createHash('sha256').update(token).digest('base64')
      const known = seen.get(key)
      if (known !== undefined && known.until > now()) return known.identity
      const fresh = await verify(token)
      if (seen.size >= remembered) seen.clear()
      seen.set(key, fresh)
      return fresh.identity
    },
    cookieFor: ({ userId, sessionId }) => ({
      value: passes.give([userId, sessionId], cookieSeconds).value,
      maxAgeSeconds: cookieSeconds,
    }),
    fromCookie(value) {
      const words = passes.read(value)
      if (typeof words === 'string') throw signedOut()
      const [userId, sessionId] = words
      if (userId === undefined || sessionId === undefined) throw signedOut()
      return { userId, sessionId }
    },
  }
}

export const actorFor = ({ userId, sessionId }: Identity, needs: Exclude<Access, 'public'>): PersonActor => ({
  kind: 'person',
  userId,
  sessionId,
  needs,
})

/** Who sends something that anybody may send. A token that is no good is no reason to refuse it: then nobody did. */
export const actorIfKnown = async (identifier: Identifier, header: string | undefined): Promise<Actor> => {
  if (header === undefined) return { kind: 'nobody' }
  try {
    return actorFor(await identifier.fromBearer(header), 'signed-in')
  } catch (error) {
    if (error instanceof Fault && error.status === 401) return { kind: 'nobody' }
    throw error
  }
}
