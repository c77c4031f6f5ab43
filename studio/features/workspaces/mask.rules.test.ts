import { expect, test } from 'vitest'
import { maskOf } from './mask.rules.ts'

test('of an address only its first letter and its house are told', () => {
  expect(maskOf(' Eva.Visser@Example.org')).toBe('e***@example.org')
  expect(maskOf('x@y.z')).toBe('x***@y.z')
})
