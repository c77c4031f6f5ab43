import { flushCompileCache } from 'node:module'
import { fileURLToPath } from 'node:url'
import { buildHouse, type House } from './house.ts'
import { readConfig, type Config } from './kernel/config.ts'
import { listen, type Listening } from './kernel/http/serve.ts'
import { studioPages } from './kernel/http/static.ts'
import { makeLog } from './kernel/log.ts'
import { startTrouble } from './kernel/start-trouble.ts'

const studioFolder = fileURLToPath(new URL('../studio/dist', import.meta.url))
const stopWithinMs = 10_000

const loopback = new Set(['127.0.0.1', '::1', 'localhost'])
const addressOf = (config: Config, port: number): string =>
  config.SITE_URL?.replace(/\/$/, '') ?? `http://${loopback.has(config.HOST) ? 'localhost' : config.HOST}:${port}`

const start = async (): Promise<void> => {
  const config = readConfig()
  const log = makeLog(config.LOG_LEVEL)
  const listening = await listen(config.HOST, config.PORT)
  const siteUrl = addressOf(config, listening.port)
  const house = await buildHouse({ config, log, siteUrl })
  house.app.route('/', studioPages(studioFolder))
  listening.answerWith((request, environment) => house.app.fetch(request, environment))
  stopOnSignals(house, listening)
  if (config.ROLE !== 'web') await house.work()
  await greet(house, config, siteUrl)
  // Else it is written at an orderly end only, and a house that is killed compiles everything at each start.
  flushCompileCache()
}

const greet = async (house: House, config: Config, siteUrl: string): Promise<void> => {
  const lines = [`Greenroom is open at ${siteUrl}`]
  if (!(await house.hasAdmin())) {
    lines.push(
      config.ADMIN_EMAIL === undefined
        ? `First admin: sign up at ${siteUrl}/sign-up; the first confirmed account is the admin.`
        : `First admin: sign up at ${siteUrl}/sign-up as ${config.ADMIN_EMAIL}.`,
    )
    if (house.mailIsCaught) lines.push(`Mail is kept at ${siteUrl}/dev/inbox`)
  }
  for (const note of house.notes) lines.push(note)
  process.stdout.write(`\n${lines.map((line) => `  ${line}`).join('\n')}\n\n`)
}

const stopOnSignals = (house: House, listening: Listening): void => {
  let stopping = false
  const stop = (): void => {
    if (stopping) return
    stopping = true
    setTimeout(() => process.exit(1), stopWithinMs).unref()
    void listening
      .close()
      .then(() => house.stop())
      .then(() => process.exit(0))
      .catch((error: unknown) => {
        house.tools.log.error({ error }, 'could not stop in order')
        process.exit(1)
      })
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
}

start().catch((error: unknown) => {
  process.stderr.write(`\n${startTrouble(error)}\n\n`)
  process.exit(1)
})
