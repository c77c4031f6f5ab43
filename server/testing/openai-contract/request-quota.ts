/** Requests a minute of a key: a sliding window over real time, told in the headers OpenAI sends with every answer. */
export interface RequestQuota {
  /** Counts one request; `over` when it is one too many. */
  count(key: string, perMinute: number): { over: boolean; headers: Record<string, string> }
  clear(): void
}

export const makeRequestQuota = (now: () => number = Date.now): RequestQuota => {
  const requests = new Map<string, number[]>()
  return {
    count(key, perMinute) {
      const at = now()
      const recent = (requests.get(key) ?? []).filter((time) => time > at - 60_000)
      const over = recent.length >= perMinute
      if (!over) recent.push(at)
      requests.set(key, recent)
      const waitMs = (recent[0] ?? at) + 60_000 - at
      const headers: Record<string, string> = {
        'x-ratelimit-limit-requests': String(perMinute),
        'x-ratelimit-remaining-requests': String(Math.max(0, perMinute - recent.length)),
        'x-ratelimit-reset-requests': `${Math.ceil(waitMs / 1000)}s`,
      }
      if (over) headers['retry-after-ms'] = String(waitMs)
      return { over, headers }
    },
    clear() {
      requests.clear()
    },
  }
}
