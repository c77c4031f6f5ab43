import type { ShotType } from '@greenroom/contract/shots.ts'
import { describe, expect, test } from 'vitest'
import { fillTemplate, freeKeys, keyOf, shotChips, templateTrouble } from './shots.rules.ts'

const shot = (name: string, key: number | null, isDefault: boolean): ShotType => ({
  id: name,
  name,
  promptTemplate: '{subject}',
  isDefault,
  key,
  motion: 'push-in',
  position: 0,
})

describe('a template', () => {
  const values = { subject: 'kitchen', project: 'Summer House', notes: 'morning light' }

  test('is filled with the subject, the project and the notes', () => {
    expect(fillTemplate('Wide shot of {subject} in {project}, {notes}.', values)).toBe(
      'Wide shot of kitchen in Summer House, morning light.',
    )
  })

  test('leaves no loose commas where a placeholder is empty', () => {
    expect(fillTemplate('Wide shot of {subject}, {notes}, slow.', { ...values, notes: ' ' })).toBe(
      'Wide shot of kitchen, slow.',
    )
    expect(fillTemplate('Wide shot of {subject}. {notes}.', { ...values, notes: '' })).toBe('Wide shot of kitchen.')
  })

  test('says which braces mean nothing', () => {
    expect(templateTrouble('{subject} {mood}')).toBe('{mood}')
    expect(templateTrouble('{subject} {Notes}')).toBe('{Notes}')
    expect(templateTrouble('{subject} {notes')).toBe('{')
    expect(templateTrouble('{subject} {notes}')).toBeNull()
  })
})

describe('number keys', () => {
  const wide = shot('Wide', 1, true)
  const close = shot('Close', 3, true)
  const drone = shot('Drone', 7, false)
  const mine = shot('Mine', 1, false)
  const unkeyed = shot('Unkeyed', null, false)

  test('order the chips, and one’s own shot type wins a key', () => {
    const chips = shotChips([close, wide, unkeyed, mine, drone])
    expect(chips.map(({ name }) => name)).toEqual(['Mine', 'Close', 'Drone', 'Wide', 'Unkeyed'])
    expect(keyOf(mine, chips)).toBe(1)
    expect(keyOf(wide, chips)).toBeNull()
  })

  test('are free when no shot type of one’s own has them', () => {
    expect(freeKeys([wide, drone, mine], null)).toEqual([2, 3, 4, 5, 6, 8, 9])
    expect(freeKeys([wide, drone, mine], 'Drone')).toContain(7)
  })
})
