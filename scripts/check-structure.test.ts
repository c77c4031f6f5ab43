import { describe, expect, it } from 'vitest'
import { inspect } from './check-structure.ts'
import { missingEntries } from './complete-lock.mjs'

const sentences = (path: string, text = 'export {}\n') => inspect({ path, text }).map(({ sentence }) => sentence)
const lines = (path: string, text: string) => inspect({ path, text }).map(({ line }) => line)

describe('names', () => {
  it.each([
    'server/features/photos/photos.ts',
    'server/features/photos/photos.uploads.ts',
    'server/features/photos/photos.store.ts',
    'server/features/photos/photos.uploads.store.ts',
    'server/features/photos/photos.uploads.test.ts',
    'server/features/photos/fixtures/meadow.json',
    'server/providers/video-maker.ts',
    'server/providers/acme/acme.wire.ts',
    'server/providers/acme/acme.test.ts',
    'server/providers/acme/fixtures/accepted.json',
    'supabase/migrations/20261121000100_foundation.sql',
    'studio/index.html',
    'docs/index.md',
  ])('lets %s be', (path) => expect(sentences(path)).toEqual([]))

  it.each([
    ['server/features/photos/uploads.ts', 'Closed set'],
    ['server/features/photos/photos.service.cache.ts', 'Closed set'],
    ['server/features/photos/photos.store.uploads.ts', 'Closed set'],
    ['server/features/photos/photos.rules.store.ts', 'Closed set'],
    ['server/features/photos/parts/photos.ts', 'Closed set'],
    ['server/features/photos/notes.md', 'Closed set'],
    ['server/features/photos/uploads.test.ts', 'Closed set'],
    ['server/providers/acme/wire.ts', 'Files of a provider begin with its name'],
    ['server/kernel/db/index.ts', 'No index files'],
    ['studio/patterns/index.tsx', 'No index files'],
    ['studio/lib/utils.ts', '"utils" says nothing'],
    ['server/kernel/http/http-helpers.ts', '"helpers" says nothing'],
    ['studio/common/button.tsx', '"common" says nothing'],
    ['contract/scene.types.ts', '"types" says nothing'],
    ['supabase/migrations/0001-first.sql', 'A migration is called'],
  ])('refuses %s', (path, beginning) => {
    expect(sentences(path)).toEqual([expect.stringContaining(beginning)])
  })
})

describe('length', () => {
  const long = 'export {}\n'.repeat(301)

  it('refuses 301 lines and lets 300 be', () => {
    expect(sentences('server/kernel/log.ts', long)).toEqual([expect.stringContaining('301 lines')])
    expect(sentences('server/kernel/log.ts', 'export {}\n'.repeat(300))).toEqual([])
  })

  it.each([
    'supabase/migrations/20261121000100_foundation.sql',
    'studio/messages/nl/scenes.ts',
    'studio/ui/sidebar.tsx',
    'server/media/wasm/blend.ts',
    'server/kernel/db/tables.generated.ts',
    'server/providers/acme/fixtures/all.json',
  ])('lets %s be as long as it is', (path) => expect(sentences(path, long)).toEqual([]))
})

describe('SQL', () => {
  const statements = [
    'const rows = sql`select 1`',
    'const rows = sql<Row>`select 1`',
    'const rows = db.selectFrom("scenes")',
    'const rows = db.query("select id from scenes")',
    'const rows = db.query(`\n  SELECT id\n  FROM scenes`)',
    "db.query('insert into scenes values (1)')",
    'db.query(`update scenes set name = 1`)',
    'db.query("delete from scenes")',
  ]

  it.each(statements)('refuses %j in a verb', (text) => {
    expect(sentences('server/features/scenes/scenes.ts', text)).toEqual([expect.stringContaining('SQL lives in')])
  })

  it.each(['server/features/scenes/scenes.store.ts', 'server/kernel/jobs/jobs.ts', 'server/testing/people.ts'])(
    'lets it be in %s',
    (path) => {
      expect(statements.flatMap((text) => sentences(path, text))).toEqual([])
    },
  )

  it('lets sentences for people be', () => {
    expect(
      sentences('server/features/scenes/scenes.ts', "throw new Fault('x', 400, 'Select a photo from the grid.')"),
    ).toEqual([])
  })

  it('names the line', () => {
    expect(lines('server/features/scenes/scenes.ts', 'const a = 1\n\nconst b = sql`select 1`\n')).toEqual([3])
  })
})

describe("companies' names", () => {
  it.each([
    ['server/features/scenes/scenes.ts', 'if (maker.id === "luma") return'],
    ['server/features/posts/posts.work.ts', 'const tiktokToken = 1'],
    ['server/kernel/http/app.ts', '// Runway wants it this way'],
    ['studio/features/posts/posts.page.tsx', '<p>Connect TikTok</p>'],
    ['contract/posts.ts', "path: '/api/tiktok/accounts'"],
  ])('are refused in %s', (path, text) => {
    expect(sentences(path, text)).toEqual([expect.stringContaining('belongs in providers/')])
  })

  it.each([
    ['server/providers/luma/luma.ts', 'const luma = 1'],
    ['server/house.ts', 'import { luma } from "x"'],
    ['server/kernel/config.ts', 'LUMAAI_API_KEY: 1'],
    ['server/features/posts/posts.test.ts', 'fakeTikTok()'],
    ['server/features/posts/posts.store.ts', 'sql`select tiktok_account_id from private.tiktok_auth`'],
    ['server/features/scenes/scenes.routes.ts', "'/functions/v1/luma-create-scene'"],
    [
      'studio/features/slideshows/faces.ts',
      "import latin from '@fontsource/tiktok-sans/files/tiktok-sans-latin.woff2'",
    ],
    ['server/media/encoder.ts', '// the luma plane comes first'],
    ['studio/messages/en/posts.ts', "connect: 'Connect TikTok'"],
    ['contract/models.ts', "z.enum(['luma'])"],
    ['contract/scenes.ts', '/** E.g. "Luma Ray". */'],
    ['server/features/scenes/scenes.ts', 'const volumable = 1 // illuminates nothing'],
  ])('are let be in %s', (path, text) => expect(sentences(path, text)).toEqual([]))
})

describe('words', () => {
  // Put together here, so that this file does not hold what it looks for.
  it.each([
    ['docs/start.md', `see ${'/'}work/notes`, 'is a place on one machine'],
    ['scripts/x.mjs', `const home = "${'/'}home/ada/greenroom"`, 'is a place on one machine'],
    ['.npmrc', `registry=https://${'registry'}.example.org/`, "A registry's address"],
    ['studio/main.tsx', `import.meta.env.${'VITE_'}MAKER_API_KEY`, 'is sent to every browser'],
    ['README.md', `written with ${'co'}${'pilot'}`, 'is not about Greenroom'],
  ])('are refused in %s', (path, text, part) => {
    expect(sentences(path, text)).toEqual([expect.stringContaining(part)])
  })

  it('lets what is published anyway be', () => {
    expect(sentences('studio/main.tsx', `import.meta.env.${'VITE_'}SUPABASE_PUBLISHABLE_KEY`)).toEqual([])
    expect(sentences('server/x/y.ts', "get('/api/work/items')")).toEqual([])
  })
})

describe('versions', () => {
  it('refuses ranges and lets exact versions and the engines be', () => {
    const text =
      '{\n  "engines": {\n    "node": ">=20"\n  },\n  "dependencies": {\n    "a": "^1.0.0",\n    "b": "1.0.0",\n    "c": "latest"\n  }\n}\n'
    expect(inspect({ path: 'server/package.json', text })).toEqual([
      expect.objectContaining({ line: 6, sentence: expect.stringContaining('"a": "^1.0.0"') }),
      expect.objectContaining({ line: 8, sentence: expect.stringContaining('"c": "latest"') }),
    ])
  })
})

describe('the lock', () => {
  const lock = (packages: object) => JSON.stringify({ packages })
  const parent = {
    'node_modules/a': { version: '1.0.0', optionalDependencies: { 'a-linux-x64': '1.0.0', 'a-win32-arm64': '1.0.0' } },
  }
  const linux = { 'node_modules/a-linux-x64': { version: '1.0.0' } }

  it('names every platform, also those that this registry lacks', () => {
    expect(sentences('package-lock.json', lock({ ...parent, ...linux }))).toEqual([
      expect.stringContaining('1 packages'),
    ])
    const whole = { ...parent, ...linux, 'node_modules/a/node_modules/a-win32-arm64': { version: '1.0.0' } }
    expect(sentences('package-lock.json', lock(whole))).toEqual([])
  })

  it('is completed with version and platform', () => {
    expect(missingEntries({ packages: { ...parent, ...linux } })).toEqual({
      'node_modules/a-win32-arm64': { version: '1.0.0', os: ['win32'], cpu: ['arm64'], optional: true },
    })
  })
})
