import { afterEach, expect, test } from 'vitest'
import { actionFor, register, remapKeys, type Action } from './shortcuts.ts'

const leavers: (() => void)[] = []
const offer = (action: Partial<Action> & { id: string }): void => {
  leavers.push(register({ scope: 'Scenes', keys: null, label: action.id, run: () => undefined, ...action }))
}
afterEach(() => {
  for (const leave of leavers.splice(0)) leave()
})

const plain = { typing: false, dialog: false }
const key = (name: string, held: { ctrlKey?: boolean } = {}) => ({
  key: name,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
})
const found = (...args: Parameters<typeof actionFor>) => actionFor(...args)?.id ?? null

test('a key runs the action that registered it', () => {
  offer({ id: 'generate', keys: 'g' })
  expect(found(key('g'), plain)).toBe('generate')
  expect(found(key('h'), plain)).toBeNull()
})

test('the newest action of a key wins, and the one before comes back when it leaves', () => {
  offer({ id: 'page', keys: 's' })
  const leave = register({ id: 'lightbox', scope: 'Lightbox', keys: 's', label: '', run: () => undefined })
  expect(found(key('s'), plain)).toBe('lightbox')
  leave()
  expect(found(key('s'), plain)).toBe('page')
})

test('letters are left alone while a person types, unless the action says otherwise', () => {
  offer({ id: 'generate', keys: 'g' })
  offer({ id: 'palette', keys: 'mod+k', whileTyping: true })
  expect(found(key('g'), { typing: true, dialog: false })).toBeNull()
  expect(found(key('k', { ctrlKey: true }), { typing: true, dialog: false })).toBe('palette')
})

test('an open dialog has the keyboard to itself, but for actions made for dialogs', () => {
  offer({ id: 'delete', keys: 'delete' })
  offer({ id: 'next', keys: 'n', inDialogs: true })
  expect(found(key('Delete'), { typing: false, dialog: true })).toBeNull()
  expect(found(key('n'), { typing: false, dialog: true })).toBe('next')
})

test('a person can give an action another key, none, or its own one back', () => {
  offer({ id: 'pin', keys: 'p' })
  remapKeys('pin', 'x')
  expect([found(key('p'), plain), found(key('x'), plain)]).toEqual([null, 'pin'])
  remapKeys('pin', null)
  expect([found(key('p'), plain), found(key('x'), plain)]).toEqual([null, null])
  remapKeys('pin', undefined)
  expect(found(key('p'), plain)).toBe('pin')
})
