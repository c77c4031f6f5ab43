import { expect, test } from 'vitest'
import { joined, type Piece } from './kept-pieces.ts'

const piece = (clipId: string, place: number, more: Partial<Piece> = {}): Piece => ({
  clipId,
  place,
  sessionId: 'call',
  turn: 4,
  startMs: 1000,
  endMs: 1500 + place * 500,
  heard: null,
  recordedAt: 50_000,
  sound: new Blob([`${clipId}${place} `], { type: 'audio/webm' }),
  ...more,
})

test('pieces of a turn are one recording in their order, which ends where the last of them did', async () => {
  const [turn, ...others] = joined([piece('a', 1), piece('a', 2, { heard: 'how do you' }), piece('a', 0)])
  expect(others).toEqual([])
  expect(turn).toMatchObject({ id: 'a', sessionId: 'call', turn: 4, startMs: 1000, endMs: 2500, heard: 'how do you' })
  expect(turn?.audio.type).toBe('audio/webm')
  expect(await turn?.audio.text()).toBe('a0 a1 a2 ')
})

test('what follows a missing piece is left out, and a turn without its first piece is none', async () => {
  const turns = joined([piece('a', 0), piece('a', 1), piece('a', 3), piece('b', 1), piece('b', 2)])
  expect(turns.map(({ id, endMs }) => [id, endMs])).toEqual([['a', 2000]])
  expect(await turns[0]?.audio.text()).toBe('a0 a1 ')
})

test('turns that were cut off come in the order in which they were recorded', () => {
  const turns = joined([piece('late', 0, { recordedAt: 9000 }), piece('early', 0, { recordedAt: 8000 })])
  expect(turns.map(({ id }) => id)).toEqual(['early', 'late'])
})
