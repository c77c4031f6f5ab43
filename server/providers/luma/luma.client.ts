import { setTimeout as wait } from 'node:timers/promises'
import type { Outbound, OutboundReply } from '#kernel/http/outbound.ts'

/** The free calls of the Agents API: reading and uploading. The paid one is made in luma.ts and nowhere else. */
export interface LumaClient {
  api(method: 'GET' | 'POST', path: string, body: object | null, signal: AbortSignal): Promise<OutboundReply>
  /** To a presigned address: without the key. */
  put(url: string, headers: Record<string, string>, data: Buffer, signal: AbortSignal): Promise<OutboundReply>
  /** Between two looks at an upload. */
  pause(): Promise<void>
  headers: Record<string, string>
}

export const makeLumaClient = (apiKey: string, baseUrl: string, outbound: Outbound, pauseMs: number): LumaClient => {
  const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json', accept: 'application/json' }
  return {
    headers,
    api: (method, path, body, signal) =>
      outbound.request(`${baseUrl}${path}`, {
        method,
        headers,
        timeoutMs: 30_000,
        signal,
        ...(body === null ? {} : { body: JSON.stringify(body) }),
      }),
    put: (url, given, data, signal) =>
      outbound.request(url, { method: 'PUT', headers: given, body: data, timeoutMs: 120_000, signal }),
    pause: () => wait(pauseMs),
  }
}
