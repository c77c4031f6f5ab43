import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runChild } from '#kernel/process/run-child.ts'

/**
 * Compiles our C files to WebAssembly with SIMD. Only needed after one of them was changed; the results are committed.
 *
 *   apt-get install clang lld        (14 or newer)
 *   node server/media/build-wasm.ts
 *
 * A hash of the sources is put into each result, so that a test notices when one was changed without the other.
 */
export const modules: readonly { result: string; sources: readonly string[]; headers: readonly string[] }[] = [
  { result: 'compositor/pixels.wasm', sources: ['compositor/pixels.c'], headers: [] },
  { result: 'compositor/field.wasm', sources: ['compositor/field.c'], headers: [] },
  {
    result: 'sample-photos/landscape.wasm',
    sources: ['frame', 'terrain', 'sky', 'ground', 'lens'].map((name) => `sample-photos/${name}.c`),
    headers: ['sample-photos/maths.h', 'sample-photos/scene.h'],
  },
]
const clangArguments = [
  ...['--target=wasm32', '-O3', '-msimd128', '-mbulk-memory', '-mnontrapping-fptoint', '-ffast-math'],
  ...['-nostdlib', '-ffreestanding', '-Wall', '-Wextra', '-Werror'],
  ...['-Wl,--no-entry', '-Wl,--strip-all', '-Wl,-z,stack-size=65536'],
]
const sectionName = 'source-sha256'
const here = dirname(fileURLToPath(import.meta.url))

/** The hash of the sources a compiled file was made from, or null. */
export const sourceOf = (bytes: Uint8Array): string | null => {
  const [section] = WebAssembly.Module.customSections(new WebAssembly.Module(bytes), sectionName)
  return section === undefined ? null : Buffer.from(section).toString('hex')
}

/** The hash of files of this folder, in the order given. */
export const hashOf = async (files: readonly string[]): Promise<string> => {
  const hash = createHash('sha256')
  for (const file of files) hash.update(await readFile(join(here, file)))
  return hash.digest('hex')
}

const build = async ({ result, sources, headers }: (typeof modules)[number]): Promise<void> => {
  const output = join(here, result)
  const args = [...clangArguments, '-o', output, ...sources.map((source) => join(here, source))]
  await runChild({ command: 'clang', args, timeoutMs: 120_000, maxMemoryMb: 2000 })
  const name = Buffer.from(sectionName)
  const hash = Buffer.from(await hashOf([...sources, ...headers]), 'hex')
  const content = Buffer.concat([Buffer.from([name.length]), name, hash])
  // A custom section is id 0, its length (below 128 here, so one byte), and the content.
  await writeFile(output, Buffer.concat([await readFile(output), Buffer.from([0, content.length]), content]))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) for (const module of modules) await build(module)
