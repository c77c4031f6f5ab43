import { describe, expect, test } from 'vitest'
import {
  clientIdOf,
  folderOf,
  isLitter,
  makeSpeedometer,
  timeLeft,
  totalsOf,
  withEarlier,
  type Sending,
} from './upload.rules.ts'

const file = (bytes: number, sent = 0, state: Sending['state'] = 'sending'): Sending => ({ bytes, sent, state })

test('totals count a finished file in full, whatever was reported last', () => {
  expect(totalsOf([file(100, 40), file(50, 30, 'done'), file(10, 0, 'failed'), file(10, 5, 'paused')])).toEqual({
    files: 4,
    done: 1,
    failed: 1,
    paused: 1,
    bytes: 170,
    sent: 95,
  })
})

test('totals count what came before a reload, and what waits to be picked again', () => {
  const own = totalsOf([file(100, 40), file(50, 50, 'done')])
  expect(withEarlier(own, { files: 72, bytes: 7200 }, { files: 3, bytes: 300 })).toEqual({
    files: 77,
    done: 73,
    failed: 0,
    paused: 0,
    bytes: 7650,
    sent: 7290,
  })
})

describe('speed', () => {
  test('is that of the last ten seconds', () => {
    const speed = makeSpeedometer()
    expect(speed(0, 0)).toBeNull()
    expect(speed(500, 1000)).toBeNull()
    expect(speed(2000, 4000)).toBe(2000)
    speed(12_000, 4000)
    expect(speed(22_000, 4000)).toBe(0)
  })

  test('starts anew when a file is taken out', () => {
    const speed = makeSpeedometer()
    speed(0, 0)
    speed(2000, 4000)
    expect(speed(3000, 1000)).toBeNull()
  })

  test('tells the time to go, and nothing when it stands still', () => {
    expect(timeLeft({ bytes: 100, sent: 40 }, 20)).toBe(3)
    expect(timeLeft({ bytes: 100, sent: 40 }, 0)).toBeNull()
    expect(timeLeft({ bytes: 100, sent: 40 }, null)).toBeNull()
  })
})

test('the folder of a file is its path without the name', () => {
  expect(folderOf('Summer/Day 1/IMG_1.jpg')).toBe('Summer/Day 1')
  expect(folderOf('/Summer/IMG_1.jpg')).toBe('Summer')
  expect(folderOf('IMG_1.jpg')).toBe('')
  expect(folderOf(null)).toBe('')
})

test('what operating systems leave in folders is not uploaded', () => {
  expect(['.DS_Store', 'Thumbs.db', 'desktop.ini'].every(isLitter)).toBe(true)
  expect(isLitter('IMG_1.jpg')).toBe(false)
})

describe('the name of a file in its batch', () => {
  const file = { path: 'Summer/IMG_1.jpg', bytes: 10, modified: 5 }

  test('is the same for the same file and another for any other', () => {
    expect(clientIdOf({ ...file })).toBe(clientIdOf(file))
    const others = [
      { ...file, path: 'Winter/IMG_1.jpg' },
      { ...file, bytes: 11 },
      { ...file, modified: 6 },
    ]
    expect(new Set([file, ...others].map(clientIdOf)).size).toBe(4)
  })

  test('stays short and distinct for very long paths', () => {
    const long = (start: string): string => clientIdOf({ ...file, path: `${start}/${'x'.repeat(900)}/IMG_1.jpg` })
    expect(long('a').length).toBeLessThanOrEqual(300)
    expect(long('a')).not.toBe(long('b'))
  })
})
