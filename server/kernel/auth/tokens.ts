import { createLocalJWKSet, importJWK, SignJWT, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose'
import type { Secrets } from '../secrets.ts'

export interface TokenSubject {
  userId: string
  sessionId: string
  email: string
  /** How the person proved who they are: `password`, `otp`, `oauth`. */
  method: string
  appMetadata: Record<string, unknown>
  userMetadata: Record<string, unknown>
}

export interface TokenSigner {
  /** An access token with the claims of Supabase Auth. */
  sign(subject: TokenSubject): Promise<{ accessToken: string; expiresAt: number; expiresIn: number }>
  /** What `/.well-known/jwks.json` answers; no private part is in it. */
  jwks: JSONWebKeySet
  keys: JWTVerifyGetKey
  issuer: string
}

const accessTokenSeconds = 3600

export const makeTokenSigner = async (signingKey: Secrets['signingKey'], issuer: string): Promise<TokenSigner> => {
  const privateKey = await importJWK(signingKey, 'ES256')
  const { kty, crv, x, y, kid } = signingKey
  const jwks = { keys: [{ kty, crv, x, y, kid, alg: 'ES256', use: 'sig', key_ops: ['verify'] }] } as JSONWebKeySet
  return {
    issuer,
    jwks,
    keys: createLocalJWKSet(jwks),
    async sign(subject) {
      const now = Math.floor(Date.now() / 1000)
      const accessToken = await new SignJWT({
        email: subject.email,
        phone: '',
        app_metadata: subject.appMetadata,
        user_metadata: subject.userMetadata,
        role: 'authenticated',
        aal: 'aal1',
        amr: [{ method: subject.method, timestamp: now }],
        session_id: subject.sessionId,
        is_anonymous: false,
      })
        .setProtectedHeader({ alg: 'ES256', typ: 'JWT', kid })
        .setIssuer(issuer)
        .setSubject(subject.userId)
        .setAudience('authenticated')
        .setIssuedAt(now)
        .setExpirationTime(now + accessTokenSeconds)
        .sign(privateKey)
      return { accessToken, expiresIn: accessTokenSeconds, expiresAt: now + accessTokenSeconds }
    },
  }
}
