import { Hono } from 'hono'
import { consentPage, troublePage } from './consent-page.ts'
import { cut } from './exchange.ts'
import { isOAuthError, type OAuthError } from './grants.ts'
import type { ContractEnv, Exchange, TikTokSettings, World } from './world.ts'

/** Login Kit: the consent page, tokens and revoking. Errors are flat JSON here. */
export const oauthApp = (world: World): Hono<ContractEnv> => {
  const app = new Hono<ContractEnv>()
  const { settings } = world

  app.get('/v2/auth/authorize/', (exchange) => {
    const query = new URL(exchange.req.url).searchParams
    const problem = askingProblem(query, settings)
    if (problem !== null) return exchange.html(troublePage(problem), 400)
    const scopes = listed(query.get('scope'))
    const unknown = scopes.find((scope) => !settings.appScopes.includes(scope))
    if (scopes.length === 0 || unknown !== undefined)
      return back(exchange, query, {
        error: 'invalid_scope',
        error_description: `Scope ${unknown ?? ''} is not allowed.`,
      })
    return exchange.html(consentPage({ accounts: world.accounts.all(), scopes, query: query.toString() }))
  })

  app.post('/v2/auth/authorize/decision', async (exchange) => {
    const form = new URLSearchParams(await exchange.req.text())
    const query = new URLSearchParams(form.get('query') ?? '')
    const problem = askingProblem(query, settings)
    if (problem !== null) return exchange.html(troublePage(problem), 400)
    if (form.get('decision') !== 'allow')
      return back(exchange, query, { error: 'access_denied', error_description: 'User denied the authorization' })
    const account = world.accounts.find(form.get('account') ?? '')
    if (account === null) return exchange.html(troublePage('There is no such account.'), 400)
    const scopes = listed(query.get('scope')).filter((scope) => form.getAll('scope').includes(scope))
    const code = world.grants.code({
      openId: account.openId,
      scopes,
      redirectUri: query.get('redirect_uri') ?? '',
      challenge: query.get('code_challenge'),
    })
    return back(exchange, query, { code, scopes: scopes.join(',') })
  })

  app.post('/v2/oauth/token/', async (exchange) => {
    const fault = world.faults.take('token')
    if (fault?.kind === 'cut') return cut(exchange)
    if (fault?.kind === 'error') return exchange.text('upstream error', 500)
    if (fault?.kind === 'gateway_page') return exchange.html('<html><body>502 Bad Gateway</body></html>', 502)
    if (fault?.kind === 'too_many') return told(exchange, error('rate_limit_exceeded', 'Too many requests.'), 429)
    if (fault?.kind === 'trouble') return told(exchange, error('server_error', 'Something is wrong.'), 200)
    const form = await formOf(world, exchange)
    if (isOAuthError(form)) return told(exchange, form, settings.oauthErrorStatus)
    const reply = tokens(world, form)
    if (fault?.kind === 'lost_response') return cut(exchange)
    return isOAuthError(reply) ? told(exchange, reply, settings.oauthErrorStatus) : exchange.json(reply)
  })

  app.post('/v2/oauth/revoke/', async (exchange) => {
    const fault = world.faults.take('revoke')
    if (fault?.kind === 'cut') return cut(exchange)
    if (fault !== null) return exchange.text('upstream error', 500)
    const form = await formOf(world, exchange)
    if (isOAuthError(form)) return told(exchange, form, settings.oauthErrorStatus)
    const grant = world.grants.revoke(form.get('token') ?? '')
    if (grant === null)
      return told(exchange, error('access_token_invalid', 'The access token is invalid.'), settings.oauthErrorStatus)
    world.webhooks.tell(grant.openId, 'authorization.removed', { reason: 5 })
    return exchange.json({})
  })

  return app
}

const tokens = (world: World, form: URLSearchParams) => {
  const grantType = form.get('grant_type')
  if (grantType === 'authorization_code')
    return world.grants.exchange({
      code: form.get('code') ?? '',
      redirectUri: form.get('redirect_uri') ?? '',
      verifier: form.get('code_verifier'),
    })
  if (grantType !== 'refresh_token') return error('unsupported_grant_type', 'The grant type is not supported.')
  const { reply, openId } = world.grants.refresh(form.get('refresh_token') ?? '')
  world.journal.addRefresh({
    at: new Date().toISOString(),
    account: openId === null ? '' : (world.accounts.find(openId)?.name ?? ''),
    outcome: isOAuthError(reply) ? 'invalid_grant' : 'granted',
  })
  return reply
}

/** What is wrong with the address itself: then TikTok shows a page and sends nobody back. */
const askingProblem = (query: URLSearchParams, settings: TikTokSettings): string | null => {
  if (query.get('client_key') !== settings.clientKey) return 'client_key'
  if (!isRegistered(query.get('redirect_uri') ?? '', settings)) return 'redirect_uri'
  if (query.get('response_type') !== 'code') return 'response_type'
  if ((query.get('state') ?? '') === '') return 'state'
  const challenge = query.get('code_challenge')
  if (settings.appType === 'web') return challenge === null ? null : 'code_challenge'
  if (challenge === null || !/^[0-9a-f]{64}$/.test(challenge)) return 'code_challenge'
  return query.get('code_challenge_method') === 'S256' ? null : 'code_challenge_method'
}

/** To the letter; only the port of a registered loopback address may be `*` ("Login Kit for Desktop"). */
const isRegistered = (given: string, { redirectUris, loopbackRedirects }: TikTokSettings): boolean => {
  const loopback = /^https?:\/\/(localhost|127\.0\.0\.1):\d+\/[^?#]*$/.test(given)
  if (loopback && loopbackRedirects) return true
  return redirectUris.some(
    (registered) => registered === given || (loopback && registered === given.replace(/:\d+\//, ':*/')),
  )
}

const back = (exchange: Exchange, query: URLSearchParams, more: Record<string, string>): Response => {
  const url = new URL(query.get('redirect_uri') ?? '')
  url.search = new URLSearchParams({ ...more, state: query.get('state') ?? '' }).toString()
  return exchange.redirect(url.href, 302)
}

const listed = (scopes: string | null): string[] => (scopes ?? '').split(',').filter((scope) => scope !== '')

const error = (code: string, description: string): OAuthError => ({ error: code, error_description: description })
const told = (exchange: Exchange, said: OAuthError, status: 200 | 400 | 401 | 429): Response =>
  exchange.json({ ...said, log_id: '20261121000000CONTRACT' }, status)

const formOf = async (world: World, exchange: Exchange): Promise<URLSearchParams | OAuthError> => {
  if (exchange.req.header('content-type')?.split(';')[0]?.trim() !== 'application/x-www-form-urlencoded')
    return error('invalid_request', 'The request parameters are malformed: send a form.')
  const form = new URLSearchParams(await exchange.req.text())
  const { clientKey, clientSecret } = world.settings
  if (form.get('client_key') !== clientKey || form.get('client_secret') !== clientSecret)
    return error('invalid_client', 'Client key or secret is incorrect.')
  return form
}
