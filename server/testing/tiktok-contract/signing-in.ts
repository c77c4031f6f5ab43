import { fetch } from 'undici'
import type { TokenReply } from './grants.ts'
import type { TikTokContract } from './tiktok-contract.ts'

export interface Said {
  status: number
  headers: { get(name: string): string | null }
  body: Record<string, unknown>
  /** `error.code` of the API, or the flat `error` of OAuth. */
  code: string
  text: string
}

const said = async (response: Awaited<ReturnType<typeof fetch>>): Promise<Said> => {
  const text = await response.text()
  let body: Record<string, unknown> = {}
  try {
    body = JSON.parse(text) as Record<string, unknown>
  } catch {
    // An upload answers with nothing, a gateway with a page.
  }
  const error = body['error'] as { code?: string } | string | undefined
  return {
    status: response.status,
    headers: response.headers,
    body,
    code: typeof error === 'string' ? error : (error?.code ?? ''),
    text,
  }
}

/** The calls of an app, made by hand and to the letter. */
export const handOf = (tiktok: TikTokContract) => {
  const redirect = 'https://house.example.com/back'
  const api = async (path: string, token: string, body: unknown = null, type = 'application/json; charset=UTF-8') =>
    said(
      await fetch(`${tiktok.origin}${path}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': type },
        body: body === null ? '' : JSON.stringify(body),
      }),
    )
  const form = async (path: string, fields: Record<string, string>) =>
    said(
      await fetch(`${tiktok.origin}/v2/oauth/${path}/`, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({
          client_key: tiktok.settings.clientKey,
          client_secret: tiktok.settings.clientSecret,
          ...fields,
        }).toString(),
      }),
    )
  const asking = (change: Record<string, string | undefined> = {}): string => {
    const query = {
      client_key: tiktok.settings.clientKey,
      scope: 'user.info.basic,video.publish,video.upload,video.list',
      response_type: 'code',
      redirect_uri: redirect,
      state: 'some-state',
      ...change,
    }
    const given = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined)
    return `${tiktok.origin}/v2/auth/authorize/?${new URLSearchParams(given).toString()}`
  }
  const exchange = (code: string, more: Record<string, string> = {}) =>
    form('token', { grant_type: 'authorization_code', code, redirect_uri: redirect, ...more })
  const signIn = async (choice: { account?: string; scopes?: string[] } = {}): Promise<TokenReply> => {
    const code = new URL(await tiktok.consent(asking(), choice)).searchParams.get('code') ?? ''
    const { body, status } = await exchange(code)
    if (status !== 200) throw new Error(`Not signed in: ${JSON.stringify(body)}`)
    return body as unknown as TokenReply
  }
  return { redirect, api, form, asking, exchange, signIn }
}

/** Puts bytes on an upload address the way TikTok wants them, or with one header changed. */
export const put = async (url: string, data: Buffer, range: string, headers: Record<string, string> = {}) =>
  said(
    await fetch(url, {
      method: 'PUT',
      headers: { 'content-type': 'video/mp4', 'content-range': `bytes ${range}`, ...headers },
      body: data,
    }),
  )
