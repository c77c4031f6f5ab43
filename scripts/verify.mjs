// npm run verify, run by Node 24: everything that can be known without running Greenroom, side by side, in seconds.
import { availableParallelism } from 'node:os'
import { stripVTControlCharacters } from 'node:util'
import { run } from './ground/child.mjs'
import { at } from './ground/places.mjs'
import { say, seconds } from './ground/say.mjs'

/** @param {string} name @param {string} file a program of node_modules @param {string[]} args */
const tool = (name, file, ...args) => ({ name, args: [at('node_modules', file), ...args] })
/** @param {string} name @param {string} script */
const own = (name, script) => ({ name, args: [at('scripts', script)] })

const checks = [
  tool('lint', 'oxlint/bin/oxlint', '--deny-warnings'),
  tool('types: server', 'typescript/bin/tsc', '-p', 'tsconfig.json'),
  tool('types: studio', 'typescript/bin/tsc', '-p', 'studio/tsconfig.json'),
  tool('unused code', 'knip/bin/knip.js', '--no-progress', '--no-config-hints'),
  tool('format', 'oxfmt/bin/oxfmt', '--check'),
  own('structure', 'check-structure.ts'),
  own('doc references', 'check-doc-refs.ts'),
]

/** @type {{ name: string, ms: number, good: boolean, said: string }[]} */
const results = []
const waiting = [...checks]

async function work() {
  for (let check = waiting.shift(); check; check = waiting.shift()) {
    const began = Date.now()
    const { code, said } = await run(process.execPath, check.args, { env: { NO_COLOR: '1' }, limitMs: 120_000 })
    results.push({ name: check.name, ms: Date.now() - began, good: code === 0, said })
  }
}
await Promise.all(Array.from({ length: Math.max(2, availableParallelism()) }, work))

for (const result of results.filter(({ good }) => !good))
  say(`── ${result.name}\n${stripVTControlCharacters(result.said).trim()}\n`)
for (const { name } of checks) {
  const result = results.find((one) => one.name === name)
  if (result) say(`${result.good ? 'passed' : 'FAILED'}  ${name.padEnd(16)} ${seconds(result.ms).padStart(6)}`)
}
const bad = results.filter(({ good }) => !good).length
if (bad > 0) say(`\n${bad} of ${checks.length} checks failed. "npm run format" mends the format.`)
process.exitCode = bad > 0 ? 1 : 0
