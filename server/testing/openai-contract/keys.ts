import { refusal, type Refusal } from './world.ts'

/** What a key is refused with: the magic keys of the contract server. */
export const keyProblem = (authorization: string | undefined): Refusal | null => {
  const key = /^Bearer (\S+)$/.exec(authorization ?? '')?.[1] ?? ''
  if (key === 'sk-broke')
    return { ...refusal(429, 'insufficient_quota', 'You exceeded your current quota.'), type: 'insufficient_quota' }
  if (key === 'sk-abroad')
    return refusal(403, 'unsupported_country_region_territory', 'Country, region, or territory not supported')
  return key.startsWith('sk-') && key !== 'sk-revoked'
    ? null
    : refusal(401, 'invalid_api_key', 'Incorrect API key provided.')
}
