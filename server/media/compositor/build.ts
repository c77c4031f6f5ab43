import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { runChild } from '#kernel/process/run-child.ts'

/**
 * Compiles a C file of ours to WebAssembly with SIMD. Only needed after the source was changed; the result is committed.
 *
 *   apt-get install clang lld        (14 or newer)
 *   node server/media/compositor/build.ts server/media/compositor/pixels.c
 *
 * The hash of the source is put into the file, so that a test notices when one was changed without the other.
 */
const clangArguments = [
  ...[
    '--target=wasm32',
    '-O3',
    '-msimd128',
    '-mbulk-memory',
    '-mnontrapping-fptoint',
    '-nostdlib',
    '-ffreestanding',
    '-ffast-math',
  ],
  ...['-Wall', '-Wextra', '-Werror', '-Wl,--no-entry', '-Wl,--strip-all', '-Wl,-z,stack-size=65536'],
]
const sectionName = 'source-sha256'

/** The hash of the source a compiled file was made from, or null. */
export const sourceOf = (module: WebAssembly.Module): string | null => {
  const [section] = WebAssembly.Module.customSections(module, sectionName)
  return section === undefined ? null : Buffer.from(section).toString('hex')
}
export const hashOf = (source: Uint8Array): Buffer => createHash('sha256').update(source).digest()

const build = async (source: string): Promise<void> => {
  const output = source.replace(/\.c$/, '.wasm')
  await runChild({
    command: 'clang',
    args: [...clangArguments, '-o', output, source],
    timeoutMs: 60_000,
    maxMemoryMb: 2000,
  })
  const name = Buffer.from(sectionName)
  const content = Buffer.concat([Buffer.from([name.length]), name, hashOf(await readFile(source))])
  // A custom section is id 0, its length (below 128 here, so one byte), and the content.
  const section = Buffer.concat([Buffer.from([0, content.length]), content])
  await writeFile(output, Buffer.concat([await readFile(output), section]))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) for (const source of process.argv.slice(2)) await build(source)
