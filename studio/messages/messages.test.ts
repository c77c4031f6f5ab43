import { describe, expect, test } from 'vitest'
import type { Room } from '#lib/messages.ts'

const modules = import.meta.glob<Record<string, Room<unknown>>>('./*.ts', { eager: true })
const rooms = Object.entries(modules)
  .filter(([path]) => !path.endsWith('.test.ts'))
  .flatMap(([path, module]) => Object.values(module).map((room) => ({ path, room })))

/** Every text of a room by its path; functions are called with as many arguments as they take. */
function textsOf(value: unknown, path = ''): Map<string, string> {
  if (typeof value === 'string') return new Map([[path, value]])
  if (typeof value === 'function')
    return textsOf(Reflect.apply(value, undefined, ['2', '2', '2', '2'].slice(0, value.length)), `${path}()`)
  const found = new Map<string, string>()
  if (typeof value !== 'object' || value === null) return found
  for (const [name, inner] of Object.entries(value)) {
    for (const [key, text] of textsOf(inner, path === '' ? name : `${path}.${name}`)) found.set(key, text)
  }
  return found
}

describe.each(rooms)('$path', ({ room }) => {
  // It may say more: what the server and the libraries say in English by themselves has texts in other languages only.
  test('says in Dutch whatever it says in English', async () => {
    const [en, nl] = [textsOf(room.en), textsOf(await room.nl())]
    expect([...en.keys()].filter((path) => !nl.has(path))).toEqual([])
  })

  test('leaves no text empty and no number out', async () => {
    for (const [path, text] of [...textsOf(room.en), ...textsOf(await room.nl())]) {
      expect.soft(text.trim(), path).not.toBe('')
      expect.soft(text, path).not.toMatch(/undefined|NaN|#/)
    }
  })
})

test('the rooms were found', () => {
  expect(rooms.length).toBeGreaterThan(5)
})
