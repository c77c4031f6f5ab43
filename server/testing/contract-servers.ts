import { parseArgs } from 'node:util'
import { startLiveAvatarContract } from './liveavatar-contract/liveavatar-contract.ts'
import { startLumaContract } from './luma-contract/luma-contract.ts'
import { startOpenAiContract } from './openai-contract/openai-contract.ts'
import { startTiktokContract } from './tiktok-contract/tiktok-contract.ts'

/**
 * Servers that speak the vendors' APIs, for trying Greenroom by hand without an account: `npm run contract-servers`.
 * Prints the environment to start Greenroom with. Nothing here is the real vendor and nothing costs money.
 */
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '4410' },
    speed: { type: 'string', default: '1' },
    log: { type: 'string' },
    /** Where Greenroom is, so that TikTok may fetch media from it. */
    house: { type: 'string', default: 'http://localhost:4400' },
    /** Where TikTok tells what happened; left out, it is only asked. */
    'tiktok-webhook': { type: 'string' },
  },
})

const luma = await startLumaContract({
  port: Number(values.port),
  speed: Number(values.speed),
  logFile: values.log ?? null,
})
const openai = await startOpenAiContract({
  port: Number(values.port) === 0 ? 0 : Number(values.port) + 2,
  logFile: values.log === undefined ? null : `${values.log}.openai`,
})
const house = values.house.replace(/\/+$/, '')
const tiktok = await startTiktokContract({
  port: Number(values.port) === 0 ? 0 : Number(values.port) + 4,
  logFile: values.log === undefined ? null : `${values.log}.tiktok`,
  settings: {
    appType: 'desktop',
    loopbackRedirects: true,
    verified: [`${house}/`],
    webhookUrl: values['tiktok-webhook'] ?? null,
  },
})
const liveAvatar = await startLiveAvatarContract({ port: Number(values.port) === 0 ? 0 : Number(values.port) + 6 })
const servers = [luma, openai, tiktok, liveAvatar]

process.stdout.write(`Contract servers are running. They are not the real vendors; stop them with Ctrl+C.

  Luma, both APIs   ${luma.origin}
    what was accepted and what it cost     GET  ${luma.origin}/_log
    faults, time and settings              POST ${luma.origin}/_control
    words in a prompt that make it fail    [fail:content_moderated]  [fail:nothing]  [state:on_hold]  [fault:cut_after_accept]
    keys that are refused                  luma-api-revoked  luma-api-broke  luma-api-suspended

  OpenAI            ${openai.origin}
    what was taken and what it cost        GET  ${openai.origin}/_log
    faults and settings                    POST ${openai.origin}/_control
    words in a topic that make it fail     [fault:refusal]  [fault:truncated]  [fault:overloaded]  [fault:cut_after_accept]
    keys that are refused                  sk-revoked  sk-broke  sk-abroad
    what is said in a call                 by the recording: the same one always says the same, in English or Dutch

  TikTok            ${tiktok.origin}
    what was opened and what is visible    GET  ${tiktok.origin}/_log
    faults, time, accounts and settings    POST ${tiktok.origin}/_control
    words in a title that make it fail     [fail:spam_risk]  [fail:internal]  [stuck:yes]  [fault:cut_after_accept]
    accounts on the consent page           a public one and a private one

  LiveAvatar        ${liveAvatar.origin}
    sessions, what was spoken, credits     GET  ${liveAvatar.origin}/_log
    faults and settings                    POST ${liveAvatar.origin}/_control
    keys that are refused                  la-revoked  la-broke

Start Greenroom with these lines in its environment:

  LUMA_AGENTS_API_KEY=luma-api-contract
  LUMA_AGENTS_API_BASE=${luma.agentsBaseUrl}
  LUMAAI_API_KEY=luma-contract
  LUMA_API_BASE=${luma.legacyBaseUrl}
  LUMA_POLL_SECONDS=2
  OPENAI_API_KEY=sk-contract
  OPENAI_BASE_URL=${openai.baseUrl}
  LIVEAVATAR_API_KEY=la-contract
  LIVEAVATAR_API_BASE=${liveAvatar.origin}
  TIKTOK_CLIENT_KEY=${tiktok.settings.clientKey}
  TIKTOK_CLIENT_SECRET=${tiktok.settings.clientSecret}
  TIKTOK_APP_TYPE=desktop
  TIKTOK_AUDITED=on
  TIKTOK_SCOPES=${tiktok.settings.appScopes.filter((scope) => scope !== 'user.info.stats').join(',')}
  TIKTOK_API_BASE=${tiktok.origin}
  TIKTOK_AUTH_BASE=${tiktok.origin}
  TIKTOK_UPLOAD_HOSTS=${tiktok.origin}
  TIKTOK_PULL_BASE=${house}
  OUTBOUND_ALLOW=${servers.map(({ origin }) => origin).join(',')}
`)

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void Promise.all(servers.map((server) => server.close())).then(() => process.exit(0)))
