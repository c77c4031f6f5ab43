import { describe, expect, test } from 'vitest'
import { captionLimits } from '@greenroom/contract/captions.ts'
import { musicFile } from '@greenroom/contract/slideshow-groups.ts'
import type { SlideGroup } from '@greenroom/contract/slideshows.ts'
import { hashtagsFrom, musicType, withGroup, withProgress } from './groups.rules.ts'

const group = (number: number, more: Partial<SlideGroup> = {}): SlideGroup => ({
  id: `group ${number}`,
  sessionId: 'session',
  sessionName: 'Autumn',
  number,
  day: '2026-11-21',
  slotNumber: null,
  dueAt: '2026-11-21T09:00:00Z',
  state: 'waiting',
  progress: null,
  trouble: null,
  items: [],
  words: null,
  videoUrl: null,
  posterUrl: null,
  photoUrls: [],
  durationSeconds: null,
  width: null,
  height: null,
  bytes: null,
  findings: [],
  createdAt: '2026-11-21T09:00:00Z',
  finishedAt: null,
  ...more,
})

describe('groups on the screen', () => {
  test('a new one goes to the top, a known one stays where it is', () => {
    const pages = {
      pages: [
        { groups: [group(3), group(2)], more: true },
        { groups: [group(1)], more: false },
      ],
    }
    const numbers = (known: typeof pages) => known.pages.map(({ groups }) => groups.map(({ number }) => number))
    expect(numbers(withGroup(pages, group(4)))).toEqual([[4, 3, 2], [1]])
    const changed = withGroup(pages, group(1, { state: 'ready' }))
    expect(numbers(changed)).toEqual([[3, 2], [1]])
    expect(changed.pages[1]?.groups[0]?.state).toBe('ready')
  })

  test('progress only grows, and not after the end', () => {
    const groups = [group(1, { state: 'rendering', progress: 0.5 }), group(2, { state: 'ready' })]
    expect(withProgress(groups, 'group 1', 0.4)[0]?.progress).toBe(0.5)
    expect(withProgress(groups, 'group 1', 0.6)[0]?.progress).toBe(0.6)
    expect(withProgress(groups, 'group 2', 0.6)[1]?.state).toBe('ready')
  })
})

describe('hashtags as people type them', () => {
  test('with or without the sign, between spaces or commas, once each', () => {
    expect(hashtagsFrom('#autumn, walk  café #autumn')).toEqual(['autumn', 'walk', 'café'])
    expect(hashtagsFrom('')).toEqual([])
  })

  test('are refused where the contract refuses them', () => {
    expect(hashtagsFrom('two-words')).toBeNull()
    expect(hashtagsFrom('a b c d e f')).toBeNull()
    expect(hashtagsFrom('x'.repeat(captionLimits.hashtag))).not.toBeNull()
    expect(hashtagsFrom('x'.repeat(captionLimits.hashtag + 1))).toBeNull()
    expect('a b c d e'.split(' ')).toHaveLength(captionLimits.hashtags)
  })
})

test('a sound file is called what the house calls it, whatever the system says', () => {
  const names = ['Harbour.MP3', 'a.m4a', 'a.aac', 'a.wav', 'a.ogg', 'a.flac']
  for (const name of names) expect(musicFile.types, name).toContain(musicType(name, ''))
  expect(musicType('a.m4a', 'audio/x-m4a')).toBe('audio/mp4')
  expect(musicType('no ending', 'audio/mpeg')).toBe('audio/mpeg')
})
