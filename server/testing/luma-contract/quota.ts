import type { ContractClock } from './contract-clock.ts'

/**
 * Requests a minute per key: a sliding 60 s window over POSTs, with the headers the vendor sends (docs: rate-limits guide).
 * GETs are not counted.
 */
export interface Quota {
  /** Counts one POST. Null when it may go on, else the seconds to wait. */
  count(key: string, perMinute: number): { retryAfterSeconds: number | null; headers: Record<string, string> }
  clear(): void
}

export const makeQuota = (clock: ContractClock): Quota => {
  const posts = new Map<string, number[]>()
  return {
    count(key, perMinute) {
      const now = clock.now()
      const recent = (posts.get(key) ?? []).filter((time) => time > now - 60_000)
      const free = recent.length < perMinute
      if (free) recent.push(now)
      posts.set(key, recent)
      const reset = Math.max(1, Math.ceil(((recent[0] ?? now) + 60_000 - now) / 1000))
      const headers = {
        'X-RateLimit-Limit': String(perMinute),
        'X-RateLimit-Remaining': String(perMinute - recent.length),
        'X-RateLimit-Reset': String(Math.ceil(now / 1000) + reset),
      }
      return { retryAfterSeconds: free ? null : reset, headers }
    },
    clear() {
      posts.clear()
    },
  }
}
