/** The part of the kept session that a page needs before the sign-in library is there. */
export interface KeptSession {
  token: string
  /** Milliseconds since 1970. */
  expiresAt: number
  userId: string
  email: string
}

/** Reads what the sign-in library keeps in the browser's storage; null when it is not what it should be. */
export function readKeptSession(text: string | null): KeptSession | null {
  const kept = parse(text)
  if (!isRecord(kept) || !isRecord(kept['user'])) return null
  const { access_token: token, expires_at: expires, refresh_token: refresh } = kept
  const { id, email } = kept['user']
  if (
    typeof token !== 'string' ||
    typeof expires !== 'number' ||
    typeof refresh !== 'string' ||
    typeof id !== 'string'
  ) {
    return null
  }
  return { token, expiresAt: expires * 1000, userId: id, email: typeof email === 'string' ? email : '' }
}

/** Whether a token can still be sent: a call that is under way when it ends is refused. */
export const stillGood = (kept: KeptSession, now: number): boolean => kept.expiresAt - now > 90_000

/** Whether the address brings the answer of a sign-in elsewhere, which only the sign-in library understands. */
export const bringsAnswer = (search: string, hash: string): boolean =>
  /[?&](code|error_code)=/.test(search) || /[#&](access_token|error_code|error)=/.test(hash)

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

function parse(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null')
  } catch {
    return null
  }
}
