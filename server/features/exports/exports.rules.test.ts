import { crc32 } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { csvCell, type ExportTake } from './exports.lists.rules.ts'
import { archiveName, archiveTag, framesOf, freeze, patternTrouble } from './exports.rules.ts'

const now = new Date('2026-11-21T12:00:00Z')
const frame = (name: string) => ({
  fileId: `file-${name}`,
  name,
  sha256: `sha-${name}`,
  key: `me/photos/${name}/frame.jpg`,
  bytes: 1,
  width: 1,
  height: 1,
})

const take = (more: Partial<ExportTake> = {}, meta: Partial<ExportTake['meta']> = {}): ExportTake => ({
  sceneId: 'scene-1',
  ordinal: 1,
  version: 1,
  pinned: true,
  key: 'me/scenes/1.mp4',
  sha256: 'ab'.repeat(32),
  durationSeconds: 5,
  width: 1280,
  height: 720,
  priceChargedMicroUsd: 320_000,
  createdAt: now,
  readyAt: now,
  ...more,
  meta: {
    provider: 'luma',
    model: 'ray-3.2',
    disclosure: 'Luma Ray 3.2',
    ai: true,
    prompt: 'Wide shot, "slow"',
    notes: '',
    options: { provider: 'luma', model: 'ray-3.2', durationSeconds: 5, resolution: '720p', ratio: '16:9', loop: false },
    shotType: { id: 'shot', name: 'Over Shoulder', motion: 'pan-right' },
    start: frame('summer-house1.jpeg'),
    end: null,
    priceEstimateMicroUsd: 300_000,
    ...meta,
  },
})

const frozen = (
  takes: ExportTake[],
  more: { pattern?: string; frames?: boolean; project?: string; missing?: string[] } = {},
) => {
  const { pattern = '{nn}-{shot}-{name}_v{version}', frames = true, project = 'Summer House', missing = [] } = more
  const keys = [...takes.map((one) => one.key), ...framesOf(takes).map((one) => one.key)].filter(
    (key) => !missing.includes(key),
  )
  const measured = new Map(
    keys.map((key, index) => [key, { bytes: 100 + index, crc32: index, sha256: `stored-${key}`, version: `v-${key}` }]),
  )
  return freeze({
    project: { id: 'project-1', name: project },
    takes,
    order: { pattern, frames },
    measured,
    now,
    crc32,
  })
}
const names = (layout: ReturnType<typeof frozen>) => layout.entries.map((entry) => entry.name)
const text = (layout: ReturnType<typeof frozen>, name: string): string => {
  const source = layout.entries.find((entry) => entry.name === name)?.source
  return source?.kind === 'text' ? source.text : ''
}

describe('the frozen layout', () => {
  test('holds clips, frames without camera data, manifest and shot list', () => {
    const layout = frozen([take({}, { end: frame('summer-house2.jpeg') })])
    expect(names(layout)).toEqual([
      'Summer House/01-over-shoulder-summer-house1_v1.mp4',
      'Summer House/frames/summer-house1.jpg',
      'Summer House/frames/summer-house2.jpg',
      'manifest.json',
      'shots.csv',
    ])
    expect(layout.entries[1]?.source).toEqual({
      kind: 'object',
      key: 'me/photos/summer-house1.jpeg/frame.jpg',
      version: 'v-me/photos/summer-house1.jpeg/frame.jpg',
    })
    for (const entry of layout.entries.slice(-2)) {
      const content = Buffer.from(text(layout, entry.name))
      expect([entry.bytes, entry.crc32]).toEqual([content.length, crc32(content)])
    }
  })

  test('holds a frame once, however often it was used, and none when none are wanted', () => {
    const takes = [
      take(),
      take({ sceneId: 'scene-2', ordinal: 2, key: 'me/scenes/2.mp4' }, { end: frame('summer-house1.jpeg') }),
    ]
    expect(names(frozen(takes)).filter((name) => name.includes('/frames/'))).toEqual([
      'Summer House/frames/summer-house1.jpg',
    ])
    expect(names(frozen(takes, { frames: false })).filter((name) => name.includes('/frames/'))).toEqual([])
  })

  test('leaves out a frame that is no longer stored', () => {
    const layout = frozen([take()], { missing: ['me/photos/summer-house1.jpeg/frame.jpg'] })
    expect(names(layout).filter((name) => name.includes('/frames/'))).toEqual([])
    expect(JSON.parse(text(layout, 'manifest.json')).scenes[0].versions[0].start).toMatchObject({
      name: 'summer-house1.jpeg',
      file: null,
    })
  })

  test('numbers with as many digits as the largest ordinal needs, so that names sort', () => {
    const takes = [take({ ordinal: 7 }), take({ ordinal: 104, key: 'me/scenes/2.mp4' })]
    expect(names(frozen(takes, { pattern: '{nn}' })).slice(0, 2)).toEqual([
      'Summer House/007.mp4',
      'Summer House/104.mp4',
    ])
  })

  test('follows the pattern, keeps values from naming folders, and tells equal names apart', () => {
    const takes = [take({ version: 1 }), take({ version: 2, key: 'me/scenes/2.mp4' })]
    expect(names(frozen(takes, { pattern: '{project}/../{shot}', project: 'A/B' })).slice(0, 2)).toEqual([
      'A-B/A-B-..-over-shoulder.mp4',
      'A-B/A-B-..-over-shoulder (2).mp4',
    ])
  })

  test('is the same for the same takes', () => {
    expect(frozen([take()])).toEqual(frozen([take()]))
  })
})

describe('the manifest', () => {
  test('says how every clip was made and where it lies', () => {
    const manifest = JSON.parse(
      text(
        frozen([
          take({}, { end: frame('summer-house2.jpeg'), notes: 'calm' }),
          take({ version: 2, pinned: false, key: 'me/scenes/2.mp4' }),
        ]),
        'manifest.json',
      ),
    )
    expect(manifest).toMatchObject({
      greenroom: 'scenes-export',
      version: 1,
      createdAt: '2026-11-21T12:00:00.000Z',
      project: { id: 'project-1', name: 'Summer House' },
      scenes: [
        {
          id: 'scene-1',
          ordinal: 1,
          pinnedVersion: 1,
          versions: [
            {
              version: 1,
              file: 'Summer House/01-over-shoulder-summer-house1_v1.mp4',
              sha256: 'ab'.repeat(32),
              bytes: 100,
              prompt: 'Wide shot, "slow"',
              notes: 'calm',
              provider: 'luma',
              model: 'ray-3.2',
              options: { durationSeconds: 5, ratio: '16:9' },
              ai: true,
              disclosure: 'Luma Ray 3.2',
              priceEstimateMicroUsd: 300_000,
              priceChargedMicroUsd: 320_000,
              start: {
                name: 'summer-house1.jpeg',
                originalSha256: 'sha-summer-house1.jpeg',
                file: 'Summer House/frames/summer-house1.jpg',
              },
              end: { name: 'summer-house2.jpeg', sha256: 'stored-me/photos/summer-house2.jpeg/frame.jpg' },
            },
            { version: 2 },
          ],
        },
      ],
    })
  })

  test.each([
    [[take()], 'This clip was made with AI (Luma Ray 3.2)'],
    [
      [take(), take({ version: 2 }, { disclosure: 'Luma Ray 2' })],
      'All of these clips were made with AI (Luma Ray 3.2, Luma Ray 2)',
    ],
    [
      [take(), take({ version: 2 }, { ai: false, disclosure: 'Local preview renderer, not AI' })],
      '1 of these 2 clips were made with AI (Luma Ray 3.2)',
    ],
    [[take({}, { ai: false })], 'None of these clips were made with AI.'],
  ])('discloses AI in a sentence (%#)', (takes, sentence) => {
    expect(JSON.parse(text(frozen(takes), 'manifest.json')).disclosure).toContain(sentence)
  })
})

describe('the shot list', () => {
  test('has a header, one line a take, and CRLF ends', () => {
    const list = text(frozen([take({}, { notes: 'a\nb' })], { pattern: 'a,b' }), 'shots.csv')
    const lines = list.split('\r\n')
    expect(lines[0]).toMatch(/^\ufeffscene,version,pinned,file,shot,/)
    expect(lines[1]).toMatch(
      /^1,1,yes,"Summer House\/a,b.mp4",Over Shoulder,summer-house1.jpeg,,5,1280,720,16:9,luma,ray-3.2,yes,Luma Ray 3.2,"Wide shot, ""slow""","a\nb",0.30,0.32,/,
    )
    expect(lines[2]).toBe('')
  })

  test.each([
    ['=HYPERLINK("http://x")', `"'=HYPERLINK(""http://x"")"`],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\tx', "'\tx"],
    ['a=b', 'a=b'],
    ['plain', 'plain'],
    [-1, '-1'],
    [null, ''],
    ['', ''],
  ])('writes the cell %j as %j', (value, expected) => {
    expect(csvCell(value)).toBe(expected)
  })
})

test('a pattern may hold known words only', () => {
  expect(patternTrouble('{project} {nn} {shot} {name} {version}')).toBeNull()
  expect(patternTrouble('plain')).toBeNull()
  expect(patternTrouble('{date}')).toMatchObject({ code: 'exports.unknown_word', values: { word: '{date}' } })
  expect(patternTrouble('{nn')?.code).toBe('exports.lone_brace')
})

test('the archive has a name with its day, and a tag of its own', () => {
  expect(archiveName('Zomer: huis', now)).toBe('Zomer- huis 2026-11-21.zip')
  expect(archiveTag('a')).toMatch(/^"[0-9a-f]{32}"$/)
  expect(archiveTag('a')).not.toBe(archiveTag('b'))
})
