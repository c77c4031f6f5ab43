import { createLocalJWKSet, errors, jwtVerify, type JSONWebKeySet, type JWTPayload, type JWTVerifyGetKey } from 'jose'
import * as z from 'zod'
import type { Config } from '../config.ts'
import type { Outbound } from '../http/outbound.ts'

/** Where a company's OpenID Connect answers. */
export interface Endpoints {
  authorize: string
  token: string
  keys: string
}

/** A company that people may sign in with, under the name that Supabase Auth has for it. */
export interface Company {
  name: 'google' | 'azure'
  clientId: string
  clientSecret: string
  endpoints: Endpoints
  /** Whether the token's `iss` is this company's. */
  isIssuer(claims: JWTPayload): boolean
  /** Whether the company itself vouches that the address belongs to the person. */
  vouchesForEmail(claims: JWTPayload): boolean
}

interface CompanyOptions {
  clientId: string
  clientSecret: string
  /** For contract servers. */
  endpoints?: Endpoints
  issuer?: string
}

/** Addresses as in https://accounts.google.com/.well-known/openid-configuration */
const google = ({ clientId, clientSecret, endpoints, issuer }: CompanyOptions): Company => ({
  name: 'google',
  clientId,
  clientSecret,
  endpoints: endpoints ?? {
    authorize: 'https://accounts.google.com/o/oauth2/v2/auth',
    token: 'https://oauth2.googleapis.com/token',
    keys: 'https://www.googleapis.com/oauth2/v3/certs',
  },
  isIssuer: ({ iss }) =>
    issuer === undefined ? iss === 'https://accounts.google.com' || iss === 'accounts.google.com' : iss === issuer,
  vouchesForEmail: (claims) => claims['email_verified'] === true,
})

const manyTenants = new Set(['common', 'organizations', 'consumers'])
/** The tenant of all personal Microsoft accounts; Microsoft itself has mailed their owners. */
const personalTenant = '9188040d-6c67-4c5b-b112-36a304b66dad'

/**
 * In Entra, the admin of any company can give any address to an account of theirs, so an address counts only when the domain's
 * owner has proven it (optional claim `xms_edov`), for personal accounts, or when the house has chosen one tenant to trust.
 * https://learn.microsoft.com/entra/identity-platform/migrate-off-email-claim-authorization
 */
const microsoft = ({
  clientId,
  clientSecret,
  endpoints,
  issuer,
  tenant,
}: CompanyOptions & { tenant: string }): Company => ({
  name: 'azure',
  clientId,
  clientSecret,
  endpoints: endpoints ?? {
    authorize: `https://login.microsoftonline.com/${tenant}/oauth2/v2.0/authorize`,
    token: `https://login.microsoftonline.com/${tenant}/oauth2/v2.0/token`,
    keys: `https://login.microsoftonline.com/${tenant}/discovery/v2.0/keys`,
  },
  isIssuer: ({ iss, ...claims }) => {
    const tid = claims['tid']
    if (typeof tid !== 'string' || (z.uuid().safeParse(tenant).success && tid !== tenant)) return false
    return iss === `${issuer ?? 'https://login.microsoftonline.com'}/${tid}/v2.0`
  },
  vouchesForEmail: (claims) => {
    const proven = claims['xms_edov']
    if (proven !== undefined) return proven === true || proven === 1 || proven === '1' || proven === 'true'
    return !manyTenants.has(tenant) || claims['tid'] === personalTenant
  },
})

/** A company is offered when both its id and its secret are set. `at` replaces where it answers, for contract servers. */
export const companiesOf = (config: Config, at: CompaniesAt = {}): Company[] => {
  const {
    GOOGLE_CLIENT_ID,
    GOOGLE_CLIENT_SECRET,
    MICROSOFT_CLIENT_ID,
    MICROSOFT_CLIENT_SECRET,
    MICROSOFT_TENANT: tenant,
  } = config
  return [
    ...(GOOGLE_CLIENT_ID === undefined || GOOGLE_CLIENT_SECRET === undefined
      ? []
      : [google({ clientId: GOOGLE_CLIENT_ID, clientSecret: GOOGLE_CLIENT_SECRET, ...at.google })]),
    ...(MICROSOFT_CLIENT_ID === undefined || MICROSOFT_CLIENT_SECRET === undefined
      ? []
      : [microsoft({ clientId: MICROSOFT_CLIENT_ID, clientSecret: MICROSOFT_CLIENT_SECRET, tenant, ...at.azure })]),
  ]
}
export type CompaniesAt = Partial<Record<Company['name'], Pick<CompanyOptions, 'endpoints' | 'issuer'>>>

/** Who came back, as far as the company says. */
export interface Introduced {
  /** The company's own id of the person, which never changes hands. */
  subject: string
  email: string
  emailProven: boolean
  metadata: Record<string, unknown>
}

const tokens = z.object({ id_token: z.string() })
const claimed = z.object({
  sub: z.string().min(1).max(255),
  email: z.string().optional(),
  nonce: z.string().optional(),
  name: z.string().max(300).optional(),
  given_name: z.string().max(120).optional(),
  family_name: z.string().max(120).optional(),
  picture: z.string().max(1000).optional(),
})

export interface Trip {
  code: string
  verifier: string
  nonce: string
  callback: string
}

/** Asks the company who came back. Throws when it does not answer, or when anything in its answer is not as it must be. */
export const introduce = async (
  outbound: Outbound,
  keys: KeyRing,
  company: Company,
  trip: Trip,
): Promise<Introduced> => {
  const answer = await outbound.request(company.endpoints.token, {
    method: 'POST',
    timeoutMs: 20_000,
    maxBytes: 64 * 1024,
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: company.clientId,
      client_secret: company.clientSecret,
      code: trip.code,
      code_verifier: trip.verifier,
      redirect_uri: trip.callback,
    }).toString(),
  })
  if (answer.status !== 200) throw new Error(`${company.name} answered ${answer.status} to the exchange of a code`)
  const { id_token: idToken } = tokens.parse(JSON.parse(answer.body.toString('utf8')))
  const { payload } = await jwtVerify(idToken, keys(company), {
    audience: company.clientId,
    algorithms: ['RS256', 'ES256'],
    clockTolerance: 60,
  })
  const claims = claimed.parse(payload)
  if (!company.isIssuer(payload)) throw new Error(`${company.name} sent a token of another issuer`)
  if (claims.nonce !== trip.nonce) throw new Error(`${company.name} sent a token for another sign-in`)
  const fullName = claims.name ?? [claims.given_name, claims.family_name].filter(Boolean).join(' ')
  return {
    subject: claims.sub,
    email: (claims.email ?? '').trim().toLowerCase(),
    emailProven: company.vouchesForEmail(payload),
    metadata: {
      sub: claims.sub,
      email: claims.email,
      full_name: fullName,
      first_name: claims.given_name,
      last_name: claims.family_name,
      avatar_url: claims.picture,
    },
  }
}

export type KeyRing = (company: Company) => JWTVerifyGetKey

/** A company's public keys, read when first needed, and read again when a token names a new one, at most once a minute. */
export const makeKeyRing = (outbound: Outbound): KeyRing => {
  const known = new Map<string, { keys: JWTVerifyGetKey; readAgainAt: number }>()
  const read = async (url: string, readAgainAt: number): Promise<JWTVerifyGetKey> => {
    const answer = await outbound.request(url, { timeoutMs: 20_000, maxBytes: 256 * 1024 })
    if (answer.status !== 200) throw new Error(`The keys at ${url} were answered with ${answer.status}`)
    const keys = createLocalJWKSet(JSON.parse(answer.body.toString('utf8')) as JSONWebKeySet)
    known.set(url, { keys, readAgainAt })
    return keys
  }
  return ({ endpoints: { keys: url } }) =>
    async (header, token) => {
      const kept = known.get(url)
      if (kept === undefined) return await (await read(url, 0))(header, token)
      try {
        return await kept.keys(header, token)
      } catch (error) {
        if (!(error instanceof errors.JWKSNoMatchingKey) || Date.now() - kept.readAgainAt < 60_000) throw error
        return await (
          await read(url, Date.now())
        )(header, token)
      }
    }
}
