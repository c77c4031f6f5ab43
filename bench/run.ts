import { mkdtemp, rm } from 'node:fs/promises'
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { eventsBench } from './events.bench.ts'
import { ingestBench } from './ingest.bench.ts'
import { listBench } from './list.bench.ts'
import type { Bench } from './measure.ts'
import { noPeers, peersInCache } from './peers/install.ts'
import { renderBench } from './render.bench.ts'
import { lineOfFailure, linesOf, tableOf } from './table.ts'
import { slideshowBench } from './slideshow.bench.ts'
import { uploadBench } from './upload.bench.ts'
import { vectorsBench } from './vectors.bench.ts'
import { zipBench } from './zip.bench.ts'

/**
 * npm run bench: measures what is promised, beside what the machine can do at best and beside others where they install.
 * Absolute numbers move with the machine; the ratio in one run is the promise.
 */
const benches: readonly Bench[] = [
  ingestBench,
  uploadBench,
  renderBench,
  slideshowBench,
  zipBench,
  listBench,
  vectorsBench,
  eventsBench,
]

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
const peers = values.peers ? peersInCache : noPeers

const load = (): string => (loadavg()[0] ?? 0).toFixed(1)
const loadBefore = load()
const lines: Awaited<ReturnType<typeof linesOf>> = []
for (const bench of chosen) {
  console.log(`measuring ${bench.workload} …`)
  const folder = await mkdtemp(join(tmpdir(), 'greenroom-bench-'))
  try {
    const prepared = await bench.prepare({ folder, peers })
    try {
      lines.push(...(await linesOf(bench, prepared, runs)))
    } finally {
      await prepared.close()
    }
  } catch (error) {
    console.error(error)
    lines.push(lineOfFailure(bench, error))
    process.exitCode = 1
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
console.log(
  `\n${new Date().toISOString().slice(0, 10)}, ${availableParallelism()} cores (${cpus()[0]?.model ?? 'unknown'}), Node ${process.version}. Load before: ${loadBefore}, after: ${load()}. Medians of ${runs} interleaved runs; a ratio above 1 is in our favour.\n`,
)
console.log(tableOf(lines))
if (!peers.wanted)
  console.log(
    '\nPackages that are no part of Greenroom were not asked for: npm run bench -- --peers installs them into .cache/bench and runs them too.',
  )
// Somebody else's program that was started from here must not keep this one.
process.exit()
