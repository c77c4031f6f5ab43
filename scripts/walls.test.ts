import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { at } from './ground/places.mjs'

/** Every line is one import in one kind of file, and the beginning of the sentence that must refuse it (null: none may). */
const imports: [file: string, specifier: string, refusal: string | null][] = [
  ['server/kernel/log.ts', '../features/scenes/scenes.ts', 'The kernel is the floor'],
  ['server/kernel/log.ts', '#providers/video-maker.ts', 'The kernel is the floor'],
  ['server/kernel/log.ts', 'node:child_process', 'Only kernel/process starts programs'],
  ['server/kernel/log.ts', 'undici', 'Only providers and kernel/http'],
  ['server/kernel/http/outbound.ts', 'undici', null],
  ['server/kernel/http/outbound.ts', 'node:child_process', 'Only kernel/process starts programs'],
  ['server/kernel/storage/s3.ts', 'node:https', null],
  ['server/kernel/process/child.ts', 'node:child_process', null],
  ['server/kernel/process/child.ts', 'pg', 'Only kernel/db knows'],
  ['server/kernel/process/child.ts', '#media/encoder.ts', 'The kernel is the floor'],
  ['server/kernel/db/postgres.ts', 'pg', null],
  ['server/kernel/db/postgres.ts', 'sharp', 'Only media/ decodes'],
  ['server/kernel/jobs/jobs.ts', 'pg-boss', null],
  ['server/kernel/mail/mail.ts', 'nodemailer', null],
  ['server/kernel/db/lock.ts', 'node:net', null],
  ['server/media/encoder.ts', 'sharp', null],
  ['server/media/encoder.ts', '#kernel/process/child.ts', null],
  ['server/media/encoder.ts', '#kernel/db/db.ts', 'Media plans and runs'],
  ['server/media/encoder.ts', '#providers/video-maker.ts', 'Media serves features'],
  ['server/providers/video-maker.ts', '@greenroom/contract/models.ts', null],
  ['server/providers/video-maker.ts', './acme/acme.ts', 'A promise file stands alone'],
  ['server/providers/acme/acme.ts', '../video-maker.ts', null],
  ['server/providers/acme/acme.ts', './acme.wire.ts', null],
  ['server/providers/acme/acme.ts', 'undici', null],
  ['server/providers/acme/acme.ts', '../other/other.wire.ts', "Another company's room"],
  ['server/providers/acme/acme.ts', '../../features/scenes/scenes.ts', 'A provider keeps its promise'],
  ['server/providers/acme/acme.ts', '#media/encoder.ts', 'Only the local makers draw'],
  ['server/providers/local/local.ts', '#media/encoder.ts', null],
  ['server/providers/local/local.ts', 'undici', 'Only providers and kernel/http'],
  ['server/features/scenes/scenes.ts', './scenes.store.ts', null],
  ['server/features/scenes/scenes.ts', '../photos/photos.ts', null],
  ['server/features/scenes/scenes.ts', '#providers/video-maker.ts', null],
  ['server/features/scenes/scenes.ts', '../photos/photos.store.ts', "Another noun's private room"],
  ['server/features/scenes/scenes.ts', '../photos/photos.uploads.store.ts', "Another noun's private room"],
  ['server/features/scenes/scenes.ts', '#providers/acme/acme.ts', 'Features know promises'],
  ['server/features/scenes/scenes.ts', './scenes.work.ts', 'Routes and workers call verbs'],
  ['server/features/scenes/scenes.ts', '#media/encoder.ts', 'Heavy work belongs'],
  ['server/features/scenes/scenes.ts', 'hono', 'A verb does not speak HTTP'],
  ['server/features/scenes/scenes.ts', 'node:child_process', 'Only kernel/process starts programs'],
  ['server/features/scenes/scenes.rules.ts', '@greenroom/contract/scenes.ts', null],
  ['server/features/scenes/scenes.rules.ts', './scenes.names.rules.ts', null],
  ['server/features/scenes/scenes.rules.ts', 'node:crypto', null],
  ['server/features/scenes/scenes.rules.ts', 'node:fs', 'Rules are pure'],
  ['server/features/scenes/scenes.rules.ts', 'node:fs/promises', 'Rules are pure'],
  ['server/features/scenes/scenes.rules.ts', '#kernel/clock.ts', 'Rules are pure'],
  ['server/features/scenes/scenes.rules.ts', './scenes.ts', 'Rules are pure'],
  ['server/features/scenes/scenes.rules.ts', '../photos/photos.store.ts', "Another noun's private room"],
  ['server/features/scenes/scenes.store.ts', '#kernel/db/db.ts', null],
  ['server/features/scenes/scenes.store.ts', '#kernel/jobs/jobs.ts', 'A store knows kernel/db only'],
  ['server/features/scenes/scenes.store.ts', './scenes.ts', 'A store is SQL'],
  ['server/features/scenes/scenes.jobs.ts', '#kernel/jobs/jobs.ts', null],
  ['server/features/scenes/scenes.jobs.ts', '#kernel/db/db.ts', 'A job file knows'],
  ['server/features/scenes/scenes.jobs.ts', './scenes.work.ts', 'A job is data'],
  ['server/features/scenes/scenes.work.ts', './scenes.ts', null],
  ['server/features/scenes/scenes.work.ts', '#media/encoder.ts', null],
  ['server/features/scenes/scenes.work.ts', './scenes.store.ts', 'A worker calls verbs'],
  ['server/features/scenes/scenes.work.ts', '#kernel/db/db.ts', 'A worker neither asks'],
  ['server/features/scenes/scenes.routes.ts', './scenes.ts', null],
  ['server/features/scenes/scenes.routes.ts', '#kernel/http/route.ts', null],
  ['server/features/scenes/scenes.routes.ts', './scenes.store.ts', 'A route only translates'],
  ['server/features/scenes/scenes.routes.ts', './scenes.rules.ts', 'A route only translates'],
  ['server/features/scenes/scenes.routes.ts', '#kernel/db/db.ts', 'A route knows kernel/http only'],
  ['server/features/scenes/scenes.routes.ts', '../photos/photos.store.ts', "Another noun's private room"],
  ['server/features/scenes/scenes.test.ts', './scenes.store.ts', null],
  ['server/house.ts', './providers/acme/acme.ts', null],
  ['server/house.ts', '@greenroom/studio/main.tsx', 'The server knows nothing of the studio'],
  ['contract/scenes.ts', './models.ts', null],
  ['contract/scenes.ts', 'node:crypto', 'contract/ is shapes'],
  ['contract/scenes.ts', '../server/kernel/log.ts', 'contract/ is shapes'],
  ['studio/features/scenes/scenes.api.ts', '@greenroom/contract/scenes.ts', null],
  ['studio/features/scenes/scenes.api.ts', '../../../server/kernel/log.ts', 'The studio reaches the server'],
  ['studio/features/scenes/scenes.api.ts', 'node:fs', 'The studio reaches the server'],
  ['studio/patterns/grid.tsx', '#features/scenes/scenes.api.ts', 'ui/, patterns/ and lib/ know no feature'],
  ['e2e/scenes.test.ts', '../server/testing/house.ts', 'A journey sees what a visitor sees'],
  ['e2e/scenes.test.ts', '@playwright/test', null],
]

/** The same for single words in the code. */
const uses: [file: string, code: string, refusal: string | null][] = [
  ['server/kernel/log.ts', 'export const a1 = process.env.A', 'Disallowed usage of `process.env`'],
  ['server/kernel/config.ts', 'export const a2 = process.env.A', null],
  ['server/features/scenes/scenes.ts', "export const a3 = fetch('x')", 'Only providers and kernel/http'],
  ['server/providers/acme/acme.ts', "export const a4 = fetch('x')", null],
  ['server/kernel/auth/keys.ts', "export const a5 = fetch('x')", null],
  ['server/features/scenes/scenes.ts', "export const a6 = globalThis.fetch('x')", 'The network has one door'],
  ['server/features/scenes/scenes.rules.ts', 'export const a7 = () => Date.now()', 'take the time as an argument'],
  ['server/features/scenes/scenes.rules.ts', 'export const a8 = () => Math.random()', 'take the choice as an argument'],
  ['server/features/scenes/scenes.ts', 'console.log(1)', 'Unexpected console statement'],
  ['server/main.ts', 'console.log(1)', null],
  ['server/kernel/log.ts', 'export default 1', 'Prefer named exports'],
  ['server/kernel/log.ts', 'try { JSON.parse("") } catch {}', 'Unexpected empty block'],
  ['server/kernel/log.ts', 'export const a9 = (b: any) => b', 'Unexpected `any`'],
]

const cases = [
  ...imports.map(([file, specifier, refusal]) => ({ file, line: `import '${specifier}'`, refusal })),
  ...uses.map(([file, line, refusal]) => ({ file, line, refusal })),
]

let folder = ''
let said: (file: string, line: string) => string[]
let cycles: string[]

// All cases of one file are lines of one file in a project of their own, linted once with the real configuration.
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'greenroom-walls-'))
  symlinkSync(at('node_modules'), path.join(folder, 'node_modules'))
  cpSync(at('oxlint.config.ts'), path.join(folder, 'oxlint.config.ts'))
  cpSync(at('scripts/walls.ts'), path.join(folder, 'scripts/walls.ts'), { recursive: true })
  const files = Map.groupBy(cases, ({ file }) => file)
  for (const [file, lines] of files) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true })
    writeFileSync(path.join(folder, file), lines.map(({ line }) => `${line}\n`).join(''))
  }
  const everything = await lint(folder)
  // The cases of different files import each other; that is another rule's business.
  const isCycle = ({ code }: Diagnostic) => code === 'import(no-cycle)'
  cycles = everything.filter(isCycle).map(({ filename }) => filename)
  const report = everything.filter((one) => !isCycle(one))
  said = (file, line) => {
    const number = 1 + (files.get(file) ?? []).findIndex((one) => one.line === line)
    return report
      .filter((one) => one.filename === file && one.labels[0]?.span.line === number)
      .map((one) => `${one.message} ${one.help ?? ''}`)
  }
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface Diagnostic {
  code: string
  message: string
  help?: string
  filename: string
  labels: { span: { line: number } }[]
}

async function lint(cwd: string): Promise<Diagnostic[]> {
  const program = path.join(cwd, 'node_modules/oxlint/bin/oxlint')
  // Findings make it end with 1; without its report this fails loudly.
  const { stdout } = await promisify(execFile)(process.execPath, [program, '-f', 'json'], { cwd }).catch(
    (error: { stdout: string }) => error,
  )
  return (JSON.parse(stdout) as { diagnostics: Diagnostic[] }).diagnostics
}

describe('the walls', () => {
  it.each(cases)('$file: $line', ({ file, line, refusal }) => {
    if (refusal === null) expect(said(file, line)).toEqual([])
    else expect(said(file, line).join('\n')).toContain(refusal)
  })

  it('let no two files import each other', () => {
    expect(cycles).toContain('server/features/scenes/scenes.ts')
  })
})
