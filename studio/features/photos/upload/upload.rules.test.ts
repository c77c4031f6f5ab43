import { describe, expect, test } from 'vitest'
import {
  bytesWouldBeLost,
  clientIdOf,
  folderOf,
  isLitter,
  keepable,
  makeSpeedometer,
  timeLeft,
  totalsOf,
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

describe('closing the tab', () => {
  const big = keepable.fileBytes + 1

  test('loses nothing while the browser keeps a copy of every file on its way', () => {
    expect(bytesWouldBeLost([file(5e6), file(5e6, 0, 'waiting')], true)).toBe(false)
    expect(bytesWouldBeLost([file(big, big, 'done')], true)).toBe(false)
  })

  test('loses a file that is too big to keep, or comes after the place is full', () => {
    expect(bytesWouldBeLost([file(big)], true)).toBe(true)
    const many = Array.from({ length: 20 }, () => file(keepable.fileBytes))
    expect(bytesWouldBeLost(many, true)).toBe(true)
    expect(bytesWouldBeLost(many.slice(0, 16), true)).toBe(false)
  })

  test('loses whatever is on its way in a browser that keeps nothing', () => {
    expect(bytesWouldBeLost([file(10)], false)).toBe(true)
    expect(bytesWouldBeLost([file(10, 10, 'done')], false)).toBe(false)
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
