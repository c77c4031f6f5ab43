import { describe, expect, test } from 'vitest'
import { clockAt, clockChange, nextSlot, slotsBetween, slotsOfDay, type Rhythm } from './slideshows.slots.rules.ts'

const everyDay = [1, 2, 3, 4, 5, 6, 7]
const rhythm = (timeZone: string, frequency: number, from: string, until: string, weekdays = everyDay): Rhythm => ({
  timeZone,
  frequency,
  hours: { weekdays, from, until },
})
const told = (slots: ReturnType<typeof slotsOfDay>) =>
  slots.map(({ at, note }) => `${at.toISOString()} ${note ?? ''}`.trim())

describe('the slots of a day', () => {
  test('one slot stands at the beginning of the window, several reach from its beginning to its end', () => {
    expect(told(slotsOfDay(rhythm('UTC', 1, '09:00', '18:00'), '2026-05-04'))).toEqual(['2026-05-04T09:00:00.000Z'])
    expect(told(slotsOfDay(rhythm('UTC', 4, '09:00', '18:10'), '2026-05-04'))).toEqual([
      '2026-05-04T09:00:00.000Z',
      '2026-05-04T12:03:00.000Z',
      '2026-05-04T15:07:00.000Z',
      '2026-05-04T18:10:00.000Z',
    ])
  })

  test('a window too narrow for them is widened by the minute, also at the end of the day', () => {
    const clocks = (from: string) =>
      slotsOfDay(rhythm('UTC', 3, from, from), '2026-05-04').map(({ at }) => clockAt('UTC', at))
    expect(clocks('09:00')).toEqual(['09:00', '09:01', '09:02'])
    expect(clocks('23:59')).toEqual(['23:57', '23:58', '23:59'])
  })

  test('only the chosen weekdays have any', () => {
    const mondays = rhythm('Asia/Kolkata', 1, '09:00', '18:00', [1])
    expect(slotsOfDay(mondays, '2026-05-04')).toHaveLength(1)
    expect(slotsOfDay(mondays, '2026-05-05')).toEqual([])
  })

  test.each([
    // The clock jumps from 02:00 to 03:00: 02:30 does not exist and comes at 03:00 summer time.
    ['Europe/Amsterdam', '2026-03-29', '02:30', '2026-03-29T01:00:00.000Z gap'],
    ['America/New_York', '2026-03-08', '02:30', '2026-03-08T07:00:00.000Z gap'],
    // Half an hour: 02:00 to 02:30.
    ['Australia/Lord_Howe', '2026-10-04', '02:15', '2026-10-03T15:30:00.000Z gap'],
    ['America/St_Johns', '2026-03-08', '02:30', '2026-03-08T05:30:00.000Z gap'],
    // Until 2018 the gap was at midnight: the day began at 01:00.
    ['America/Sao_Paulo', '2018-11-04', '00:15', '2018-11-04T03:00:00.000Z gap'],
    ['Asia/Tehran', '2021-03-22', '00:30', '2021-03-21T20:30:00.000Z gap'],
    // The hour that comes twice comes the first time.
    ['Europe/Amsterdam', '2026-10-25', '02:30', '2026-10-25T00:30:00.000Z overlap'],
    ['America/New_York', '2026-11-01', '01:30', '2026-11-01T05:30:00.000Z overlap'],
    ['Australia/Lord_Howe', '2026-04-05', '01:45', '2026-04-04T14:45:00.000Z overlap'],
    ['Asia/Kolkata', '2026-03-29', '02:30', '2026-03-28T21:00:00.000Z'],
  ])('in %s on %s, %s means %s', (zone, day, time, expected) => {
    expect(told(slotsOfDay(rhythm(zone, 1, time, time), day))).toEqual([expected])
  })

  test('several slots in one gap come one minute apart after it', () => {
    const slots = slotsOfDay(rhythm('Europe/Amsterdam', 4, '02:10', '02:40'), '2026-03-29')
    expect(slots.map(({ at }) => clockAt('Europe/Amsterdam', at))).toEqual(['03:00', '03:01', '03:02', '03:03'])
  })

  test('a day that its zone left out has none', () => {
    expect(slotsOfDay(rhythm('Pacific/Apia', 3, '00:00', '23:00'), '2011-12-30')).toEqual([])
    expect(slotsOfDay(rhythm('Pacific/Apia', 3, '00:00', '23:00'), '2011-12-31')).toHaveLength(3)
  })

  test('a change of the clock is told in minutes', () => {
    expect(clockChange('Europe/Amsterdam', '2026-03-29')).toBe(60)
    expect(clockChange('Europe/Amsterdam', '2026-10-25')).toBe(-60)
    expect(clockChange('Australia/Lord_Howe', '2026-10-04')).toBe(30)
    expect(clockChange('Asia/Kolkata', '2026-10-25')).toBe(0)
  })
})

describe('slots between two moments', () => {
  const three = rhythm('Europe/Amsterdam', 3, '09:00', '17:00')
  const day = { after: new Date('2026-05-04T00:00:00+02:00'), until: new Date('2026-05-05T00:00:00+02:00') }

  test('the first moment is not among them, the last one is', () => {
    const at = (time: string) => new Date(`2026-05-04T${time}:00+02:00`)
    expect(slotsBetween(three, [], { after: at('09:00'), until: at('17:00') }).map(({ number }) => number)).toEqual([
      2, 3,
    ])
  })

  test('a moved slot keeps its name, one that was left out is gone, the others stay', () => {
    const moved = new Date('2026-05-04T20:00:00+02:00')
    const changes = [
      { day: '2026-05-04', number: 1, movedTo: moved },
      { day: '2026-05-04', number: 2, movedTo: null },
    ]
    expect(slotsBetween(three, changes, day).map(({ number, note }) => [number, note])).toEqual([
      [3, null],
      [1, 'moved'],
    ])
  })

  test('what was moved of a slot that no longer exists is forgotten', () => {
    const changes = [{ day: '2026-05-04', number: 7, movedTo: new Date('2026-05-04T20:00:00+02:00') }]
    expect(slotsBetween(three, changes, day)).toHaveLength(3)
  })

  test('the next one is found over days without any', () => {
    const mondays = rhythm('UTC', 1, '09:00', '18:00', [1])
    expect(nextSlot(mondays, [], new Date('2026-05-04T09:00:00Z'))?.at.toISOString()).toBe('2026-05-11T09:00:00.000Z')
  })
})
