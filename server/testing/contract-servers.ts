import { parseArgs } from 'node:util'
import { startLumaContract } from './luma-contract/luma-contract.ts'
import { startOpenAiContract } from './openai-contract/openai-contract.ts'

/**
 * Servers that speak the vendors' APIs, for trying Greenroom by hand without an account: `npm run contract-servers`.
 * Prints the environment to start Greenroom with. Nothing here is the real vendor and nothing costs money.
 */
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '4410' },
    speed: { type: 'string', default: '1' },
    log: { type: 'string' },
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
const servers = [luma, openai]

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

Start Greenroom with these lines in its environment:

  LUMA_AGENTS_API_KEY=luma-api-contract
  LUMA_AGENTS_API_BASE=${luma.agentsBaseUrl}
  LUMAAI_API_KEY=luma-contract
  LUMA_API_BASE=${luma.legacyBaseUrl}
  LUMA_POLL_SECONDS=2
  OPENAI_API_KEY=sk-contract
  OPENAI_BASE_URL=${openai.baseUrl}
  OUTBOUND_ALLOW=${servers.map(({ origin }) => origin).join(',')}
`)

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void Promise.all(servers.map((server) => server.close())).then(() => process.exit(0)))
