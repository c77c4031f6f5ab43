import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')
const read = (path: string): string => readFileSync(join(root, path), 'utf8')
/** Codes of the studio's Dutch sentences. */
const told = new Set(
  [...read('studio/messages/nl/problems.ts').matchAll(/^ {2}'?([\w.-]+)'?:/gm)].map(([, code = '']) => code),
)
const sources = globSync('server/**/*.ts', {
  cwd: root,
  exclude: ['**/node_modules/**', '**/testing/**', '**/*.test.ts'],
})

/** Where a code stands in the source: `new Fault(code`, also one of two, `notFound(room`, and what the database refuses by. */
const codesIn = (path: string, text: string): string[] => [
  ...[...text.matchAll(/new Fault\(([^,]+),/g)].flatMap(([, first = '']) =>
    [...first.matchAll(/'([\w-]+\.\w+)'/g)].map(([, code = '']) => code),
  ),
  ...[...text.matchAll(/notFound\(\s*'(\w+)'/g)].map(([, room = '']) => `${room}.not_found`),
  ...(path.endsWith('kernel/db/acting.ts')
    ? [...text.matchAll(/^ {2}'(\w+\.\w+)':/gm)].map(([, code = '']) => code)
    : []),
]
const codes = new Set(sources.flatMap((path) => codesIn(path, read(path))))

/** The words of their first field say more than any sentence for the code could. */
const toldByTheirField = [
  'exports.pattern_refused',
  'scenes.request_refused',
  'shots.key_taken',
  'shots.template_refused',
  'calendar.too_long',
]
/** Faults of jobs and of programs that call: a person reads a reason, a trouble or the words for `house.fault` instead. */
const neverShown =
  /^(process|luma|luma-legacy|callbacks|openai|liveavatar|tiktok)\.|^media\.(unexpected_answer|slide_unreadable|music_unreadable)$|^studio\.not_built$/

test('whatever the server refuses is told in Dutch', () => {
  expect(codes.size).toBeGreaterThan(150)
  const silent = [...codes].filter(
    (code) => !told.has(code) && !toldByTheirField.includes(code) && !neverShown.test(code),
  )
  expect(silent.toSorted()).toEqual([])
})

test('why the house does not take a file is told in Dutch', () => {
  const words = read('studio/messages/nl/notices.ts')
  const reasons = sources.flatMap((path) =>
    /\/photo|features\/photos\//.test(path)
      ? [...read(path).matchAll(/(?:code: |refuse\(\s*)'(photos\.\w+)',\s*(?:sentence|['`])/g)].map(
          ([, code = '']) => code,
        )
      : [],
  )
  expect(new Set(reasons).size).toBeGreaterThan(6)
  expect([...new Set(reasons)].filter((code) => !words.includes(`'${code}'`))).toEqual([])
})

test('nothing is excused that is told, or that nobody refuses by any more', () => {
  expect(toldByTheirField.filter((code) => told.has(code) || !codes.has(code))).toEqual([])
})
