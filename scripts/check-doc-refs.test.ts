import { describe, expect, it } from 'vitest'
import { checkDocument, type Surroundings } from './check-doc-refs.ts'

const files: Record<string, string> = {
  'README.md': '# Greenroom\n\n## How it starts, really\n',
  'docs/decisions/0001-one.md': '# One\n',
  'server/main.ts': '',
  scripts: '',
}
const around: Surroundings = {
  scripts: new Set(['start', 'verify']),
  has: (path) => path.replace(/\/$/, '') in files,
  read: (path) => files[path] ?? null,
}
const check = (text: string, document = 'README.md') =>
  checkDocument(document, text, around).map(({ sentence }) => sentence)

describe('a document', () => {
  it.each([
    'Run `npm run verify` or npm start.',
    'See `server/main.ts` and `./server/main.ts:12`, or all of `scripts/`.',
    'Verbs live in `server/features/<noun>/<noun>.ts`, tests in `server/**/*.test.ts`.',
    'The house answers at `/api/scenes`; see https://example.org/docs/none.md.',
    '[how](#how-it-starts-really) [one](docs/decisions/0001-one.md) [out](https://example.org/a.md)',
    '```\nnode server/main.ts\n```',
  ])('may say %j', (text) => expect(check(text)).toEqual([]))

  it.each([
    ['Run `npm run launch`.', '"npm run launch" is not in package.json.'],
    ['npm test does it all', '"npm run test" is not in package.json.'],
    ['See `server/start.ts`.', 'server/start.ts does not exist.'],
    ['```\nnode bench/run.ts --fast\n```', 'bench/run.ts does not exist.'],
    ['[why](docs/decisions/0002-two.md)', 'The link to docs/decisions/0002-two.md leads nowhere.'],
    ['[how](#how-it-ends)', 'README.md has no heading for #how-it-ends.'],
  ])('may not say %j', (text, sentence) => expect(check(text)).toEqual([sentence]))

  it('links from where it is', () => {
    expect(check('[back](../../README.md) [away](README.md)', 'docs/decisions/0001-one.md')).toEqual([
      'The link to README.md leads nowhere.',
    ])
  })

  it('is told the line', () => {
    expect(checkDocument('README.md', 'a\nb\n`server/none.ts`\n', around)).toEqual([
      { line: 3, sentence: 'server/none.ts does not exist.' },
    ])
  })
})
