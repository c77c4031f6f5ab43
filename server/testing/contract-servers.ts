import { parseArgs } from 'node:util'
import { startLumaContract } from './luma-contract/luma-contract.ts'

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

process.stdout.write(`Contract servers are running. They are not the real vendors; stop them with Ctrl+C.

  Luma, both APIs   ${luma.origin}
    what was accepted and what it cost     GET  ${luma.origin}/_log
    faults, time and settings              POST ${luma.origin}/_control
    words in a prompt that make it fail    [fail:content_moderated]  [fail:nothing]  [state:on_hold]  [fault:cut_after_accept]
    keys that are refused                  luma-api-revoked  luma-api-broke  luma-api-suspended

Start Greenroom with these lines in its environment:

  LUMA_AGENTS_API_KEY=luma-api-contract
  LUMA_AGENTS_API_BASE=${luma.agentsBaseUrl}
  LUMAAI_API_KEY=luma-contract
  LUMA_API_BASE=${luma.legacyBaseUrl}
  LUMA_POLL_SECONDS=2
  OUTBOUND_ALLOW=${luma.origin}
`)

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void luma.close().then(() => process.exit(0)))
