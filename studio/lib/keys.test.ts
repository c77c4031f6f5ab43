import { expect, test } from 'vitest'
import { capsOf, combinationOf, normalKeys } from './keys.ts'

const press = (key: string, held: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey', boolean>> = {}) =>
  combinationOf({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held })

test.each([
  ['g', {}, 'g'],
  ['G', { shiftKey: true }, 'shift+g'],
  ['k', { ctrlKey: true }, 'mod+k'],
  ['k', { metaKey: true }, 'mod+k'],
  ['Z', { metaKey: true, shiftKey: true }, 'mod+shift+z'],
  ['?', { shiftKey: true }, '?'],
  ['?', {}, '?'],
  ['Delete', {}, 'delete'],
  ['Delete', { shiftKey: true }, 'shift+delete'],
  [' ', {}, 'space'],
  ['ArrowLeft', { altKey: true }, 'alt+arrowleft'],
  ['é', { shiftKey: true }, 'é'],
  ['+', {}, 'plus'],
])('pressing %s with %o is %s', (key, held, combination) => {
  expect(press(key, held)).toBe(combination)
})

test.each(['Shift', 'Control', 'Alt', 'Meta', 'Dead', 'Process'])('%s on its own is no combination', (key) => {
  expect(press(key)).toBeNull()
})

test('the order and case in which a combination is written do not matter', () => {
  expect(normalKeys('Shift+Mod+Z')).toBe('mod+shift+z')
})

test('caps are drawn as the machine at hand names them', () => {
  expect(capsOf('mod+shift+k', false)).toEqual(['Ctrl', 'Shift', 'K'])
  expect(capsOf('mod+shift+k', true)).toEqual(['⌘', '⇧', 'K'])
  expect(capsOf('arrowup', false)).toEqual(['↑'])
  expect(capsOf('delete', false)).toEqual(['Del'])
})
