// npm test: everything that is checked, on a machine that has only Node and npm. Ends with one line that counts.
//   node scripts/test.mjs [--only verify|unit|e2e] [path filter …]
import './ground/old-node.mjs'
import { mkdirSync, rmSync } from 'node:fs'
import { run } from './ground/child.mjs'
import { install } from './ground/install.mjs'
import { checkNode24IsPossible, findNode24 } from './ground/node24.mjs'
import { at, textOf } from './ground/places.mjs'
import { countPlaywright, countVitest, judge, lastLine, nothing, sum } from './ground/reports.mjs'
import { say, seconds } from './ground/say.mjs'
import { buildStudio } from './ground/studio.mjs'
import { bringTools } from './ground/tools.mjs'
import { lastLines, Trouble } from './ground/trouble.mjs'

/** A phase that hangs is ended, so that a run always ends with a count. */
const limitMs = 20 * 60_000

/** @type {{ name: string, ms: number, note: string }[]} */
const times = []
/** @type {import('./ground/reports.mjs').Count[]} */
const counts = []

const { only, filters } = readArguments(process.argv.slice(2))
const filtered = filters.length > 0
/** @param {string} phase */
const wants = (phase) => only === null || only === phase

await phase('install', async () => {
  checkNode24IsPossible()
  await install()
  return nothing
})
if (counts.every((count) => count.failed === 0)) await runAll(findNode24())
tell()

/** @param {string} node24 */
async function runAll(node24) {
  mkdirSync(at('test-results'), { recursive: true })
  /** @type {string | null} */
  let chromium = null
  if (wants('unit') || wants('e2e')) {
    await phase('tools', async () => {
      const tools = await bringTools({ chromium: wants('e2e') })
      chromium = tools.chromium
      for (const sentence of tools.sentences) say(sentence)
      return nothing
    })
  }
  if (wants('verify') && !filtered) await phase('verify', () => plain(node24, ['scripts/verify.mjs']))
  if (wants('unit')) await phase('unit', () => vitest(node24))
  if (!wants('e2e')) return
  await phase('studio', async () => {
    await buildStudio(node24)
    return nothing
  })
  await phase('e2e', async () => {
    if (chromium === null) throw new Trouble('The journeys were not walked: there is no browser.')
    return playwright(node24, chromium)
  })
}

/** @param {string} node24 */
async function vitest(node24) {
  const report = freshReport('unit.json')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const args = ['run', ...reporters, ...(filtered ? ['--passWithNoTests'] : []), ...filters]
  const { code } = await shown(node24, [at('node_modules/vitest/vitest.mjs'), ...args], {})
  return judge(countVitest(textOf(report)), { code, mayBeEmpty: filtered })
}

/** @param {string} node24 @param {string} chromium */
async function playwright(node24, chromium) {
  const report = freshReport('e2e.json')
  const args = ['test', '--reporter=list,json', ...(filtered ? ['--pass-with-no-tests'] : []), ...filters]
  const env = { CHROMIUM_PATH: chromium, PLAYWRIGHT_JSON_OUTPUT_FILE: report }
  const { code } = await shown(node24, [at('node_modules/@playwright/test/cli.js'), ...args], env)
  return judge(countPlaywright(textOf(report)), { code, mayBeEmpty: filtered })
}

/** A program without tests of its own: nothing to count but its failure. @param {string} node24 @param {string[]} args */
async function plain(node24, args) {
  const { code } = await shown(node24, args, {})
  return judge(nothing, { code, mayBeEmpty: true })
}

/** Every test file is a process of its own: what one of them compiled serves the others. @param {string} node24 @param {string[]} args @param {NodeJS.ProcessEnv} env */
async function shown(node24, args, env) {
  // The programs write into a pipe; whether people see colours is for our own output to say.
  const colour = process.stdout.isTTY ? { FORCE_COLOR: '1' } : { NO_COLOR: '1' }
  const ended = await run(node24, args, {
    env: { CI: '1', NODE_COMPILE_CACHE: at('.cache/node'), ...colour, ...env },
    show: true,
    limitMs,
  })
  if (ended.overdue) say(`This took longer than ${limitMs / 60_000} minutes and was ended.`)
  return ended
}

/** @param {string} name */
function freshReport(name) {
  const file = at('test-results', name)
  rmSync(file, { force: true })
  return file
}

/** @param {string} name @param {() => Promise<import('./ground/reports.mjs').Count>} work */
async function phase(name, work) {
  say(`\n── ${name}`)
  const began = Date.now()
  let count = { ...nothing, failed: 1 }
  try {
    count = await work()
  } catch (error) {
    // A phase that breaks is counted and the others still run: one report tells everything.
    if (error instanceof Trouble) say(`${lastLines(error.said, 20)}\n${error.message}`.trim())
    else console.error(error)
  }
  counts.push(count)
  times.push({ name, ms: Date.now() - began, note: count === nothing ? '' : lastLine(count) })
}

function tell() {
  let total = sum(counts)
  if (total.passed + total.failed === 0 && only !== 'verify') {
    say(`\nNo test was run${filtered ? `: nothing matches ${filters.join(' ')}` : ''}.`)
    total = { ...total, failed: 1 }
  }
  say('')
  for (const { name, ms, note } of times) say(`${name.padEnd(8)} ${seconds(ms).padStart(8)}  ${note}`.trimEnd())
  say(`\n${lastLine(total)}`)
  process.exitCode = total.failed > 0 ? 1 : 0
}

/** @param {string[]} given @returns {{ only: string | null, filters: string[] }} */
function readArguments(given) {
  const place = given.indexOf('--only')
  const value = place < 0 ? null : (given[place + 1] ?? '')
  if (value !== null && !['verify', 'unit', 'e2e'].includes(value)) {
    console.error('Say what to run after --only: verify, unit or e2e.')
    process.exit(2)
  }
  return { only: value, filters: given.filter((_, index) => place < 0 || (index !== place && index !== place + 1)) }
}
