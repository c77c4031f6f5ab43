import { spawnSync } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { availableParallelism, cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { eventsBench } from './events.bench.ts'
import { ingestBench } from './ingest.bench.ts'
import { listBench } from './list.bench.ts'
import { median, type Bench } from './measure.ts'
import { renderBench } from './render.bench.ts'
import { uploadBench } from './upload.bench.ts'
import { zipBench } from './zip.bench.ts'

/**
 * npm run bench: measures what is promised, beside what the machine can do at best and beside others where they install.
 * Every contestant of a workload runs in turn, several times over, so that a busy minute hits them alike; medians are printed.
 * Absolute numbers move with the machine; the ratio in one run is the promise.
 */
const benches: readonly Bench[] = [zipBench, uploadBench, ingestBench, renderBench, listBench, eventsBench]

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { runs: { type: 'string', default: '5' }, peers: { type: 'boolean', default: false } },
})
const runs = Number(values.runs)
const chosen = positionals.length === 0 ? benches : benches.filter((bench) => positionals.includes(bench.key))
if (chosen.length === 0 || !Number.isInteger(runs) || runs < 1) {
  console.error(`Usage: npm run bench -- [${benches.map((bench) => bench.key).join('|')}] [--runs 5] [--peers]`)
  process.exit(2)
}

const peers = ['archiver', 'yazl', 'client-zip', 'fflate']
const peersFolder = values.peers ? await installPeers() : null

/** Packages to compare with, in a folder of their own: they are no part of Greenroom. */
async function installPeers(): Promise<string> {
  const folder = fileURLToPath(new URL('../.cache/bench', import.meta.url))
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'package.json'), '{ "private": true }')
  for (const name of peers) {
    const { status } = spawnSync('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', name], {
      cwd: folder,
      encoding: 'utf8',
    })
    if (status !== 0) console.log(`Could not install ${name}; going on without it.`)
  }
  return folder
}

const short = (number: number): string =>
  number >= 100 ? number.toFixed(0) : number >= 10 ? number.toFixed(1) : number.toFixed(2)

const measure = async (bench: Bench): Promise<string[]> => {
  const folder = await mkdtemp(join(tmpdir(), 'greenroom-bench-'))
  const prepared = await bench.prepare({ folder, peersFolder })
  try {
    const results = new Map(prepared.contestants.map(({ name }) => [name, [] as number[]]))
    // One round warms everybody up and is not counted.
    for (let round = 0; round <= runs; round += 1) {
      for (const { name, run } of prepared.contestants) {
        const result = await run()
        if (round > 0) results.get(name)?.push(result)
      }
    }
    const medians = new Map([...results].map(([name, numbers]) => [name, median(numbers)]))
    const ours = medians.get('ours') ?? NaN
    const ratio = (other: number): number => (bench.better === 'more' ? ours / other : other / ours)
    const others = prepared.contestants.flatMap(({ name, kind }) => {
      const number = medians.get(name) ?? NaN
      return name === 'ours'
        ? []
        : [{ kind, number, text: `${name} ${short(number)}`, times: `${short(ratio(number))} × ${name}` }]
    })
    const met = bench.met(medians)
    return [
      bench.workload,
      `${short(ours)} ${bench.unit}`,
      others.map((other) => other.text).join(', '),
      others.map((other) => other.times).join(', '),
      `${met === null ? 'not judged' : met ? 'kept' : 'NOT KEPT'}: ${bench.goal}`,
      (await prepared.notes()).join('; '),
    ]
  } finally {
    await prepared.close()
    await rm(folder, { recursive: true, force: true })
  }
}

const lines = [['workload', 'ours (median)', 'beside it (medians)', 'ratio', 'promise', 'note']]
for (const bench of chosen) {
  console.log(`measuring ${bench.workload} …`)
  try {
    lines.push(await measure(bench))
  } catch (error) {
    lines.push([
      bench.workload,
      'could not be measured',
      '',
      '',
      '',
      error instanceof Error ? error.message : String(error),
    ])
    process.exitCode = 1
  }
}
console.log(
  `\n${availableParallelism()} cores (${cpus()[0]?.model ?? 'unknown'}), Node ${process.version}, medians of ${runs} interleaved runs; a ratio above 1 is in our favour\n`,
)
console.log(
  lines
    .map((cells, index) => `| ${cells.join(' | ')} |${index === 0 ? `\n|${cells.map(() => ' --- ').join('|')}|` : ''}`)
    .join('\n'),
)
if (peersFolder === null)
  console.log(
    '\nOther packages were not asked for: npm run bench -- --peers installs them into .cache/bench and runs them too.',
  )
